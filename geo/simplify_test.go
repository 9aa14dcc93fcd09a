package geo_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"github.com/xiantu/xiantu/geo"
)

func plane(p orb.Point) orb.Point { return p }

// The line of Visvalingam and Whyatt's paper in small: the least triangle goes first,
// and a vertex never counts less than one that went before it.
func TestEffectiveAreas(t *testing.T) {
	//  3       d
	//  2           The ring a b c d e, cut at its least vertex a:
	//  1   b       a and the copy of a at the end stay.
	//  0 a   c   e
	ring := orb.Ring{{0, 0}, {4, 0}, {3, 3}, {2, 0.5}, {1, 1}, {0, 0}}
	mesh := geo.NewMesh([]orb.MultiPolygon{{{ring}}})
	areas := mesh.EffectiveAreas(plane)[0]
	if len(areas) != len(mesh.Arcs[0].Line) {
		t.Fatalf("%d areas for %d vertices", len(areas), len(mesh.Arcs[0].Line))
	}
	if !math.IsInf(areas[0], 1) || !math.IsInf(areas[len(areas)-1], 1) {
		t.Errorf("the ends have %v and %v, want +Inf", areas[0], areas[len(areas)-1])
	}
	byVertex := map[orb.Point]float64{}
	for i, p := range mesh.Arcs[0].Line[1:] {
		byVertex[p] = areas[i+1]
	}
	if got, want := byVertex[orb.Point{1, 1}], 0.75; math.Abs(got-want) > 1e-12 {
		t.Errorf("(1, 1) has %v, want the triangle (0 0, 1 1, 2 .5): %v", got, want)
	}
	if a, b := byVertex[orb.Point{2, 0.5}], byVertex[orb.Point{1, 1}]; a < b {
		t.Errorf("(2, .5) has %v, less than %v that went before", a, b)
	}
}

func TestSimplifyKeepsRings(t *testing.T) {
	circle := func(x, y, r float64, n int) orb.Ring {
		var ring orb.Ring
		for i := range n {
			s, c := math.Sincos(2 * math.Pi * float64(i) / float64(n))
			ring = append(ring, orb.Point{x + r*c, y + r*s})
		}
		return append(ring, ring[0])
	}
	lens := func(bulge float64) orb.Ring { // two ends on x = 1, shared with a neighbour on one side
		return orb.Ring{{1, 0}, {1 + bulge, 0.2}, {1 + bulge, 0.8}, {1, 1}, {1 - bulge, 0.5}, {1, 0}}
	}
	hole := circle(0.5, 0.5, 0.1, 40)
	rim := slices.Clone(hole)
	slices.Reverse(rim)
	shapes := []orb.MultiPolygon{
		{{{{-1, -1}, {1, -1}, {1, 0}, {0.9, 0.5}, {1, 1}, {1, 2}, {-1, 2}, {-1, -1}}, rim}}, // with a hole
		{{hole}},     // an enclave: a ring of one arc
		{{lens(.1)}}, // a ring of two arcs
	}
	mesh := geo.NewMesh(shapes)
	areas := mesh.EffectiveAreas(plane)
	for _, c := range []struct {
		tolerance float64
		want      []int // rings of each shape
	}{
		{0, []int{2, 1, 1}}, {0.01, []int{2, 1, 1}}, {0.03, []int{2, 1, 1}}, {0.5, []int{1, 0, 0}},
	} {
		lines := make([]orb.LineString, len(mesh.Arcs))
		for i, arc := range mesh.Arcs {
			for j, p := range arc.Line {
				if areas[i][j] >= c.tolerance {
					lines[i] = append(lines[i], p)
				}
			}
		}
		for i, want := range c.want {
			got := 0
			for _, polygon := range mesh.Build(mesh.Shapes[i], geo.Lines(lines)) {
				got += len(polygon)
			}
			if got != want {
				t.Errorf("tolerance %v: shape %d has %d rings, want %d", c.tolerance, i, got, want)
			}
		}
	}
}

// Neighbours keep one line between them at every tolerance: what one has along the
// border the other has too.
func TestSimplifySharesBorders(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 60).Draw(t, "vertices")
		var border []orb.Point
		for i := range n {
			border = append(border, orb.Point{rapid.Float64Range(0.4, 0.6).Draw(t, "x"), float64(i+1) / float64(n+1)})
		}
		west := orb.Ring{{0, 0}, {0.5, 0}}
		west = append(append(west, border...), orb.Point{0.5, 1}, orb.Point{0, 1}, orb.Point{0, 0})
		east := orb.Ring{{1, 1}, {0.5, 1}}
		slices.Reverse(border)
		east = append(append(east, border...), orb.Point{0.5, 0}, orb.Point{1, 0}, orb.Point{1, 1})
		mesh := geo.NewMesh([]orb.MultiPolygon{{{west}}, {{east}}})
		lines := mesh.Simplify(geo.SquareMetres(rapid.Float64Range(0, 1e9).Draw(t, "tolerance")))
		a, b := mesh.Build(mesh.Shapes[0], geo.Lines(lines)), mesh.Build(mesh.Shapes[1], geo.Lines(lines))
		along := func(shape orb.MultiPolygon) (points []orb.Point) {
			for _, p := range shape[0][0] {
				if p[0] > 0 && p[0] < 1 && !slices.Contains(points, p) {
					points = append(points, p)
				}
			}
			slices.SortFunc(points, func(p, q orb.Point) int { return slices.Compare(p[:], q[:]) })
			return points
		}
		if !slices.Equal(along(a), along(b)) {
			t.Fatalf("the west has %v, the east %v", along(a), along(b))
		}
	})
}

func ExampleMesh_Simplify() {
	var ring orb.Ring
	for i := range 360 {
		s, c := math.Sincos(float64(i) * math.Pi / 180)
		ring = append(ring, orb.Point{104 + 0.01*c, 30 + 0.01*s})
	}
	mesh := geo.NewMesh([]orb.MultiPolygon{{{append(ring, ring[0])}}})
	lines := mesh.Simplify(10_000) // what makes less than a hectare of difference goes
	shape := mesh.Build(mesh.Shapes[0], geo.Lines(lines))
	fmt.Println(len(ring), "vertices become", len(shape[0][0])-1)
	// Output: 360 vertices become 16
}

// An arc of a million vertices, as a river or a coast may be.
func BenchmarkEffectiveAreas(b *testing.B) {
	const n = 1_000_000
	ring := make(orb.Ring, 0, n+1)
	for i := range n {
		s, c := math.Sincos(2 * math.Pi * float64(i) / n)
		r := 1 + 0.01*math.Sin(float64(i)/7) + 0.003*math.Sin(float64(i)*1.7)
		ring = append(ring, orb.Point{104 + r*c, 30 + r*s})
	}
	mesh := geo.NewMesh([]orb.MultiPolygon{{{append(ring, ring[0])}}})
	for b.Loop() {
		mesh.EffectiveAreas(plane)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/n, "ns/vertex")
}
