package tiles

import "math"

// side is a side of the rectangle.
type side int8

// The sides in the order in which the rim passes them from rimStart, which lies on
// sideTop: the side of small y, the upper one on a map.
const (
	noSide side = iota - 1
	sideTop
	sideRight
	sideBottom
	sideLeft
)

// corners are the ways along the rim to its corners and the corners.
var corners = [4]struct {
	along float64
	at    point
}{
	{highSide - rimStart, point{highEdge, lowEdge}},
	{highSide - rimStart + sideLength, point{highEdge, highEdge}},
	{highSide - rimStart + 2*sideLength, point{lowEdge, highEdge}},
	{highSide - rimStart + 3*sideLength, point{lowEdge, lowEdge}},
}

// windingStep is what the segment adds to the winding number of rimStart, counted on
// the ray from there towards small x.
func windingStep(p, q point) int {
	below, after := float64(p.Y) < lowSide, float64(q.Y) < lowSide
	if below == after || crossX(p, q, lowSide) >= rimStart {
		return 0
	}
	if after {
		return 1
	}
	return -1
}

// crossX is the x at which the segment passes a y. It is the same number for both
// directions of the segment, as for neighbours it must be.
func crossX(p, q point, y float64) float64 {
	if q.Y < p.Y {
		p, q = q, p
	}
	return float64(p.X) + (y-float64(p.Y))*float64(q.X-p.X)/float64(q.Y-p.Y)
}

func crossY(p, q point, x float64) float64 {
	return crossX(point{p.Y, p.X}, point{q.Y, q.X}, x)
}

// cutSegment finds the sides by which the segment comes in and goes out, noSide where
// its end is inside; ok is false where it stays outside (Liang and Barsky, A new
// concept and method for line clipping, 1984).
func cutSegment(p, q point) (in, out side, ok bool) {
	in, out = noSide, noSide
	if p.X <= lowEdge && q.X <= lowEdge || p.X >= highEdge && q.X >= highEdge || p.Y <= lowEdge && q.Y <= lowEdge || p.Y >= highEdge && q.Y >= highEdge {
		return noSide, noSide, false
	}
	first, last := 0.0, 1.0
	cut := func(s side, p, q float64) { // outside the side where positive
		if p > 0 == (q > 0) {
			return
		}
		switch t := p / (p - q); {
		case p > 0 && t > first:
			first, in = t, s
		case q > 0 && t < last:
			last, out = t, s
		}
	}
	px, py, qx, qy := float64(p.X), float64(p.Y), float64(q.X), float64(q.Y)
	cut(sideTop, lowSide-py, lowSide-qy)
	cut(sideRight, px-highSide, qx-highSide)
	cut(sideBottom, py-highSide, qy-highSide)
	cut(sideLeft, lowSide-px, lowSide-qx)
	return in, out, first < last
}

// crossing is where the segment passes the side, on the grid and along the rim.
func (s side) crossing(p, q point) (at point, along float64) {
	within := func(v float64) float64 { return min(max(v, lowSide), highSide) }
	switch s {
	case sideTop:
		x := within(crossX(p, q, lowSide))
		if along = x - rimStart; along < 0 {
			along += rimLength
		}
		return point{int64(math.Round(x)), lowEdge}, along
	case sideRight:
		y := within(crossY(p, q, highSide))
		return point{highEdge, int64(math.Round(y))}, corners[0].along + y - lowSide
	case sideBottom:
		x := within(crossX(p, q, highSide))
		return point{int64(math.Round(x)), highEdge}, corners[1].along + highSide - x
	default:
		y := within(crossY(p, q, lowSide))
		return point{lowEdge, int64(math.Round(y))}, corners[2].along + highSide - y
	}
}

// rim appends the corners on the way along the rim from one place to another: with
// the rectangle to the left where from <= until, else back. The ends may lie up to
// one round further than rimLength.
func rim(from, until float64, out []point) []point {
	if from <= until {
		for i := range 2 * len(corners) {
			c := corners[i%4]
			if at := c.along + float64(i/4)*rimLength; from < at && at < until {
				out = append(out, c.at)
			}
		}
		return out
	}
	for i := 2*len(corners) - 1; i >= 0; i-- {
		c := corners[i%4]
		if at := c.along + float64(i/4)*rimLength; until < at && at < from {
			out = append(out, c.at)
		}
	}
	return out
}
