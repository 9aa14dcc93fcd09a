package geo_test

import (
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"github.com/xiantu/xiantu/geo"
)

func TestVicinityAnswersAsDistance(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at := orb.Point{rapid.Float64Range(-179, 179).Draw(t, "lon"), rapid.Float64Range(-75, 75).Draw(t, "lat")}
		radius := geo.Metres(rapid.SampledFrom([]float64{0.01, 1, 300, 1000, 20_000, 200_000}).Draw(t, "radius"))
		v := geo.NewVicinity(at, radius)
		for range 20 {
			azimuth := rapid.Float64Range(-180, 180).Draw(t, "azimuth")
			// Most draws lie where the answer turns.
			off := rapid.OneOf(rapid.Float64Range(0, 3), rapid.Float64Range(0.999, 1.001), rapid.Float64Range(1-1e-9, 1+1e-9)).Draw(t, "off")
			p := geo.Direct(at, azimuth, radius*geo.Metres(off))
			want := geo.Distance(at, p) <= radius
			if got := v.Contains(p); got != want {
				t.Fatalf("Contains(%v) = %v at %v of %v m from %v", p, got, geo.Distance(at, p), radius, at)
			}
			if want && p[0]*at[0] > 0 && !v.Bound().Contains(p) {
				t.Fatalf("%v is within %v m of %v and not in the bound", p, radius, at)
			}
		}
	})
}
