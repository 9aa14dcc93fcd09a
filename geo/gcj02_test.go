package geo_test

import (
	"fmt"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"github.com/xiantu/xiantu/geo"
)

func TestShiftVectors(t *testing.T) {
	for _, r := range records(t, "domain", "gcj02_bd09_vectors.csv") {
		p := orb.Point{number(t, r[1]), number(t, r[2])}
		gcj, bd := orb.Point{number(t, r[3]), number(t, r[4])}, orb.Point{number(t, r[5]), number(t, r[6])}
		if got := geo.GeographicToGCJ02(p); geo.Distance(got, gcj) > 2e-5 {
			t.Errorf("%s: GCJ-02 %.10f, want %.10f", r[0], got, gcj)
		}
		if r[0] == "tokyo_out" {
			continue // the reference shifts Baidu's positions in Tokyo too; we do not
		}
		if got := geo.GeographicToBD09(p); geo.Distance(got, bd) > 2e-5 {
			t.Errorf("%s: BD-09 %.10f, want %.10f", r[0], got, bd)
		}
		if got := geo.GCJ02ToGeographic(gcj); geo.Distance(got, p) > 4e-5 {
			t.Errorf("%s: back from GCJ-02 %.10f, want %.10f", r[0], got, p)
		}
		if got := geo.BD09ToGeographic(bd); geo.Distance(got, p) > 1e-4 {
			t.Errorf("%s: back from BD-09 %.10f, want %.10f", r[0], got, p)
		}
	}
}

func TestShiftOutsideChina(t *testing.T) {
	for _, p := range []orb.Point{{7.4, 46.9}, {-122.4, 37.8}, {138, 36}, {105, 0.5}, {105, 56}} {
		for name, shift := range map[string]func(orb.Point) orb.Point{
			"to GCJ-02": geo.GeographicToGCJ02, "to BD-09": geo.GeographicToBD09, "from GCJ-02": geo.GCJ02ToGeographic, "from BD-09": geo.BD09ToGeographic,
		} {
			if got := shift(p); got != p {
				t.Errorf("%v shifted %s: %v", p, name, got)
			}
		}
	}
}

func TestShiftRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := orb.Point{rapid.Float64Range(73.5, 135).Draw(t, "lon"), rapid.Float64Range(18, 53.5).Draw(t, "lat")}
		if d := geo.Distance(geo.GCJ02ToGeographic(geo.GeographicToGCJ02(p)), p); d > 1e-6 {
			t.Fatalf("GCJ-02 and back: %v m off", d)
		}
		if d := geo.Distance(geo.BD09ToGeographic(geo.GeographicToBD09(p)), p); d > 1e-6 {
			t.Fatalf("BD-09 and back: %v m off", d)
		}
	})
}

func ExampleGCJ02ToGeographic() {
	amap := orb.Point{103.8486953, 29.8286778} // as copied from a web map
	fmt.Printf("%.6f\n", geo.GCJ02ToGeographic(amap))
	// Output: [103.846600 29.831500]
}
