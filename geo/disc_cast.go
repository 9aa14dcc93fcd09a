package geo

import (
	"slices"

	"github.com/paulmach/orb"
)

// castFrom counts the winding numbers on the left of line i from the lines that a ray
// from the middle of one of its parts to the east crosses. The ray runs a hair above the
// middle, so that it meets no vertex; all is doubled, so that the middle is a vertex.
func (o *overlay) castFrom(i int, parts *lineParts) winding {
	own, middle := o.lines[i].raised()
	w := o.lines[i].above(own)
	parts.eachEastOf(middle, func(p linePart) {
		if p.line != int32(i) || p.from != own[0] {
			w = o.lines[p.line].crossed(p.from, p.to, middle, w)
		}
	})
	return w
}

// castThrough is castFrom without an index.
func (o *overlay) castThrough(i int) winding {
	own, middle := o.lines[i].raised()
	w := o.lines[i].above(own)
	for j := range o.lines {
		l := &o.lines[j]
		l.eachPart(func(from, to Vertex) {
			if j != i || from != own[0] {
				w = l.crossed(from, to, middle, w)
			}
		})
	}
	return w
}

// raised picks a part of a line that runs from a lesser vertex to a greater one, as the
// line does, and returns it with its doubled middle.
func (l *overlayLine) raised() (part [2]Vertex, middle Vertex) {
	found := false
	l.eachPart(func(from, to Vertex) {
		if !found && compareVertex(from, to) < 0 {
			part, found = [2]Vertex{from, to}, true
		}
	})
	return part, Vertex{part[0].X + part[1].X, part[0].Y + part[1].Y}
}

// above is what a part of the line adds on its own left: a ray runs above its middle, so
// that from an upward part it starts beyond the part itself.
func (l *overlayLine) above(part [2]Vertex) winding {
	if part[0].Y < part[1].Y {
		return winding{l.shape, l.reach}
	}
	return winding{}
}

// crossed adds to w what changes where a ray from a doubled point crosses a part of the
// line, if it passes east of that.
func (l *overlayLine) crossed(from, to, middle Vertex, w winding) winding {
	if (2*from.Y <= middle.Y) == (2*to.Y <= middle.Y) || 2*max(from.X, to.X) < middle.X {
		return w
	}
	low, high, up := doubled(from), doubled(to), int32(1)
	if low.Y > high.Y {
		low, high, up = high, low, -1
	}
	if turn(low, high, middle) > 0 {
		w.shape += up * l.shape
		w.reach += up * l.reach
	}
	return w
}

func doubled(v Vertex) Vertex { return Vertex{2 * v.X, 2 * v.Y} }

// linePart is a straight part of a line.
type linePart struct {
	from, to Vertex
	line     int32
}

// lineParts finds the parts of all lines by place.
type lineParts struct {
	origin Vertex
	list   []linePart
	grid   edgeGrid
	met    []int32
}

func (o *overlay) parts() *lineParts {
	p := &lineParts{origin: o.origin}
	for i := range o.lines {
		o.lines[i].eachPart(func(from, to Vertex) { p.list = append(p.list, linePart{from, to, int32(i)}) })
	}
	p.grid = newEdgeGrid(len(p.list), func(i int) (a, b orb.Point) { return o.local(p.list[i].from), o.local(p.list[i].to) })
	return p
}

// eachEastOf calls visit for the parts in the cells that a ray to the east from a
// doubled point passes.
func (p *lineParts) eachEastOf(middle Vertex, visit func(linePart)) {
	row := p.grid.row(float64(middle.Y-2*p.origin.Y) / 2)
	from := p.grid.column(float64(middle.X-2*p.origin.X)/2 - p.grid.cell/1024)
	p.met = append(p.met[:0], p.grid.items[p.grid.start[row*p.grid.nx+from]:p.grid.start[(row+1)*p.grid.nx]]...)
	slices.Sort(p.met)
	for _, i := range slices.Compact(p.met) {
		visit(p.list[i])
	}
}
