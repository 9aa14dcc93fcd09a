package geo_test

import (
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/geo"
)

// vectors reads the reference numbers: name, value, unit, tolerance and note a row.
func vectors(t *testing.T) [][]string {
	t.Helper()
	root := os.Getenv("XIANTU_SHARED")
	if root == "" {
		t.Skip("XIANTU_SHARED is not set: it names the folder with the reference data")
	}
	file, err := os.Open(filepath.Join(root, "data", "exact", "expected.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	in := csv.NewReader(file)
	in.Comma, in.Comment, in.LazyQuotes = '\t', '#', true
	rows, err := in.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// measures work out what a row's name says, x being the numbers in the name. A row that no
// pattern knows fails, so that none is passed over.
var measures = []struct {
	name *regexp.Regexp
	of   func(t *testing.T, x []float64) []float64
}{
	{regexp.MustCompile(`^disc_([\d.]+)_([\d.]+)_r(\d+)$`), func(_ *testing.T, x []float64) []float64 {
		around := orb.MultiPolygon{{rectangle(x[0]-1, x[1]-1, x[0]+1, x[1]+1)}}
		return []float64{float64(geo.NewReach([]orb.Point{{x[0], x[1]}}, geo.Metres(x[2])).Area(around))}
	}},
	{regexp.MustCompile(`^geodesic_([\d.]+)_([\d.]+)_to_([\d.]+)_([\d.]+)$`), func(t *testing.T, x []float64) []float64 {
		a, b := orb.Point{x[0], x[1]}, orb.Point{x[2], x[3]}
		exact, _, _ := geo.Inverse(a, b)
		if short := geo.Distance(a, b); math.Abs(float64(short-exact)) > 1e-6 {
			t.Errorf("the short formula says %.7f m, the long one %.7f", short, exact)
		}
		return []float64{float64(exact)}
	}},
	{regexp.MustCompile(`^direct_([\d.]+)_([\d.]+)_az(\d+)_(\d+)m$`), func(_ *testing.T, x []float64) []float64 {
		to := geo.Direct(orb.Point{x[0], x[1]}, x[2], geo.Metres(x[3]))
		return to[:]
	}},
	{regexp.MustCompile(`^union_two_discs_r(\d+)_d([\d.]+)$`), func(_ *testing.T, x []float64) []float64 {
		return []float64{geo.PlaneUnion(row(2, x[1], x[0]))}
	}},
	{regexp.MustCompile(`^union_three_discs_equilateral_s(\d+)_r(\d+)$`), func(_ *testing.T, x []float64) []float64 {
		return []float64{geo.PlaneUnion(triangle(x[0], x[1]))}
	}},
	{regexp.MustCompile(`^triple_overlap_equilateral_s(\d+)_r(\d+)$`), func(_ *testing.T, x []float64) []float64 {
		one, two, three := row(1, 0, x[1]), row(2, x[0], x[1]), triangle(x[0], x[1])
		return []float64{geo.PlaneUnion(three) + 3*geo.PlaneUnion(one) - 3*geo.PlaneUnion(two)} // inclusion and exclusion
	}},
	{regexp.MustCompile(`^union_grid_(\d+)x\d+_s(\d+)_r([\d.]+)$`), func(_ *testing.T, x []float64) []float64 {
		return []float64{geo.PlaneUnion(board(int(x[0]), x[1], x[2]))}
	}},
	{regexp.MustCompile(`^half_disc_border_r(\d+)$`), func(_ *testing.T, x []float64) []float64 { return cutAt(0, x[0]) }},
	{regexp.MustCompile(`^disc_cut_by_line_h(\d+)_r(\d+)$`), func(_ *testing.T, x []float64) []float64 { return cutAt(x[0], x[1]) }},
	{regexp.MustCompile(`^synthetic_county_union_r(1000)_epsg4544$`), func(t *testing.T, x []float64) []float64 {
		_, discs := syntheticCentres(t)
		return []float64{geo.PlaneUnion(discs)}
	}},
	{regexp.MustCompile(`^synthetic_county_area_in_polygons_r(1000)_epsg4544$`), func(t *testing.T, x []float64) []float64 {
		_, discs := syntheticCentres(t)
		sum := 0.0
		for _, s := range syntheticShapes(t, 2) {
			sum += geo.PlaneCovered(discs, s)
		}
		return []float64{sum}
	}},
}

// triangle is three discs at the corners of an equilateral triangle.
func triangle(side, radius float64) []geo.PlaneDisc {
	return []geo.PlaneDisc{{R: radius}, {X: side, R: radius}, {X: side / 2, Y: side / 2 * math.Sqrt(3), R: radius}}
}

// cutAt is the part of a disc on its centre's side of a line h metres off.
func cutAt(h, radius float64) []float64 {
	return []float64{geo.PlaneCovered([]geo.PlaneDisc{{R: radius}}, orb.MultiPolygon{{rectangle(-h, -9*radius, 9*radius, 9*radius)}})}
}

// Every row of the reference numbers is met within the tolerance that it states.
func TestReferenceVectors(t *testing.T) {
	rows := vectors(t)
	if len(rows) < 24 {
		t.Errorf("only %d rows", len(rows))
	}
	for _, r := range rows {
		t.Run(r[0], func(t *testing.T) {
			got := measured(t, r[0])
			want := strings.Fields(r[1])
			if len(got) != len(want) {
				t.Fatalf("%v, want %v", got, want)
			}
			for i, text := range want {
				if off := math.Abs(got[i] - float(t, text)); !(off <= float(t, r[3])) {
					t.Errorf("%s is %.10g %s, want %s within %s: %.3g off", r[0], got[i], r[2], text, r[3], off)
				} else {
					t.Logf("%.10g %s: %.2g off, of %s", got[i], r[2], off, r[3])
				}
			}
		})
	}
}

// measured finds what a name asks for, and works it out.
func measured(t *testing.T, name string) []float64 {
	t.Helper()
	for _, m := range measures {
		parts := m.name.FindStringSubmatch(name)
		if parts == nil {
			continue
		}
		var x []float64
		for _, text := range parts[1:] {
			x = append(x, float(t, text))
		}
		return m.of(t, x)
	}
	t.Fatalf("%s: nothing here works that out", name)
	return nil
}
