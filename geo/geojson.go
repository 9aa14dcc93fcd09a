package geo

import (
	"fmt"

	"github.com/paulmach/orb"
)

// Axes is the order of a position's two numbers.
type Axes bool

// The orders: that of GeoJSON (RFC 7946), and that of EPSG:4490 and 4326 by authority.
const (
	LonLat Axes = false
	LatLon Axes = true
)

// AppendGeoJSON appends a shape (lon, lat in degrees) as a GeoJSON geometry, null where it
// is nil or empty, and a multipolygon of one polygon as that polygon. Positions are those
// of AppendPosition. It takes points, lines and areas, one or several; another shape panics.
func AppendGeoJSON(b []byte, shape orb.Geometry, axes Axes) []byte {
	switch s := shape.(type) {
	case nil:
	case orb.Point:
		return append(AppendPosition(append(b, `{"type":"Point","coordinates":`...), s, axes), '}')
	case orb.MultiPoint:
		return appendTyped(b, "MultiPoint", len(s), func(b []byte, i int) []byte { return AppendPosition(b, s[i], axes) })
	case orb.LineString:
		return appendTyped(b, "LineString", len(s), func(b []byte, i int) []byte { return AppendPosition(b, s[i], axes) })
	case orb.MultiLineString:
		return appendTyped(b, "MultiLineString", len(s), func(b []byte, i int) []byte { return appendLine(b, s[i], axes) })
	case orb.Polygon:
		return appendTyped(b, "Polygon", len(s), func(b []byte, i int) []byte { return appendLine(b, s[i], axes) })
	case orb.MultiPolygon:
		switch len(s) {
		case 0:
		case 1:
			return AppendGeoJSON(b, s[0], axes)
		default:
			return appendTyped(b, "MultiPolygon", len(s), func(b []byte, i int) []byte {
				return AppendList(b, len(s[i]), func(b []byte, k int) []byte { return appendLine(b, s[i][k], axes) })
			})
		}
	default:
		panic(fmt.Sprintf("geo: no GeoJSON of a %T", shape))
	}
	return append(b, "null"...)
}

// AppendPosition appends a position on the grid of 1e-9 degree: decimals of as many digits
// as they need, which every program reads as the same double.
func AppendPosition(b []byte, p orb.Point, axes Axes) []byte {
	v := Snap(p)
	if axes == LatLon {
		v.X, v.Y = v.Y, v.X
	}
	b = append(AppendDegrees(append(b, '['), v.X), ',')
	return append(AppendDegrees(b, v.Y), ']')
}

// AppendList appends n items as a JSON array.
func AppendList(b []byte, n int, item func(b []byte, i int) []byte) []byte {
	b = append(b, '[')
	for i := range n {
		if i > 0 {
			b = append(b, ',')
		}
		b = item(b, i)
	}
	return append(b, ']')
}

func appendTyped(b []byte, kind string, n int, item func(b []byte, i int) []byte) []byte {
	b = append(append(append(b, `{"type":"`...), kind...), `","coordinates":`...)
	return append(AppendList(b, n, item), '}')
}

func appendLine[L ~[]orb.Point](b []byte, line L, axes Axes) []byte {
	return AppendList(b, len(line), func(b []byte, i int) []byte { return AppendPosition(b, line[i], axes) })
}
