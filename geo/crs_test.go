package geo_test

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/geo"
)

func TestParseCRS(t *testing.T) {
	for name, want := range map[string]string{
		"EPSG:4490": "EPSG:4490", "epsg:4326": "EPSG:4490", "4490": "EPSG:4490", "CGCS2000": "EPSG:4490", "2000国家大地坐标系": "EPSG:4490",
		"EPSG:4544": "EPSG:4544", "EPSG:4523": "EPSG:4523", "EPSG:4513": "EPSG:4513", "EPSG:4533": "EPSG:4533", "EPSG:4534": "EPSG:4534", "EPSG:4554": "EPSG:4554",
		"EPSG:4491": "EPSG:4491", "EPSG:4501": "EPSG:4501", "EPSG:4502": "EPSG:4502", "EPSG:4512": "EPSG:4512",
		"GCJ-02": "GCJ-02", "gcj02": "GCJ-02", "高德": "GCJ-02", "BD-09": "BD-09", "bd09": "BD-09",
	} {
		c, err := geo.ParseCRS(name)
		if err != nil || c.String() != want {
			t.Errorf("ParseCRS(%q) = %v, %v, want %s", name, c, err, want)
		}
		again, err := geo.ParseCRS(c.String())
		if err != nil || again != c {
			t.Errorf("%v read again is %v, %v", c, again, err)
		}
	}
	for name, hint := range map[string]string{
		"EPSG:4610": "Xi'an 80", "EPSG:2359": "Xi'an 80", "西安80": "Xi'an 80", "1980西安坐标系": "Xi'an 80",
		"EPSG:4214": "Beijing 54", "EPSG:2432": "Beijing 54", "北京54坐标系": "Beijing 54", "Beijing 1954": "Beijing 54",
		"EPSG:3857": "EPSG:4490", "": "write EPSG:4490", "EPSG:2056": "write EPSG:4490", "EPSG:4555": "write EPSG:4490", "EPSG:44900": "write EPSG:4490", "地方坐标系": "write EPSG:4490",
	} {
		c, err := geo.ParseCRS(name)
		if err == nil || !errors.Is(err, geo.ErrUnknownCRS) || !strings.Contains(err.Error(), hint) {
			t.Errorf("ParseCRS(%q) = %v, %v, want an error about %q", name, c, err, hint)
		}
	}
}

func TestGaussKruegerVectors(t *testing.T) {
	for _, r := range records(t, "domain", "cgcs2000_gk_vectors.csv") {
		crs, err := geo.ParseCRS("EPSG:" + r[3])
		if err != nil {
			if r[3] != "32648" && r[3] != "3857" {
				t.Error(err)
			}
			continue
		}
		p := orb.Point{number(t, r[1]), number(t, r[2])}
		north, east := number(t, r[4]), number(t, r[5])
		x, y := crs.FromGeographic(p)
		if math.Abs(x-east) > 6e-5 || math.Abs(y-north) > 6e-5 {
			t.Errorf("%s in %v is %.4f, %.4f, want %.4f, %.4f", r[0], crs, x, y, east, north)
		}
		back, err := crs.ToGeographic(east, north)
		if err != nil || geo.Distance(back, p) > 1e-4 {
			t.Errorf("%s from %v: %v, %v", r[0], crs, back, err)
		}
		// As surveyors write it, X north first; the zone is known or in front.
		read, as, ok := geo.ReadProjected(north, east)
		if prefixed := east > 1e6; ok != prefixed {
			t.Errorf("ReadProjected(%v, %v) = %v, %v, %v", north, east, read, as, ok)
		}
		if crs.String() != "EPSG:4523" && crs.String() != "EPSG:4544" {
			continue
		}
		for _, pair := range [][2]float64{{north, east}, {east, north}} {
			read, as, ok = geo.ReadProjectedIn(35, pair[0], pair[1])
			if !ok || as != crs || geo.Distance(read, p) > 1e-4 {
				t.Errorf("ReadProjectedIn(35, %v) = %v, %v, %v, want %v in %v", pair, read, as, ok, p, crs)
			}
		}
	}
}

func TestToGeographicRefuses(t *testing.T) {
	for _, c := range []struct {
		crs  string
		x, y float64
		said string
	}{
		{"EPSG:4490", 3301993, 388521, "not degrees"},
		{"EPSG:4490", 29.83, 103.85, "not degrees"}, // swapped: 103 is no latitude
		{"EPSG:4490", math.NaN(), 30, "not degrees"},
		{"GCJ-02", math.Inf(1), 30, "not degrees"},
		{"EPSG:4523", 388521, 3301993, "zone's number 35"},
		{"EPSG:4544", 35388521, 3301993, "no zone number"},
		{"EPSG:4544", 3301993, 388521, "no zone number"},
		{"EPSG:4544", 388521, math.NaN(), "northing"},
		{"EPSG:4544", math.NaN(), 3301993, "easting"},
	} {
		crs, err := geo.ParseCRS(c.crs)
		if err != nil {
			t.Fatal(err)
		}
		if p, err := crs.ToGeographic(c.x, c.y); err == nil || !strings.Contains(err.Error(), c.said) {
			t.Errorf("%s from %v, %v: %v, %v, want an error with %q", c.crs, c.x, c.y, p, err, c.said)
		}
	}
}

func TestReadProjectedRefuses(t *testing.T) {
	for _, pair := range [][2]float64{
		{103.85, 29.83}, {0, 0}, {3301993, 388521}, {3301993, 99388521}, {35388521, 35388521}, {3301993, 35088521},
		{math.NaN(), 35388521}, {3301993, math.Inf(1)}, {-3301993, 35388521}, {3301993, -35388521}, {20388521, 500},
	} {
		if p, crs, ok := geo.ReadProjected(pair[0], pair[1]); ok {
			t.Errorf("ReadProjected(%v) = %v, %v", pair, p, crs)
		}
	}
	if p, crs, ok := geo.ReadProjectedIn(0, 3301993, 388521); ok {
		t.Errorf("without a zone: %v, %v", p, crs)
	}
}

func ExampleReadProjected() {
	p, crs, _ := geo.ReadProjected(3301993.2215, 35388521.3680) // X north, Y east with zone 35
	fmt.Printf("%.7f %v\n", p, crs)
	// Output: [103.8466000 29.8315000] EPSG:4523
}
