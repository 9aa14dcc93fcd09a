package edition

import (
	"cmp"
	"slices"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/geo"
)

// Union is a unit without a shape of its own, on days on which it has the same
// children: its shape is the union of theirs.
type Union struct {
	Unit  boundaries.UnitID // 0: the county, where it is not among its units
	Level adcode.Level
	Valid civil.Span
	Own   []boundaries.VersionID // of the children that have shapes of their own
	Under []boundaries.UnitID    // of those that are unions too
}

// DerivedCheck is what a source holds of derived shapes, for programs that cannot unite them.
type DerivedCheck struct {
	Shapes int // there should be
	Faults []DerivedFault
}

// DerivedFault is a derived shape that is missing, is another, or is one too many, on some days.
type DerivedFault struct {
	Unit adcode.Code // none where the unit is not there any more
	Days civil.Span
}

// Unions lists the units without a shape of their own that have children with one, from a
// day on: townships before counties, each by day. The units need not bring their shapes:
// shaped says which have one.
func Unions(county adcode.Code, units []boundaries.Version, shaped map[boundaries.VersionID]bool, since civil.Day) []Union {
	var list []Union
	for _, span := range spansOf(units, since) {
		var then []boundaries.Version
		for _, v := range units {
			if v.Valid.Overlaps(span) {
				then = append(then, v)
			}
		}
		list = append(list, unionsIn(county, then, shaped, span)...)
	}
	slices.SortStableFunc(list, func(a, b Union) int {
		return cmp.Or(cmp.Compare(b.Level, a.Level), cmp.Compare(a.Unit, b.Unit))
	})
	return list
}

// spansOf are the stretches of days from a day on within which no unit changes.
func spansOf(units []boundaries.Version, since civil.Day) []civil.Span {
	var days []civil.Day
	for _, v := range units {
		for _, day := range [...]civil.Day{v.Valid.From, v.Valid.To} {
			if since.Before(day) {
				days = append(days, day)
			}
		}
	}
	slices.SortFunc(days, civil.Day.Compare)
	var spans []civil.Span
	for _, day := range slices.Compact(days) {
		spans = append(spans, civil.Span{From: since, To: day})
		since = day
	}
	return append(spans, civil.Span{From: since})
}

// unionsIn are the unions among the units in force on some days.
func unionsIn(county adcode.Code, units []boundaries.Version, shaped map[boundaries.VersionID]bool, span civil.Span) []Union {
	b := sortBoundaries(County{Code: county}, units)
	if !slices.ContainsFunc(b.Units, func(u Unit) bool { return u.Level() < adcode.Village && !shaped[u.ID] }) {
		return nil
	}
	b.nest()
	var list []Union
	is := make([]bool, len(b.Units))
	for i := len(b.Units) - 1; i >= 0; i-- { // children before their parents
		u := &b.Units[i]
		if u.ID != 0 && shaped[u.ID] {
			continue
		}
		union := Union{Unit: u.Unit, Level: u.Level(), Valid: span}
		for _, below := range u.Below {
			switch child := &b.Units[below]; {
			case shaped[child.ID]:
				union.Own = append(union.Own, child.ID)
			case is[below]:
				union.Under = append(union.Under, child.Unit)
			}
		}
		if is[i] = len(union.Own)+len(union.Under) > 0; is[i] {
			list = append(list, union)
		}
	}
	return list
}

// Unite is the union of shapes that share their borders, written in one way whatever
// the order of the shapes and of their rings: each ring begins at its least vertex, the
// polygons stand in the order of theirs, as their holes do.
func Unite(shapes []orb.MultiPolygon) orb.MultiPolygon {
	mesh := geo.NewMesh(shapes)
	all := make([]int, len(shapes))
	for i := range all {
		all[i] = i
	}
	return ordered(mesh.Build(mesh.Union(all), mesh.Line))
}

// ordered puts the rings of a shape in order, in place.
func ordered(shape orb.MultiPolygon) orb.MultiPolygon {
	for _, polygon := range shape {
		for i, ring := range polygon {
			polygon[i] = fromLeast(ring)
		}
		slices.SortFunc(polygon[1:], compareRings)
	}
	slices.SortFunc(shape, func(a, b orb.Polygon) int { return compareRings(a[0], b[0]) })
	return shape
}

// fromLeast is a closed ring that begins at its least vertex.
func fromLeast(ring orb.Ring) orb.Ring {
	least, n := 0, len(ring)-1
	for i := 1; i < n; i++ {
		if comparePoints(ring[i], ring[least]) < 0 {
			least = i
		}
	}
	turned := make(orb.Ring, 0, len(ring))
	turned = append(append(turned, ring[least:n]...), ring[:least]...)
	return append(turned, turned[0])
}

func compareRings(a, b orb.Ring) int { return slices.CompareFunc(a, b, comparePoints) }

func comparePoints(a, b orb.Point) int {
	return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1]))
}

// doubt finds the units whose shape is derived and is not the one that the source holds,
// where it holds any.
func (b *Boundaries) doubt(held map[boundaries.UnitID]orb.MultiPolygon) []adcode.Code {
	if held == nil {
		return nil
	}
	var doubtful []adcode.Code
	for i := range b.Units {
		u := &b.Units[i]
		if !u.Derived {
			if _, there := held[u.Unit]; there && u.ID != 0 {
				doubtful = append(doubtful, u.Code)
			}
			continue
		}
		if !held[u.Unit].Equal(ordered(b.Mesh.Shape(i))) {
			doubtful = append(doubtful, u.Code)
		}
	}
	return doubtful
}
