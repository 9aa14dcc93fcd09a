package geo

import (
	"math"

	"github.com/paulmach/orb"
)

// ReadProjected understands a pair of metres of which one is an easting with the zone's
// number in front, as Chinese surveyors write them, X being north: 3301993.22,
// 35388521.37, in either order. 25 to 45 are 3-degree zones, 13 to 23 six-degree
// ones. ok is false where neither number is such an easting, or the other is no
// northing of China; without a zone number see ReadProjectedIn.
func ReadProjected(a, b float64) (p orb.Point, crs CRS, ok bool) {
	for _, pair := range [2][2]float64{{a, b}, {b, a}} {
		east, north := pair[0], pair[1]
		zone := int(east / 1e6)
		if !isEasting(east-float64(zone)*1e6) || !isNorthing(north) {
			continue
		}
		switch {
		case zone >= 25 && zone <= 45:
			crs = GaussKruegerCRS(zone, true)
		case zone >= 13 && zone <= 23:
			crs = sixDegreeZone(zone, true)
		default:
			continue
		}
		p, err := crs.ToGeographic(east, north)
		return p, crs, err == nil
	}
	return orb.Point{}, CRS{}, false
}

// ReadProjectedIn is ReadProjected for a pair that may bear no zone number; it is then
// taken to lie in the 3-degree zone given (25 to 45). The greater number is the
// northing: every place in China north of 9 degrees has more than a million metres.
func ReadProjectedIn(zone int, a, b float64) (p orb.Point, crs CRS, ok bool) {
	if p, crs, ok = ReadProjected(a, b); ok {
		return p, crs, true
	}
	east, north := math.Min(a, b), math.Max(a, b)
	if zone < 25 || zone > 45 || !isEasting(east) || !isNorthing(north) {
		return orb.Point{}, CRS{}, false
	}
	crs = GaussKruegerCRS(zone, false)
	p, err := crs.ToGeographic(east, north)
	return p, crs, err == nil
}

// isEasting reports whether metres without a zone number lie within some 3.5 degrees of
// a central meridian at false easting 500 km.
func isEasting(m float64) bool { return m > 100_000 && m < 900_000 }

// isNorthing reports whether metres from the equator lie in China, from 9 to 54 degrees.
func isNorthing(m float64) bool { return m > 1_000_000 && m < 6_050_000 }
