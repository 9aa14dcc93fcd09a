package geo

import (
	"math"

	"github.com/paulmach/orb"
)

// Reach is the land within a distance of any of some places: a union of discs on the
// ellipsoid. Its area is computed from the discs' own arcs; polygons are made of it
// only to be drawn.
type Reach struct {
	centres []orb.Point
	radii   []Metres // of each
}

// NewReach returns the land within radius of any of the centres (lon, lat in
// degrees). What is no position, and a pole, is left out; a radius that is not above 0
// and finite reaches nothing.
func NewReach(centres []orb.Point, radius Metres) *Reach {
	radii := make([]Metres, len(centres))
	for i := range radii {
		radii[i] = radius
	}
	return NewReachOf(centres, radii)
}

// NewReachOf is NewReach where each centre has a radius of its own: radii[i] is that of
// centres[i].
func NewReachOf(centres []orb.Point, radii []Metres) *Reach {
	r := &Reach{}
	for i, c := range centres {
		if math.Abs(c[0]) <= 360 && math.Abs(c[1]) < 89.9 && radii[i] > 0 && !math.IsInf(float64(radii[i]), 1) {
			r.centres, r.radii = append(r.centres, c), append(r.radii, radii[i])
		}
	}
	return r
}

// Area returns how much of shape (lon, lat) lies within reach.
func (r *Reach) Area(shape orb.MultiPolygon) SquareMetres {
	return r.layOn(shape).areaOf(Area(shape))
}

// Gap returns what of shape (lon, lat) lies out of reach, and its exact area: Area of
// the reach and of the gap add up to Area(shape). The polygons are valid, shells
// counter-clockwise and holes clockwise, on the grid; along shape's border they
// have shape's own vertices and the points where arcs meet it. Arcs are drawn with
// chords at most tolerance off; what is narrower than half of that is left undrawn.
func (r *Reach) Gap(shape orb.MultiPolygon, tolerance Metres) (orb.MultiPolygon, SquareMetres) {
	cover := r.layOn(shape)
	whole := Area(shape)
	return cover.Gap(0, tolerance), whole - cover.areaOf(whole)
}

// Outline draws the reach as valid polygons, arcs as chords at most tolerance off.
func (r *Reach) Outline(tolerance Metres) orb.MultiPolygon {
	if len(r.centres) == 0 {
		return nil
	}
	f := frameAt(orb.MultiPoint(r.centres).Bound().Center())
	return f.drawReach(f.lay(r), tolerance)
}

func (r *Reach) layOn(shape orb.MultiPolygon) *Cover {
	return NewGround(NewMesh([]orb.MultiPolygon{shape})).Lay(r)
}

// areaOf is what the cover's only shape has covered, given the shape's geodesic area:
// all of it where the plane says all, since the two measures differ a little.
func (c *Cover) areaOf(whole SquareMetres) SquareMetres {
	if c.IsWhole(0) {
		return whole
	}
	return min(c.Area(0), whole)
}

// frame is a transverse Mercator plane around a place, and how the ellipsoid bends
// there. An area of the plane is 1+x²/R² times too large at x metres east of the
// central meridian; the integrals of disc_area.go take that out.
type frame struct {
	plane *TransverseMercator
	bend  float64 // 1/R² of the mean radius of curvature at the origin, per square metre
}

func frameAt(centre orb.Point) frame {
	_, _, meridian, across := curvature(centre[1] * radian)
	return frame{NewLocal(centre), 1 / (meridian * across)}
}

// disc is a disc in the plane, in metres.
type disc struct {
	at orb.Point
	r  float64
}

func (d disc) bound() orb.Bound {
	return orb.Bound{Min: orb.Point{d.at[0] - d.r, d.at[1] - d.r}, Max: orb.Point{d.at[0] + d.r, d.at[1] + d.r}}
}

// point is the point of the disc's circle in a direction, radians from east.
func (d disc) point(angle float64) orb.Point {
	sin, cos := math.Sincos(angle)
	return orb.Point{d.at[0] + d.r*cos, d.at[1] + d.r*sin}
}

// lay projects the reach: each geodesic disc becomes the plane disc that fits it best.
// Its radius grows by the scale at its centre and, since the scale grows again on the
// way out, by r²/12R²; for the same reason its centre moves outwards. The circle so
// drawn is off by less than r³/12R²: 0.02 mm at 2 km, 2 cm at 20 km.
func (f frame) lay(r *Reach) []disc {
	var discs []disc
	for i, c := range r.centres {
		radius := float64(r.radii[i])
		at := f.plane.Forward(c)
		at[0] += radius * radius * at[0] * f.bend / 2
		discs = append(discs, disc{at, radius * f.plane.Scale(c) * (1 + radius*radius*f.bend/12)})
	}
	return withoutInner(discs)
}
