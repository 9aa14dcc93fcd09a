package importer

import (
	"fmt"
	"math"
	"strings"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/geo"
)

// spot is the place that a row of a table gives by coordinates.
type spot struct {
	given bool
	zero  bool // 0, 0: nobody knew
	bad   bool // it is no place; notes say why
	place orb.Point
	text  string // as it stands in the file
	notes []spotNote
}

type spotNote struct {
	code         Code
	field, value string
	taken        Said
}

func (s *spot) note(code Code, field, value string, taken Said) {
	s.notes = append(s.notes, spotNote{code, field, value, taken})
}

func (s *spot) refuse(field, value, en, zh string) {
	s.bad = true
	s.note(BadCoordinates, field, value, Said{en, zh})
}

// readSpot reads a row's coordinates. What the row says of its coordinate system, in a
// column, a remark, or by the form of its numbers, counts more than crs, the file's.
func readSpot(r row, crs place2D) (s spot) {
	first, second := r.get("lon"), r.get("lat")
	if first == "" && second == "" {
		first = r.get("coords")
	}
	s.text = strings.Trim(first+", "+second, ", ")
	if first != "" && second == "" {
		a, b, ok := splitPair(first)
		if !ok {
			s.refuse("lat", s.text, "one of the two coordinates is missing", "缺少一个坐标")
			return s
		}
		first, second = a, b
	}
	if first == "" && second == "" {
		return s
	}
	s.given = true
	x, okX := parseAngle(first)
	y, okY := parseAngle(second)
	switch {
	case !okX || !okY:
		s.refuse("lon", s.text, "this is neither degrees nor metres", "既不是度也不是米")
	case !x.given || !y.given:
		s.refuse("lon", s.text, "one of the two coordinates is missing", "缺少一个坐标")
	case x.value == 0 && y.value == 0:
		s.zero = true
	default:
		s.locate(r, x, y, crs)
	}
	return s
}

// locate turns two numbers into a place.
func (s *spot) locate(r row, x, y angle, file place2D) {
	crs, said, err := rowCRS(r)
	if err != nil {
		s.refuse("crs", s.text, err.Error(), "该行坐标系不能换算，请由当地测绘部门转换为 CGCS2000")
		return
	}
	if !said {
		crs = file.crs
	}
	if math.Abs(x.value) > 1000 && math.Abs(y.value) > 1000 {
		s.metres(x.value, y.value, crs)
		return
	}
	if crs.IsProjected() {
		crs = geo.CGCS2000
	}
	if x.side == 'N' || y.side == 'E' || math.Abs(x.value) <= 60 && math.Abs(y.value) > 60 {
		x, y = y, x
		s.note(LonLatSwapped, "lon", s.text, same(fmt.Sprintf("%g, %g", x.value, y.value)))
	}
	p, err := crs.ToGeographic(x.value, y.value)
	if err != nil {
		s.refuse("lon", s.text, err.Error(), "超出经纬度范围")
		return
	}
	s.place = geo.Snap(p).Point()
	switch {
	case x.dms || y.dms:
		s.note(DMSCoordinates, "lon", s.text, same(fmt.Sprintf("%.7f, %.7f %v", x.value, y.value, crs)))
	case said && crs != file.crs:
		s.note(CRSOfRow, "crs", crs.String(), same(file.String()))
	}
}

// metres reads a pair of metres, in either order.
func (s *spot) metres(a, b float64, crs geo.CRS) {
	if p, zone, ok := geo.ReadProjected(a, b); ok {
		s.place = geo.Snap(p).Point()
		s.note(ProjectedMetres, "lon", s.text, same(zone.String()))
		return
	}
	if !crs.IsProjected() {
		s.refuse("lon", s.text, "these are metres without a zone's number: say the zone with --crs, such as EPSG:4544", "平面坐标缺少带号：请用 --crs 指定，如 EPSG:4544")
		return
	}
	p, err := crs.ToGeographic(math.Min(a, b), math.Max(a, b))
	if err != nil {
		s.refuse("lon", s.text, err.Error(), "不是 "+crs.String()+" 的坐标")
		return
	}
	s.place = geo.Snap(p).Point()
}

// rowCRS reads the coordinate system that a row states itself.
func rowCRS(r row) (crs geo.CRS, said bool, err error) {
	for _, field := range []string{"crs", "remark"} {
		if crs, said, err = namedCRS(r.get(field)); said {
			return crs, said, err
		}
	}
	return geo.CRS{}, false, nil
}

// locator tells which unit holds a place, by the shapes of an edition.
type locator struct {
	edition *edition.Edition
	county  string
}

func newLocator(ed *edition.Edition, county string) *locator {
	l := &locator{county: county}
	if ed != nil && ed.Boundaries != nil {
		for i := range ed.Units {
			if len(ed.Units[i].Shape) > 0 {
				l.edition = ed
				break
			}
		}
	}
	return l
}

// unit is the lowest unit that holds p, or nil.
func (l *locator) unit(p orb.Point) *edition.Unit {
	if l.edition == nil {
		return nil
	}
	return l.edition.Locate(p)
}

// outside reports that shapes are known and none holds p.
func (l *locator) outside(p orb.Point) bool { return l.edition != nil && l.unit(p) == nil }

// name is the county's name for a sentence.
func (l *locator) name() Said {
	if l.county == "" {
		return Said{"the county", "本县"}
	}
	return same(l.county)
}
