package geo_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"
	"github.com/paulmach/orb/planar"
	"pgregory.net/rapid"

	"github.com/xiantu/xiantu/geo"
)

func square(x, y, side float64) orb.Polygon {
	return orb.Polygon{{{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}, {x, y}}}
}

func multi(polygons ...orb.Polygon) orb.MultiPolygon { return polygons }

func TestNewMeshSharesBorders(t *testing.T) {
	//   +---+---+
	//   | A | B |   one arc between A and B, one around each besides
	//   +---+---+
	m := geo.NewMesh([]orb.MultiPolygon{multi(square(0, 0, 1)), multi(square(1, 0, 1))})
	if len(m.Arcs) != 3 {
		t.Fatalf("%d arcs, want 3: %v", len(m.Arcs), m.Arcs)
	}
	shared := 0
	for _, a := range m.Arcs {
		if len(a.Left) > 0 && len(a.Right) > 0 {
			shared++
		}
	}
	if shared != 1 {
		t.Errorf("%d arcs lie between two shapes, want 1", shared)
	}
}

func TestNewMeshNestedLevels(t *testing.T) {
	//   +---+---+     T is the township A + B; the arc between A and B is theirs
	//   | A | B |     alone, the outer ones are T's too
	//   +---+---+
	town := orb.MultiPolygon{{{{0, 0}, {1, 0}, {2, 0}, {2, 1}, {1, 1}, {0, 1}, {0, 0}}}}
	m := geo.NewMesh([]orb.MultiPolygon{town, multi(square(0, 0, 1)), multi(square(1, 0, 1))})
	inner, outer := 0, 0
	for _, a := range m.Arcs {
		if slices.Contains(a.Left, 0) || slices.Contains(a.Right, 0) {
			outer++
		} else {
			inner++
		}
	}
	if inner != 1 || outer != 2 {
		t.Errorf("%d arcs inside the township and %d around it, want 1 and 2", inner, outer)
	}
}

func TestUnion(t *testing.T) {
	hole := orb.Polygon{square(0, 0, 9)[0], square(3, 3, 3)[0]}
	for _, c := range []struct {
		name         string
		shapes       []orb.MultiPolygon
		union        []int
		parts, rings int
		area         float64
	}{
		{"neighbours", []orb.MultiPolygon{multi(square(0, 0, 1)), multi(square(1, 0, 1))}, []int{0, 1}, 1, 1, 2},
		{"apart", []orb.MultiPolygon{multi(square(0, 0, 1)), multi(square(5, 0, 1))}, []int{0, 1}, 2, 2, 2},
		{"corner to corner", []orb.MultiPolygon{multi(square(0, 0, 1)), multi(square(1, 1, 1))}, []int{0, 1}, 2, 2, 2},
		{"enclave filled", []orb.MultiPolygon{multi(hole), multi(square(3, 3, 3))}, []int{0, 1}, 1, 1, 81},
		{"enclave left out", []orb.MultiPolygon{multi(hole), multi(square(3, 3, 3))}, []int{0}, 1, 2, 72},
		{"exclave", []orb.MultiPolygon{multi(hole, square(20, 0, 1)), multi(square(3, 3, 3))}, []int{0, 1}, 2, 2, 82},
		{"the same shape", []orb.MultiPolygon{multi(square(0, 0, 1)), multi(square(0, 0, 1))}, []int{0}, 1, 1, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := geo.NewMesh(c.shapes)
			got := m.Build(m.Union(c.union), m.Line)
			rings := 0
			for _, p := range got {
				rings += len(p)
			}
			if len(got) != c.parts || rings != c.rings || planar.Area(got) != c.area {
				t.Errorf("%d parts, %d rings, area %v; want %d, %d, %v: %v", len(got), rings, planar.Area(got), c.parts, c.rings, c.area, got)
			}
		})
	}
}

// Two fields left out that touch at a corner are two holes, not one that touches itself,
// and what lies between holes that touch in a circle is a part of its own.
func TestUnionWithHolesThatTouch(t *testing.T) {
	for board, want := range map[string][]int{ // rings of each part of the cells marked a
		"aaaa/a.aa/aa.a/aaaa":              {3},
		"aaaaa/aa.aa/a.a.a/aa.aa/aaaaa":    {2, 1},
		"aaaa/aa.a/aa../aaaa":              {1}, // open to the east
		"aaaaa/a.a.a/aa.aa/a.a.a/aaaaa":    {6},
		"aaaaa/a...a/a.a.a/a...a/aaaaa":    {2, 1},
		"a.a/.a./a.a":                      {1, 1, 1, 1, 1},
		"aaaaaa/a..aaa/a.a.aa/aa..aa/aaaa": {2, 1},
	} {
		var cells []orb.MultiPolygon
		var union []int
		for y, row := range strings.Split(board, "/") {
			for x, mark := range row {
				if mark == 'a' {
					union = append(union, len(cells))
				}
				cells = append(cells, multi(square(float64(x), float64(y), 1)))
			}
		}
		m := geo.NewMesh(cells)
		shape := m.Build(m.Union(union), m.Line)
		var rings []int
		for _, polygon := range shape {
			rings = append(rings, len(polygon))
		}
		slices.Sort(rings)
		slices.Reverse(rings)
		if err := validity(shape); err != nil || !slices.Equal(rings, want) || planar.Area(shape) != float64(len(union)) {
			t.Errorf("%s: rings %v, want %v; %v", board, rings, want, err)
		}
	}
}

// Cells of a board given to units at random: shapes that touch at corners, have holes
// and lie apart.
func TestUnionOfRandomUnits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const n = 6
		cells := make([]orb.MultiPolygon, n*n)
		owner := rapid.SliceOfN(rapid.IntRange(0, 3), n*n, n*n).Draw(t, "owner")
		var units [4][]int
		for i := range cells {
			cells[i] = multi(square(float64(i%n), float64(i/n), 1))
			units[owner[i]] = append(units[owner[i]], i)
		}
		m := geo.NewMesh(cells)
		for _, unit := range units {
			shape := m.Build(m.Union(unit), m.Line)
			if got := planar.Area(shape); got != float64(len(unit)) {
				t.Fatalf("unit of %d cells has area %v", len(unit), got)
			}
		}
	})
}

func TestMeshGivesShapesBack(t *testing.T) {
	for _, name := range []string{"townships_2019", "villages_2019", "villages_2020"} {
		shapes := realShapes(t, name)
		m := geo.NewMesh(shapes)
		for i, shape := range shapes {
			want, got := geo.SnapShape(shape), m.Shape(i)
			if planar.Area(want) != planar.Area(got) && abs(planar.Area(want)-planar.Area(got)) > 1e-15 {
				t.Errorf("%s, shape %d: area %v became %v", name, i, planar.Area(want), planar.Area(got))
			}
			if countVertices(want) != countVertices(got) {
				t.Errorf("%s, shape %d: %d vertices became %d", name, i, countVertices(want), countVertices(got))
			}
		}
	}
}

func TestVillagesMakeTheirCounty(t *testing.T) {
	villages, county := realShapes(t, "villages_2020"), realShapes(t, "county")
	m := geo.NewMesh(villages)
	all := make([]int, len(villages))
	for i := range all {
		all[i] = i
	}
	union := m.Build(m.Union(all), m.Line)
	if len(union) != 1 || len(union[0]) != 1 || countVertices(union) != countVertices(county[0]) {
		t.Errorf("the union of all villages has %d parts and %d vertices, the county 1 and %d", len(union), countVertices(union), countVertices(county[0]))
	}
}

func realShapes(t testing.TB, name string) []orb.MultiPolygon {
	t.Helper()
	folder := os.Getenv("XIANTU_SHARED")
	if folder == "" {
		t.Skip("XIANTU_SHARED is not set")
	}
	text, err := os.ReadFile(filepath.Join(folder, "data", "qingshen", name+".geojson"))
	if err != nil {
		t.Fatal(err)
	}
	var fc geojson.FeatureCollection
	if err := json.Unmarshal(text, &fc); err != nil {
		t.Fatal(err)
	}
	var shapes []orb.MultiPolygon
	for _, f := range fc.Features {
		switch g := f.Geometry.(type) {
		case orb.Polygon:
			shapes = append(shapes, multi(g))
		case orb.MultiPolygon:
			shapes = append(shapes, g)
		}
	}
	return shapes
}

func countVertices(shape orb.MultiPolygon) int {
	n := 0
	for _, p := range shape {
		for _, r := range p {
			n += len(r) - 1
		}
	}
	return n
}

func abs(x float64) float64 { return max(x, -x) }

func BenchmarkNewMesh(b *testing.B) {
	shapes := realShapes(b, "villages_2020")
	vertices := 0
	for _, s := range shapes {
		vertices += countVertices(s)
	}
	for b.Loop() {
		geo.NewMesh(shapes)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(vertices), "ns/vertex")
}

func TestAppendDegrees(t *testing.T) {
	for units, want := range map[int64]string{
		0: "0", 1: "0.000000001", -1: "-0.000000001", 103_850_000_001: "103.850000001", 29_830_000_000: "29.83", -180_000_000_000: "-180",
	} {
		if got := string(geo.AppendDegrees(nil, units)); got != want {
			t.Errorf("%d units are written %s, want %s", units, got, want)
		}
	}
}
