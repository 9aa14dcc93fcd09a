package geo_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"github.com/xiantu/xiantu/geo"
)

// field is a square of a tenth of a degree with a vertex every 200 m or so, since an edge cut
// into pieces bounds as much land as before only where it is short.
var field = func() orb.MultiPolygon {
	var ring orb.Ring
	corners := orb.Ring{{103.8, 29.8}, {103.9, 29.8}, {103.9, 29.9}, {103.8, 29.9}, {103.8, 29.8}}
	for i, to := range corners[1:] {
		for k := range 50 {
			t := float64(k) / 50
			ring = append(ring, orb.Point{corners[i][0] + t*(to[0]-corners[i][0]), corners[i][1] + t*(to[1]-corners[i][1])})
		}
	}
	return geo.SnapShape(orb.MultiPolygon{{append(ring, ring[0])}})
}()

func ExamplePartByStrips() {
	river := orb.LineString{{103.79, 29.85}, {103.91, 29.85}}
	free, taken := geo.PartByStrips(field, []geo.Strip{{Shape: river, Width: 200}}, 0.5)
	fmt.Printf("%d pieces of free land, %.1f km2; %.2f km2 in the strip\n", len(free), geo.Area(free)/1e6, geo.Area(taken)/1e6)
	// Output: 2 pieces of free land, 103.2 km2; 3.87 km2 in the strip
}

// A strip around a point is a disc, one along a line a capsule, one around a square the
// square with rounded corners: areas known in closed form.
func TestStripsOfKnownArea(t *testing.T) {
	const r, tolerance = 500.0, 0.05
	a := orb.Point{103.85, 29.85}
	b := geo.Direct(a, 40, 2000)
	square := orb.Ring{a, geo.Direct(a, 90, 1000), {}, geo.Direct(a, 0, 1000), a}
	square[2] = geo.Direct(square[1], 0, 1000)
	inner := float64(geo.Area(orb.MultiPolygon{{square}}))
	around := float64(geo.Perimeter(orb.MultiPolygon{{square}}))
	for name, c := range map[string]struct {
		shape orb.Geometry
		want  float64
	}{
		"point":       {a, math.Pi * r * r},
		"points":      {orb.MultiPoint{a, a}, math.Pi * r * r},
		"line":        {orb.LineString{a, b}, math.Pi*r*r + 2*r*2000},
		"repeated":    {orb.LineString{a, a, b, b}, math.Pi*r*r + 2*r*2000},
		"there, back": {orb.LineString{a, b, a}, math.Pi*r*r + 2*r*2000},
		"square":      {orb.Polygon{square}, math.Pi*r*r + r*around + inner},
		"collection":  {orb.Collection{orb.Polygon{square}, orb.LineString(square)}, math.Pi*r*r + r*around + inner},
		"nothing":     {nil, 0},
	} {
		free, taken := geo.PartByStrips(field, []geo.Strip{{Shape: c.shape, Width: r}}, tolerance)
		got, slack := float64(geo.Area(taken)), tolerance*(2*math.Pi*r+2*4000)+1e-6*c.want
		if got < c.want-1e-6*c.want || got > c.want+slack {
			t.Errorf("%s: %.1f m2 taken, want %.1f to %.1f", name, got, c.want, c.want+slack)
		}
		if sum, whole := geo.Area(free)+geo.Area(taken), geo.Area(field); math.Abs(float64(sum-whole)) > 50 {
			t.Errorf("%s: %f free and taken of %f", name, sum, whole)
		}
	}
}

// Wherever lines and strips lie, a place is in the free land just when no strip reaches it,
// except within the tolerance of a strip's edge; and free and taken land are all there is,
// but for slivers.
func TestStripsLikeDistances(t *testing.T) {
	const tolerance = 0.2
	rapid.Check(t, func(t *rapid.T) {
		place := rapid.Custom(func(t *rapid.T) orb.Point {
			return orb.Point{103.79 + 0.12*float64(rapid.IntRange(0, 1000).Draw(t, "x"))/1000, 29.79 + 0.12*float64(rapid.IntRange(0, 1000).Draw(t, "y"))/1000}
		})
		var strips []geo.Strip
		var shapes []orb.Geometry
		for range rapid.IntRange(0, 6).Draw(t, "strips") {
			line := orb.LineString(rapid.SliceOfN(place, 1, 7).Draw(t, "line"))
			strips = append(strips, geo.Strip{Shape: line, Width: geo.Metres(rapid.IntRange(1, 1500).Draw(t, "width"))})
			shapes = append(shapes, line)
		}
		free, taken := geo.PartByStrips(field, strips, tolerance)
		whole := float64(geo.Area(field))
		slivers := tolerance / 4 * float64(geo.Perimeter(free)+geo.Perimeter(taken)) // what is narrower than half the tolerance is left out
		if sum := float64(geo.Area(free) + geo.Area(taken)); sum-whole > 1e-6*whole+tolerance || whole-sum > 1e-6*whole+slivers {
			t.Fatalf("%f free and taken of %f", sum, whole)
		}
		near := geo.NewProximity(shapes)
		for _, p := range rapid.SliceOfN(place, 20, 20).Draw(t, "places") {
			if !geo.Contains(field, p) {
				continue
			}
			inside, doubtful := false, false
			for _, n := range near.Near(p, 5000, func(int) geo.Metres { return 5000 }) {
				d, w := n.Distance, strips[n.Shape].Width
				inside = inside || d <= w
				doubtful = doubtful || d > w-0.01 && d < w+tolerance+0.01
			}
			if isFree := geo.Contains(free, p); isFree == inside && (!doubtful || inside) {
				t.Fatalf("%v: free %v, within a strip %v", p, isFree, inside)
			}
		}
	})
}
