package edition

import (
	"cmp"
	"slices"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/geo"
)

// makeBoundaries sorts the units in force, finds who lies in whom, cuts their shapes
// into arcs, and gives a unit without a shape the union of its children's.
func makeBoundaries(county County, versions []boundaries.Version) (*Boundaries, error) {
	if err := checkCodes(versions); err != nil {
		return nil, err
	}
	b := sortBoundaries(county, versions)
	b.nest()
	b.cut()
	b.measure()
	b.markUrban()
	return b, nil
}

// sortBoundaries lists the units from the county down, each level by code; a county that
// is not among them comes first.
func sortBoundaries(county County, versions []boundaries.Version) *Boundaries {
	b := &Boundaries{Units: make([]Unit, 0, len(versions)+1), byCode: map[adcode.Code]int{}, byID: map[boundaries.UnitID]int{}}
	for _, v := range versions {
		b.Units = append(b.Units, Unit{Version: v, Above: -1})
	}
	if !slices.ContainsFunc(versions, func(v boundaries.Version) bool { return v.Code == county.Code }) {
		b.Units = append(b.Units, Unit{Version: boundaries.Version{Code: county.Code, Name: county.Name, Type: boundaries.TypeOf(county.Name, county.Code)}, Above: -1})
	}
	slices.SortFunc(b.Units, func(a, b Unit) int {
		return cmp.Or(cmp.Compare(a.Level(), b.Level()), a.Code.Compare(b.Code))
	})
	return b
}

// nest fills the look-ups and finds each unit's parent and children. A unit whose
// parent is not known on the day lies in the county itself, so that sums still hold.
func (b *Boundaries) nest() {
	for i := range b.Units {
		u := &b.Units[i]
		u.Index = i
		b.byCode[u.Code] = i
		if u.Unit != 0 {
			b.byID[u.Unit] = i
		}
	}
	for i := range b.Units {
		u := &b.Units[i]
		for _, code := range [...]adcode.Code{u.Parent, u.Code.Parent(), u.Code.County()} {
			if above, ok := b.byCode[code]; ok && above < i {
				u.Above = above
				b.Units[above].Below = append(b.Units[above].Below, i)
				break
			}
		}
	}
}

// cut makes the mesh. From the lowest level up, a unit without a shape takes the
// union of its children's, whose outer arcs then are its arcs too.
func (b *Boundaries) cut() {
	shapes := make([]orb.MultiPolygon, len(b.Units))
	for i := range b.Units {
		shapes[i] = b.Units[i].Shape
	}
	b.Mesh = geo.NewMesh(shapes)
	for i := len(b.Units) - 1; i >= 0; i-- {
		u := &b.Units[i]
		if len(u.Shape) > 0 || len(u.Below) == 0 {
			continue
		}
		b.Mesh.SetUnion(i, u.Below)
		u.Derived = len(b.Mesh.Shapes[i]) > 0
	}
	b.Border = make([]adcode.Level, len(b.Mesh.Arcs))
	for i, arc := range b.Mesh.Arcs {
		highest := adcode.Village
		for _, side := range [2][]int32{arc.Left, arc.Right} {
			for _, s := range side {
				highest = min(highest, b.Units[s].Level())
			}
		}
		b.Border[i] = highest
	}
}

// measure fills what is computed from shapes: area, label point and bounds.
func (b *Boundaries) measure() {
	first := true
	for i := range b.Units {
		u := &b.Units[i]
		shape := u.Shape
		if u.Derived {
			shape = b.Mesh.Shape(i)
		}
		if len(shape) == 0 {
			continue
		}
		u.Area, u.Label, u.Bound = geo.Area(shape), geo.LabelPoint(shape), shape.Bound()
		if first {
			b.Bound, first = u.Bound, false
		} else {
			b.Bound = b.Bound.Union(u.Bound)
		}
	}
}

// markUrban applies the default where no flag was given: the communities of the
// township that holds the county's seat are urban, or of every subdistrict (街道)
// where the seat is not known.
func (b *Boundaries) markUrban() {
	var seat *Unit
	if county := b.Units[0]; county.Seat != nil {
		if u := b.Locate(*county.Seat); u != nil {
			seat = b.Ancestor(u, adcode.Township)
		}
	}
	for i := range b.Units {
		u := &b.Units[i]
		switch u.Urban {
		case boundaries.Yes:
			u.IsUrban = true
		case boundaries.Unsaid:
			town := b.Ancestor(u, adcode.Township)
			inSeat := town != nil && (seat != nil && town.Index == seat.Index || seat == nil && town.Type == boundaries.Subdistrict)
			u.IsUrban = inSeat && u.Type == boundaries.Community
		}
	}
}

// HasShape reports whether the unit's extent is known on this day.
func (b *Boundaries) HasShape(u *Unit) bool { return len(b.Mesh.Shapes[u.Index]) > 0 }

// Locate returns the lowest unit whose shape holds p (lon, lat), or nil.
func (b *Boundaries) Locate(p orb.Point) *Unit {
	for i := len(b.Units) - 1; i >= 0; i-- {
		u := &b.Units[i]
		if len(u.Shape) > 0 && u.Bound.Contains(p) && geo.Contains(u.Shape, p) {
			return u
		}
	}
	return nil
}
