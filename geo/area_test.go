package geo_test

import (
	"encoding/csv"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"
	"pgregory.net/rapid"

	"github.com/xiantu/xiantu/geo"
)

// records reads a table of the reference data, its header left off; without
// XIANTU_SHARED the test is skipped.
func records(t *testing.T, path ...string) [][]string {
	t.Helper()
	base := os.Getenv("XIANTU_SHARED")
	if base == "" {
		t.Skip("XIANTU_SHARED is not set")
	}
	f, err := os.Open(filepath.Join(append([]string{base, "data"}, path...)...))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows[1:]
}

func number(t *testing.T, s string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// features reads the shapes of a layer of the reference county by code.
func features(t *testing.T, layer string) map[string]orb.MultiPolygon {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(os.Getenv("XIANTU_SHARED"), "data", "qingshen", layer+".geojson"))
	if err != nil {
		t.Fatal(err)
	}
	collection, err := geojson.UnmarshalFeatureCollection(data)
	if err != nil {
		t.Fatal(err)
	}
	shapes := map[string]orb.MultiPolygon{}
	for _, f := range collection.Features {
		switch g := f.Geometry.(type) {
		case orb.Polygon:
			shapes[f.Properties.MustString("code")] = orb.MultiPolygon{g}
		case orb.MultiPolygon:
			shapes[f.Properties.MustString("code")] = g
		}
	}
	return shapes
}

func TestAreaOfUnits(t *testing.T) {
	layers := map[string]map[string]orb.MultiPolygon{}
	worst, checked := 0.0, 0
	for _, r := range records(t, "qingshen", "expected", "units.csv") {
		if layers[r[0]] == nil {
			layers[r[0]] = features(t, r[0])
		}
		shape := layers[r[0]][r[1]]
		area, perimeter := float64(geo.Area(shape)), float64(geo.Perimeter(shape))
		worst = math.Max(worst, math.Abs(area-number(t, r[3])))
		if math.Abs(area-number(t, r[3])) > 0.002 || math.Abs(perimeter-number(t, r[4])) > 0.0011 {
			t.Errorf("%s %s: %.3f m2, %.3f m, want %s, %s", r[0], r[1], area, perimeter, r[3], r[4])
		}
		parts, holes, vertices := made(shape)
		if parts != int(number(t, r[5])) || holes != int(number(t, r[6])) || vertices != int(number(t, r[7])) {
			t.Errorf("%s %s: %d parts, %d holes, %d vertices, want %v", r[0], r[1], parts, holes, vertices, r[5:])
		}
		checked++
		if label := geo.LabelPoint(shape); !geo.Contains(shape, label) {
			t.Errorf("%s %s: the label %v lies outside", r[0], r[1], label)
		}
	}
	if checked < 165 {
		t.Errorf("only %d units", checked)
	}
	t.Logf("%d units, worst %.4f m2", checked, worst)
}

// made counts the parts, holes and different vertices of a shape.
func made(shape orb.MultiPolygon) (parts, holes, vertices int) {
	seen := map[orb.Point]bool{}
	for _, polygon := range shape {
		parts, holes = parts+1, holes+len(polygon)-1
		for _, ring := range polygon {
			for _, p := range ring {
				seen[p] = true
			}
		}
	}
	return parts, holes, len(seen)
}

func TestLengthOfBorders(t *testing.T) {
	for _, year := range []string{"2019", "2020"} {
		rows := records(t, "qingshen", "expected", "borders_townships_"+year+".csv")
		var codes []string
		var shapes []orb.MultiPolygon
		for code, shape := range features(t, "townships_"+year) {
			codes, shapes = append(codes, code), append(shapes, shape)
		}
		length, segments := map[[2]string]geo.Metres{}, map[[2]string]int{}
		for _, arc := range geo.NewMesh(shapes).Arcs {
			pair := [2]string{"", ""}
			for i, side := range [][]int32{arc.Left, arc.Right} {
				if len(side) > 0 {
					pair[i] = codes[side[0]]
				}
			}
			if pair[0] > pair[1] && pair[1] != "" || pair[0] == "" {
				pair[0], pair[1] = pair[1], pair[0]
			}
			length[pair] += geo.Length(arc.Line)
			segments[pair] += len(arc.Line) - 1
		}
		for _, r := range rows {
			pair := [2]string{r[0], r[2]}
			if len(r[2]) != 9 {
				pair[1] = ""
			}
			if got := float64(length[pair]); math.Abs(got-number(t, r[4])) > 0.001 {
				t.Errorf("%s %v: %.3f m, want %s", year, r[:4], got, r[4])
			}
			if got := segments[pair]; got != int(number(t, r[5])) {
				t.Errorf("%s %v: %d segments, want %s", year, r[:4], got, r[5])
			}
			delete(length, pair)
		}
		if len(rows) == 0 || len(length) > 0 {
			t.Errorf("%s: of %d borders these are not expected: %v", year, len(rows), length)
		}
	}
}

func TestNearestFacilities(t *testing.T) {
	groups := map[string]orb.Point{}
	for _, r := range records(t, "qingshen", "groups.csv") {
		groups[r[0]] = orb.Point{number(t, r[7]), number(t, r[8])}
	}
	data, err := os.ReadFile(filepath.Join(os.Getenv("XIANTU_SHARED"), "data", "qingshen", "facilities_clean.geojson"))
	if err != nil {
		t.Fatal(err)
	}
	collection, err := geojson.UnmarshalFeatureCollection(data)
	if err != nil {
		t.Fatal(err)
	}
	places := map[string]orb.Point{}
	for _, f := range collection.Features {
		if p, ok := f.Geometry.(orb.Point); ok {
			places[f.Properties.MustString("id")] = p
		}
	}
	for _, r := range records(t, "qingshen", "expected", "nearest.csv") {
		place, ok := places[r[2]]
		if !ok {
			t.Fatalf("no facility %s", r[2])
		}
		if d := float64(geo.Distance(groups[r[1]], place)); math.Abs(d-number(t, r[3])) > 0.00051 {
			t.Errorf("%v: %.4f m", r, d)
		}
	}
}

// Edges of a quarter of the globe give the ellipsoid's own closed form.
func TestRingAreaLarge(t *testing.T) {
	octant := orb.Ring{{0, 0}, {90, 0}, {0, 90}, {0, 0}}
	const ellipsoid = 510065621718491.2 // m2: 2 pi a2 (1 + (1-e2) atanh(e)/e)
	if got := float64(geo.RingArea(octant)) * 8; math.Abs(got-ellipsoid) > 1 {
		t.Errorf("eight octants have %.1f m2, want %.1f", got, ellipsoid)
	}
	if got := geo.RingArea(orb.Ring{{0, 0}, {0, 90}, {90, 0}}); math.Abs(float64(got)*8+ellipsoid) > 1 {
		t.Errorf("run clockwise the octant has %.1f m2, want it negative", got)
	}
	over := orb.Ring{{179.99, 10}, {-179.99, 10}, {-179.99, 10.02}, {179.99, 10.02}, {179.99, 10}}
	plain := orb.Ring{{99.99, 10}, {100.01, 10}, {100.01, 10.02}, {99.99, 10.02}, {99.99, 10}}
	if a, b := geo.RingArea(over), geo.RingArea(plain); math.Abs(float64(a-b)) > 1e-3 {
		t.Errorf("over the date line %.4f m2, elsewhere %.4f", a, b)
	}
}

// Points put on a geodesic change nothing, and long edges meet short ones.
func TestAreaKeptWhenEdgesAreCut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lat := rapid.Float64Range(-79, 79).Draw(t, "lat")
		size := rapid.Float64Range(0.002, 1).Draw(t, "size")
		var whole, cut orb.Ring
		for i := range 5 {
			r := size * rapid.Float64Range(0.3, 1).Draw(t, "r")
			sin, cos := math.Sincos(float64(i) * 2 * math.Pi / 5)
			whole = append(whole, orb.Point{104 + r*cos, lat + r*sin})
		}
		whole = append(whole, whole[0])
		for i := 1; i < len(whole); i++ {
			d, azimuth, _ := geo.Inverse(whole[i-1], whole[i])
			pieces := 1 + int(d/3000)
			for j := range pieces {
				cut = append(cut, geo.Direct(whole[i-1], azimuth, d*geo.Metres(j)/geo.Metres(pieces)))
			}
		}
		a, b := float64(geo.RingArea(whole)), float64(geo.RingArea(cut))
		if math.Abs(a-b) > 1e-9*math.Abs(a)+0.05 {
			t.Fatalf("%.4f m2 whole, %.4f m2 cut: %v", a, b, whole)
		}
	})
}

func BenchmarkArea(b *testing.B) {
	var ring orb.Ring
	for i := range 1000 {
		sin, cos := math.Sincos(float64(i) * 2 * math.Pi / 1000)
		ring = append(ring, orb.Point{104 + 0.1*cos, 30 + 0.1*sin})
	}
	for b.Loop() {
		geo.RingArea(ring)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/1000, "ns/vertex")
}

func ExampleArea() {
	field := orb.MultiPolygon{{{{103.85, 29.83}, {103.86, 29.83}, {103.86, 29.84}, {103.85, 29.84}, {103.85, 29.83}}}}
	area := geo.Area(field)
	fmt.Printf("%.1f m², %.2f 亩\n", area, area.Mu())
	// Output: 1071312.1 m², 1606.97 亩
}
