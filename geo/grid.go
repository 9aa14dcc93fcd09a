package geo

import (
	"math"
	"strconv"

	"github.com/paulmach/orb"
)

// Metres is a length on the ellipsoid.
type Metres float64

// SquareMetres is an area on the ellipsoid.
type SquareMetres float64

// GridUnits is how many units of the grid make a degree: 1e9, so a unit is 0.1 mm.
const GridUnits = 1_000_000_000

// Vertex is a position on the grid: lon and lat in units of 1e-9 degree. Vertices
// are comparable, and two shapes share a vertex just when theirs are equal.
type Vertex struct{ X, Y int64 }

// Snap returns the grid position nearest to p (lon, lat in degrees, finite).
func Snap(p orb.Point) Vertex {
	return Vertex{roundUnits(p[0] * GridUnits), roundUnits(p[1] * GridUnits)}
}

// roundUnits is math.Round as a whole number, quicker.
func roundUnits(x float64) int64 {
	switch {
	case x >= 1:
		return int64(x + 0.5)
	case x <= -1:
		return int64(x - 0.5)
	}
	return int64(math.Round(x))
}

// Point returns v in degrees. It divides: k/1e9 is the double nearest to the decimal
// number, k*1e-9 often is not.
func (v Vertex) Point() orb.Point {
	return orb.Point{float64(v.X) / GridUnits, float64(v.Y) / GridUnits}
}

// AppendDegrees writes a number of grid units to b as degrees: exactly, with as few of
// the nine decimals as that takes. 103850000001 is 103.850000001.
func AppendDegrees(b []byte, units int64) []byte {
	if units < 0 {
		b, units = append(b, '-'), -units
	}
	b = strconv.AppendInt(b, units/GridUnits, 10)
	rest := uint32(units % GridUnits)
	if rest == 0 {
		return b
	}
	var digits [9]byte
	for i := 8; i >= 0; i-- {
		digits[i] = byte('0' + rest%10)
		rest /= 10
	}
	n := 9
	for digits[n-1] == '0' {
		n--
	}
	return append(append(b, '.'), digits[:n]...)
}

// SnapShape returns the shape with every vertex on the grid, vertices that fall
// together made one, rings closed, and rings of fewer than three vertices left
// out. The argument is not changed.
func SnapShape(shape orb.MultiPolygon) orb.MultiPolygon {
	var out orb.MultiPolygon
	for _, polygon := range shape {
		var rings orb.Polygon
		for i, ring := range polygon {
			snapped := snapRing(ring)
			if len(snapped) < 4 {
				if i == 0 {
					break
				}
				continue
			}
			rings = append(rings, snapped)
		}
		if len(rings) > 0 {
			out = append(out, rings)
		}
	}
	return out
}

func snapRing(ring orb.Ring) orb.Ring {
	out := make(orb.Ring, 0, len(ring)+1)
	for _, p := range ring {
		q := Snap(p).Point()
		if len(out) == 0 || out[len(out)-1] != q {
			out = append(out, q)
		}
	}
	if len(out) > 1 && out[0] != out[len(out)-1] {
		out = append(out, out[0])
	}
	return out
}
