package maps

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// number gives the names that found no place numbers in reading order, and sets the
// numbers: inside the area if one fits there, else beside it with a leader line. Of a part
// that lies apart the owner's name stands elsewhere.
func (l *naming) number(jobs []*job) {
	d := l.draft
	row := 8 * d.t
	slices.SortStableFunc(jobs, func(a, b *job) int {
		return cmp.Or(cmp.Compare(math.Floor(a.home[1]/row), math.Floor(b.home[1]/row)), cmp.Compare(a.home[0], b.home[0]))
	})
	styles := d.numberStyles()
	number := 1
	for _, j := range jobs {
		digits := &job{unit: j.unit, text: fmt.Sprint(number), full: j.text, area: j.area, home: j.home, point: j.point, number: number}
		s, ok := d.firstFit(digits, styles)
		if !ok && j.point == 0 {
			digits.home = d.freeHome(digits)
			for gap := 0.0; gap < 4 && !ok; gap += 1.3 { // a seat may cover all of the area: the line starts beside it
				digits.point = gap * d.t
				s, ok = d.beside(digits, styles[0])
			}
		}
		if ok {
			l.place(digits, s)
		} else if !l.persuade(digits, styles[:1]) {
			l.lose(j)
			continue
		}
		number++
	}
}

// numberStyles are the ways to set a number, the last for areas where the others do not fit.
func (d *draft) numberStyles() []nameStyle {
	var styles []nameStyle
	for em := 1.9 * d.t; ; em *= 0.8 {
		styles = append(styles, nameStyle{size: max(em, smallestName), fill: rgb(0x1d4f91), bold: true})
		if em <= smallestName {
			return styles
		}
	}
}

// lose notes a name for which neither it nor its number found room.
func (l *naming) lose(j *job) {
	name := Name{Text: printable(j.text), Part: j.part, Lost: true}
	if j.unit != nil {
		name.Code = j.unit.Code
	}
	l.lost = append(l.lost, name)
}

// beside finds a place near a job's home, in one area if it can, else across borders, with
// a line that leads there. A part that lies apart is kept free.
func (d *draft) beside(j *job, style nameStyle) (setting, bool) {
	for _, whole := range []bool{true, false} {
		for radius := 0.0; radius < 14*d.t; radius += 0.7 * d.t {
			for _, s := range d.around(j, style, radius) {
				outer := s.outer()
				if (j.part <= 0 || j.area.misses(outer)) && d.fits(s) && within(d.field, outer) && (!whole || d.undivided(outer)) {
					return s, true
				}
			}
		}
	}
	return setting{}, false
}

// around are sixteen settings of a name about its home, from the right. What stands beside
// a seat needs no line.
func (d *draft) around(j *job, style nameStyle, radius float64) []setting {
	width := d.fonts.face(style.bold).width(printable(j.text), style.size, 0)
	out := make([]setting, 16)
	for turn := range out {
		sin, cos := math.Sincos(float64(turn) * math.Pi / 8)
		centre := orb.Point{j.home[0] + (radius+width/2*min(radius, 1))*cos, j.home[1] - radius*sin}
		out[turn] = setting{style: style, box: boxAround(centre, width, style.size)}
		if j.part >= 0 || radius > 4*d.t {
			out[turn].leader = leaderTo(j, out[turn].box)
		}
	}
	return out
}

// leaderTo is the line from a job's symbol or home to the nearest point of a name; nil where
// the name stands there.
func leaderTo(j *job, box orb.Bound) *[2]orb.Point {
	to := orb.Point{min(max(j.home[0], box.Min[0]), box.Max[0]), min(max(j.home[1], box.Min[1]), box.Max[1])}
	dx, dy := to[0]-j.home[0], to[1]-j.home[1]
	reach := max(math.Abs(dx), math.Abs(dy))
	if reach <= j.point {
		return nil
	}
	share := j.point / reach // what is kept free about a symbol is a square
	return &[2]orb.Point{{j.home[0] + share*dx, j.home[1] + share*dy}, to}
}

// freeHome is the place nearest a job's home in its area where nothing stands, if there is
// one: a leader line starts there.
func (d *draft) freeHome(j *job) orb.Point {
	side := 0.8 * d.t
	free := func(p orb.Point) bool { return d.taken.free(boxAround(p, side, side)) }
	if j.area == nil || free(j.home) {
		return j.home
	}
	best, least := j.home, math.Inf(1)
	for _, y := range j.heights(side, side) {
		for _, s := range j.area.inside(y-side/2, y+side/2) {
			for x := s.from + side/2; x <= s.to-side/2; x += side {
				if away := math.Hypot(x-j.home[0], y-j.home[1]); away < least && free(orb.Point{x, y}) {
					best, least = orb.Point{x, y}, away
				}
			}
		}
	}
	return best
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

// leader is a thin line, with a dot where it comes from no symbol.
func leader(line [2]orb.Point, symbol bool, t float64) []Node {
	ink := rgb(0x1d4f91)
	nodes := []Node{&Path{Lines: []orb.LineString{{line[0], line[1]}}, Stroke: ink, Width: 0.12 * t}}
	if !symbol {
		nodes = append(nodes, &Circle{Centre: line[0], Radius: 0.28 * t, Fill: ink})
	}
	return nodes
}

// addKey lists the numbered names beside the county, and draws the names. What of the list
// has no room there stands on a sheet behind.
func (d *draft) addKey() {
	if d.naming == nil {
		return
	}
	keyed := d.naming.keyed()
	n := len(keyed)
	for n > 0 && !d.listed(keyed[:n], len(keyed)) {
		n -= n/8 + 1
	}
	d.naming.keepBehind(n)
	d.naming.draw()
}

// keyed are the names that numbers stand for.
func (l *naming) keyed() []Name {
	var keyed []Name
	for _, p := range l.placed {
		if p.number > 0 {
			keyed = append(keyed, Name{Number: p.number, Text: printable(p.full)})
		}
	}
	return keyed
}

// keepBehind notes that numbers beyond n are explained on a sheet behind.
func (l *naming) keepBehind(n int) {
	for _, p := range l.placed {
		p.behind = p.number > n
	}
}

// mostKeys is how many boxes a key may be broken into.
const mostKeys = 8

// listed sets the key in one box if there is room for it, else in several, as large as
// they can be. Where it is not all of the numbers it says so. It reports whether there was
// room.
func (d *draft) listed(keyed []Name, all int) bool {
	heading := d.words.key
	if len(keyed) < all {
		heading = fmt.Sprintf(d.in("%s（1至%d，其余见后页）", "%s (1 to %d; the others on the sheet behind)"), heading, len(keyed))
	}
	for _, shrink := range []float64{1, 0.85, 0.72} {
		for parts := 1; parts <= min(mostKeys, len(keyed)); parts++ {
			if d.addKeyBoxes(heading, keyed, parts, 2*d.u*shrink) {
				return true
			}
		}
	}
	return false
}

// addKeyBoxes sets the key in so many boxes, or not at all.
func (d *draft) addKeyBoxes(heading string, names []Name, parts int, size float64) bool {
	taken, nodes := d.taken, []Node(nil)
	d.taken = taken.over()
	for i := range parts {
		part := names[i*len(names)/parts : (i+1)*len(names)/parts]
		box := d.keyBox(heading, part, size)
		if box == nil {
			d.taken = taken
			return false
		}
		nodes = append(nodes, &Group{Layer: layerFrame, Nodes: box})
	}
	d.margins = append(d.margins, nodes...)
	return true
}

// keyBox sets names in the fewest columns for which there is room; nil: for none.
func (d *draft) keyBox(title string, names []Name, size float64) []Node {
	heading := d.text(title, 1.2*size, true, rgb(0x1a1a1a))
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
