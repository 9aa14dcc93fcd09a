package geo_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"github.com/xiantu/xiantu/geo"
)

func TestTransverseMercatorRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		zone := rapid.IntRange(25, 45).Draw(t, "zone")
		p := orb.Point{float64(3*zone) + rapid.Float64Range(-20, 20).Draw(t, "dlon"), rapid.Float64Range(-89.9, 89.9).Draw(t, "lat")}
		if p[0] > 180 {
			p[0] -= 360
		}
		for _, m := range []*geo.TransverseMercator{geo.GaussKrueger(zone), geo.NewLocal(orb.Point{float64(3 * zone), 30})} {
			q := m.Inverse(m.Forward(p))
			if lon := math.Abs(math.Remainder(q[0]-p[0], 360)); lon > 1e-9 || math.Abs(q[1]-p[1]) > 1e-9 {
				t.Fatalf("%v there and back is %v", p, q)
			}
		}
	})
}

// Scale and Convergence are those of a short line's picture.
func TestScaleAndConvergence(t *testing.T) {
	m := geo.GaussKrueger(35)
	for _, p := range []orb.Point{{105, 30}, {103.85, 29.83}, {106.4, 40}, {104, -33}, {110, 52}} {
		for _, azimuth := range []float64{0, 73, 180, 301} {
			a, b := m.Forward(geo.Direct(p, azimuth, -1)), m.Forward(geo.Direct(p, azimuth, 1))
			scale := math.Hypot(b[0]-a[0], b[1]-a[1]) / 2
			if math.Abs(scale-m.Scale(p)) > 2e-9 {
				t.Errorf("scale at %v is %.10f, measured %.10f", p, m.Scale(p), scale)
			}
			grid := math.Atan2(b[0]-a[0], b[1]-a[1]) * 180 / math.Pi
			if miss := math.Remainder(azimuth-grid-m.Convergence(p), 360); math.Abs(miss) > 1e-6 {
				t.Errorf("convergence at %v is %.8f, measured %.8f", p, m.Convergence(p), azimuth-grid)
			}
		}
	}
}

func TestNewLocal(t *testing.T) {
	centre := orb.Point{103.85, 29.83}
	m := geo.NewLocal(centre)
	if at := m.Forward(centre); math.Hypot(at[0], at[1]) > 1e-8 {
		t.Errorf("the centre lies at %v", at)
	}
	for _, azimuth := range []float64{0, 45, 90, 200} {
		at := m.Forward(geo.Direct(centre, azimuth, 50_000))
		if d := math.Hypot(at[0], at[1]); math.Abs(d/50_000-1) > 31e-6 {
			t.Errorf("50 km at %v are %.3f m on the plane", azimuth, d)
		}
	}
}

func BenchmarkForward(b *testing.B) {
	m := geo.GaussKrueger(35)
	for b.Loop() {
		m.Forward(orb.Point{103.85, 29.83})
	}
}

func ExampleGaussKrueger() {
	zone := geo.GaussKrueger(35)
	seat := orb.Point{103.8466, 29.8315}
	fmt.Printf("%.2f, scale %.6f\n", zone.Forward(seat), zone.Scale(seat))
	// Output: [388521.37 3301993.22], scale 1.000153
}
