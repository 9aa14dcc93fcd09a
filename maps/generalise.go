package maps

import (
	"math"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/geo"
)

// The least bumps of a border that are drawn, as triangles in square millimetres.
const (
	finest  = 0.002 // what the eye can see
	boldest = 0.35  // what a dashed line as bold as a county's can follow, on A4
)

// tooWinding is how much longer than its bold form a border may be and still be drawn
// to its last visible bump: beyond it dashes would run together.
const tooWinding = 1.06

// measuredOn is the shorter side, in millimetres, from which on people measure on a sheet:
// 对开 and larger.
const measuredOn = 500

// generalised are the arcs as fine as the scale shows them: so on sheets that people measure
// on, where borders are as long as on the ground. On smaller ones, where borders wind so
// much that a dashed line would clot, all arcs lose the bumps that such a line cannot
// follow: tints and borders stay together, and where borders meet stays in its place.
func (d *draft) generalised() []orb.LineString {
	mesh := d.ed.Boundaries.Mesh
	metres := float64(d.place.Scale) / 1000 // of a millimetre of paper
	area := func(mm2 float64) geo.SquareMetres { return geo.SquareMetres(mm2 * metres * metres) }
	fine := mesh.Simplify(area(finest))
	if min(d.paper.Width, d.paper.Height) >= measuredOn {
		return fine
	}
	bold := mesh.Simplify(area(boldest * math.Pow(d.t, 1.4)))
	if d.dashedLength(fine) < tooWinding*d.dashedLength(bold) {
		return fine
	}
	return bold
}

// dashedLength is the length of the county's and the townships' borders, in degrees.
func (d *draft) dashedLength(lines []orb.LineString) float64 {
	sum := 0.0
	for i, l := range d.border {
		if l == adcode.County || l == adcode.Township {
			sum += length(lines[i])
		}
	}
	return sum
}
