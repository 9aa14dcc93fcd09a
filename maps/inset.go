package maps

import (
	"math"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/clip"
	"github.com/paulmach/orb/project"
	"github.com/paulmach/orb/simplify"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/geo"
)

const layerInset = "inset"

// inset is a small map of where the land of the sheet lies: areas on the plane.
type inset struct {
	beside, around, land []orb.MultiPolygon // neighbours; what it lies in; itself
	names                []insetName
	bound                orb.Bound
}

type insetName struct {
	text string
	at   orb.Point
	land bool
}

// addInset sets the small map (位置图) into the field where there is room beside the land:
// of the county in its city, or among its neighbours, or of a township in its county.
func (d *draft) addInset() {
	if !d.has(Inset) || d.finish != nil && d.finish.bare {
		return
	}
	in := d.insetOf()
	if in == nil {
		return
	}
	for _, side := range []float64{36, 30, 25, 20} {
		if d.setInset(in, side*d.u) {
			return
		}
	}
}

// insetOf is the small map, nil where there are no shapes for it.
func (d *draft) insetOf() *inset {
	in := &inset{bound: orb.Bound{Min: orb.Point{math.Inf(1), math.Inf(1)}, Max: orb.Point{math.Inf(-1), math.Inf(-1)}}}
	if d.subject != nil {
		in.ofTownship(d)
	} else {
		in.ofCounty(d)
	}
	if len(in.around)+len(in.beside) == 0 {
		return nil
	}
	for _, list := range [][]orb.MultiPolygon{in.beside, in.around, in.land} {
		for _, shape := range list {
			in.bound = in.bound.Union(shape.Bound())
		}
	}
	return in
}

func (in *inset) ofCounty(d *draft) {
	window := grown(d.ed.Bound, 5) // degrees: no city is larger
	for _, f := range d.ed.Backdrop.List {
		if f.Kind == edition.City {
			in.around = appendShape(in.around, d.onPlane(areaOf(f.Shape), window))
		}
	}
	for _, n := range d.neighbours() {
		if shape := d.onPlane(n.Shape, window); len(shape) > 0 {
			in.beside = append(in.beside, shape)
			in.names = append(in.names, insetName{n.Name, geo.LabelPoint(shape), false})
		}
	}
	for _, u := range d.countyUnits() {
		in.land = appendShape(in.land, d.onPlane(d.ed.Shape(u), window))
	}
	if len(in.land) > 0 {
		in.names = append(in.names, insetName{d.ed.County.Name, geo.LabelPoint(in.land[0]), true})
	}
}

func appendShape(list []orb.MultiPolygon, shape orb.MultiPolygon) []orb.MultiPolygon {
	if len(shape) == 0 {
		return list
	}
	return append(list, shape)
}

// countyUnits are the units whose land together is the county's.
func (d *draft) countyUnits() []*edition.Unit {
	for _, l := range adcode.Levels {
		var units []*edition.Unit
		for _, u := range d.ed.At(l) {
			if d.ed.HasShape(u) {
				units = append(units, u)
			}
		}
		if len(units) > 0 {
			return units
		}
	}
	return nil
}

func (in *inset) ofTownship(d *draft) {
	window := grown(d.ed.Bound, 1)
	for _, u := range d.ed.At(adcode.Township) {
		if !d.ed.HasShape(u) {
			continue
		}
		shape := d.onPlane(d.ed.Shape(u), window)
		if u == d.subject {
			in.land = append(in.land, shape)
		} else {
			in.beside = append(in.beside, shape)
		}
		in.names = append(in.names, insetName{nameOf(u), geo.LabelPoint(shape), u == d.subject})
	}
}

// onPlane is a shape, cut to a window on the earth, on the plane.
func (d *draft) onPlane(shape orb.MultiPolygon, window orb.Bound) orb.MultiPolygon {
	if len(shape) == 0 || !shape.Bound().Intersects(window) {
		return nil
	}
	cut := areaOf(clip.Geometry(window, orb.Clone(shape)))
	if len(cut) == 0 {
		return nil
	}
	return project.MultiPolygon(cut, d.plane.Forward)
}

// setInset sets the small map no wider or higher than a side, if there is room.
func (d *draft) setInset(in *inset, side float64) bool {
	u := d.u
	pad, head := 1.2*u, 3.6*u
	width, height := in.bound.Max[0]-in.bound.Min[0], in.bound.Max[1]-in.bound.Min[1]
	if width <= 0 || height <= 0 {
		return false
	}
	k := (side - 2*pad) / max(width, height)
	box, ok := d.roomFor(max(k*width+2*pad, 14*u), k*height+2*pad+head)
	if !ok {
		return false
	}
	d.taken.take(box)
	heading := d.text(d.words.backdrop.inset, 2.3*u, true, rgb(0x1a1a1a))
	nodes := []Node{panel(box, u), d.put(heading, orb.Point{box.Center()[0], box.Min[1] + 2.9*u}, 0.5)}
	middle, centre := orb.Point{box.Center()[0], box.Max[1] - pad - k*height/2}, in.bound.Center()
	onPaper := func(p orb.Point) orb.Point {
		return orb.Point{middle[0] + k*(p[0]-centre[0]), middle[1] - k*(p[1]-centre[1])}
	}
	draw := func(list []orb.MultiPolygon, fill, stroke Color, width float64) {
		for _, shape := range list {
			if lines := insetLines(shape, onPaper); len(lines) > 0 {
				nodes = append(nodes, &Path{Lines: lines, Closed: true, Fill: fill, Stroke: stroke, Width: width})
			}
		}
	}
	draw(in.beside, d.colours.aside, rgb(0x9a9a9a), 0.12*u)
	draw(in.land, d.colours.bandInner, rgb(0x5a5a5a), 0.18*u)
	draw(in.around, Color{}, rgb(0x6a6a6a), 0.3*u)
	nodes = append(nodes, d.insetNames(in, onPaper, grown(box, -0.5*u))...)
	d.margins = append(d.margins, &Group{Layer: layerInset, Nodes: nodes})
	return true
}

func insetLines(shape orb.MultiPolygon, onPaper func(orb.Point) orb.Point) []orb.LineString {
	var lines []orb.LineString
	for _, polygon := range shape {
		for _, ring := range polygon {
			line := make(orb.LineString, len(ring))
			for i, p := range ring {
				line[i] = onPaper(p)
			}
			if thin := simplify.DouglasPeucker(2 * seen).LineString(line); len(thin) > 3 {
				lines = append(lines, thin)
			}
		}
	}
	return lines
}

// insetNames names the land first, and around it what has room.
func (d *draft) insetNames(in *inset, onPaper func(orb.Point) orb.Point, box orb.Bound) []Node {
	var nodes []Node
	taken := newBoxes()
	for _, land := range []bool{true, false} {
		for _, n := range in.names {
			if n.land != land || printable(n.text) == "" {
				continue
			}
			ink := rgb(0x666666)
			if land {
				ink = rgb(0x1a1a1a)
			}
			em := max(1.5*d.u, smallestName*0.85)
			t := d.text(n.text, em, land, ink)
			t.Halo, t.HaloWidth = rgb(0xffffff), 0.1*em
			place := boxAround(onPaper(n.at), d.fonts.width(t), em)
			if taken.free(grown(place, 0.2*em)) && within(box, place) {
				taken.take(place)
				nodes = append(nodes, d.put(t, orb.Point{place.Center()[0], place.Center()[1] + middleOfEm*em}, 0.5))
			}
		}
	}
	return nodes
}
