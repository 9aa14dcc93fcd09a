package maps

import (
	"math"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
)

// draw draws the map of a piece: like one of divisions, but of a window on the land, with
// the border set off, its points named, and of the units only what lies in the window.
func (s *bordering) draw(d *draft) {
	d.content = []Node{&Path{Lines: rectangle(d.field), Closed: true, Fill: d.colours.ground}}
	d.crowded = true
	d.addNorth()
	d.crowded = false
	d.drawAround()
	d.drawLand()
	d.drawBackdrop()
	d.drawGraticule()
	s.drawBand(d)
	for _, l := range []adcode.Level{adcode.Village, adcode.Township, adcode.County} {
		d.drawBorders(l)
	}
	d.drawSeats()
	s.keepOff(d)
	s.drawPoints(d)
	s.nameUnits(d)
	d.nameWater()
	d.nameAround()
	d.margins = append(d.margins, &Group{Layer: layerFrame, Nodes: append(d.frameLines(), d.notes()...)})
	d.drawPanel()
}

// onPaper is the border on the sheet, vertex for vertex.
func (s *bordering) onPaper(d *draft) []orb.LineString {
	out := make([]orb.LineString, len(s.lines))
	for i, line := range s.lines {
		for _, p := range line {
			out[i] = append(out[i], d.place.onPaper(p))
		}
	}
	return out
}

// borderInk is the colour of the border and its points.
var borderInk = rgb(0xb3261e)

// drawBand sets the border off by a band.
func (s *bordering) drawBand(d *draft) {
	d.content = append(d.content, &Group{Layer: layerTheme, Nodes: []Node{&Path{Lines: s.onPaper(d), Stroke: rgb(0xf3b8a8), Width: 2 * d.t, Round: true}}})
}

// keepOff keeps names off the border.
func (s *bordering) keepOff(d *draft) {
	for _, line := range s.onPaper(d) {
		for i := range line {
			for _, p := range between(line, i, d.t) {
				if d.field.Contains(p) {
					d.taken.take(boxAround(p, d.t, d.t))
				}
			}
		}
	}
}

// drawPoints draws the points and sets their names beside them, those of markers and
// junctions first.
func (s *bordering) drawPoints(d *draft) {
	group := &Group{Layer: layerTheme}
	var inside []BorderPoint
	for _, p := range s.Points {
		at := d.place.Paper(p.Place)
		if within(d.field, boxAround(at, 2*d.t, 2*d.t)) {
			inside = append(inside, p)
			group.Nodes = append(group.Nodes, pointMark(p, at, d.t)...)
			d.taken.take(boxAround(at, 2*pointRadius(p, d.t), 2*pointRadius(p, d.t)))
		}
	}
	for _, plain := range []bool{false, true} {
		for _, p := range inside {
			if turning := p.Marker == "" && p.Kind == boundaries.TurningPoint; turning == plain {
				s.namePoint(d, group, p)
			}
		}
	}
	d.content = append(d.content, group)
}

func pointRadius(p BorderPoint, t float64) float64 {
	switch {
	case p.Marker != "" || p.Kind == boundaries.MarkerPoint:
		return 1.0 * t
	case p.Kind == boundaries.JunctionPoint:
		return 1.1 * t
	}
	return 0.5 * t
}

// pointMark is a square for a marker, a ring for a junction, a dot for a turn.
func pointMark(p BorderPoint, at orb.Point, t float64) []Node {
	r := pointRadius(p, t)
	switch {
	case p.Marker != "" || p.Kind == boundaries.MarkerPoint:
		return []Node{
			&Path{Lines: rectangle(boxAround(at, 1.7*r, 1.7*r)), Closed: true, Fill: rgb(0xffffff), Stroke: borderInk, Width: 0.3 * t},
			&Circle{Centre: at, Radius: 0.3 * r, Fill: borderInk},
		}
	case p.Kind == boundaries.JunctionPoint:
		return []Node{&Circle{Centre: at, Radius: r, Fill: rgb(0xffffff), Stroke: borderInk, Width: 0.35 * t}, &Circle{Centre: at, Radius: 0.45 * r, Fill: borderInk}}
	}
	return []Node{&Circle{Centre: at, Radius: r, Fill: borderInk, Stroke: rgb(0xffffff), Width: 0.12 * t}}
}

// namePoint sets a point's name, and its marker's number, at the nearest free place; one
// without a place is found in the table.
func (s *bordering) namePoint(d *draft, group *Group, p BorderPoint) {
	said := printable(p.Name)
	if p.Marker != "" {
		said = printable(p.Name + "（" + p.Marker + "）")
	}
	at := d.place.Paper(p.Place)
	size := 2.1 * d.t
	width := d.fonts.face(true).width(said, size, 0)
	for reach := pointRadius(p, d.t) + 0.3*size; reach < 14*d.t; reach += 0.8 * d.t {
		for turn := range 16 {
			sin, cos := math.Sincos(float64(turn) * math.Pi / 8)
			box := boxAround(orb.Point{at[0] + cos*(reach+width/2), at[1] - sin*(reach+size/2)}, width, size)
			outer := grown(box, haloRoom*size)
			if !within(d.field, outer) || !d.taken.free(outer) {
				continue
			}
			if reach > 3*d.t {
				to := orb.Point{min(max(at[0], box.Min[0]), box.Max[0]), min(max(at[1], box.Min[1]), box.Max[1])}
				group.Nodes = append(group.Nodes, &Path{Lines: []orb.LineString{{at, to}}, Stroke: borderInk, Width: 0.12 * d.t})
			}
			t := d.text(said, size, true, borderInk)
			t.Halo, t.HaloWidth = rgb(0xffffff), 0.14*size
			group.Nodes = append(group.Nodes, d.put(t, orb.Point{box.Min[0], box.Center()[1] + middleOfEm*size}, 0))
			d.taken.take(outer)
			return
		}
	}
}

// nameUnits names the units of the border's level where they lie in the window.
func (s *bordering) nameUnits(d *draft) {
	group := &Group{Layer: layerNames}
	level := max(s.Border.Level, adcode.Township)
	if len(s.ed.At(level)) == 0 {
		level = adcode.Township
	}
	for _, u := range s.ed.At(level) {
		if a := d.areas[u.Index]; a != nil && a.bound.Intersects(d.field) {
			s.nameUnit(d, group, u, a.shape)
		}
	}
	d.content = append(d.content, group)
}

func (s *bordering) nameUnit(d *draft, group *Group, u *edition.Unit, shape orb.MultiPolygon) {
	var best *area
	for _, polygon := range shape {
		if cut := d.cutToField(polygon); cut != nil {
			if a := newArea(orb.MultiPolygon{cut}); best == nil || size(a.bound) > size(best.bound) {
				best = a
			}
		}
	}
	if best == nil {
		return
	}
	j := &job{unit: u, text: nameOf(u), area: best, home: deepest(best)}
	ink := rgb(0x4a4a4a)
	if u == s.Border.Left || u == s.Border.Right {
		ink = rgb(0x14304f)
	}
	for _, em := range []float64{4.4, 3.6, 2.9, 2.3} {
		for _, space := range []float64{0.5, 0} {
			style := nameStyle{size: em * d.t, spacing: em * d.t * space, bold: true, fill: ink}
			for _, at := range d.places(j, style) {
				if within(d.field, at.outer()) && d.taken.free(at.outer()) {
					group.Nodes = append(group.Nodes, d.placed(j.text, at))
					d.names = append(d.names, Name{Code: u.Code, Text: printable(j.text), Box: at.box})
					return
				}
			}
		}
	}
}

// deepest is the place in an area that lies farthest from its edges, of some tried.
func deepest(a *area) orb.Point {
	best, room := a.bound.Center(), -1.0
	const steps = 14
	for i := range steps {
		for k := range steps {
			p := orb.Point{a.bound.Min[0] + (float64(i)+0.5)/steps*(a.bound.Max[0]-a.bound.Min[0]), a.bound.Min[1] + (float64(k)+0.5)/steps*(a.bound.Max[1]-a.bound.Min[1])}
			if a.holds(p) {
				if free := distanceTo(a, p); free > room {
					best, room = p, free
				}
			}
		}
	}
	return best
}
