package maps

import (
	"math"

	"github.com/paulmach/orb"
)

// stroker turns lines into outlines. Each segment is a box of its own and each bend a
// disc, all wound the same way: where they lie over one another the paint is one.
type stroker struct {
	width float64 // pixels
	round bool    // caps
}

func (s stroker) stroke(to tracer, line orb.LineString, closed bool) {
	half := s.width / 2
	if half <= 0 || len(line) == 0 {
		return
	}
	if len(line) == 1 || len(line) == 2 && line[0] == line[1] {
		if s.round {
			traceCircle(to, line[0], half, false)
		}
		return
	}
	for i := 1; i < len(line); i++ {
		s.box(to, line[i-1], line[i])
		if i > 1 {
			s.bend(to, line[i-2], line[i-1], line[i])
		}
	}
	n := len(line)
	switch {
	case closed && line[0] == line[n-1]:
		s.bend(to, line[n-2], line[0], line[1])
	case closed:
		s.box(to, line[n-1], line[0])
		s.bend(to, line[n-2], line[n-1], line[0])
		s.bend(to, line[n-1], line[0], line[1])
	case s.round:
		traceCircle(to, line[0], half, false)
		traceCircle(to, line[n-1], half, false)
	}
}

func (s stroker) box(to tracer, a, b orb.Point) {
	dx, dy := b[0]-a[0], b[1]-a[1]
	l := math.Hypot(dx, dy)
	if l == 0 {
		return
	}
	nx, ny := -dy/l*s.width/2, dx/l*s.width/2
	// The same way round as traceCircle: clockwise as seen, y down.
	to.MoveTo(float32(a[0]-nx), float32(a[1]-ny))
	to.LineTo(float32(b[0]-nx), float32(b[1]-ny))
	to.LineTo(float32(b[0]+nx), float32(b[1]+ny))
	to.LineTo(float32(a[0]+nx), float32(a[1]+ny))
}

// bend covers the gap between two segments, where it could be seen.
func (s stroker) bend(to tracer, a, b, c orb.Point) {
	ux, uy, vx, vy := b[0]-a[0], b[1]-a[1], c[0]-b[0], c[1]-b[1]
	cross, dot := ux*vy-uy*vx, ux*vx+uy*vy
	if s.width < 1 || dot > 0 && math.Abs(cross)*s.width < 0.3*dot {
		return
	}
	traceCircle(to, b, s.width/2, false)
}

// dashed cuts a line into its dashes. Lengths are in millimetres, k pixels each; a
// dash of no length is a point.
func dashed(line orb.LineString, dash []float64, phase, k float64) []orb.LineString {
	var out []orb.LineString
	index, left := 0, 0.0
	for left = dash[0] - phase; left < 0; left += dash[index] {
		index = (index + 1) % len(dash)
	}
	left *= k
	on := index%2 == 0
	var current orb.LineString
	if on {
		current = orb.LineString{line[0]}
	}
	for i := 1; i < len(line); i++ {
		from, to := line[i-1], line[i]
		l := math.Hypot(to[0]-from[0], to[1]-from[1])
		at := 0.0
		for l-at > left {
			at += left
			here := orb.Point{from[0] + (to[0]-from[0])*at/l, from[1] + (to[1]-from[1])*at/l}
			if on {
				out = append(out, append(current, here))
				current = nil
			} else {
				current = orb.LineString{here}
			}
			on = !on
			index = (index + 1) % len(dash)
			left = dash[index] * k
		}
		left -= l - at
		if on {
			current = append(current, to)
		}
	}
	if on && len(current) > 0 {
		out = append(out, current)
	}
	return out
}
