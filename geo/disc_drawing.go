package geo

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// drawReach draws the union of discs by itself.
func (f frame) drawReach(discs []disc, tolerance Metres) orb.MultiPolygon {
	var o overlay
	all := make([]int32, len(discs))
	for i := range all {
		all[i] = int32(i)
	}
	f.circles(discs, tolerance).drawing(all).outline(&o)
	return o.polygons(func(_, reach int32) bool { return reach > 0 })
}

// drawing turns the arcs that bound a union of discs into chords. What two of them
// share, or one with an edge, becomes one vertex of the grid.
type drawing struct {
	frame
	drawn  *circles
	number []int32 // by disc: which of the circles it is
	discs  []disc
	arcs   []discArc
	first  []int32     // by disc: its first arc; one more at the end
	marks  [][]arcMark // by disc: the points where edges meet its exposed arcs
	view   orb.Bound   // only here need the drawing be true; empty: everywhere
}

type arcMark struct {
	angle  float64
	vertex Vertex
}

// drawing draws the union of some of the circles' discs.
func (c *circles) drawing(number []int32) *drawing {
	d := &drawing{frame: c.frame, drawn: c, number: number, marks: make([][]arcMark, len(number))}
	for _, i := range number {
		d.discs = append(d.discs, c.discs[i])
	}
	d.arcs = exposedArcs(d.discs)
	next := 0
	for i := range d.discs {
		for next < len(d.arcs) && int(d.arcs[next].disc) < i {
			next++
		}
		d.first = append(d.first, int32(next))
	}
	d.first = append(d.first, int32(len(d.arcs)))
	return d
}

// chords is how few chords of a whole turn stay within tolerance of the circle: at least
// 16 make a circle, at most 4,096.
func chords(r, tolerance float64) int {
	n := 4096.0
	if tolerance > 0 {
		n = math.Ceil(math.Pi / math.Acos(max(0, 1-tolerance/r)))
	}
	return int(max(16, min(4096, n)))
}

func (d *drawing) vertex(p orb.Point) Vertex { return Snap(d.plane.Inverse(p)) }

// near returns which discs come near a bound of the plane.
func (d *drawing) near(bound orb.Bound) []int32 {
	var near []int32
	for i, disc := range d.discs {
		if disc.bound().Intersects(bound) {
			near = append(near, int32(i))
		}
	}
	return near
}

// comesNear reports whether one of some discs comes near an edge of the plane, or near the
// straight line in degrees between the same ends.
func (d *drawing) comesNear(discs []int32, a, b orb.Point) bool {
	apart := bow(a, b)
	for _, i := range discs {
		disc := &d.discs[i]
		reach := disc.r + apart
		if min(a[0], b[0]) <= disc.at[0]+reach && max(a[0], b[0]) >= disc.at[0]-reach && min(a[1], b[1]) <= disc.at[1]+reach && max(a[1], b[1]) >= disc.at[1]-reach {
			return true
		}
	}
	return false
}

// crossings returns where the edge from v to w, in the plane from a to b, meets exposed
// arcs, in its direction, and marks the arcs there. The vertices are on the line from v
// to w as it is drawn, in degrees.
func (d *drawing) crossings(near []int32, v, w Vertex, a, b orb.Point) []Vertex {
	bound := orb.Bound{Min: a, Max: a}.Extend(b)
	type crossing struct {
		along  float64
		vertex Vertex
	}
	var met []crossing
	for _, i := range near {
		disc := d.discs[i]
		if !disc.bound().Intersects(bound) {
			continue
		}
		var cuts []float64
		from, to := disc.clip(a, b, &cuts)
		for _, t := range [2]float64{from, to} {
			if from >= to || t <= 0 || t >= 1 {
				continue
			}
			p := onEdge(a, b, t)
			if angle := disc.angle(p); d.exposed(i, angle) {
				at := onLine(v, w, t)
				d.marks[i] = append(d.marks[i], arcMark{angle, at})
				met = append(met, crossing{t, at})
			}
		}
	}
	slices.SortFunc(met, func(a, b crossing) int { return cmp.Compare(a.along, b.along) })
	var out []Vertex
	for _, m := range met {
		out = append(out, m.vertex)
	}
	return out
}

// exposed reports whether a disc's circle bounds the union in a direction.
func (d *drawing) exposed(i int32, angle float64) bool {
	for _, arc := range d.arcs[d.first[i]:d.first[i+1]] {
		if arc.from <= angle && angle <= arc.to || arc.from <= angle+2*math.Pi && angle+2*math.Pi <= arc.to {
			return true
		}
	}
	return false
}

// outline adds closed lines around the union to o: the exposed arcs, or, where several
// circles meet in one point and rounding has torn the arcs apart, every circle whole.
func (d *drawing) outline(o *overlay) {
	for i := range d.marks {
		slices.SortFunc(d.marks[i], func(a, b arcMark) int { return cmp.Compare(a.angle, b.angle) })
	}
	balance := map[Vertex]int{}
	var lines [][]Vertex
	for _, arc := range d.arcs {
		line := d.line(arc)
		balance[line[0]]++
		balance[line[len(line)-1]]--
		lines = append(lines, line)
	}
	for _, open := range balance {
		if open != 0 {
			lines = d.circles()
			break
		}
	}
	for _, line := range lines {
		for i := 1; i < len(line); i++ {
			o.add(line[i-1], line[i], 0, 1)
		}
	}
}

func (d *drawing) circles() [][]Vertex {
	var lines [][]Vertex
	for i := range d.discs {
		lines = append(lines, d.line(discArc{int32(i), 0, 2 * math.Pi, -1, -1}))
	}
	return lines
}

// line draws an arc: its ends, its marks, and between them points at whole steps of the
// circle, so that a circle is drawn alike whatever lies around it.
func (d *drawing) line(arc discArc) []Vertex {
	first, last := d.ends(arc)
	line := []Vertex{first}
	marks := d.marksOn(arc)
	d.eachStep(arc, func(angle float64, v Vertex) {
		for len(marks) > 0 && marks[0].angle <= angle {
			line = append(line, marks[0].vertex)
			marks = marks[1:]
		}
		line = append(line, v)
	})
	for _, m := range marks {
		line = append(line, m.vertex)
	}
	return append(line, last)
}

// ends returns the vertices that an arc shares with the arcs before and after it.
func (d *drawing) ends(arc discArc) (first, last Vertex) {
	if arc.start < 0 {
		first = d.vertex(d.discs[arc.disc].point(arc.from))
		return first, first
	}
	return d.vertex(meeting(d.discs, arc.disc, arc.start)), d.vertex(meeting(d.discs, arc.end, arc.disc))
}

// marksOn returns the marks of an arc in its order.
func (d *drawing) marksOn(arc discArc) []arcMark {
	var on []arcMark
	for turn := 0.0; turn <= 2*math.Pi; turn += 2 * math.Pi {
		for _, m := range d.marks[arc.disc] {
			if at := m.angle + turn; at > arc.from && at < arc.to {
				on = append(on, arcMark{at, m.vertex})
			}
		}
	}
	return on
}

// eachStep calls visit for the points between an arc's chords. Of a run of points that
// all lie beyond the same side of the view it leaves out the middle, since the chord
// over them stays beyond that side too.
func (d *drawing) eachStep(arc discArc, visit func(angle float64, v Vertex)) {
	disc, number := d.discs[arc.disc], d.number[arc.disc]
	steps := d.drawn.of[number].steps
	turn, step := d.drawn.turns[steps], 2*math.Pi/float64(steps)
	at := func(k int) orb.Point {
		way := turn[k%steps]
		return orb.Point{disc.at[0] + disc.r*way[0], disc.at[1] + disc.r*way[1]}
	}
	first := int(math.Floor(arc.from/step)) + 1
	common := uint8(0) // the sides that all points since the last one kept lie beyond
	p := at(first)
	here := d.beyond(p)
	for k := first; float64(k)*step < arc.to; k++ {
		next := at(k + 1)
		after := d.beyond(next)
		if common &= here; k == first || float64(k+1)*step >= arc.to || common&after == 0 {
			visit(float64(k)*step, d.drawn.vertex(number, k%steps, p))
			common = here
		}
		p, here = next, after
	}
}

// beyond tells which sides of the view a point lies beyond, a bit for each.
func (d *drawing) beyond(p orb.Point) uint8 {
	if d.view.IsZero() {
		return 0
	}
	sides := uint8(0)
	for axis := range p {
		if p[axis] < d.view.Min[axis] {
			sides |= 1 << (2 * axis)
		} else if p[axis] > d.view.Max[axis] {
			sides |= 2 << (2 * axis)
		}
	}
	return sides
}
