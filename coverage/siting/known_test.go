package siting_test

import (
	"context"
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/xiantu/xiantu/coverage/siting"
)

// table reads a file of the given data, or skips the test where there is none.
func table(t *testing.T, comma rune, name string) [][]string {
	t.Helper()
	root := os.Getenv("XIANTU_SHARED")
	if root == "" {
		t.Skip("XIANTU_SHARED is not set")
	}
	file, err := os.Open(filepath.Join(root, "data", name))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	r := csv.NewReader(file)
	r.Comma = comma
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func number(t *testing.T, text string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(text, 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// TestSanFrancisco is the example that the literature's Python library teaches with: 205
// tracts, 16 stores, network metres.
func TestSanFrancisco(t *testing.T) {
	rows := table(t, ',', "spopt/SF_network_distance_candidateStore_16_censusTract_205_new.csv")[1:]
	tracts, weights := map[string]int{}, []float64{}
	for _, r := range rows {
		if _, ok := tracts[r[2]]; !ok {
			tracts[r[2]] = len(weights)
			weights = append(weights, number(t, r[3]))
		}
	}
	var stores []int // their numbers, in order
	for _, r := range rows {
		if n := int(number(t, r[1][len("Store_"):])); !slices.Contains(stores, n) {
			stores = append(stores, n)
		}
	}
	slices.Sort(stores)
	m := siting.NewMatrix(len(weights), len(stores))
	for _, r := range rows {
		store, _ := slices.BinarySearch(stores, int(number(t, r[1][len("Store_"):])))
		m.Add(tracts[r[2]], store, number(t, r[0]))
	}
	named := func(numbers ...int) (sites []int) {
		for _, n := range numbers {
			sites = append(sites, slices.Index(stores, n))
		}
		return sites
	}
	ctx := context.Background()
	cover, err := siting.Cover(ctx, m, weights, 4, siting.Options{Radius: 5000})
	known(t, "cover", cover, err, 875247, named(2, 11, 12, 15)...)
	median, err := siting.Median(ctx, m, weights, 4, siting.Options{})
	known(t, "median", median, err, 2848268129.714512, named(2, 11, 12, 15)...)
	center, err := siting.Center(ctx, m, 4, siting.Options{})
	known(t, "center", center, err, 7403.063810849859, named(7, 11, 13, 15)...)
	all, err := siting.CoverAll(ctx, m, siting.Options{Radius: 5000})
	known(t, "cover all", all, err, 8)
}

// known compares with a known optimum, and with its sites where there is only one.
func known(t *testing.T, what string, s *siting.Solution, err error, objective float64, sites ...int) {
	t.Helper()
	if err != nil {
		t.Fatal(what, err)
	}
	if !s.Proven || math.Abs(s.Objective-objective) > 1e-12*objective {
		t.Errorf("%s: %v (bound %v, proven %v), known: %v", what, s.Objective, s.Bound, s.Proven, objective)
	}
	for i, j := range sites {
		if s.Sites[i] != j {
			t.Errorf("%s: sites %v, known: %v", what, s.Sites, sites)
			return
		}
	}
	t.Logf("%s: %v, %d nodes, %v", what, s.Objective, s.Nodes, s.Elapsed.Round(time.Millisecond))
}

// TestCountyOfAThousand has a candidate at each of 1,000 groups.
func TestCountyOfAThousand(t *testing.T) {
	rows := table(t, '\t', "synthetic/county_dem.csv")
	weights, x, y := make([]float64, len(rows)), make([]float64, len(rows)), make([]float64, len(rows))
	for i, r := range rows {
		weights[i], x[i], y[i] = number(t, r[2]), number(t, r[8]), number(t, r[9])
	}
	within := func(radius float64) *siting.Matrix {
		m := siting.NewMatrix(len(rows), len(rows))
		for i := range rows {
			for j := range rows {
				if d := math.Hypot(x[i]-x[j], y[i]-y[j]); d <= radius {
					m.Add(i, j, d)
				}
			}
		}
		return m
	}
	for radius, people := range map[float64]float64{1000: 62662, 2000: 128298, 3000: 191424} {
		s, err := siting.Cover(context.Background(), within(radius), weights, 10, siting.Options{Radius: radius})
		known(t, "ten sites", s, err, people)
	}
	// Ten more beside sixty that stand, which are one site more.
	standing := table(t, '\t', "synthetic/county_fac.csv")
	for radius, more := range map[float64]float64{1000: 32231, 2000: 28745} {
		m, reached := siting.NewMatrix(len(rows), len(rows)+1), make([]bool, len(rows))
		for i := range rows {
			for j := range rows {
				if d := math.Hypot(x[i]-x[j], y[i]-y[j]); d <= radius {
					m.Add(i, j, d)
				}
			}
			for _, f := range standing {
				reached[i] = reached[i] || math.Hypot(x[i]-number(t, f[4]), y[i]-number(t, f[5])) <= radius
			}
			if reached[i] {
				m.Add(i, len(rows), 0)
			}
		}
		base := map[float64]float64{1000: 100924, 2000: 186524}[radius]
		s, err := siting.Cover(context.Background(), m, weights, 10, siting.Options{Radius: radius, Existing: []int{len(rows)}})
		known(t, "ten beside sixty", s, err, base+more)
	}
	for radius, fewest := range map[float64]float64{5000: 8} {
		s, err := siting.CoverAll(context.Background(), within(radius), siting.Options{Radius: radius})
		known(t, "fewest", s, err, fewest)
	}
}
