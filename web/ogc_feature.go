package web

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/clip"

	"github.com/xiantu/xiantu/cql2"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/geo"
)

// ogcFeature is a unit, a border, a facility or a villager group of an edition.
type ogcFeature struct {
	key      ogcKey
	ed       *edition.Edition
	unit     *edition.Unit
	facility *edition.Facility
	border   *edition.Border
	group    *edition.Group
	body     *borderBody // of the border, once it was asked for
}

// ogcKey names a feature for as long as it lives, whatever is renamed or gets another
// code: its identity as a number, or its county's code and its own name. Pages are cut
// in the order of keys, so that what is written between two requests neither moves a
// feature to a page that was read nor takes one from a page that was not.
type ogcKey struct {
	number int64
	name   string
}

func (k ogcKey) compare(o ogcKey) int {
	return cmp.Or(cmp.Compare(k.number, o.number), strings.Compare(k.name, o.name))
}

// String is the id in addresses.
func (k ogcKey) String() string {
	if k.name == "" {
		return strconv.FormatInt(k.number, 10)
	}
	return strconv.FormatInt(k.number, 10) + "-" + strings.ReplaceAll(k.name, "/", "_")
}

// id is the id in GeoJSON.
func (k ogcKey) id() any {
	if k.name == "" {
		return k.number
	}
	return k.String()
}

// parseKey reads what String wrote.
func parseKey(text string) (ogcKey, bool) {
	number, name, _ := strings.Cut(text, "-")
	n, err := strconv.ParseInt(number, 10, 64)
	return ogcKey{n, name}, err == nil
}

// unitKey is the unit's identity; a county that is only the sum of its parts has none,
// and takes its code.
func unitKey(u *edition.Unit) ogcKey {
	if u.Unit != 0 {
		return ogcKey{number: int64(u.Unit)}
	}
	var code int64
	fmt.Sscan(u.Code.String(), &code)
	return ogcKey{number: code}
}

// borderKey is made of the identities of its two sides, as a number that a double holds
// exactly. Of a county without an identity it is the county's code, above all others.
func borderKey(ed *edition.Edition, b *edition.Border) ogcKey {
	const most = 1 << 26
	if b.Sides[0] == 0 && b.Sides[1] == 0 {
		var code int64
		fmt.Sscan(ed.Key.County.String(), &code)
		return ogcKey{number: most*most + code}
	}
	return ogcKey{number: int64(b.Sides[0])*most + int64(b.Sides[1])}
}

func groupKey(ed *edition.Edition, g *edition.Group) ogcKey {
	var code int64
	fmt.Sscan(ed.Key.County.String(), &code)
	return ogcKey{code, strings.ReplaceAll(g.ID, "/", "_")}
}

func (f *ogcFeature) codeAt(unit int) string {
	if unit < 0 {
		return ""
	}
	return f.ed.Units[unit].Code.String()
}

func (f *ogcFeature) nameAt(unit int) string {
	if unit < 0 {
		return ""
	}
	return f.ed.Units[unit].Name
}

func (f *ogcFeature) counts() edition.Counts {
	if f.group != nil {
		return f.group.Counts
	}
	return f.unit.People
}

// title is what a person calls it.
func (f *ogcFeature) title() string {
	switch {
	case f.unit != nil:
		return f.unit.Name
	case f.border != nil:
		return f.facts().Name
	case f.group != nil:
		return f.group.ID
	}
	return f.facility.Name
}

func (f *ogcFeature) geometry(g *geoWriter) {
	switch {
	case f.unit != nil:
		g.shape(f.ed.Mesh, f.unit.Index)
	case f.border != nil:
		g.border(f.border)
	case f.group != nil:
		g.point(&f.group.Place)
	default:
		g.point(f.facility.Place)
	}
}

// hasShape reports whether it is known where it is.
func (f *ogcFeature) hasShape() bool {
	return f.unit == nil && f.facility == nil || f.unit != nil && f.ed.HasShape(f.unit) || f.facility != nil && f.facility.Place != nil
}

// bound is the box around it; it has a shape.
func (f *ogcFeature) bound() orb.Bound {
	switch {
	case f.unit != nil:
		return f.unit.Bound
	case f.border != nil:
		return f.shape().Bound()
	case f.group != nil:
		return f.group.Place.Bound()
	}
	return f.facility.Place.Bound()
}

// shape is its geometry, lon/lat; it has one.
func (f *ogcFeature) shape() orb.Geometry {
	switch {
	case f.unit != nil:
		return f.ed.Shape(f.unit)
	case f.border != nil:
		var lines orb.MultiLineString
		for _, run := range f.border.Runs() {
			lines = append(lines, boundaryLine(run))
		}
		return lines
	case f.group != nil:
		return f.group.Place
	}
	return *f.facility.Place
}

// touches reports whether it and one of several boxes have a point in common. As the
// standard wants, what has no shape lies in every box.
func (f *ogcFeature) touches(boxes []orb.Bound) bool {
	if boxes == nil || !f.hasShape() {
		return true
	}
	return slices.ContainsFunc(boxes, func(box orb.Bound) bool {
		switch {
		case f.unit != nil:
			return touches(f.ed, f.unit, box)
		case f.border != nil:
			return runsThrough(f.border, box)
		}
		return box.Intersects(f.bound())
	})
}

// Value is the value of a column, for a filter.
func (f *ogcFeature) Value(column string) cql2.Value {
	if column == geometryColumn {
		if f.hasShape() {
			return cql2.OfShape()
		}
		return cql2.Value{}
	}
	for _, list := range [][]ogcColumn{{countyColumn}, f.columns()} {
		for _, c := range list {
			if c.name == column {
				return c.of(f)
			}
		}
	}
	if f.unit != nil || f.group != nil {
		for _, age := range f.ed.People.Ages {
			if agePrefixed(age) == column {
				return peopleColumn(age).of(f)
			}
		}
	}
	return cql2.Value{}
}

func (f *ogcFeature) columns() []ogcColumn {
	switch {
	case f.unit != nil:
		return unitColumns
	case f.border != nil:
		return borderColumns
	case f.group != nil:
		return peopleColumns
	}
	return facilityColumns
}

// Meets reports whether its shape and a geometry, lon/lat, have a point in common.
func (f *ogcFeature) Meets(_ string, g orb.Geometry) bool {
	return f.bound().Intersects(g.Bound()) && geo.Intersects(f.shape(), g)
}

// touches reports whether a unit's shape and a box have a point in common.
func touches(ed *edition.Edition, u *edition.Unit, box orb.Bound) bool {
	if !u.Bound.Intersects(box) {
		return false
	}
	if box.Contains(u.Bound.Min) && box.Contains(u.Bound.Max) {
		return true
	}
	for _, polygon := range ed.Mesh.Shapes[u.Index] {
		for _, ring := range polygon {
			for _, ref := range ring {
				if len(clip.LineString(box, ed.Mesh.Arcs[ref.Index()].Line)) > 0 {
					return true
				}
			}
		}
	}
	return geo.Contains(ed.Shape(u), box.Min) // no border in the box: it lies inside, or in a hole
}
