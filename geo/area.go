package geo

import (
	"math"

	"github.com/paulmach/orb"
)

// Length returns the length of a line whose vertices (lon, lat in degrees) are joined
// by geodesics.
func Length(line orb.LineString) Metres {
	var sum Metres
	for i := 1; i < len(line); i++ {
		sum += Distance(line[i-1], line[i])
	}
	return sum
}

// Perimeter returns the length of all rings of a shape, holes included.
func Perimeter(shape orb.MultiPolygon) Metres {
	var sum Metres
	for _, polygon := range shape {
		for _, ring := range polygon {
			sum += Length(orb.LineString(ring))
		}
	}
	return sum
}

// Area returns the area of a shape (lon, lat in degrees) whose vertices are joined by
// geodesics, on the ellipsoid. Rings may wind either way: the first of a polygon is its
// shell, the others are taken off. A ring may cross the 180th meridian; it must
// not hold a pole.
func Area(shape orb.MultiPolygon) SquareMetres {
	var sum SquareMetres
	for _, polygon := range shape {
		for i, ring := range polygon {
			area := SquareMetres(math.Abs(float64(RingArea(ring))))
			if i > 0 {
				area = -area
			}
			sum += area
		}
	}
	return sum
}

// RingArea returns the area inside a ring, positive where it runs counter-clockwise.
// It closes a ring that is open.
func RingArea(ring orb.Ring) SquareMetres {
	if len(ring) < 3 {
		return 0
	}
	// The area under each edge is counted from the first vertex's latitude, not from the
	// equator, so that a small ring is not the difference of great numbers.
	base := zoneArea(math.Sin(ring[0][1] * radian))
	sum := 0.0
	a := ring[len(ring)-1]
	zoneA := zoneArea(math.Sin(a[1]*radian)) - base
	for _, b := range ring {
		zoneB := zoneArea(math.Sin(b[1]*radian)) - base
		dLon := wrapDegrees(b[0]-a[0]) * radian
		sum += edgeArea(a, b, dLon, zoneA, zoneB, base)
		a, zoneA = b, zoneB
	}
	return SquareMetres(-sum)
}

// zoneArea is the area between the equator and a latitude, over one radian of
// longitude, in square metres: b2/2 (sin/(1-e2 sin2) + atanh(e sin)/e).
func zoneArea(sin float64) float64 {
	const e2 = eccentricity2
	x := e2 * sin * sin
	// atanh(e sin)/(e sin) as its series: x is below 0.0067.
	series := 1 + x*(1./3+x*(1./5+x*(1./7+x*(1./9+x*(1./11+x*(1./13+x/15))))))
	return semiMinor * semiMinor / 2 * sin * (1/(1-x) + series)
}

// localEdge is how long an edge may be at the equator, in radians, for the area under it
// to be taken from its ends and its middle: 0.0016 rad is 10 km. Away from the equator,
// where longitudes shrink, it must be shorter.
const localEdge = 0.0016

// edgeArea is the area between the geodesic from a to b and the parallel that base
// belongs to, positive where the edge runs eastwards above it. Long edges go the long way.
func edgeArea(a, b orb.Point, dLon, zoneA, zoneB, base float64) float64 {
	if dLon == 0 {
		return 0
	}
	dLat := (b[1] - a[1]) * radian
	lat := (a[1] + b[1]) / 2 * radian
	sin, cos, meridian, across := curvature(lat)
	if math.Abs(dLon)+math.Abs(dLat) > localEdge*cos*cos {
		return areaUnder(a, b) - base*dLon
	}
	// Simpson's rule over the longitude. In its middle the geodesic lies poleward of the
	// mean latitude by its second derivative there.
	stretch := across * cos / meridian
	second := -sin/cos*meridian/across*(2*dLat*dLat+stretch*stretch*dLon*dLon) -
		3*eccentricity2*sin*cos/(1-eccentricity2*sin*sin)*dLat*dLat
	middle := zoneArea(math.Sin(lat-second/8)) - base
	return dLon / 6 * (zoneA + 4*middle + zoneB)
}

// areaUnder is the area between a geodesic of any length and the equator, positive
// eastwards (Karney 2013, equations 59 to 63).
func areaUnder(a, b orb.Point) float64 {
	lon := wrapDegrees(b[0]-a[0]) * radian
	if lon == 0 {
		return 0
	}
	lat1, lat2 := clampLat(a[1]), clampLat(b[1])
	if math.Abs(lat1) < math.Abs(lat2) {
		lat1, lat2 = lat2, lat1 // the same line run back and mirrored
	}
	sign := math.Copysign(1, lon)
	if lat1 > 0 {
		lat1, lat2, sign = -lat1, -lat2, -sign
	}
	p1, p2 := reduceLat(lat1), reduceLat(lat2)
	g := solveInverse(p1, p2, math.Abs(lon))
	excess := sphereExcess(p1, p2, g)
	authalic2 := (semiMajor*semiMajor + semiMinor*semiMinor*math.Atanh(math.Sqrt(eccentricity2))/math.Sqrt(eccentricity2)) / 2
	return sign * (authalic2*excess + eccentricity2*semiMajor*semiMajor*g.cosA0*g.sinA0*excessIntegral(g))
}

// sphereExcess is azimuth2 - azimuth1, from half angles where that keeps more digits.
func sphereExcess(p1, p2 reduced, g geodesic) float64 {
	if g.omega > 2.5 {
		return g.azimuth2 - g.azimuth1
	}
	t := math.Tan(g.omega / 2)
	h1, h2 := p1.sin/(1+p1.cos), p2.sin/(1+p2.cos)
	return 2 * math.Atan2(t*(h1+h2), 1+h1*h2)
}

// excessIntegral is I4(sigma2) - I4(sigma1).
func excessIntegral(g geodesic) float64 {
	k2 := secondEccentricity2 * g.cosA0 * g.cosA0
	top := excessTerm(secondEccentricity2)
	half, sum := g.sigma/2, 0.0
	for _, n := range gauss16 {
		s := math.Sin(g.sigma1 + half + half*n.at)
		x := k2 * s * s
		ratio := excessSlope
		if d := secondEccentricity2 - x; d > 1e-9 {
			ratio = (top - excessTerm(x)) / d
		}
		sum -= n.weight * half * ratio * s / 2
	}
	return sum
}

// excessTerm is t(x) = x + sqrt(1/x + 1) asinh(sqrt(x)).
func excessTerm(x float64) float64 {
	if x < 1e-8 {
		return 1 + x*4/3
	}
	return x + math.Sqrt(1/x+1)*math.Asinh(math.Sqrt(x))
}

// excessSlope is the derivative of excessTerm at e'2: 4/3 - 4/15 x + 4/35 x2.
const excessSlope = 4./3 - 4./15*secondEccentricity2 + 4./35*secondEccentricity2*secondEccentricity2

// Mu returns the area in 亩, of which fifteen make a hectare.
func (a SquareMetres) Mu() float64 { return float64(a) * 3 / 2000 }
