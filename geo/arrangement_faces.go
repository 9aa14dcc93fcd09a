package geo

import (
	"math"
	"math/bits"
)

// border is a closed walk along half arcs with one face on its left.
type border struct {
	start      int32
	area       sum128 // twice, positive where the face is inside
	minX, maxX int64
	minY, maxY int64
	leftmost   Vertex
}

// sum128 is a whole number of 128 bits, two's complement.
type sum128 struct{ high, low uint64 }

func (s *sum128) add(x, y int64) {
	h, l := product(x, y)
	var carry uint64
	s.low, carry = bits.Add64(s.low, l, 0)
	s.high, _ = bits.Add64(s.high, h, carry)
}

func (s sum128) positive() bool { return int64(s.high) >= 0 && (s.high != 0 || s.low != 0) }

func (s sum128) float() float64 { return float64(int64(s.high))*(1<<64) + float64(s.low) }

func (s sum128) less(o sum128) bool {
	return int64(s.high) < int64(o.high) || s.high == o.high && s.low < o.low
}

// trace walks the borders of all faces. One that has its face inside is a face's outer
// border. The others are outer borders of what lies in a face, or nowhere.
func (a *Arrangement) trace() {
	a.face = make([]int32, len(a.links))
	for h := range a.face {
		a.face[h] = -2
	}
	var outer, inner []int32 // where they start
	for h := range a.face {
		if a.toggles[h/2] == 0 || a.face[h] != -2 {
			continue
		}
		number := int32(-1)
		if c := a.walk(int32(h)); c.area.positive() {
			number = int32(len(outer))
			outer = append(outer, c.start)
		} else {
			inner = append(inner, c.start)
		}
		a.around(int32(h), func(h int32) { a.face[h] = number })
	}
	if len(inner) > 1 { // else all hangs together
		a.nest(outer, inner)
	}
	a.gather(outer, inner)
}

// gather lists the borders of each face, and those of the endless one.
func (a *Arrangement) gather(outer, inner []int32) {
	last := make([]int32, len(outer)+1) // where the list of a face ends
	for f := range outer {
		last[f+1] = 1
	}
	for _, start := range inner {
		if f := a.face[start]; f >= 0 {
			last[f+1]++
		} else {
			a.outside = append(a.outside, start)
		}
	}
	for f := range outer {
		last[f+1] += last[f]
	}
	all := make([]int32, last[len(outer)])
	a.Faces = make([]Face, len(outer))
	for f, start := range outer {
		a.Faces[f].halves = append(all[last[f]:last[f]:last[f+1]], start)
	}
	for _, start := range inner {
		if f := a.face[start]; f >= 0 {
			a.Faces[f].halves = append(a.Faces[f].halves, start)
		}
	}
}

func (a *Arrangement) walk(start int32) border {
	c := border{start: start, minX: math.MaxInt64, maxX: math.MinInt64, minY: math.MaxInt64, maxY: math.MinInt64}
	o := a.b.table.vertices[a.origin[start]]
	last := o
	see := func(v Vertex) {
		if v.X < c.minX || v.X == c.minX && v.Y < c.leftmost.Y {
			c.leftmost = v
		}
		c.minX, c.maxX, c.minY, c.maxY = min(c.minX, v.X), max(c.maxX, v.X), min(c.minY, v.Y), max(c.maxY, v.Y)
		c.area.add(last.X-o.X, v.Y-o.Y)
		c.area.add(o.Y-last.Y, v.X-o.X)
		last = v
	}
	a.around(start, func(h int32) { a.line(h, see) })
	return c
}

// nest puts each inner border into the smallest face around it that is not of its own
// piece.
func (a *Arrangement) nest(outer, inner []int32) {
	piece := a.pieces()
	borders := make([]border, len(outer))
	boxes := make([]Box, len(outer))
	for i, start := range outer {
		c := a.walk(start)
		borders[i], boxes[i] = c, Box{c.minX, c.minY, c.maxX, c.maxY}
	}
	grid := NewBoxGrid(boxes)
	for _, start := range inner {
		in := a.walk(start)
		around := int32(-1)
		grid.Query(BoxOf(in.leftmost), func(i int32) {
			out := &borders[i]
			if out.minX < in.minX && in.maxX < out.maxX && out.minY < in.minY && in.maxY < out.maxY &&
				(around < 0 || out.area.less(borders[around].area)) &&
				piece.root(a.origin[out.start]) != piece.root(a.origin[in.start]) && a.holds(out, in.leftmost) {
				around = i
			}
		})
		if around >= 0 {
			a.around(in.start, func(h int32) { a.face[h] = around })
		}
	}
}

// pieces finds what hangs together.
func (a *Arrangement) pieces() forest {
	f := make(forest, len(a.b.table.vertices))
	for i := range f {
		f[i] = int32(i) + 1
	}
	for i := range a.b.arcs {
		if a.toggles[i] != 0 {
			f.join(a.origin[2*i], a.origin[2*i+1])
		}
	}
	return f
}

// holds reports whether v, which is on no border of its piece, lies inside a border.
func (a *Arrangement) holds(c *border, v Vertex) bool {
	inside := false
	last := a.b.table.vertices[a.origin[c.start]]
	see := func(w Vertex) {
		if (last.Y <= v.Y) != (w.Y <= v.Y) {
			low, high := last, w
			if low.Y > high.Y {
				low, high = high, low
			}
			if turn(low, high, v) > 0 {
				inside = !inside
			}
		}
		last = w
	}
	a.around(c.start, func(h int32) { a.line(h, see) })
	see(a.b.table.vertices[a.origin[c.start]])
	return inside
}

// spread finds the shapes that cover each face: from the endless face, which none does,
// across each arc those whose border it is come or go.
func (a *Arrangement) spread() {
	a.label = make([]int32, len(a.Faces))
	known := make([]bool, len(a.Faces))
	queue := make([]int32, 1, len(a.Faces)+1)
	queue[0] = -1
	for next := 0; next < len(queue); next++ {
		f := queue[next]
		here := a.labelOf(f)
		for _, start := range a.bordersOf(f) {
			a.around(start, func(h int32) {
				g := a.face[h^1]
				want := a.b.sets.difference(here, a.toggles[h/2])
				switch {
				case g >= 0 && !known[g]:
					a.label[g], known[g] = want, true
					queue = append(queue, g)
				case a.labelOf(g) != want:
					a.unsound++
				}
			})
		}
	}
	for f := range a.Faces {
		a.Faces[f].Shapes = a.b.sets.members(a.label[f])
	}
}

// bordersOf are half arcs of a face, one of each of its borders.
func (a *Arrangement) bordersOf(f int32) []int32 {
	if f < 0 {
		return a.outside
	}
	return a.Faces[f].halves
}

// labelOf is the set of shapes that cover a face.
func (a *Arrangement) labelOf(f int32) int32 {
	if f < 0 {
		return 0
	}
	return a.label[f]
}
