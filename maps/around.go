package maps

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
)

// Neighbour is a county beside the one that the sheet is of. One of the backdrop with
// the same name is drawn in its stead.
type Neighbour struct {
	Code  adcode.Code      // may be none
	Name  string           // may be empty
	Shape orb.MultiPolygon // lon/lat, EPSG:4490
}

// neighbours are the counties around, of the backdrop and of the options, by their
// shapes on the earth.
func (d *draft) neighbours() []Neighbour {
	var out []Neighbour
	for _, f := range d.ed.Backdrop.List {
		if f.Kind == edition.Neighbour {
			out = append(out, Neighbour{Name: f.Name, Shape: areaOf(f.Shape)})
		}
	}
	for _, n := range d.o.Neighbours {
		known := slices.ContainsFunc(out, func(o Neighbour) bool { return o.Name == n.Name && n.Name != "" })
		if !known && n.Code != d.ed.County.Code {
			out = append(out, n)
		}
	}
	return out
}

func areaOf(shape orb.Geometry) orb.MultiPolygon {
	switch s := shape.(type) {
	case orb.Polygon:
		return orb.MultiPolygon{s}
	case orb.MultiPolygon:
		return s
	}
	return nil
}

// drawAround draws what lies around: the counties next to this one, and on a sheet of a
// township the other townships.
func (d *draft) drawAround() {
	if !d.has(Surrounding) {
		return
	}
	d.aside = nil
	group := &Group{Layer: layerAround}
	line := rgb(0x8f8f8f)
	for _, n := range d.flat.neighbours {
		f := d.featureOnPaper(edition.Feature{Kind: edition.Neighbour, Name: n.Name, Shape: n.Shape})
		if f == nil || len(f.areas) == 0 {
			continue
		}
		fill := d.colours.aside
		if d.subject != nil { // the townships around have that
			fill = d.colours.ground
		}
		group.Nodes = append(group.Nodes, &Path{Lines: rings(f.areas), Closed: true, Fill: fill, Stroke: line, Width: 0.2 * d.t})
		d.aside = append(d.aside, f)
	}
	group.Nodes = append(group.Nodes, d.townshipsAround()...)
	for _, f := range d.flat.features {
		if f.Kind != edition.City {
			continue
		}
		if f := d.featureOnPaper(f); f != nil && len(f.areas) > 0 {
			group.Nodes = append(group.Nodes, &Path{Lines: rings(f.areas), Closed: true, Stroke: rgb(0x9a8fa6), Width: 0.7 * d.t})
		}
	}
	if len(group.Nodes) > 0 || d.subject != nil {
		d.content = append(d.content, group)
	}
}

// townshipsAround are the other townships of the county beside the subject.
func (d *draft) townshipsAround() (nodes []Node) {
	if d.subject == nil {
		return nil
	}
	for _, u := range d.ed.At(adcode.Township) {
		if a := d.areas[u.Index]; a != nil && u != d.subject && a.bound.Intersects(d.field) {
			nodes = append(nodes, &Path{Lines: rings(a.shape), Closed: true, Fill: d.colours.aside, Stroke: d.colours.aside, Width: 0.12})
			var cut orb.MultiPolygon
			for _, polygon := range a.shape {
				if p := d.cutToField(polygon); p != nil {
					cut = append(cut, p)
				}
			}
			d.aside = append(d.aside, &feature{kind: edition.Neighbour, name: nameOf(u), areas: cut, township: true})
		}
	}
	return nodes
}

// nameAround names what lies around in grey, where it shows enough of itself.
func (d *draft) nameAround() {
	var nodes []Node
	for _, f := range d.aside {
		if len(f.areas) == 0 || printable(f.name) == "" {
			continue
		}
		if s, ok := d.placeAround(f); ok {
			nodes = append(nodes, d.placed(f.name, s))
		}
	}
	d.layer(layerAround, nodes)
}

// placeAround finds the place of a name in the part of an area that shows most, clear of
// the land that the sheet is of.
func (d *draft) placeAround(f *feature) (setting, bool) {
	polygon := slices.MaxFunc(f.areas, func(a, b orb.Polygon) int { return cmp.Compare(size(a.Bound()), size(b.Bound())) })
	a := newArea(orb.MultiPolygon{polygon})
	j := &job{text: f.name, area: a, home: d.openMiddle(a)}
	ink := rgb(0x6f6f6f)
	for _, em := range []float64{3.4, 2.8, 2.3, 1.9} {
		for _, space := range []float64{0.8, 0.3, 0} {
			em := max(em*d.t, smallestName)
			for _, s := range d.places(j, nameStyle{size: em, spacing: em * space, fill: ink}) {
				if outer := s.outer(); within(d.field, outer) && d.taken.free(outer) && d.outside(f, outer) {
					return s, true
				}
			}
		}
	}
	return setting{}, false
}

// outside reports whether a box misses the land that the sheet is of, and that of its
// county where it is to name another county.
func (d *draft) outside(f *feature, box orb.Bound) bool {
	if d.subject == nil || f.township {
		return d.land.misses(box)
	}
	for _, u := range d.countyUnits() {
		if a := d.areas[u.Index]; a != nil && !a.misses(box) {
			return false
		}
	}
	return true
}

// openMiddle is the place in an area that is farthest from the land and the frame, of a
// few tried.
func (d *draft) openMiddle(a *area) orb.Point {
	bound := intersection(a.bound, d.field)
	best, room := bound.Center(), -1.0
	const steps = 12
	for i := range steps {
		for k := range steps {
			p := orb.Point{bound.Min[0] + (float64(i)+0.5)/steps*(bound.Max[0]-bound.Min[0]), bound.Min[1] + (float64(k)+0.5)/steps*(bound.Max[1]-bound.Min[1])}
			if !a.holds(p) || d.land.holds(p) {
				continue
			}
			free := min(p[0]-d.field.Min[0], d.field.Max[0]-p[0], p[1]-d.field.Min[1], d.field.Max[1]-p[1], distanceTo(a, p), distanceTo(d.land, p))
			if free > room {
				best, room = p, free
			}
		}
	}
	return best
}

// distanceTo is the distance from a point to the nearest edge of an area.
func distanceTo(a *area, p orb.Point) float64 {
	nearest := math.Inf(1)
	for _, e := range a.edges {
		dx, dy := e[2]-e[0], e[3]-e[1]
		t := 0.0
		if l := dx*dx + dy*dy; l > 0 {
			t = min(max(((p[0]-e[0])*dx+(p[1]-e[1])*dy)/l, 0), 1)
		}
		nearest = min(nearest, math.Hypot(p[0]-e[0]-t*dx, p[1]-e[1]-t*dy))
	}
	return nearest
}
