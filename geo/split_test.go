package geo_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"
	"github.com/paulmach/orb/planar"
	"github.com/peterstace/simplefeatures/geom"
	"pgregory.net/rapid"

	"github.com/xiantu/xiantu/geo"
)

func ExampleSplit() {
	// +---+---+
	// |   :   |   a field of two squares and a line that sticks out at both ends
	// +---+---+
	field := orb.MultiPolygon{{{{0, 0}, {2, 0}, {2, 1}, {0, 1}, {0, 0}}}}
	parts, added, err := geo.Split(field, orb.LineString{{1, -1}, {1, 2}})
	fmt.Println(len(parts), added, err)
	_, _, err = geo.Split(field, orb.LineString{{3, -1}, {3, 2}})
	fmt.Println(err)
	// Output:
	// 2 [[1 0] [1 1]] <nil>
	// split: the cut does not cross the shape: no place of it lies inside
}

func TestSplit(t *testing.T) {
	whole := multi(square(0, 0, 4))
	holed := orb.MultiPolygon{{square(0, 0, 6)[0], square(2, 2, 2)[0]}}
	for _, c := range []struct {
		name  string
		shape orb.MultiPolygon
		cut   orb.LineString
		areas []float64
		added int
		err   error
	}{
		{"straight", whole, orb.LineString{{1, -1}, {1, 5}}, []float64{12, 4}, 2, nil},
		{"corner to corner", whole, orb.LineString{{0, 0}, {4, 4}}, []float64{8, 8}, 0, nil},
		{"ends on the outline", whole, orb.LineString{{1, 0}, {1, 2}, {0, 2}}, []float64{14, 2}, 2, nil},
		{"in and out", whole, orb.LineString{{1, -1}, {1, 1}, {2, 1}, {2, -1}, {3, -1}, {3, 5}}, []float64{11, 4, 1}, 4, nil},
		{"through a hole", holed, orb.LineString{{3, -1}, {3, 7}}, []float64{16, 16}, 4, nil},
		{"past an exclave", orb.MultiPolygon{square(0, 0, 4), square(9, 0, 1)}, orb.LineString{{1, -1}, {1, 5}}, []float64{12, 4, 1}, 2, nil},
		{"both parts", orb.MultiPolygon{square(0, 0, 4), square(5, 0, 2)}, orb.LineString{{-1, 1}, {8, 1}}, []float64{12, 4, 2, 2}, 4, nil},
		{"along the outline, then across", whole, orb.LineString{{0, 0}, {2, 0}, {2, 5}}, []float64{8, 8}, 2, nil},
		{"into a hole and no further", holed, orb.LineString{{3, -1}, {3, 3}}, nil, 0, geo.ErrCutMisses},
		{"beside", whole, orb.LineString{{5, -1}, {5, 5}}, nil, 0, geo.ErrCutMisses},
		{"touches a corner", whole, orb.LineString{{-1, 1}, {1, -1}}, nil, 0, geo.ErrCutTouches},
		{"along a side", whole, orb.LineString{{0, -1}, {0, 5}}, nil, 0, geo.ErrCutTouches},
		{"ends inside", whole, orb.LineString{{-1, 2}, {2, 2}}, nil, 0, geo.ErrCutEndsInside},
		{"a loop", whole, orb.LineString{{1, -1}, {1, 3}, {3, 3}, {3, 2}, {-1, 2}}, nil, 0, geo.ErrCutCrossesItself},
		{"closed", whole, orb.LineString{{1, 1}, {1, 3}, {3, 3}, {1, 1}}, nil, 0, geo.ErrCutCrossesItself},
		{"back and forth", whole, orb.LineString{{1, -1}, {1, 5}, {1, 2}}, nil, 0, geo.ErrCutCrossesItself},
		{"a place", whole, orb.LineString{{1, 1}, {1, 1}}, nil, 0, geo.ErrCutTooShort},
		{"nothing", nil, orb.LineString{{1, -1}, {1, 5}}, nil, 0, geo.ErrCutMisses},
	} {
		t.Run(c.name, func(t *testing.T) {
			parts, added, err := geo.Split(c.shape, c.cut)
			if !errors.Is(err, c.err) {
				t.Fatalf("error %v, want %v", err, c.err)
			}
			var areas []float64
			for _, p := range parts {
				areas = append(areas, math.Round(planar.Area(p)*1e9)/1e9)
			}
			if fmt.Sprint(areas) != fmt.Sprint(c.areas) || err == nil && len(added) != c.added {
				t.Errorf("areas %v and %d vertices, want %v and %d", areas, len(added), c.areas, c.added)
			}
		})
	}
}

// A cut that ends a unit of the grid short of a slanting outline lies on it.
func TestSplitEndsOnSlantingOutline(t *testing.T) {
	shape := orb.MultiPolygon{{{{0, 0}, {3, 1}, {3, 4}, {0, 4}, {0, 0}}}}
	from := geo.Snap(orb.Point{1, 1. / 3}).Point() // no grid vertex is on the line exactly
	parts, added, err := geo.Split(shape, orb.LineString{from, {1, 5}})
	if err != nil || len(parts) != 2 || len(added) != 2 {
		t.Fatalf("%d parts, added %v, %v", len(parts), added, err)
	}
}

func TestSplitRealVillage(t *testing.T) {
	features := realFeatures(t, "split_cut_line.geojson")
	cut := features[0].Geometry.(orb.LineString)
	var village orb.MultiPolygon
	var others []orb.MultiPolygon
	for _, f := range realFeatures(t, "villages_2019.geojson") {
		shape := asMulti(f.Geometry)
		if f.Properties["code"] == features[0].Properties["village_code"] {
			village = shape
		} else {
			others = append(others, shape)
		}
	}
	parts, added, err := geo.Split(village, cut)
	if err != nil || len(parts) != 2 {
		t.Fatalf("%d parts, %v", len(parts), err)
	}
	for _, f := range features[1:] {
		want := asMulti(f.Geometry)
		best := math.Inf(1)
		for _, p := range parts {
			best = min(best, farthest(p, want), 1)
		}
		if best > 1e-8 {
			t.Errorf("part for %v: a vertex lies %g degree off the expected outline", f.Properties["to_name"], best)
		}
	}
	for _, p := range parts {
		others = append(others, p)
	}
	for i := range others {
		others[i] = geo.InsertVertices(others[i], added)
	}
}

// farthest is how far a vertex of a or b lies from the other's outline, in degrees.
func farthest(a, b orb.MultiPolygon) float64 {
	far := 0.0
	for _, pair := range [2][2]orb.MultiPolygon{{a, b}, {b, a}} {
		for _, polygon := range pair[0] {
			for _, ring := range polygon {
				for _, p := range ring {
					least := math.Inf(1)
					for _, other := range pair[1] {
						for _, r := range other {
							least = min(least, planar.DistanceFrom(orb.LineString(r), p))
						}
					}
					far = max(far, least)
				}
			}
		}
	}
	return far
}

func realFeatures(t testing.TB, name string) []*geojson.Feature {
	t.Helper()
	folder := os.Getenv("XIANTU_SHARED")
	if folder == "" {
		t.Skip("XIANTU_SHARED is not set")
	}
	text, err := os.ReadFile(filepath.Join(folder, "data", "qingshen", name))
	if err != nil {
		t.Fatal(err)
	}
	var fc geojson.FeatureCollection
	if err := json.Unmarshal(text, &fc); err != nil {
		t.Fatal(err)
	}
	return fc.Features
}

func asMulti(g orb.Geometry) orb.MultiPolygon {
	if p, ok := g.(orb.Polygon); ok {
		return orb.MultiPolygon{p}
	}
	return g.(orb.MultiPolygon)
}

// Any line through a star leaves its area, valid pieces, and a border that both sides
// share to the bit.
func TestSplitOfRandomStars(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(3, 24).Draw(t, "corners")
		ring := make(orb.Ring, 0, n+1)
		for i := range n {
			r := rapid.Float64Range(0.1, 1).Draw(t, "radius")
			sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(n))
			ring = append(ring, orb.Point{104 + r*cos, 30 + r*sin})
		}
		shape := geo.SnapShape(orb.MultiPolygon{{append(ring, ring[0])}})
		y := rapid.Float64Range(-0.8, 0.8)
		cut := orb.LineString{{102, 30 + y.Draw(t, "y")}, {104, 30 + y.Draw(t, "y")}, {106, 30 + y.Draw(t, "y")}}
		parts, added, err := geo.Split(shape, cut)
		if err != nil {
			if !errors.Is(err, geo.ErrCutMisses) && !errors.Is(err, geo.ErrCutTouches) {
				t.Fatal(err)
			}
			return
		}
		sum := 0.0
		for _, p := range parts {
			sum += math.Abs(planar.Area(p))
			if err := validity(p); err != nil {
				t.Fatalf("part %v: %v", p, err)
			}
		}
		if math.Abs(sum-planar.Area(shape)) > 1e-8 {
			t.Fatalf("parts have %v, the shape %v", sum, planar.Area(shape))
		}
		m := geo.NewMesh(append(parts, geo.InsertVertices(shape, added)))
		for _, a := range m.Arcs {
			if len(a.Left)+len(a.Right) != 2 {
				t.Fatalf("an arc lies between %v and %v: %v", a.Left, a.Right, a.Line)
			}
		}
	})
}

// validity asks another library.
func validity(shape orb.MultiPolygon) error {
	text, err := json.Marshal(geojson.NewGeometry(shape))
	if err != nil {
		return err
	}
	g, err := geom.UnmarshalGeoJSON(text, geom.NoValidate{})
	if err != nil {
		return err
	}
	return g.Validate()
}

func TestInsertVertices(t *testing.T) {
	shape := multi(square(0, 0, 1), square(5, 5, 1))
	got := geo.InsertVertices(shape, []orb.Point{{0.5, 0}, {0.25, 0}, {3, 3}, {1, 1}, {0.5, 0}})
	want := orb.Ring{{0, 0}, {0.25, 0}, {0.5, 0}, {1, 0}, {1, 1}, {0, 1}, {0, 0}}
	if !got[0][0].Equal(want) || &got[1][0][0] != &shape[1][0][0] {
		t.Errorf("%v", got)
	}
	if len(shape[0][0]) != 5 {
		t.Error("the argument was changed")
	}
	if same := geo.InsertVertices(shape, []orb.Point{{2, 2}}); &same[0] != &shape[0] {
		t.Error("a shape that gains nothing was copied")
	}
}

func FuzzSplit(f *testing.F) {
	f.Add([]byte{0, 0, 9, 0, 9, 9, 0, 9}, []byte{4, 0, 4, 9})
	f.Add([]byte{0, 0, 9, 1, 4, 5, 9, 9, 0, 9}, []byte{0, 5, 6, 5, 8, 0})
	f.Add([]byte{0, 0, 3, 1, 200, 2, 3, 7}, []byte{1, 1, 199, 2})
	f.Fuzz(func(t *testing.T, outline, line []byte) {
		if len(outline) > 60 || len(line) > 60 {
			return
		}
		shape := orb.MultiPolygon{{orb.Ring(places(outline))}}
		if len(outline) < 6 || validity(geo.SnapShape(orb.MultiPolygon{{append(shape[0][0], shape[0][0][0])}})) != nil {
			return
		}
		parts, added, err := geo.Split(shape, places(line))
		if err != nil {
			return
		}
		for _, p := range parts {
			if err := validity(p); err != nil {
				t.Fatalf("part %v: %v", p, err)
			}
		}
		for _, d := range geo.Overlay(parts, []orb.MultiPolygon{geo.InsertVertices(geo.SnapShape(shape), added)}) {
			if d.A < 0 || d.B < 0 {
				t.Fatalf("parts %v and shape differ by %v", parts, d.Shape)
			}
		}
	})
}

// places reads bytes as positions ten metres apart.
func places(text []byte) orb.LineString {
	var line orb.LineString
	for i := 0; i+1 < len(text); i += 2 {
		line = append(line, orb.Point{104 + float64(text[i])*1e-4, 30 + float64(text[i+1])*1e-4})
	}
	return line
}

// A cut of a hundred thousand vertices in no order is refused at the first place where it meets
// itself, not when all five thousand million pairs are compared.
func TestSplitRefusesATangleAtOnce(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	var cut orb.LineString
	for range 100_000 {
		cut = append(cut, orb.Point{104 + random.Float64(), 31 + random.Float64()})
	}
	began := time.Now()
	_, _, err := geo.Split(orb.MultiPolygon{{{{104, 31}, {105, 31}, {105, 32}, {104, 32}, {104, 31}}}}, cut)
	if !errors.Is(err, geo.ErrCutCrossesItself) {
		t.Errorf("got %v", err)
	}
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("it took %v", took)
	}
}
