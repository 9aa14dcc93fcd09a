package maps

import (
	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
)

// The layers of a sheet, which a reader of the PDF can switch.
const (
	layerAround     = "around"
	layerLand       = "tints"
	layerBorder     = "border-" // and the level
	layerSeats      = "seats"
	layerFacilities = "facilities"
	layerTheme      = "theme"
	layerNames      = "names"
	layerFrame      = "frame"
)

// draw draws the map and its furniture, from below to above.
func (d *draft) draw() {
	d.content = []Node{&Path{Lines: rectangle(d.field), Closed: true, Fill: d.colours.ground}}
	d.drawAround()
	d.drawLand()
	d.drawFinish()
	d.drawBackdrop()
	d.drawGraticule()
	d.addInset()
	for _, l := range []adcode.Level{adcode.Village, adcode.Township, adcode.County} {
		d.drawBorders(l)
	}
	d.drawSeats()
	d.drawFacilities()
	d.drawMarks()
	d.drawNames()
	d.nameWater()
	d.drawPoints()
	d.nameAround()
	d.addKey()
	d.drawValues()
	frame := d.frameLines()
	if d.finish == nil || !d.finish.bare {
		frame = append(frame, d.notes()...)
	}
	d.margins = append(d.margins, &Group{Layer: layerFrame, Nodes: frame})
	d.drawPanel()
}

// levels are the levels of border that the sheet shows.
func (d *draft) levels() []adcode.Level {
	if d.o.Kind == ByVillage {
		return adcode.Levels
	}
	return []adcode.Level{adcode.County, adcode.Township}
}

func (d *draft) shows(l adcode.Level) bool {
	for _, s := range d.levels() {
		if s == l {
			for _, b := range d.border {
				if b == l {
					return true
				}
			}
		}
	}
	return false
}

// tinted are the units that get colours of their own: townships, or what there is.
func (d *draft) tinted() []*edition.Unit {
	if d.subject != nil {
		return d.villages()
	}
	for _, l := range []adcode.Level{adcode.Township, adcode.Village, adcode.County} {
		var units []*edition.Unit
		for _, u := range d.ed.At(l) {
			if d.areas[u.Index] != nil {
				units = append(units, u)
			}
		}
		if len(units) > 0 {
			return units
		}
	}
	return nil
}

// drawLand draws the band around the county, of which the land then covers the inner
// half, and the tints. Each tint runs a hair over its edge so that no paper shows
// between neighbours.
func (d *draft) drawLand() {
	outline := rings(d.land.shape)
	nodes := []Node{
		&Path{Lines: outline, Closed: true, Stroke: d.colours.bandOuter, Width: 3.4 * d.u},
		&Path{Lines: outline, Closed: true, Stroke: d.colours.bandInner, Width: 1.7 * d.u},
		&Path{Lines: outline, Closed: true, Fill: d.colours.land},
	}
	units := d.tinted()
	shapes := make([]int, len(units))
	for i, u := range units {
		shapes[i] = u.Index
	}
	of := d.ed.Mesh.Colors(shapes)
	for i, u := range units {
		tint := d.tint(u, d.colours.tints[of[i]%len(d.colours.tints)])
		nodes = append(nodes, &Path{Lines: rings(d.areas[u.Index].shape), Closed: true, Fill: tint, Stroke: tint, Width: 0.12})
	}
	d.content = append(d.content, &Group{Layer: layerLand, Nodes: nodes})
}

func (d *draft) drawBorders(l adcode.Level) {
	if !d.shows(l) {
		return
	}
	style := borderStyle(l, d.t)
	var nodes []Node
	for _, line := range joined(d.ed.Boundaries.Mesh, d.border, l, d.lines) {
		nodes = append(nodes, style.paths(line)...)
	}
	d.content = append(d.content, &Group{Layer: layerBorder + l.String(), Nodes: nodes})
}

// drawSeats draws the seats of the county and its townships, and on a sheet by
// village the villages', where they are known.
func (d *draft) drawSeats() {
	group := &Group{Layer: layerSeats}
	for _, l := range d.levels() {
		for _, u := range d.ed.At(l) {
			if u.Seat == nil || !d.isOf(u) {
				continue
			}
			at := d.place.Paper(*u.Seat)
			radius := seatRadius(l, d.t)
			box := boxAround(at, 2*radius, 2*radius)
			if !d.field.Contains(at) || !d.taken.free(box) {
				continue
			}
			d.taken.take(grown(box, 0.25*d.t))
			group.Nodes = append(group.Nodes, seat(l, at, d.t)...)
		}
	}
	d.content = append(d.content, group)
}

func seatRadius(l adcode.Level, u float64) float64 {
	return u * [...]float64{adcode.County: 1.5, adcode.Township: 1.0, adcode.Village: 0.55}[l]
}

// seat is the symbol of a seat of government: a double circle for a county, a circle
// for a township, a dot for a village.
func seat(l adcode.Level, at orb.Point, u float64) []Node {
	ink, white := rgb(0x1a1a1a), rgb(0xffffff)
	r := seatRadius(l, u)
	switch l {
	case adcode.County:
		return []Node{&Circle{Centre: at, Radius: r, Fill: white, Stroke: rgb(0xb3261e), Width: 0.3 * u}, &Circle{Centre: at, Radius: r * 0.45, Fill: rgb(0xb3261e)}}
	case adcode.Township:
		return []Node{&Circle{Centre: at, Radius: r, Fill: white, Stroke: ink, Width: 0.3 * u}}
	}
	return []Node{&Circle{Centre: at, Radius: r * 0.7, Fill: ink}}
}

// rings are the rings of a shape as closed lines.
func rings(shape orb.MultiPolygon) []orb.LineString {
	var out []orb.LineString
	for _, polygon := range shape {
		for _, ring := range polygon {
			out = append(out, orb.LineString(ring))
		}
	}
	return out
}
