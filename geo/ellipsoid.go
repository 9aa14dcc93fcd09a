package geo

import "math"

// The ellipsoid of CGCS2000, which is GRS80 (GB 22021-2008): every length and area of
// this package is measured on it.
const (
	semiMajor  = 6378137.0         // metres
	flattening = 1 / 298.257222101 // (a-b)/a
	semiMinor  = semiMajor * (1 - flattening)

	eccentricity2       = flattening * (2 - flattening)       // e2
	secondEccentricity2 = eccentricity2 / (1 - eccentricity2) // e'2
	thirdFlattening     = flattening / (2 - flattening)       // n = (a-b)/(a+b)
)

const (
	radian = math.Pi / 180 // a degree in radians
	degree = 180 / math.Pi // a radian in degrees
)

// wrapDegrees brings a longitude, or a difference of two, into [-180, 180].
func wrapDegrees(lon float64) float64 { return math.Remainder(lon, 360) }

// curvature returns the sine and cosine of a latitude in radians and, in metres, the
// radii of curvature there along the meridian and across it.
func curvature(lat float64) (sin, cos, meridian, across float64) {
	sin, cos = math.Sincos(lat)
	w2 := 1 - eccentricity2*sin*sin
	across = semiMajor / math.Sqrt(w2)
	return sin, cos, across * (1 - eccentricity2) / w2, across
}
