package maps

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// number gives the names that found no place numbers in reading order, and sets the
// numbers: inside the area if one fits there, else beside it with a leader line.
func (d *draft) number(group *Group, unset []*job) {
	var jobs []*job
	for _, j := range unset {
		if j.part == 0 { // of the others the owner's name stands elsewhere
			jobs = append(jobs, j)
		}
	}
	row := 8 * d.t
	slices.SortStableFunc(jobs, func(a, b *job) int {
		return cmp.Or(cmp.Compare(math.Floor(a.home[1]/row), math.Floor(b.home[1]/row)), cmp.Compare(a.home[0], b.home[0]))
	})
	style := nameStyle{size: 1.9 * d.t, fill: rgb(0x1d4f91), bold: true}
	for i, j := range jobs {
		name := Name{Code: j.unit.Code, Text: printable(j.text), Number: i + 1}
		digits := &job{unit: j.unit, text: fmt.Sprint(i + 1), area: j.area, home: j.home}
		s, inside := d.firstFit(digits, []nameStyle{style})
		if !inside {
			var ok bool
			if s, ok = d.beside(digits, style); !ok {
				name.Lost = true
				d.names = append(d.names, name)
				continue
			}
		}
		if !inside && !s.box.Contains(j.home) {
			group.Nodes = append(group.Nodes, leader(j.home, s.box, d.t)...)
		}
		d.set(group, digits, s)
		name.Box = s.box
		d.names[len(d.names)-1] = name
	}
}

// beside finds a place near a job's home, in one area if it can, else across borders.
// A part that lies apart is kept free.
func (d *draft) beside(j *job, style nameStyle) (setting, bool) {
	for _, whole := range []bool{true, false} {
		for radius := 0.0; radius < 14*d.t; radius += 0.7 * d.t {
			for _, s := range d.around(j, style, radius) {
				outer := s.outer()
				if (j.part <= 0 || j.area.misses(outer)) && d.taken.free(outer) && within(d.field, outer) && (!whole || d.undivided(outer)) {
					return s, true
				}
			}
		}
	}
	return setting{}, false
}

// around are sixteen settings of a name about its home, from the right.
func (d *draft) around(j *job, style nameStyle, radius float64) []setting {
	width := d.fonts.face(style.bold).width(printable(j.text), style.size, 0)
	out := make([]setting, 16)
	for turn := range out {
		sin, cos := math.Sincos(float64(turn) * math.Pi / 8)
		centre := orb.Point{j.home[0] + (radius+width/2*min(radius, 1))*cos, j.home[1] - radius*sin}
		out[turn] = setting{style: style, box: boxAround(centre, width, style.size)}
	}
	return out
}

// undivided reports whether no border of a tinted area runs through a box.
func (d *draft) undivided(box orb.Bound) bool {
	for _, u := range d.tinted() {
		a := d.areas[u.Index]
		whole := slices.ContainsFunc(a.inside(box.Min[1], box.Max[1]), func(s span) bool { return s.from <= box.Min[0] && s.to >= box.Max[0] })
		if !whole && !a.misses(box) {
			return false
		}
	}
	return true
}

func within(outer, inner orb.Bound) bool {
	return outer.Contains(inner.Min) && outer.Contains(inner.Max)
}

// leader is a thin line with a dot from a place to the number that stands for it.
func leader(from orb.Point, box orb.Bound, u float64) []Node {
	to := orb.Point{min(max(from[0], box.Min[0]), box.Max[0]), min(max(from[1], box.Min[1]), box.Max[1])}
	ink := rgb(0x1d4f91)
	return []Node{
		&Path{Lines: []orb.LineString{{from, to}}, Stroke: ink, Width: 0.12 * u},
		&Circle{Centre: from, Radius: 0.28 * u, Fill: ink},
	}
}

// addKey lists the numbered names beside the county: in one box if there is room for
// it, else in several, set as large as they can be. Where there is none at all the
// names are lost.
func (d *draft) addKey() {
	var keyed []Name
	for _, n := range d.names {
		if n.Number > 0 {
			keyed = append(keyed, n)
		}
	}
	if len(keyed) == 0 {
		return
	}
	slices.SortFunc(keyed, func(a, b Name) int { return a.Number - b.Number })
	for _, shrink := range []float64{1, 0.85, 0.72} {
		for parts := 1; parts <= min(4, len(keyed)); parts++ {
			if d.addKeyBoxes(keyed, parts, 2*d.u*shrink) {
				return
			}
		}
	}
	for i := range d.names {
		d.names[i].Lost = d.names[i].Lost || d.names[i].Number > 0
	}
}

// addKeyBoxes sets the key in so many boxes, or not at all.
func (d *draft) addKeyBoxes(names []Name, parts int, size float64) bool {
	taken, nodes := d.taken, []Node(nil)
	d.taken = taken.over()
	for i := range parts {
		part := names[i*len(names)/parts : (i+1)*len(names)/parts]
		box := d.keyBox(part, size)
		if box == nil {
			d.taken = taken
			return false
		}
		nodes = append(nodes, box...)
	}
	d.margins = append(d.margins, &Group{Layer: layerFrame, Nodes: nodes})
	return true
}

// keyBox sets names in the fewest columns for which there is room; nil: for none.
func (d *draft) keyBox(names []Name, size float64) []Node {
	heading := d.text(d.words.key, 1.2*size, true, rgb(0x1a1a1a))
	entries, widest := make([]*Text, len(names)), 0.0
	for i, n := range names {
		entries[i] = d.fitted(fmt.Sprintf("%d %s", n.Number, n.Text), size, size, 40*d.u, false, rgb(0x222222))
		widest = max(widest, d.fonts.width(entries[i]))
	}
	column, row, pad, head := widest+2*size, 1.45*size, 1.2*size, 1.9*size
	for columns := 1; columns <= min(8, len(names)); columns++ {
		rows := (len(names) + columns - 1) / columns
		width := max(float64(columns)*column-2*size, d.fonts.width(heading)) + 2*pad
		box, ok := d.roomFor(width, float64(rows)*row+2*pad+head)
		if !ok {
			continue
		}
		d.taken.take(box)
		nodes := []Node{panel(box, d.u), d.put(heading, orb.Point{box.Center()[0], box.Min[1] + pad + 1.1*size}, 0.5)}
		for i, t := range entries {
			x := box.Min[0] + pad + float64(i/rows)*column
			y := box.Min[1] + pad + head + (float64(i%rows)+0.8)*row
			nodes = append(nodes, d.put(t, orb.Point{x, y}, 0))
		}
		return nodes
	}
	return nil
}
