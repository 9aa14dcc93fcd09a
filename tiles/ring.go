package tiles

import "slices"

// tidy takes out of an open ring what rounding has left: repeated positions and
// spikes that go out and back on one line. The ring is nil if nothing of area is left.
// The argument is overwritten.
func tidy(ring []point) []point {
	out := ring[:0]
	for _, p := range ring {
		for len(out) > 1 && isSpike(out[len(out)-2], out[len(out)-1], p) {
			out = out[:len(out)-1]
		}
		if len(out) == 0 || out[len(out)-1] != p {
			out = append(out, p)
		}
	}
	for len(out) > 2 {
		n := len(out)
		switch {
		case out[n-1] == out[0] || isSpike(out[n-2], out[n-1], out[0]):
			out = out[:n-1]
		case isSpike(out[n-1], out[0], out[1]):
			out = out[1:]
		default:
			return out
		}
	}
	return nil
}

// isSpike reports whether b is only gone to and come back from.
func isSpike(a, b, c point) bool {
	ux, uy, vx, vy := b.X-a.X, b.Y-a.Y, c.X-b.X, c.Y-b.Y
	return ux*vy == uy*vx && ux*vx+uy*vy < 0
}

// doubleArea is twice the area of an open ring, positive for shells (y down).
func doubleArea(ring []point) int64 {
	sum := int64(0)
	for i, p := range ring {
		q := ring[(i+1)%len(ring)]
		sum += p.X*q.Y - q.X*p.Y
	}
	return sum
}

// nest tidies rings and puts each hole behind the smallest shell around it. Rings
// without area are left out, and holes without a shell.
func nest(rings [][]point) [][]point {
	if len(rings) == 1 { // as most are
		if rings[0] = tidy(rings[0]); doubleArea(rings[0]) <= 0 {
			return nil
		}
		return rings
	}
	type sized struct {
		ring []point
		area int64
	}
	var shells, holes []sized
	for _, ring := range rings {
		ring = tidy(ring)
		switch area := doubleArea(ring); {
		case area > 0:
			shells = append(shells, sized{ring, area})
		case area < 0:
			holes = append(holes, sized{ring, -area})
		}
	}
	behind := make([][]int, len(shells))
	for h, hole := range holes {
		best := -1
		for s, shell := range shells {
			if len(shells) > 1 && (shell.area <= hole.area || !surrounds(shell.ring, hole.ring)) {
				continue
			}
			if best < 0 || shell.area < shells[best].area {
				best = s
			}
		}
		if best >= 0 {
			behind[best] = append(behind[best], h)
		}
	}
	out := make([][]point, 0, len(rings))
	for s, shell := range shells {
		out = append(out, shell.ring)
		for _, h := range behind[s] {
			out = append(out, holes[h].ring)
		}
	}
	return out
}

// surrounds reports whether the inner ring, which does not cross the outer, lies
// in it: whether a vertex that is not on it does.
func surrounds(outer, inner []point) bool {
	for _, p := range inner {
		if in, on := contains(outer, p); !on {
			return in
		}
	}
	return true
}

// contains tells whether p lies in an open ring, or on it.
func contains(ring []point, p point) (in, on bool) {
	if slices.Contains(ring, p) {
		return false, true
	}
	for i, a := range ring {
		b := ring[(i+1)%len(ring)]
		cross := (b.X-a.X)*(p.Y-a.Y) - (p.X-a.X)*(b.Y-a.Y)
		if cross == 0 && min(a.X, b.X) <= p.X && p.X <= max(a.X, b.X) && min(a.Y, b.Y) <= p.Y && p.Y <= max(a.Y, b.Y) {
			return false, true
		}
		if (a.Y > p.Y) != (b.Y > p.Y) && (cross > 0) == (b.Y > a.Y) {
			in = !in
		}
	}
	return in, false
}
