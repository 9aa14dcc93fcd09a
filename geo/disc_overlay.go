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
}

// overlayLine is a straight line from a to b, a the lesser. Shape and reach say by how
// much the winding numbers on its left exceed those on its right.
type overlayLine struct {
	a, b         Vertex
	shape, reach int32
	isNew        bool // not yet compared with the others
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
		o.lines = append(o.lines, overlayLine{a, b, shape, reach, reach != 0})
	case 1:
		o.lines = append(o.lines, overlayLine{b, a, -shape, -reach, reach != 0})
	}
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
	o.merge()
	left := o.label()
	var border []halfLine
	for i, l := range o.lines {
		inLeft := wanted(left[i].shape, left[i].reach)
		inRight := wanted(left[i].shape-l.shape, left[i].reach-l.reach)
		switch {
		case inLeft && !inRight:
			border = append(border, halfLine{l.a, l.b})
		case inRight && !inLeft:
			border = append(border, halfLine{l.b, l.a})
		}
	}
	return assembleRings(traceRings(border))
}

// local places a vertex near the overlay's origin; exact up to 2^53 units.
func (o *overlay) local(v Vertex) orb.Point {
	return orb.Point{float64(v.X - o.origin.X), float64(v.Y - o.origin.Y)}
}

func (o *overlay) grid() edgeGrid {
	return newEdgeGrid(len(o.lines), func(i int) (a, b orb.Point) { return o.local(o.lines[i].a), o.local(o.lines[i].b) })
}

// merge makes one of lines that run between the same vertices, and drops those with the
// same on both sides.
func (o *overlay) merge() {
	order := o.order()
	merged := make([]overlayLine, 0, len(o.lines))
	for i := 0; i < len(order); {
		l := o.lines[order[i].line]
		for i++; i < len(order); i++ {
			m := &o.lines[order[i].line]
			if m.a != l.a || m.b != l.b {
				break
			}
			l.shape += m.shape
			l.reach += m.reach
		}
		if l.shape != 0 || l.reach != 0 {
			merged = append(merged, l)
		}
	}
	o.lines = merged
}

// placedLine is a line by where it starts: sorting these moves less than sorting lines.
type placedLine struct {
	x    int64
	line int32
}

// order sorts the lines by their ends.
func (o *overlay) order() []placedLine {
	order := make([]placedLine, len(o.lines))
	for i := range o.lines {
		order[i] = placedLine{o.lines[i].a.X, int32(i)}
	}
	slices.SortFunc(order, func(p, q placedLine) int {
		if p.x != q.x {
			return cmp.Compare(p.x, q.x)
		}
		l, m := &o.lines[p.line], &o.lines[q.line]
		return cmp.Or(cmp.Compare(l.a.Y, m.a.Y), compareVertex(l.b, m.b))
	})
	return order
}

// castFrom counts the winding numbers on the left of line i from the lines that a ray
// from its middle to the east crosses. The ray runs a hair above the middle, so that
// it meets no vertex; all is doubled, so that the middle is a vertex.
func (o *overlay) castFrom(i int, grid *edgeGrid) winding {
	own := &o.lines[i]
	middle := Vertex{own.a.X + own.b.X, own.a.Y + own.b.Y}
	row := grid.row(float64(middle.Y-2*o.origin.Y) / 2)
	from := grid.column(float64(middle.X-2*o.origin.X)/2 - grid.cell/1024)
	var met []int32
	for _, j := range grid.items[grid.start[row*grid.nx+from]:grid.start[(row+1)*grid.nx]] {
		if int(j) != i && o.lines[j].mayCross(middle) {
			met = append(met, j)
		}
	}
	slices.Sort(met)
	w := own.above()
	for _, j := range slices.Compact(met) {
		w = o.lines[j].crossed(middle, w)
	}
	return w
}

// castThrough is castFrom without an index.
func (o *overlay) castThrough(i int) winding {
	own := &o.lines[i]
	middle := Vertex{own.a.X + own.b.X, own.a.Y + own.b.Y}
	w := own.above()
	for j := range o.lines {
		if j != i && o.lines[j].mayCross(middle) {
			w = o.lines[j].crossed(middle, w)
		}
	}
	return w
}

// mayCross reports whether a line is as high as a doubled point, and not all west of it.
func (l *overlayLine) mayCross(middle Vertex) bool {
	return (2*l.a.Y <= middle.Y) != (2*l.b.Y <= middle.Y) && 2*l.b.X >= middle.X // a is the lesser
}

// crossed adds to w what changes where a ray from a doubled point crosses the line, if it
// passes east of that.
func (l *overlayLine) crossed(middle Vertex, w winding) winding {
	low, high, up := doubled(l.a), doubled(l.b), int32(1)
	if low.Y > high.Y {
		low, high, up = high, low, -1
	}
	if turn(low, high, middle) > 0 {
		w.shape += up * l.shape
		w.reach += up * l.reach
	}
	return w
}

// above is what a line adds on its own left: a ray runs above its middle, so that from an
// upward line it starts beyond the line itself.
func (l *overlayLine) above() winding {
	if l.a.Y < l.b.Y {
		return winding{l.shape, l.reach}
	}
	return winding{}
}

func doubled(v Vertex) Vertex { return Vertex{2 * v.X, 2 * v.Y} }
