package maps

import (
	"math"

	"github.com/paulmach/orb"
)

// hatched are the lines of a hatching over a shape on the sheet: so far apart, in
// millimetres, at an angle in degrees, anticlockwise from the right.
func hatched(shape orb.MultiPolygon, apart, angle float64, clip orb.Bound) []orb.LineString {
	sin, cos := math.Sincos(angle * math.Pi / 180)
	turn := func(p orb.Point) orb.Point { return orb.Point{p[0]*cos - p[1]*sin, p[0]*sin + p[1]*cos} }
	back := func(p orb.Point) orb.Point { return orb.Point{p[0]*cos + p[1]*sin, p[1]*cos - p[0]*sin} }
	turned := make(orb.MultiPolygon, 0, len(shape))
	for _, polygon := range shape {
		if !polygon.Bound().Intersects(clip) {
			continue
		}
		rings := make(orb.Polygon, len(polygon))
		for i, ring := range polygon {
			rings[i] = make(orb.Ring, len(ring))
			for k, p := range ring {
				rings[i][k] = turn(p)
			}
		}
		turned = append(turned, rings)
	}
	if len(turned) == 0 {
		return nil
	}
	a := newArea(turned)
	var lines []orb.LineString
	for y := math.Ceil(a.bound.Min[1]/apart) * apart; y < a.bound.Max[1]; y += apart {
		for _, s := range a.inside(y, y) {
			if line, ok := clippedLine(back(orb.Point{s.from, y}), back(orb.Point{s.to, y}), clip); ok {
				lines = append(lines, line)
			}
		}
	}
	return lines
}

// clippedLine is the part of the line ab within a box (Liang and Barsky 1984).
func clippedLine(a, b orb.Point, box orb.Bound) (orb.LineString, bool) {
	from, to := 0.0, 1.0
	for axis := range 2 {
		d := b[axis] - a[axis]
		if d == 0 {
			if a[axis] < box.Min[axis] || a[axis] > box.Max[axis] {
				return nil, false
			}
			continue
		}
		enter, leave := (box.Min[axis]-a[axis])/d, (box.Max[axis]-a[axis])/d
		from, to = max(from, min(enter, leave)), min(to, max(enter, leave))
	}
	if from >= to {
		return nil, false
	}
	at := func(t float64) orb.Point { return orb.Point{a[0] + t*(b[0]-a[0]), a[1] + t*(b[1]-a[1])} }
	return orb.LineString{at(from), at(to)}, true
}
