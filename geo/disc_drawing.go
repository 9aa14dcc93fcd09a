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
	f.drawing(discs, tolerance).outline(&o)
	return o.polygons(func(_, reach int32) bool { return reach > 0 })
}

// drawing turns the arcs that bound a union of discs into chords. What two of them
// share, or one with an edge, becomes one vertex of the grid.
type drawing struct {
	frame
	discs []disc
	arcs  []discArc
	first []int32     // by disc: its first arc; one more at the end
	marks [][]arcMark // by disc: the points where edges meet its exposed arcs
	steps []float64   // by disc: the chords' angle
	view  orb.Bound   // only here need the drawing be true; empty: everywhere
}

type arcMark struct {
	angle  float64
	vertex Vertex
}

func (f frame) drawing(discs []disc, tolerance Metres) *drawing {
	d := &drawing{frame: f, discs: discs, arcs: exposedArcs(discs), marks: make([][]arcMark, len(discs))}
	next := 0
	for i := range discs {
		for next < len(d.arcs) && int(d.arcs[next].disc) < i {
			next++
		}
		d.first = append(d.first, int32(next))
		d.steps = append(d.steps, chordAngle(discs[i].r, float64(tolerance)))
	}
	d.first = append(d.first, int32(len(d.arcs)))
	return d
}

// chordAngle is the greatest whole part of a turn whose chord stays within tolerance
// of the circle: at least 16 chords make a circle, at most 4,096.
func chordAngle(r, tolerance float64) float64 {
	n := 4096.0
	if tolerance > 0 {
		n = math.Ceil(math.Pi / math.Acos(max(0, 1-tolerance/r)))
	}
	return 2 * math.Pi / max(16, min(4096, n))
}

func (d *drawing) vertex(p orb.Point) Vertex { return Snap(d.plane.Inverse(p)) }

// crossings returns where the edge from v to w, in the plane from a to b, meets exposed
// arcs, in its direction, and marks the arcs there. The vertices are on the line from v
// to w as it is drawn, in degrees.
func (d *drawing) crossings(v, w Vertex, a, b orb.Point) []Vertex {
	bound := orb.Bound{Min: a, Max: a}.Extend(b)
	type crossing struct {
		along  float64
		vertex Vertex
	}
	var met []crossing
	for i, disc := range d.discs {
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
			if angle := disc.angle(p); d.exposed(int32(i), angle) {
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
	d.eachStep(arc, func(angle float64, p orb.Point) {
		for len(marks) > 0 && marks[0].angle <= angle {
			line = append(line, marks[0].vertex)
			marks = marks[1:]
		}
		line = append(line, d.vertex(p))
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
func (d *drawing) eachStep(arc discArc, visit func(angle float64, p orb.Point)) {
	disc, step := d.discs[arc.disc], d.steps[arc.disc]
	first := math.Floor(arc.from/step) + 1
	common := uint8(0) // the sides that all points since the last one kept lie beyond
	here := d.beyond(disc.point(first * step))
	for k := first; k*step < arc.to; k++ {
		after := d.beyond(disc.point((k + 1) * step))
		if common &= here; k == first || (k+1)*step >= arc.to || common&after == 0 {
			visit(k*step, disc.point(k*step))
			common = here
		}
		here = after
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
