package geo

import (
	"math"

	"github.com/paulmach/orb"
)

// The shift of GCJ-02 is computed on the ellipsoid of Krasovsky.
const (
	krasovskySemiMajor     = 6378245.0
	krasovskyEccentricity2 = 0.00669342162296594323
	baiduTurn              = math.Pi * 3000 / 180
)

// inChina is the rectangle inside which Chinese web maps shift positions.
func inChina(p orb.Point) bool {
	return p[0] >= 72.004 && p[0] <= 137.8347 && p[1] >= 0.8293 && p[1] <= 55.8271
}

// GeographicToGCJ02 shifts a position (lon, lat) as Chinese web maps (Amap, Tencent)
// do: by 300 to 700 m. Outside China it does nothing.
func GeographicToGCJ02(p orb.Point) orb.Point {
	if !inChina(p) {
		return p
	}
	return gcjShift(p)
}

func gcjShift(p orb.Point) orb.Point {
	east, north := gcjWaves(p[0]-105, p[1]-35)
	sin, cos := math.Sincos(p[1] * radian)
	w2 := 1 - krasovskyEccentricity2*sin*sin
	w := math.Sqrt(w2)
	meridian := krasovskySemiMajor * (1 - krasovskyEccentricity2) / (w2 * w)
	return orb.Point{
		p[0] + east/(krasovskySemiMajor/w*cos)*degree,
		p[1] + north/meridian*degree,
	}
}

// gcjWaves is the shift in metres at x degrees east and y degrees north of 105 E 35 N.
func gcjWaves(x, y float64) (east, north float64) {
	wave := func(u, a, b, c float64) float64 { return math.Sin(u*a*math.Pi) * b * c }
	common := (20*math.Sin(6*x*math.Pi) + 20*math.Sin(2*x*math.Pi)) * 2 / 3
	root := math.Sqrt(math.Abs(x))
	north = -100 + 2*x + 3*y + 0.2*y*y + 0.1*x*y + 0.2*root + common +
		wave(y, 1, 20, 2./3) + wave(y, 1./3, 40, 2./3) + wave(y, 1./12, 160, 2./3) + wave(y, 1./30, 320, 2./3)
	east = 300 + x + 2*y + 0.1*x*x + 0.1*x*y + 0.1*root + common +
		wave(x, 1, 20, 2./3) + wave(x, 1./3, 40, 2./3) + wave(x, 1./12, 150, 2./3) + wave(x, 1./30, 300, 2./3)
	return east, north
}

// GCJ02ToGeographic undoes GeographicToGCJ02 to less than a micrometre. Outside China it
// does nothing.
func GCJ02ToGeographic(p orb.Point) orb.Point {
	if !inChina(p) {
		return p
	}
	return unshift(gcjShift, p)
}

// GeographicToBD09 shifts a position (lon, lat) as Baidu's maps do: as GCJ-02 and then
// again by some 600 m. Outside China it does nothing.
func GeographicToBD09(p orb.Point) orb.Point {
	if !inChina(p) {
		return p
	}
	return baiduShift(gcjShift(p))
}

func baiduShift(p orb.Point) orb.Point {
	r := math.Hypot(p[0], p[1]) + 0.00002*math.Sin(p[1]*baiduTurn)
	angle := math.Atan2(p[1], p[0]) + 0.000003*math.Cos(p[0]*baiduTurn)
	sin, cos := math.Sincos(angle)
	return orb.Point{r*cos + 0.0065, r*sin + 0.006}
}

// BD09ToGeographic undoes GeographicToBD09 to less than a micrometre. Outside China it does
// nothing.
func BD09ToGeographic(p orb.Point) orb.Point {
	if !inChina(p) {
		return p
	}
	return GCJ02ToGeographic(unshift(baiduShift, p))
}

// unshift finds the place that a shift moves to p. Each step leaves a hundredth of the
// miss or so: three give 0.06 mm anywhere in China, five less than can be written.
func unshift(shift func(orb.Point) orb.Point, p orb.Point) orb.Point {
	q := p
	for range 8 {
		moved := shift(q)
		lon, lat := p[0]-moved[0], p[1]-moved[1]
		q[0], q[1] = q[0]+lon, q[1]+lat
		if math.Abs(lon)+math.Abs(lat) < 1e-13 {
			break
		}
	}
	return q
}
