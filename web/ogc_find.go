package web

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/clip"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/geo"
)

// ogcSearch says which features are wanted.
type ogcSearch struct {
	kind     ogcKind
	filter   OGCFilter
	id       int64 // 0: any
	boxes    []orb.Bound
	from, to civil.Day
	interval bool
}

func (q *ogcSearch) parse(in *itemsInput) error {
	_, latFirst, err := parseCRS("query.bbox-crs", in.BBoxCRS)
	if err != nil {
		return err
	}
	if q.boxes, err = parseBBox(in.BBox, latFirst); err != nil {
		return err
	}
	q.from, q.to, q.interval, err = parseDatetime(in.Datetime)
	return err
}

// ogcFeature is a unit, a border or a facility of an edition.
type ogcFeature struct {
	id       int64
	ed       *edition.Edition
	unit     *edition.Unit
	facility *edition.Facility
	border   *edition.Border
}

func (f ogcFeature) properties() any {
	switch {
	case f.unit != nil:
		return flatUnit(f.ed, f.unit)
	case f.border != nil:
		return flatBorder(f.border)
	}
	return flatFacility(facilityOf(f.ed, f.facility))
}

func (f ogcFeature) geometry(g *geoWriter) {
	switch {
	case f.unit != nil:
		g.shape(f.ed.Mesh, f.unit.Index)
	case f.border != nil:
		g.border(f.border)
	default:
		g.point(f.facility.Place)
	}
}

// flatUnit are a unit's properties with a column for each age group, which is what
// GIS tables can hold.
func flatUnit(ed *edition.Edition, u *edition.Unit) map[string]any {
	body := unitOf(ed, u)
	flat := map[string]any{
		"code": body.Code, "name": body.Name, "name_full": body.Full, "type": body.Type, "level": body.Level, "parent": body.Parent,
		"tier": body.Tier, "urban": body.Urban, "from": body.From, "to": body.To, "area_m2": body.Area,
	}
	for age, n := range body.People {
		flat["people_"+strings.ReplaceAll(age, "+", "p")] = n
	}
	return flat
}

func flatFacility(body facilityBody) map[string]any {
	return map[string]any{
		"kind": body.Kind, "name": body.Name, "ref": body.Ref, "state": body.State, "in_operation": body.InOperation, "opened": body.Opened,
		"unit": body.Unit, "unit_name": body.UnitName, "source": body.Source, "from": body.From, "to": body.To,
	}
}

// ogcFind returns the features wanted, in a stable order: by county, then by code or
// name. In an interval a unit that changed comes once, as it was last. The second
// value tells the versions of all that was looked at.
func (s *Server) ogcFind(ctx context.Context, q ogcSearch) ([]ogcFeature, string, error) {
	counties, err := s.Editions.Counties(ctx)
	if err != nil {
		return nil, "", err
	}
	var found []ogcFeature
	var versions strings.Builder
	for _, c := range counties {
		if q.filter.County != "" && q.filter.County != c.Code.String() {
			continue
		}
		days, err := s.ogcDays(ctx, c.Code, q)
		if err != nil {
			return nil, "", err
		}
		seen := map[int64]bool{}
		var here []ogcFeature
		for _, day := range slices.Backward(days) {
			ed, err := s.pictureAt(ctx, "", c.Code.String(), day.String(), 0)
			if err != nil {
				return nil, "", err
			}
			fmt.Fprint(&versions, versionsOf(ed))
			here = append(here, q.in(ed, seen)...)
		}
		if len(days) > 1 {
			slices.SortStableFunc(here, ogcOrder)
		}
		found = append(found, here...)
	}
	return found, versions.String(), nil
}

func ogcOrder(a, b ogcFeature) int {
	if a.unit != nil {
		return cmp.Or(a.unit.Code.Compare(b.unit.Code), a.unit.Valid.From.Compare(b.unit.Valid.From))
	}
	if a.border != nil {
		return cmp.Or(cmp.Compare(a.border.Level, b.border.Level), a.border.Left.Code.Compare(b.border.Left.Code))
	}
	return strings.Compare(a.facility.Name, b.facility.Name)
}

// ogcDays are the days to look at: one for an instant; for an interval its first and
// every day in it on which something changed. The zero Day is the newest state.
func (s *Server) ogcDays(ctx context.Context, county adcode.Code, q ogcSearch) ([]civil.Day, error) {
	if !q.interval {
		return []civil.Day{q.to}, nil
	}
	changes, err := s.Editions.Days(ctx, county)
	if err != nil {
		return nil, err
	}
	var days []civil.Day
	if !q.from.IsZero() {
		days = append(days, q.from)
	}
	for _, c := range changes {
		if q.from.Before(c.Day) && (q.to.IsZero() || !q.to.Before(c.Day)) {
			days = append(days, c.Day)
		}
	}
	slices.SortFunc(days, civil.Day.Compare)
	return slices.Compact(days), nil
}

// in returns what an edition has of the features wanted, but for those seen already.
func (q *ogcSearch) in(ed *edition.Edition, seen map[int64]bool) []ogcFeature {
	var found []ogcFeature
	take := func(f ogcFeature) {
		if !seen[f.id] && (q.id == 0 || q.id == f.id) {
			seen[f.id] = true
			found = append(found, f)
		}
	}
	if q.kind.borders {
		borders := ed.Borders()
		for i := range borders {
			if b := &borders[i]; q.wantsBorder(b) {
				take(ogcFeature{id: borderFeatureID(b), ed: ed, border: b})
			}
		}
		return found
	}
	if q.kind.level == adcode.NoLevel {
		for i := range ed.Facilities.List {
			if f := &ed.Facilities.List[i]; q.wantsFacility(ed, f) {
				take(ogcFeature{id: int64(f.ID), ed: ed, facility: f})
			}
		}
		return found
	}
	for _, u := range ed.At(q.kind.level) {
		if q.wantsUnit(ed, u) {
			take(ogcFeature{id: featureID(u), ed: ed, unit: u})
		}
	}
	return found
}

// featureID is the unit's identity; a county that is only the sum of its parts has
// none, and takes its code.
func featureID(u *edition.Unit) int64 {
	if u.Unit != 0 {
		return int64(u.Unit)
	}
	var code int64
	fmt.Sscan(u.Code.String(), &code)
	return code
}

func (q *ogcSearch) wantsUnit(ed *edition.Edition, u *edition.Unit) bool {
	f := q.filter
	parent := ""
	if u.Above >= 0 {
		parent = ed.Units[u.Above].Code.String()
	}
	if !same(f.Code, u.Code.String()) || !same(f.Name, u.Name) || !same(f.Type, u.Type.Chinese()) || !same(f.Parent, parent) || f.Kind != "" || f.State != "" {
		return false
	}
	if q.boxes == nil {
		return true
	}
	return slices.ContainsFunc(q.boxes, func(box orb.Bound) bool { return touches(ed, u, box) })
}

// touches reports whether a unit's shape and a box have a point in common.
func touches(ed *edition.Edition, u *edition.Unit, box orb.Bound) bool {
	if !ed.HasShape(u) || !u.Bound.Intersects(box) {
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

func (q *ogcSearch) wantsFacility(ed *edition.Edition, f *edition.Facility) bool {
	w := q.filter
	unit := ""
	if f.Unit >= 0 {
		unit = ed.Units[f.Unit].Code.String()
	}
	if !same(w.Name, f.Name) || !same(w.Kind, f.Kind) || !same(w.State, string(f.State)) || !same(w.Code, f.Ref) || !same(w.Parent, unit) || w.Type != "" {
		return false
	}
	if q.boxes == nil {
		return true
	}
	return f.Place != nil && slices.ContainsFunc(q.boxes, func(box orb.Bound) bool { return box.Contains(*f.Place) })
}

// same reports whether a property is as wanted; "" wants anything.
func same(wanted, have string) bool { return wanted == "" || wanted == have }
