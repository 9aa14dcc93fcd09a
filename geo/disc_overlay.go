package geo

import (
	"cmp"
	"slices"

	"github.com/paulmach/orb"
)

// overlay lays closed lines of two kinds, a shape's border and a reach's, over one
// another on the grid, cuts them where they meet, and puts the faces wanted together to
// polygons. Which side of which line a vertex lies on is decided exactly, in
// integers, so that the polygons are valid whatever the lines do.
type overlay struct {
	lines  []overlayLine
	origin Vertex
	ends   lineEnds // once lines are joined
	runs   []Vertex // the vertices of lines that bend
	room   overlayRoom
}

// overlayRoom is the memory that an overlay works in, kept for the next one.
type overlayRoom struct {
	fresh     []int32
	cells     gridRoom
	labelling labelling
	border    []halfLine
	trace     traceRoom
}

// clear takes all lines off, and keeps the memory.
func (o *overlay) clear() {
	clear(o.lines) // they hold on to ways
	o.lines, o.runs = o.lines[:0], o.runs[:0]
}

// run returns the vertices added from some on: a line may keep them.
func (o *overlay) run(from int) []Vertex { return o.runs[from:len(o.runs):len(o.runs)] }

// overlayLine is a line from a to b, a the lesser: a straight one, or one that bends at
// the vertices of its way and that no other line meets but at its ends. Shape and
// reach say by how much the winding numbers on its left exceed those on its right.
type overlayLine struct {
	a, b         Vertex
	way          []Vertex
	shape, reach int32
	isNew        bool // not yet compared with the others
}

// next returns the vertex that follows an end on the line: after a, or before b.
func (l *overlayLine) next(end int32) Vertex {
	switch {
	case len(l.way) == 0:
		return l.end(end ^ 1)
	case end%2 == 0:
		return l.way[0]
	}
	return l.way[len(l.way)-1]
}

// eachPart calls visit for the straight parts of a line, from a to b.
func (l *overlayLine) eachPart(visit func(from, to Vertex)) {
	from := l.a
	for _, to := range l.way {
		visit(from, to)
		from = to
	}
	visit(from, l.b)
}

// winding is how often a shape's and a reach's border run around a place.
type winding struct{ shape, reach int32 }

// add adds a line, with the winding numbers higher on its left.
func (o *overlay) add(a, b Vertex, shape, reach int32) {
	if len(o.lines) == 0 {
		o.origin = a
	}
	switch compareVertex(a, b) {
	case -1:
		o.lines = append(o.lines, overlayLine{a: a, b: b, shape: shape, reach: reach, isNew: reach != 0})
	case 1:
		o.lines = append(o.lines, overlayLine{a: b, b: a, shape: -shape, reach: -reach, isNew: reach != 0})
	}
}

// addRun adds a line through several vertices that nothing else meets but at its ends,
// with the shape's winding numbers higher on its left. It keeps the run, and may turn it.
func (o *overlay) addRun(run []Vertex, shape int32) {
	last := len(run) - 1
	switch {
	case last < 1:
		return
	case last == 1:
		o.add(run[0], run[1], shape, 0)
		return
	case run[0] == run[last]: // a ring of its own
		half := slices.Clone(run[last/2:])
		o.addRun(run[:last/2+1], shape)
		o.addRun(half, shape)
		return
	case compareVertex(run[0], run[last]) > 0:
		slices.Reverse(run)
		shape = -shape
	}
	if len(o.lines) == 0 {
		o.origin = run[0]
	}
	o.lines = append(o.lines, overlayLine{a: run[0], b: run[last], way: run[1:last], shape: shape})
}

func compareVertex(a, b Vertex) int {
	if a.X != b.X {
		return cmp.Compare(a.X, b.X)
	}
	return cmp.Compare(a.Y, b.Y)
}

// polygons returns the union of the faces wanted, as valid polygons.
func (o *overlay) polygons(wanted func(shape, reach int32) bool) orb.MultiPolygon {
	o.cutAtMeetings()
	o.join()
	left := o.label()
	border := o.room.border[:0]
	for i := range o.lines {
		l := &o.lines[i]
		inLeft := wanted(left[i].shape, left[i].reach)
		inRight := wanted(left[i].shape-l.shape, left[i].reach-l.reach)
		if inLeft != inRight {
			border = l.appendTo(border, inLeft)
		}
	}
	o.room.border = border
	return assembleRings(o.room.trace.rings(border))
}

// appendTo adds the parts of a line to a border, in order, run from a to b or back.
func (l *overlayLine) appendTo(border []halfLine, forward bool) []halfLine {
	first := len(border)
	l.eachPart(func(from, to Vertex) {
		if !forward {
			from, to = to, from
		}
		border = append(border, halfLine{from, to})
	})
	if !forward {
		slices.Reverse(border[first:])
	}
	return border
}

// local places a vertex near the overlay's origin; exact up to 2^53 units.
func (o *overlay) local(v Vertex) orb.Point {
	return orb.Point{float64(v.X - o.origin.X), float64(v.Y - o.origin.Y)}
}
