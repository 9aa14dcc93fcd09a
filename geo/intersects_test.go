package geo_test

import (
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/wkt"
	"github.com/peterstace/simplefeatures/geom"
	"pgregory.net/rapid"

	"github.com/xiantu/xiantu/geo"
)

func TestIntersects(t *testing.T) {
	t.Parallel()
	square := orb.Polygon{{{0, 0}, {4, 0}, {4, 4}, {0, 4}, {0, 0}}, {{1, 1}, {1, 3}, {3, 3}, {3, 1}, {1, 1}}}
	for name, c := range map[string]struct {
		g    orb.Geometry
		want bool
	}{
		"inside": {orb.Point{.5, .5}, true}, "on the border": {orb.Point{4, 2}, true}, "on the hole's border": {orb.Point{1, 2}, true}, "in the hole": {orb.Point{2, 2}, false},
		"outside": {orb.Point{5, 2}, false}, "less than a unit outside": {orb.Point{4 + 4e-10, 2}, true}, "a unit outside": {orb.Point{4 + 1e-9, 2}, false},
		"a line across": {orb.LineString{{-1, 2}, {5, 2}}, true}, "a line in the hole": {orb.LineString{{1.5, 2}, {2.5, 2}}, false}, "a line along an edge": {orb.LineString{{4, 1}, {4, 9}}, true},
		"an area in the hole": {orb.Polygon{{{1.5, 1.5}, {2.5, 1.5}, {2, 2.5}, {1.5, 1.5}}}, false}, "an area around": {orb.Bound{Min: orb.Point{-1, -1}, Max: orb.Point{5, 5}}, true},
		"a corner": {orb.Bound{Min: orb.Point{4, 4}, Max: orb.Point{5, 5}}, true}, "one of several": {orb.Collection{orb.Point{9, 9}, orb.MultiPoint{{2, 2}, {.5, 2}}}, true},
		"nothing": {orb.MultiPoint{}, false},
	} {
		if geo.Intersects(square, c.g) != c.want || geo.Intersects(c.g, square) != c.want {
			t.Errorf("%s: not %v", name, c.want)
		}
	}
}

// On a small grid, where much touches, another library says the same.
func TestIntersectsAsSimpleFeatures(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawGeometry(t), drawGeometry(t)
		p, err := geom.UnmarshalWKT(wkt.MarshalString(a))
		if err != nil {
			t.Skip("not valid")
		}
		q, err := geom.UnmarshalWKT(wkt.MarshalString(b))
		if err != nil {
			t.Skip("not valid")
		}
		if got, want := geo.Intersects(a, b), geom.Intersects(p, q); got != want {
			t.Fatalf("%v and %v: %v, want %v", p.AsText(), q.AsText(), got, want)
		}
	})
}

// drawGeometry draws a point, a line or a triangle, perhaps with a hole in it.
func drawGeometry(t *rapid.T) orb.Geometry {
	point := func() orb.Point {
		return orb.Point{float64(rapid.IntRange(0, 6).Draw(t, "x")), float64(rapid.IntRange(0, 6).Draw(t, "y"))}
	}
	switch rapid.IntRange(0, 3).Draw(t, "kind") {
	case 0:
		return point()
	case 1:
		return orb.LineString{point(), point(), point()}
	case 2:
		a := point()
		return orb.Polygon{{a, point(), point(), a}}
	}
	return orb.Polygon{{{0, 0}, {6, 0}, {6, 6}, {0, 6}, {0, 0}}, {{1, 1}, {1, 5}, {5, 5}, {5, 1}, {1, 1}}}
}
