package topo_test

import (
	"bytes"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"
	"github.com/paulmach/orb/planar"

	"github.com/xiantu/xiantu/cmd/xiantu/topo"
	"github.com/xiantu/xiantu/geo"
)

func dissolved(t testing.TB, text, key string) string {
	t.Helper()
	f := read(t, text)
	net := topo.NewNetwork(f)
	groups, err := f.GroupBy(key)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := f.WriteUnions(&out, net, key, groups, net.Dissolve(groups)); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func ExampleNetwork_Dissolve() {
	// A | B    both of the township T
	text := strings.ReplaceAll(collection(square("a", 0, 0), square("b", 1, 0)), `"code"`, `"township":"T","code"`)
	file, _ := topo.Read([]byte(text), 1)
	net := topo.NewNetwork(file)
	groups, _ := file.GroupBy("township")
	var out bytes.Buffer
	_ = file.WriteUnions(&out, net, "township", groups, net.Dissolve(groups))
	fmt.Print(out.String())
	// Output:
	// {"type":"FeatureCollection","features":[
	// {"type":"Feature","properties":{"township":"T"},"geometry":{"type":"Polygon","coordinates":[[[1,1],[0,1],[0,0],[1,0],[2,0],[2,1],[1,1]]]}}
	// ]}
}

func TestDissolveShapes(t *testing.T) {
	// squares of a board, dissolved by letter: polygons and rings of each letter
	for name, c := range map[string]struct {
		board string
		want  map[string][]int // rings of each polygon of a letter
	}{
		"one":                {"aa/aa", map[string][]int{"a": {1}}},
		"apart":              {"aba", map[string][]int{"a": {1, 1}, "b": {1}}},
		"around":             {"aaa/aba/aaa", map[string][]int{"a": {2}, "b": {1}}},
		"touch in a corner":  {"ab/ba", map[string][]int{"a": {1, 1}, "b": {1, 1}}},
		"holes that touch":   {"aaaa/abaa/aaba/aaaa", map[string][]int{"a": {3}, "b": {1, 1}}},
		"ring in a ring":     {"aaaaa/abbba/ababa/abbba/aaaaa", map[string][]int{"a": {2, 1}, "b": {2}}},
		"hole at the corner": {"aaa/ab./aaa", map[string][]int{"a": {1}, "b": {1}}},
	} {
		var features []string
		for y, row := range strings.Split(c.board, "/") {
			for x, letter := range row {
				if letter != '.' {
					features = append(features, square(string(letter), x, y))
				}
			}
		}
		got := map[string][]int{}
		f := read(t, dissolved(t, collection(features...), "code"))
		for i := range f.Features {
			polygons := []int{}
			for _, r := range f.Rings[f.Features[i].FirstRing:f.Features[i].EndRing] {
				if !r.Hole {
					polygons = append(polygons, 0)
				}
				polygons[len(polygons)-1]++
			}
			slices.Sort(polygons)
			slices.Reverse(polygons)
			got[f.Names()[i]] = polygons
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// The union of a row has the area of its units, is valid, and is what geo makes of it.
func TestDissolveKeepsLand(t *testing.T) {
	for seed := range uint64(20) {
		text := newLand(seed, 6, 9, 0.7).text()
		out := dissolved(t, text, "row")
		f := read(t, out)
		net := topo.NewNetwork(f)
		if n, faces := net.Crossings(1), net.Faces(); n > 0 || !faces.Valid() || len(f.Features) != 6 {
			t.Fatalf("seed %d: %d crossings, %+v, %d features", seed, n, faces, len(f.Features))
		}
		units, rows := shapes(t, text), shapes(t, out)
		var all []orb.MultiPolygon
		members := map[string][]int{}
		for i, u := range units {
			row := fmt.Sprint(u.properties["row"])
			members[row] = append(members[row], i)
			all = append(all, u.shape)
		}
		mesh := geo.NewMesh(all)
		for _, r := range rows {
			union := mesh.Build(mesh.Union(members[fmt.Sprint(r.properties["row"])]), mesh.Line)
			if a, b := planar.Area(r.shape), planar.Area(union); math.Abs(a-b) > 1e-12 || count(r.shape) != count(union) {
				t.Errorf("seed %d, row %v: area %g, not %g; %d vertices, not %d", seed, r.properties["row"], a, b, count(r.shape), count(union))
			}
		}
	}
}

func count(shape orb.MultiPolygon) int {
	n := 0
	for _, polygon := range shape {
		for _, ring := range polygon {
			n += len(ring)
		}
	}
	return n
}

type unit struct {
	properties map[string]any
	shape      orb.MultiPolygon
}

func shapes(t testing.TB, text string) []unit {
	t.Helper()
	collection, err := geojson.UnmarshalFeatureCollection([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	var out []unit
	for _, f := range collection.Features {
		u := unit{properties: f.Properties}
		switch g := f.Geometry.(type) {
		case orb.Polygon:
			u.shape = orb.MultiPolygon{g}
		case orb.MultiPolygon:
			u.shape = g
		}
		out = append(out, u)
	}
	return out
}

func TestDissolveProperties(t *testing.T) {
	feature := func(properties string) string {
		return `{"type":"Feature","properties":` + properties + `,"geometry":null}`
	}
	out := dissolved(t, collection(feature(`{"a":1,"t":"x","b":"same","n":1.0}`), feature(`{"t":"x","b":"same","n":1}`), feature(`{"b":2}`), feature(`null`)), "t")
	want := collection(feature(`{"t":"x","b":"same"}`), feature(`{"t":null}`))
	if out != want {
		t.Errorf("%s\nnot\n%s", out, want)
	}
}

func TestDissolveByUnknown(t *testing.T) {
	f := read(t, collection(square("a", 0, 0)))
	if _, err := f.GroupBy("parent"); err == nil || !strings.Contains(err.Error(), "there are code") {
		t.Error(err)
	}
}
