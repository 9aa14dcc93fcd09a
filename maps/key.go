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
func (d *draft) number(group *Group, jobs []job) {
	jobs = slices.DeleteFunc(slices.Clone(jobs), func(j job) bool { return j.part > 0 }) // its owner's name stands elsewhere
	row := 8 * d.u
	slices.SortStableFunc(jobs, func(a, b job) int {
		return cmp.Or(cmp.Compare(math.Floor(a.home[1]/row), math.Floor(b.home[1]/row)), cmp.Compare(a.home[0], b.home[0]))
	})
	style := nameStyle{size: 1.9 * d.u, fill: rgb(0x1d4f91), bold: true}
	for i, j := range jobs {
		name := j.text
		j.text = fmt.Sprint(i + 1)
		inside := d.settings(j, []nameStyle{style}, 1)
		s, ok := first(inside)
		if !ok {
			s, ok = d.beside(j, style)
		}
		if !ok {
			d.names = append(d.names, Name{Code: j.unit.Code, Text: printable(name), Number: i + 1, Lost: true})
			continue
		}
		if len(inside) == 0 && !s.box.Contains(j.home) {
			group.Nodes = append(group.Nodes, leader(j.home, s.box, d.u)...)
		}
		d.set(group, j, s)
		last := &d.names[len(d.names)-1]
		last.Text, last.Number = printable(name), i+1
	}
}

// beside finds a place near the area's middle, whatever lies there that is not taken.
func (d *draft) beside(j job, style nameStyle) (setting, bool) {
	width := d.fonts.face(style.bold).width(j.text, style.size, 0)
	pad := 0.16 * style.size
	for radius := 0.0; radius < 12*d.u; radius += 0.8 * d.u {
		for turn := range 16 {
			angle := float64(turn) * math.Pi / 8
			centre := orb.Point{j.home[0] + radius*math.Cos(angle), j.home[1] + radius*math.Sin(angle)}
			box := boxAround(centre, width, style.size)
			outer := grown(box, pad)
			if d.taken.free(outer) && d.field.Contains(outer.Min) && d.field.Contains(outer.Max) {
				return setting{style: style, box: box}, true
			}
			if radius == 0 {
				break
			}
		}
	}
	return setting{}, false
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

// addKey lists the numbered names in a box where there is room, in as many columns as
// it takes; what finds no room at all is split over several boxes.
func (d *draft) addKey() {
	var keyed []Name
	for _, n := range d.names {
		if n.Number > 0 {
			keyed = append(keyed, n)
		}
	}
	slices.SortFunc(keyed, func(a, b Name) int { return a.Number - b.Number })
	for len(keyed) > 0 {
		n := len(keyed)
		for ; n > 0; n = n * 3 / 4 {
			if d.addKeyBox(keyed[:n]) {
				break
			}
		}
		if n == 0 {
			break
		}
		keyed = keyed[n:]
	}
	for _, n := range keyed { // no room in any margin
		for i := range d.names {
			if d.names[i].Code == n.Code && d.names[i].Number == n.Number {
				d.names[i].Lost = true
			}
		}
	}
}

func (d *draft) addKeyBox(names []Name) bool {
	for _, shrink := range []float64{1, 0.85, 0.72} {
		size := 2.0 * d.u * shrink
		entries, widest := make([]*Text, len(names)), 0.0
		for i, n := range names {
			entries[i] = d.fitted(fmt.Sprintf("%d %s", n.Number, n.Text), size, size, 40*d.u, false, rgb(0x222222))
			widest = max(widest, d.fonts.width(entries[i]))
		}
		for columns := 1; columns <= min(8, len(names)); columns++ {
			rows := (len(names) + columns - 1) / columns
			column, row, pad := widest+2*size, 1.45*size, 1.2*size
			width, height := float64(columns)*column-2*size+2*pad, float64(rows)*row+2*pad+1.9*size
			box, ok := d.roomFor(max(width, 9*size), height)
			if !ok {
				continue
			}
			d.taken.take(box)
			nodes := []Node{panel(box, d.u), d.put(d.text(d.words.key, 1.2*size, true, rgb(0x1a1a1a)), orb.Point{box.Center()[0], box.Min[1] + pad + 1.1*size}, 0.5)}
			for i, t := range entries {
				x := box.Min[0] + pad + float64(i/rows)*column
				y := box.Min[1] + pad + 1.9*size + (float64(i%rows)+0.8)*row
				nodes = append(nodes, d.put(t, orb.Point{x, y}, 0))
			}
			d.margins = append(d.margins, &Group{Layer: layerFrame, Nodes: nodes})
			return true
		}
	}
	return false
}
