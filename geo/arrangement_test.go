package geo_test

import (
	"encoding/json"
	"fmt"
	"math"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"
	"github.com/paulmach/orb/planar"
	"github.com/peterstace/simplefeatures/geom"
	"pgregory.net/rapid"

	"github.com/xiantu/xiantu/geo"
)

func ExampleArrange() {
	// Two squares that overlap by half, and a third far away.
	a := geo.Arrange([]orb.MultiPolygon{multi(square(0, 0, 2)), multi(square(1, 0, 2)), multi(square(9, 9, 1))})
	for i, face := range a.Faces {
		fmt.Println(face.Shapes, planar.Area(a.Shape(i)))
	}
	fmt.Println(a.Crossings > 0)
	// Unordered output:
	// [0] 2
	// [0 1] 2
	// [1] 2
	// [2] 1
	// true
}

func TestArrange(t *testing.T) {
	ring := orb.Polygon{square(0, 0, 9)[0], square(3, 3, 3)[0]}
	for _, c := range []struct {
		name   string
		shapes []orb.MultiPolygon
		want   map[string]float64 // area by shapes
	}{
		{"one", []orb.MultiPolygon{multi(square(0, 0, 2))}, map[string]float64{"[0]": 4}},
		{"a hole", []orb.MultiPolygon{multi(ring)}, map[string]float64{"[0]": 72, "[]": 9}},
		{"an enclave", []orb.MultiPolygon{multi(ring), multi(square(3, 3, 3))}, map[string]float64{"[0]": 72, "[1]": 9}},
		{"an island in a lake", []orb.MultiPolygon{multi(ring), multi(square(4, 4, 1))}, map[string]float64{"[0]": 72, "[1]": 1, "[]": 8}},
		{"one over the other", []orb.MultiPolygon{multi(square(0, 0, 9)), multi(square(4, 4, 1))}, map[string]float64{"[0]": 80, "[0 1]": 1}},
		{"the same twice", []orb.MultiPolygon{multi(square(0, 0, 2)), multi(square(0, 0, 2))}, map[string]float64{"[0 1]": 4}},
		{"a missing vertex", []orb.MultiPolygon{multi(square(0, 0, 2)), multi(square(2, 0, 1), square(2, 1, 1))}, map[string]float64{"[0]": 4, "[1]": 2}},
		{"a bow tie", []orb.MultiPolygon{{{{{0, 0}, {2, 2}, {2, 0}, {0, 2}, {0, 0}}}}}, map[string]float64{"[0]": 2}},
		{"far around the world", []orb.MultiPolygon{multi(square(-180, -90, 180)), multi(square(-90, -90, 180))}, map[string]float64{"[0]": 16200, "[0 1]": 16200, "[1]": 16200}},
		{"nothing", nil, map[string]float64{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := geo.Arrange(c.shapes)
			got := map[string]float64{}
			for i, f := range a.Faces {
				got[fmt.Sprint(f.Shapes)] += planar.Area(a.Shape(i))
			}
			if fmt.Sprint(got) != fmt.Sprint(c.want) || a.Unsound() != 0 {
				t.Errorf("%v, want %v (%d unsound)", got, c.want, a.Unsound())
			}
		})
	}
}

func TestArrangeRealCounty(t *testing.T) {
	for _, name := range []string{"villages_2019", "villages_2020", "townships_2019"} {
		a := geo.Arrange(realShapes(t, name))
		for _, f := range a.Faces {
			if len(f.Shapes) != 1 {
				t.Errorf("%s: a face of %v", name, f.Shapes)
			}
		}
		if a.Crossings != 0 || a.Unsound() != 0 {
			t.Errorf("%s: %d crossings, %d unsound", name, a.Crossings, a.Unsound())
		}
	}
}

func ExampleOverlay() {
	//  +---+---+        +-----+-+
	//  | 0 | 1 |  over  |  0  |1|
	//  +---+---+        +-----+-+
	before := []orb.MultiPolygon{multi(square(0, 0, 2)), multi(square(2, 0, 2))}
	after := []orb.MultiPolygon{{{{{0, 0}, {3, 0}, {3, 2}, {0, 2}, {0, 0}}}}, {{{{3, 0}, {4, 0}, {4, 2}, {3, 2}, {3, 0}}}}}
	for _, p := range geo.Overlay(before, after) {
		fmt.Printf("%d -> %d: %.0f km2\n", p.A, p.B, p.Area/1e6)
	}
	// Output:
	// 0 -> 0: 49232 km2
	// 1 -> 0: 24614 km2
	// 1 -> 1: 24614 km2
}

func TestOverlayOfReforms(t *testing.T) {
	before, after := realShapes(t, "villages_2019"), realShapes(t, "villages_2020")
	sum := make([]geo.SquareMetres, len(before))
	for _, p := range geo.Overlay(before, after) {
		if p.A < 0 || p.B < 0 {
			if p.Area > 1 {
				t.Errorf("%v m2 belong to %d and %d", p.Area, p.A, p.B)
			}
			continue
		}
		sum[p.A] += p.Area
	}
	for i, shape := range before {
		if want := geo.Area(shape); math.Abs(float64(want-sum[i])) > 1 {
			t.Errorf("unit %d: pieces have %v m2, it has %v", i, sum[i], want)
		}
	}
}

// The pieces of two boards of cells given out at random have whole areas that agree with
// counting.
func TestOverlayOfRandomBoards(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const n = 5
		var owner [2][]int
		var cover [2][]orb.MultiPolygon
		cells := make([]orb.MultiPolygon, n*n)
		for i := range cells {
			cells[i] = multi(square(float64(i%n), float64(i/n), 1))
		}
		m := geo.NewMesh(cells)
		for k := range owner {
			owner[k] = rapid.SliceOfN(rapid.IntRange(0, 2), n*n, n*n).Draw(t, "owner")
			for u := range 3 {
				var unit []int
				for i, o := range owner[k] {
					if o == u {
						unit = append(unit, i)
					}
				}
				cover[k] = append(cover[k], m.Build(m.Union(unit), m.Line))
			}
		}
		want := map[[2]int]float64{}
		for i := range cells {
			want[[2]int{owner[0][i], owner[1][i]}]++
		}
		got := map[[2]int]float64{}
		for _, p := range geo.Overlay(cover[0], cover[1]) {
			got[[2]int{p.A, p.B}] = planar.Area(p.Shape)
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Fatalf("%v, want %v", got, want)
		}
	})
}

// Another library finds the same common land.
func TestOverlayLikeSimplefeatures(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var stars [2]orb.MultiPolygon
		var other [2]geom.Geometry
		for i := range stars {
			ring := make(orb.Ring, 0, 12)
			for k := range 11 {
				sin, cos := math.Sincos(2 * math.Pi * float64(k) / 11)
				r := rapid.Float64Range(0.1, 1).Draw(t, "radius")
				ring = append(ring, orb.Point{104 + 0.3*float64(i) + r*cos, 30 + r*sin})
			}
			stars[i] = geo.SnapShape(orb.MultiPolygon{{append(ring, ring[0])}})
			text, err := json.Marshal(geojson.NewGeometry(stars[i]))
			if err != nil {
				t.Fatal(err)
			}
			if other[i], err = geom.UnmarshalGeoJSON(text); err != nil {
				t.Fatal(err)
			}
		}
		common, err := geom.Intersection(other[0], other[1])
		if err != nil {
			t.Fatal(err)
		}
		got := 0.0
		for _, p := range geo.Overlay(stars[:1], stars[1:]) {
			if p.A == 0 && p.B == 0 {
				got = planar.Area(p.Shape)
			}
		}
		if math.Abs(got-common.Area()) > 1e-8 {
			t.Fatalf("%v, want %v", got, common.Area())
		}
	})
}
