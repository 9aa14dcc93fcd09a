package geo

import (
	"math"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
)

// planarArea is the area of a closed ring in squared units of its coordinates,
// positive counter-clockwise, summed from the ring's first vertex.
func planarArea(ring orb.Ring) float64 {
	sum := 0.0
	for i := 1; i < len(ring); i++ {
		ax, ay := ring[i-1][0]-ring[0][0], ring[i-1][1]-ring[0][1]
		bx, by := ring[i][0]-ring[0][0], ring[i][1]-ring[0][1]
		sum += ax*by - bx*ay
	}
	return sum / 2
}

// ringInside reports whether inner, which does not cross outer, lies inside it:
// whether a vertex or an edge's middle that is not on outer does.
func ringInside(inner, outer orb.Ring) bool {
	for i := 1; i < len(inner); i++ {
		middle := orb.Point{(inner[i-1][0] + inner[i][0]) / 2, (inner[i-1][1] + inner[i][1]) / 2}
		if planar.DistanceFrom(orb.LineString(outer), middle) > 0 {
			return planar.RingContains(outer, middle)
		}
	}
	return false
}

// direction is the angle of the way from a to b in radians.
func direction(a, b orb.Point) float64 { return math.Atan2(b[1]-a[1], b[0]-a[0]) }

// clockwise is the turn from one direction to another, clockwise, in (0, 2pi].
func clockwise(from, to float64) float64 {
	turn := math.Mod(from-to, 2*math.Pi)
	if turn <= 0 {
		turn += 2 * math.Pi
	}
	return turn
}
