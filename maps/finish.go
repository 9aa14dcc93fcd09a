package maps

import (
	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
)

// finish is how units are drawn on a sheet that shows more than divisions.
type finish struct {
	bare   bool                                  // title, legend, north and notes stand elsewhere on the sheet
	tint   func(u *edition.Unit) (Color, bool)   // of the units that have one
	over   func() []Node                         // between tints and borders
	marks  func() []Node                         // over borders and seats, beneath names
	values func(code adcode.Code) (string, bool) // under a unit's name, where there is room
}

// tint is the colour of a unit, which without a finish is the usual one.
func (d *draft) tint(u *edition.Unit, usual Color) Color {
	if d.finish != nil && d.finish.tint != nil {
		if c, ok := d.finish.tint(u); ok {
			return c
		}
	}
	return usual
}

// drawFinish draws what lies between tints and borders.
func (d *draft) drawFinish() {
	if d.finish != nil && d.finish.over != nil {
		d.content = append(d.content, &Group{Layer: layerTheme, Nodes: d.finish.over()})
	}
}

// drawMarks draws what lies over borders and seats.
func (d *draft) drawMarks() {
	if d.finish != nil && d.finish.marks != nil {
		d.content = append(d.content, &Group{Layer: layerTheme, Nodes: d.finish.marks()})
	}
}

// drawValues sets the units' figures beside their names: beneath, above or behind them,
// where that is within the unit and free.
func (d *draft) drawValues() {
	if d.finish == nil || d.finish.values == nil {
		return
	}
	group := &Group{Layer: layerTheme}
	for _, n := range d.names {
		if n.Part != 0 || n.Number != 0 || n.Lost {
			continue
		}
		said, ok := d.finish.values(n.Code)
		if !ok {
			continue
		}
		d.setValue(group, n, said)
	}
	d.content = append(d.content, group)
}

// setValue sets a figure beside a name in the largest size that fits.
func (d *draft) setValue(group *Group, n Name, said string) {
	u := d.ed.ByCode(n.Code)
	high := n.Box.Max[1] - n.Box.Min[1]
	for _, size := range []float64{max(0.74*high, smallestName), max(0.6*high, smallestName), smallestName} {
		t := d.text(said, size, true, rgb(0x14304f))
		t.Halo, t.HaloWidth = rgb(0xffffff), 0.14*size
		width, middle := d.fonts.width(t), n.Box.Center()
		away := haloRoom*(size+high) + 0.05*size
		for _, at := range []orb.Point{
			{middle[0], n.Box.Max[1] + away + size/2},
			{middle[0], n.Box.Min[1] - away - size/2},
			{n.Box.Max[0] + away + width/2, middle[1]},
			{n.Box.Min[0] - away - width/2, middle[1]},
		} {
			outer := grown(boxAround(at, width, size), haloRoom*size)
			if d.taken.free(outer) && within(d.field, outer) && d.liesIn(u, outer) {
				group.Nodes = append(group.Nodes, d.put(t, orb.Point{at[0], at[1] + middleOfEm*size}, 0.5))
				d.taken.take(outer)
				return
			}
		}
	}
}

// liesIn reports whether a box lies in a unit.
func (d *draft) liesIn(u *edition.Unit, box orb.Bound) bool {
	for _, s := range d.areas[u.Index].inside(box.Min[1], box.Max[1]) {
		if s.from <= box.Min[0] && s.to >= box.Max[0] {
			return true
		}
	}
	return false
}

// in chooses one of two texts by the sheet's language.
func (d *draft) in(zh, en string) string { return d.o.Lang.in(zh, en) }

// paperShape is a shape of the earth on the sheet.
func (d *draft) paperShape(shape orb.MultiPolygon) orb.MultiPolygon {
	out := make(orb.MultiPolygon, len(shape))
	for i, polygon := range shape {
		out[i] = make(orb.Polygon, len(polygon))
		for k, ring := range polygon {
			out[i][k] = make(orb.Ring, len(ring))
			for n, p := range ring {
				out[i][k][n] = d.place.Paper(p)
			}
		}
	}
	return out
}
