package topo

import (
	"math/bits"

	"github.com/xiantu/xiantu/geo"
)

// small is how long the sides of a triangle may be, in grid units, for its area to be
// worked out in 64 bits.
const small = 1 << 30

// turn is 1 where a, b, c turn left, -1 where they turn right, 0 where they lie on a
// line: exactly.
func turn(a, b, c geo.Vertex) int {
	ux, uy, vx, vy := b.X-a.X, b.Y-a.Y, c.X-a.X, c.Y-a.Y
	if isSmall(ux) && isSmall(uy) && isSmall(vx) && isSmall(vy) {
		return sign(ux*vy - uy*vx)
	}
	return wide{}.plus(ux, vy).minus(uy, vx).sign()
}

func isSmall(d int64) bool { return uint64(d+small) < 2*small }

func sign(v int64) int {
	switch {
	case v > 0:
		return 1
	case v < 0:
		return -1
	}
	return 0
}

// wide is a whole number of 128 bits.
type wide struct {
	high int64
	low  uint64
}

// plus adds the product of a and b.
func (w wide) plus(a, b int64) wide {
	high, low := bits.Mul64(uint64(a), uint64(b))
	if a < 0 {
		high -= uint64(b)
	}
	if b < 0 {
		high -= uint64(a)
	}
	sum, carry := bits.Add64(w.low, low, 0)
	return wide{w.high + int64(high) + int64(carry), sum}
}

// minus takes the product of a and b off.
func (w wide) minus(a, b int64) wide { return w.plus(-a, b) }

func (w wide) sign() int {
	if w.high == 0 && w.low != 0 {
		return 1
	}
	return sign(w.high)
}

// doubleArea is twice the area of a ring given by vertex numbers, positive
// counter-clockwise.
func (n *Network) doubleArea(run []int32) wide {
	var sum wide
	o := n.Vertices[run[0]]
	for i := 1; i+1 < len(run); i++ {
		a, b := n.Vertices[run[i]], n.Vertices[run[i+1]]
		sum = sum.plus(a.X-o.X, b.Y-o.Y).minus(a.Y-o.Y, b.X-o.X)
	}
	return sum
}

// clash reports whether two edges have more in common than an end: whether they cross,
// touch, or lie on one another.
func (n *Network) clash(a, b, c, d int32) bool {
	switch {
	case a == c && b == d || a == d && b == c:
		return true
	case a == c:
		return n.folded(a, b, d)
	case a == d:
		return n.folded(a, b, c)
	case b == c:
		return n.folded(b, a, d)
	case b == d:
		return n.folded(b, a, c)
	}
	p, q, r, s := n.Vertices[a], n.Vertices[b], n.Vertices[c], n.Vertices[d]
	if min(p.X, q.X) > max(r.X, s.X) || min(r.X, s.X) > max(p.X, q.X) || min(p.Y, q.Y) > max(r.Y, s.Y) || min(r.Y, s.Y) > max(p.Y, q.Y) {
		return false
	}
	return turn(p, q, r)*turn(p, q, s) <= 0 && turn(r, s, p)*turn(r, s, q) <= 0
}

// folded reports whether two edges from o run in the same direction.
func (n *Network) folded(o, a, b int32) bool {
	c, p, q := n.Vertices[o], n.Vertices[a], n.Vertices[b]
	if turn(c, p, q) != 0 {
		return false
	}
	return wide{}.plus(p.X-c.X, q.X-c.X).plus(p.Y-c.Y, q.Y-c.Y).sign() > 0
}

// inside reports whether v lies inside the ring given by vertex numbers, which is closed
// from its last vertex to its first: by the number of its edges to the east of v.
func (n *Network) inside(v geo.Vertex, ring []int32) bool {
	in := false
	a := n.Vertices[ring[len(ring)-1]]
	for _, id := range ring {
		b := n.Vertices[id]
		if (a.Y > v.Y) != (b.Y > v.Y) && (turn(a, b, v) > 0) == (b.Y > a.Y) && turn(a, b, v) != 0 {
			in = !in
		}
		a = b
	}
	return in
}
