package maps

import (
	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries/adcode"
)

// entry is a line of the legend: a symbol drawn about a point, and what it means.
type entry struct {
	symbol func(at orb.Point) []Node
	text   *Text
}

// symbolWidth is the legend's column of symbols, in units of furniture.
const symbolWidth = 11.0

// furnish sets legend and north arrow into the field, as far as they do not stand beside
// it. It reports whether there was room.
func (d *draft) furnish() bool {
	if d.finish != nil && d.finish.bare {
		return true
	}
	return (d.panel != nil || d.addLegend()) && d.addNorth()
}

// addLegend lists what the sheet uses in a box that misses the county. It reports
// whether there was room.
func (d *draft) addLegend() bool {
	u := d.u
	entries := d.entries()
	pad, row, title := 2.2*u, 3.9*u, 4.6*u
	widest := 0.0
	for _, e := range entries {
		widest = max(widest, d.fonts.width(e.text))
	}
	box, ok := d.roomFor(2*pad+symbolWidth*u+1.5*u+widest, 2*pad+title+row*float64(len(entries))-0.6*u)
	if !ok {
		return false
	}
	d.taken.take(box)
	heading := d.text(d.words.legend, 3*u, true, rgb(0x1a1a1a))
	heading.Spacing = 1.5 * u
	nodes := []Node{panel(box, u), d.put(heading, orb.Point{box.Center()[0], box.Min[1] + pad + 2.2*u}, 0.5)}
	for i, e := range entries {
		y := box.Min[1] + pad + title + (float64(i)+0.35)*row
		x := box.Min[0] + pad
		nodes = append(nodes, e.symbol(orb.Point{x + symbolWidth*u/2, y})...)
		nodes = append(nodes, d.put(e.text, orb.Point{x + symbolWidth*u + 1.5*u, y + middleOfEm*e.text.Size}, 0))
	}
	d.margins = append(d.margins, &Group{Layer: layerFrame, Nodes: nodes})
	return true
}

func panel(box orb.Bound, u float64) Node {
	return &Path{Lines: rectangle(box), Closed: true, Fill: rgb(0xffffff), Stroke: rgb(0x555555), Width: 0.15 * u}
}

func (d *draft) entries() []entry {
	var out []entry
	add := func(text string, symbol func(orb.Point) []Node) {
		out = append(out, entry{symbol, d.text(text, 2.3*d.u, false, rgb(0x222222))})
	}
	for _, l := range d.levels() {
		if d.seated(l) {
			add(d.words.seat[l], func(at orb.Point) []Node { return seat(l, at, d.t) })
		}
	}
	for _, l := range d.levels() {
		if d.shows(l) {
			add(d.words.border[l], func(at orb.Point) []Node { return d.borderSample(l, at) })
		}
	}
	d.backdropEntries(add)
	for _, k := range d.kinds() {
		name := k.Zh
		if d.o.Lang == English {
			name = k.En
		}
		add(name, func(at orb.Point) []Node { return d.facilitySymbol(k, at) })
	}
	d.clusterEntry(add)
	return out
}

func (d *draft) seated(l adcode.Level) bool {
	for _, u := range d.ed.At(l) {
		if u.Seat != nil && d.isOf(u) {
			return true
		}
	}
	return false
}

func (d *draft) borderSample(l adcode.Level, at orb.Point) []Node {
	half := symbolWidth * d.u / 2
	line := orb.LineString{{at[0] - half, at[1]}, {at[0] + half, at[1]}}
	var nodes []Node
	if l == adcode.County {
		below := orb.LineString{{at[0] - half, at[1] + 0.45*d.u}, {at[0] + half, at[1] + 0.45*d.u}}
		further := orb.LineString{{at[0] - half, at[1] + 1.25*d.u}, {at[0] + half, at[1] + 1.25*d.u}}
		nodes = append(nodes, &Path{Lines: []orb.LineString{further}, Stroke: d.colours.bandOuter, Width: 0.8 * d.u}, &Path{Lines: []orb.LineString{below}, Stroke: d.colours.bandInner, Width: 0.85 * d.u})
	}
	return append(nodes, borderStyle(l, d.t).path(line))
}

// addNorth draws the arrow to grid north in a corner that misses the county. It
// reports whether there was room.
func (d *draft) addNorth() bool {
	u := d.u
	width, height := 7*u, 15*u
	box, ok := d.roomIn(width, height, [][2]float64{{1, 0}, {0, 0}, {0, 1}, {1, 1}})
	if !ok {
		if box, ok = d.roomFor(width, height); !ok {
			return false
		}
	}
	d.taken.take(box)
	x, top, bottom := box.Center()[0], box.Min[1]+4*u, box.Max[1]-0.5*u
	notch := bottom - 2.6*u
	ink := rgb(0x1a1a1a)
	left := orb.LineString{{x, top}, {x - 2.4*u, bottom}, {x, notch}, {x, top}}
	right := orb.LineString{{x, top}, {x + 2.4*u, bottom}, {x, notch}, {x, top}}
	d.margins = append(d.margins, &Group{Layer: layerFrame, Nodes: []Node{
		d.put(d.text(d.words.north, 3.2*u, true, ink), orb.Point{x, box.Min[1] + 3*u}, 0.5),
		&Path{Lines: []orb.LineString{left}, Closed: true, Fill: ink, Stroke: ink, Width: 0.12 * u},
		&Path{Lines: []orb.LineString{right}, Closed: true, Fill: rgb(0xffffff), Stroke: ink, Width: 0.12 * u},
	}})
	return true
}
