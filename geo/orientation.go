package geo

import "cmp"

// Orient is 1 where a, b, c turn left, -1 where they turn right, and 0 where they lie on one
// line: exactly.
func Orient(a, b, c Vertex) int { return cmp.Compare(turn(a, b, c), 0) }

// Meet reports whether two edges a b and c d have more in common than an end: whether they
// cross, touch, or lie on one another. It is exact.
func Meet(a, b, c, d Vertex) bool {
	if max(a.X, b.X) < min(c.X, d.X) || max(c.X, d.X) < min(a.X, b.X) || max(a.Y, b.Y) < min(c.Y, d.Y) || max(c.Y, d.Y) < min(a.Y, b.Y) {
		return false
	}
	switch {
	case a == c:
		return Along(a, b, d)
	case a == d:
		return Along(a, b, c)
	case b == c:
		return Along(b, a, d)
	case b == d:
		return Along(b, a, c)
	}
	return Orient(a, b, c)*Orient(a, b, d) <= 0 && Orient(c, d, a)*Orient(c, d, b) <= 0
}

// Along reports whether a and b, neither of which is o, lie in the same direction from o.
func Along(o, a, b Vertex) bool {
	// On one line the signs of the ways tell.
	return turn(o, a, b) == 0 && cmp.Compare(a.X, o.X) == cmp.Compare(b.X, o.X) && cmp.Compare(a.Y, o.Y) == cmp.Compare(b.Y, o.Y)
}

// DoubleArea is twice an area on the grid, in square units, exactly.
type DoubleArea struct{ sum sum128 }

// AreaOf is twice the area of a ring of the numbers of vertices, positive counter-clockwise.
// It is closed from its last vertex to its first.
func AreaOf(vertices []Vertex, run []int32) DoubleArea {
	var s sum128
	o := vertices[run[0]]
	for i := 1; i+1 < len(run); i++ {
		a, b := vertices[run[i]], vertices[run[i+1]]
		s.add(a.X-o.X, b.Y-o.Y)
		s.add(o.Y-a.Y, b.X-o.X)
	}
	return DoubleArea{s}
}

// Sign is 1, 0 or -1.
func (d DoubleArea) Sign() int {
	switch {
	case d.sum.positive():
		return 1
	case d.sum == sum128{}:
		return 0
	}
	return -1
}

// Compare is -1 where d is less than o, 0 where they are equal, else 1.
func (d DoubleArea) Compare(o DoubleArea) int {
	switch {
	case d.sum == o.sum:
		return 0
	case d.sum.less(o.sum):
		return -1
	}
	return 1
}

// InRing reports whether v lies inside a ring of the numbers of vertices, which is closed
// from its last vertex to its first. Where v lies on the ring, either may be told.
func InRing(v Vertex, vertices []Vertex, run []int32) bool {
	in := false
	a := vertices[run[len(run)-1]]
	for _, id := range run {
		b := vertices[id]
		if (a.Y > v.Y) != (b.Y > v.Y) {
			if side := Orient(a, b, v); side != 0 && (side > 0) == (b.Y > a.Y) {
				in = !in
			}
		}
		a = b
	}
	return in
}
