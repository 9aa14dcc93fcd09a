package maps

import (
	"math"

	"github.com/paulmach/orb"
)

const layerGraticule = "graticule"

// drawGraticule draws meridians and parallels across the map, at the degrees that the
// frame is marked with.
func (d *draft) drawGraticule() {
	if !d.o.Graticule {
		return
	}
	step := d.graticuleStep()
	var lines []orb.LineString
	for axis := range 2 {
		low, high := d.degreesAcross(axis)
		for k := math.Ceil(low / step); k*step <= high; k++ {
			if line := d.gridLine(axis, k*step); len(line) > 1 {
				lines = append(lines, line)
			}
		}
	}
	d.layer(layerGraticule, []Node{&Path{Lines: lines, Stroke: d.colours.shore, Width: 0.1 * d.t}})
}

// degreesAcross is the range of longitudes (0) or latitudes (1) in the field, found at
// its edges.
func (d *draft) degreesAcross(axis int) (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	const steps = 16
	f := d.field
	for i := range steps + 1 {
		t := float64(i) / steps
		x, y := f.Min[0]+t*(f.Max[0]-f.Min[0]), f.Min[1]+t*(f.Max[1]-f.Min[1])
		for _, p := range []orb.Point{{x, f.Min[1]}, {x, f.Max[1]}, {f.Min[0], y}, {f.Max[0], y}} {
			v := d.place.Earth(p)[axis]
			low, high = min(low, v), max(high, v)
		}
	}
	return low, high
}

// gridLine is a meridian or a parallel across the field, somewhat beyond its edges.
func (d *draft) gridLine(axis int, degree float64) orb.LineString {
	low, high := d.degreesAcross(1 - axis)
	const steps = 24
	line := make(orb.LineString, steps+1)
	for i := range line {
		var p orb.Point
		p[axis], p[1-axis] = degree, low+(high-low)*float64(i)/steps
		line[i] = d.place.Paper(p)
	}
	return line
}
