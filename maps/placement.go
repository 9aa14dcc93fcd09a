package maps

import (
	"math"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/geo"
)

// Placement is where the earth lies on the sheet: a Gauss-Krueger plane at a scale,
// grid north up.
type Placement struct {
	Zone   int       // the 3-degree zone; its central meridian is 3 x Zone east
	Scale  int       // denominator
	Field  orb.Bound // the map field, in millimetres of paper
	plane  *geo.TransverseMercator
	centre orb.Point // east, north of the field's centre
}

// zoneOf is the 3-degree zone that a longitude lies in.
func zoneOf(lon float64) int { return int(math.Round(lon / 3)) }

// Paper is the place on the sheet of a position on the earth (lon, lat EPSG:4490).
func (p *Placement) Paper(lonlat orb.Point) orb.Point { return p.onPaper(p.plane.Forward(lonlat)) }

// Earth is the position (lon, lat EPSG:4490) of a place on the sheet.
func (p *Placement) Earth(paper orb.Point) orb.Point {
	mm, middle := float64(p.Scale)/1000, p.Field.Center()
	return p.plane.Inverse(orb.Point{p.centre[0] + (paper[0]-middle[0])*mm, p.centre[1] - (paper[1]-middle[1])*mm})
}

func (p *Placement) onPaper(plane orb.Point) orb.Point {
	mm, middle := float64(p.Scale)/1000, p.Field.Center()
	return orb.Point{middle[0] + (plane[0]-p.centre[0])/mm, middle[1] - (plane[1]-p.centre[1])/mm}
}

// Convergence is the angle from true north to grid north at the middle of the
// field, in degrees, positive clockwise.
func (p *Placement) Convergence() float64 { return p.plane.Convergence(p.Earth(p.Field.Center())) }

// EPSG is the code of the plane's coordinate system, eastings without prefix; 0
// where the zone has none.
func (p *Placement) EPSG() int {
	if p.Zone < 25 || p.Zone > 45 {
		return 0
	}
	return 4534 + p.Zone - 25
}

// roundScale returns the largest round scale (the smallest denominator) that is no
// larger than 1:most.
func roundScale(most float64) int {
	for decade := 100; ; decade *= 10 {
		for _, step := range []float64{1, 1.5, 2, 2.5, 3, 3.5, 4, 5, 7.5} {
			if s := step * float64(decade); s >= most*(1-1e-9) {
				return int(s)
			}
		}
	}
}
