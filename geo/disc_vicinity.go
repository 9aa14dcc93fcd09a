package geo

import (
	"math"

	"github.com/paulmach/orb"
)

// Vicinity is the positions within a distance of one place: a quick way to ask of many
// positions whether Distance(place, position) <= radius, with the same answers.
type Vicinity struct {
	at                 orb.Point
	radius             Metres
	north, east, slope float64 // metres a radian of latitude and of longitude; how fast the latter falls
	surely, perhaps    float64 // squared metres: nearer is within, farther is not
	bound              orb.Bound
}

// NewVicinity returns the positions within radius of a place (lon, lat in degrees) that
// is no pole.
func NewVicinity(at orb.Point, radius Metres) Vicinity {
	sin, cos, meridian, across := curvature(at[1] * radian)
	v := Vicinity{at: at, radius: radius, north: meridian, east: across * cos, slope: meridian * sin / 2}
	// The plane metres of Contains are off by terms of second order, and by the change of
	// the meridian's curvature, at most 0.5 % a radian.
	r := float64(radius)
	angle := r / (semiMinor * cos)
	doubt := 0.001 + r*angle*(0.01+angle)
	v.perhaps = (r + doubt) * (r + doubt)
	if r > doubt {
		v.surely = (r - doubt) * (r - doubt)
	}
	dLat := (r + doubt) / meridian * 1.01
	dLon := math.Pi
	if far := math.Abs(at[1]*radian) + dLat; far < 1.5 {
		dLon = (r + doubt) / (across * math.Cos(far)) * 1.01
	}
	v.bound = orb.Bound{Min: at, Max: at}
	v.bound.Min[0], v.bound.Max[0] = at[0]-dLon*degree, at[0]+dLon*degree
	v.bound.Min[1], v.bound.Max[1] = at[1]-dLat*degree, at[1]+dLat*degree
	return v
}

// Bound holds the vicinity, in degrees. It may pass 180 degrees of longitude.
func (v *Vicinity) Bound() orb.Bound { return v.bound }

// Contains reports whether p is no farther than the radius. Only for positions so near to
// the radius that plane metres cannot tell does it ask the ellipsoid.
func (v *Vicinity) Contains(p orb.Point) bool {
	dLat, dLon := (p[1]-v.at[1])*radian, p[0]-v.at[0]
	if math.Abs(dLon) > 180 {
		dLon = wrapDegrees(dLon)
	}
	dLon *= radian
	east := (v.east - v.slope*dLat) * dLon
	north := v.north * dLat
	switch d2 := east*east + north*north; {
	case d2 < v.surely:
		return true
	case d2 > v.perhaps && math.Abs(dLat) < 0.1 && math.Abs(dLon) < 0.2:
		return false
	}
	return Distance(v.at, p) <= v.radius
}
