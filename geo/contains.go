package geo

import (
	"math"
	"math/big"

	"github.com/paulmach/orb"
)

// Contains reports whether p lies in the shape or on its border; both lon, lat in
// degrees, edges straight in these. The answer is exact, so of units that share
// borders without gaps one holds every place between them.
func Contains(shape orb.MultiPolygon, p orb.Point) bool {
	for _, polygon := range shape {
		if polygonContains(polygon, p) {
			return true
		}
	}
	return false
}

func polygonContains(polygon orb.Polygon, p orb.Point) bool {
	for i, ring := range polygon {
		inside, border := ringContains(ring, p)
		if border {
			return true
		}
		if inside != (i == 0) {
			return false
		}
	}
	return len(polygon) > 0
}

// ringContains counts the edges that a ray eastwards from p crosses.
func ringContains(ring orb.Ring, p orb.Point) (inside, border bool) {
	for i := range ring {
		a, b := ring[i], ring[(i+1)%len(ring)]
		if a[1] > b[1] {
			a, b = b, a
		}
		switch {
		case p[1] < a[1] || p[1] > b[1] || p[0] > a[0] && p[0] > b[0]:
			continue
		case p[0] < a[0] && p[0] < b[0]:
			if p[1] != b[1] {
				inside = !inside
			}
			continue
		}
		turn := side(a, b, p) // a is not above b
		if turn == 0 {
			return false, true
		}
		if turn > 0 && p[1] != b[1] {
			inside = !inside
		}
	}
	return inside, false
}

// side is 1, 0 or -1 as p lies left of, on or right of the line from a to b. It is
// exact: where doubles can't tell, it computes with whole numbers.
func side(a, b, p orb.Point) int {
	left := (b[0] - a[0]) * (p[1] - a[1])
	right := (b[1] - a[1]) * (p[0] - a[0])
	det := left - right
	// Each product errs by 2^-51 of itself at most (Shewchuk 1997).
	if bound := 4.5e-16 * (math.Abs(left) + math.Abs(right)); det > bound || -det > bound {
		if det > 0 {
			return 1
		}
		return -1
	}
	exact := func(v float64) *big.Rat { return new(big.Rat).SetFloat64(v) }
	cross := func(p, q, r, s float64) *big.Rat {
		u, v := new(big.Rat).Sub(exact(p), exact(q)), new(big.Rat).Sub(exact(r), exact(s))
		return u.Mul(u, v)
	}
	return cross(b[0], a[0], p[1], a[1]).Cmp(cross(b[1], a[1], p[0], a[0]))
}
