package geo_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"github.com/xiantu/xiantu/geo"
)

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		name string
		a, b orb.Point
		want geo.Metres
	}{
		{"nothing", orb.Point{103.85, 29.83}, orb.Point{103.85, 29.83}, 0},
		{"quarter meridian", orb.Point{0, 0}, orb.Point{0, 90}, 10001965.729}, // GRS80, Moritz 1980
		{"half meridian", orb.Point{0, -90}, orb.Point{77, 90}, 2 * 10001965.729},
		{"equator", orb.Point{0, 0}, orb.Point{90, 0}, 6378137 * math.Pi / 2},
		{"over the date line", orb.Point{179.995, 0}, orb.Point{-179.995, 0}, 6378137 * math.Pi / 180 / 100},
		{"opposite on the equator", orb.Point{0, 0}, orb.Point{180, 0}, 2 * 10001965.729},
	} {
		if got := geo.Distance(c.a, c.b); math.Abs(float64(got-c.want)) > max(1e-6, 1e-10*float64(c.want)) {
			t.Errorf("%s: %.6f, want %.6f", c.name, got, c.want)
		}
	}
}

// The short formula must not be told from the long one.
func TestDistanceMeetsInverse(t *testing.T) {
	worst := 0.0
	for lat := -80.0; lat <= 80; lat += 2.5 {
		for azimuth := 0.0; azimuth < 360; azimuth += 7.5 {
			for _, d := range []geo.Metres{0.001, 1, 500, 3000, 6000, 9900, 14000} {
				a := orb.Point{104, lat}
				b := geo.Direct(a, azimuth, d)
				exact, out, _ := geo.Inverse(a, b)
				worst = math.Max(worst, math.Abs(float64(geo.Distance(a, b)-exact)))
				if math.Abs(float64(exact-d)) > 2e-8 {
					t.Fatalf("from %v at %v for %v m: back %.9f m", a, azimuth, d, exact)
				}
				if miss := math.Abs(math.Remainder(out-azimuth, 360)); miss > 1e-4/float64(d)+1e-9 {
					t.Fatalf("from %v at %v for %v m: back at %.9f", a, azimuth, d, out)
				}
			}
		}
	}
	t.Logf("worst %.3g m", worst)
	if worst > 1e-6 {
		t.Errorf("the short formula misses by %.3g m", worst)
	}
}

func drawPoint(t *rapid.T, name string) orb.Point {
	return orb.Point{rapid.Float64Range(-180, 180).Draw(t, name+" lon"), rapid.Float64Range(-90, 90).Draw(t, name+" lat")}
}

// Inverse answers everywhere, near-antipodal positions included, and Direct goes there.
func TestInverseDirectRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawPoint(t, "a"), drawPoint(t, "b")
		if rapid.Bool().Draw(t, "antipodal") {
			b = orb.Point{a[0] + 180 + rapid.Float64Range(-1, 1).Draw(t, "dlon"), -a[1] + rapid.Float64Range(-1, 1).Draw(t, "dlat")}
			b[1] = math.Max(-90, math.Min(90, b[1]))
		}
		d, out, in := geo.Inverse(a, b)
		if !(d >= 0 && d < 20_003_932) || math.IsNaN(out) || math.IsNaN(in) {
			t.Fatalf("Inverse(%v, %v) = %v, %v, %v", a, b, d, out, in)
		}
		if miss := geo.Distance(geo.Direct(a, out, d), b); miss > 1e-5 {
			t.Fatalf("Inverse(%v, %v) = %v at %v, which leads %v m beside b", a, b, d, out, miss)
		}
		back, _, _ := geo.Inverse(b, a)
		if math.Abs(float64(back-d)) > 1e-6 {
			t.Fatalf("%v there, %v back", d, back)
		}
	})
}

func TestTriangleInequality(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := drawPoint(t, "a"), drawPoint(t, "b"), drawPoint(t, "c")
		if ab, bc, ac := geo.Distance(a, b), geo.Distance(b, c), geo.Distance(a, c); ac > ab+bc+1e-6 {
			t.Fatalf("%v -> %v is %v, by %v it is %v", a, c, ac, b, ab+bc)
		}
	})
}

func FuzzInverse(f *testing.F) {
	f.Add(0., 0., 180., 0.)
	f.Add(0., 0., 179.5, 0.5)
	f.Add(0., 30., 179.9, -29.9)
	f.Add(104., 90., 20., -90.)
	f.Fuzz(func(t *testing.T, lon1, lat1, lon2, lat2 float64) {
		for _, v := range []float64{lon1, lat1, lon2, lat2} {
			if math.IsNaN(v) || math.Abs(v) > 360 {
				return
			}
		}
		d, _, _ := geo.Inverse(orb.Point{lon1, lat1}, orb.Point{lon2, lat2})
		if !(d >= 0 && d < 20_003_932) {
			t.Fatalf("%v", d)
		}
	})
}

func BenchmarkDistance(b *testing.B) {
	p, q := orb.Point{103.85, 29.83}, orb.Point{103.86, 29.84}
	far := orb.Point{105.86, 31.84}
	b.Run("local", func(b *testing.B) {
		for b.Loop() {
			geo.Distance(p, q)
		}
	})
	b.Run("far", func(b *testing.B) {
		for b.Loop() {
			geo.Distance(p, far)
		}
	})
}

func ExampleDistance() {
	fmt.Printf("%.3f m\n", geo.Distance(orb.Point{103.85, 29.83}, orb.Point{103.86, 29.83}))
	// Output: 966.503 m
}

func ExampleDirect() {
	fmt.Printf("%.7f\n", geo.Direct(orb.Point{103.85, 29.83}, 90, 1000))
	// Output: [103.8603466 29.8299996]
}
