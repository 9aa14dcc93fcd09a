package geo_test

import (
	"fmt"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"github.com/xiantu/xiantu/geo"
)

// The nearest is the one that measuring all of them finds, the first of equals.
func TestPlacesNearest(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		wide := rapid.SampledFrom([]float64{1e-6, 0.01, 1, 20, 80}).Draw(r, "degrees")
		point := rapid.Custom(func(r *rapid.T) orb.Point {
			return orb.Point{103.8 + rapid.Float64Range(-wide, wide).Draw(r, "x"), max(-85, min(85, 29.8+rapid.Float64Range(-wide, wide).Draw(r, "y")))}
		})
		points := rapid.SliceOfN(point, 0, 40).Draw(r, "places")
		if len(points) > 1 && rapid.Bool().Draw(r, "repeated") {
			points = append(points, points[0], points[1])
		}
		from := point.Draw(r, "from")
		best, distance := -1, geo.Metres(0)
		for i, p := range points {
			if d := geo.Distance(from, p); best < 0 || d < distance {
				best, distance = i, d
			}
		}
		if got, d := geo.NewPlaces(points).Nearest(from); got != best || d != distance {
			t.Fatalf("nearest to %v of %v: %d at %v m, want %d at %v m", from, points, got, d, best, distance)
		}
	})
}

func ExamplePlaces_Nearest() {
	places := geo.NewPlaces([]orb.Point{{103.85, 29.83}, {103.86, 29.83}})
	index, d := places.Nearest(orb.Point{103.8585, 29.83})
	fmt.Printf("%d at %.0f m", index, d)
	// Output: 1 at 145 m
}
