package demo_test

import (
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"testing"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/cmd/xiantu/demo"
	"github.com/xiantu/xiantu/geo"
)

// On both days villages tile their townships and these the county: every stretch of
// border has one unit of each level on either side, or is the county's own.
func TestBordersAreSharedExactly(t *testing.T) {
	for seed := range uint64(3) {
		dir, _ := write(t, demo.Options{Seed: seed})
		county := readUnits(t, filepath.Join(dir, "county.geojson"))
		for _, year := range []string{"2019", "2020"} {
			for _, level := range []string{"townships", "villages"} {
				units := readUnits(t, filepath.Join(dir, level+"_"+year+".geojson"))
				checkCoverage(t, fmt.Sprint(seed, " ", level, " ", year), append(shapesOf(units), county[0].shape))
			}
		}
	}
}

// checkCoverage is given shapes of which the last is the union of the others.
func checkCoverage(t *testing.T, name string, shapes []orb.MultiPolygon) {
	t.Helper()
	whole := int32(len(shapes) - 1)
	others := func(side []int32) []int32 {
		return slices.DeleteFunc(slices.Clone(side), func(s int32) bool { return s == whole })
	}
	mesh := geo.NewMesh(shapes)
	for _, arc := range mesh.Arcs {
		left, right := others(arc.Left), others(arc.Right)
		outer := slices.Contains(arc.Left, whole) != slices.Contains(arc.Right, whole)
		if len(left) > 1 || len(right) > 1 || !outer && (len(left) != 1 || len(right) != 1) || outer && len(left)+len(right) != 1 {
			t.Fatalf("%s: at %v: left %v, right %v, the whole on the outside %v", name, arc.Line[0], left, right, outer)
		}
	}
	var parts geo.SquareMetres
	for _, s := range shapes[:whole] {
		parts += geo.Area(s)
	}
	if total := geo.Area(shapes[whole]); math.Abs(float64(parts-total)) > 1 {
		t.Errorf("%s: the parts have %.1f m2, the whole %.1f", name, parts, total)
	}
	checkNoCrossing(t, name, mesh)
}

// checkNoCrossing compares all segments that come near each other.
func checkNoCrossing(t *testing.T, name string, mesh *geo.Mesh) {
	t.Helper()
	type segment struct{ a, b geo.Vertex }
	const size = 2_000_000 // of a square of the index: 0.002 degrees
	index := map[[2]int64][]segment{}
	for _, arc := range mesh.Arcs {
		for i := 1; i < len(arc.Line); i++ {
			s := segment{geo.Snap(arc.Line[i-1]), geo.Snap(arc.Line[i])}
			for x := min(s.a.X, s.b.X) / size; x <= max(s.a.X, s.b.X)/size; x++ {
				for y := min(s.a.Y, s.b.Y) / size; y <= max(s.a.Y, s.b.Y)/size; y++ {
					index[[2]int64{x, y}] = append(index[[2]int64{x, y}], s)
				}
			}
		}
	}
	turn := func(a, b, c geo.Vertex) int64 { return (b.X-a.X)*(c.Y-a.Y) - (b.Y-a.Y)*(c.X-a.X) }
	for _, near := range index {
		for i, s := range near {
			for _, r := range near[:i] {
				if s.a == r.a || s.a == r.b || s.b == r.a || s.b == r.b {
					continue
				}
				if turn(s.a, s.b, r.a) > 0 != (turn(s.a, s.b, r.b) > 0) && turn(r.a, r.b, s.a) > 0 != (turn(r.a, r.b, s.b) > 0) {
					t.Fatalf("%s: borders cross at %v", name, s.a.Point())
				}
			}
		}
	}
}

// Both days have a unit of two parts and one with a hole.
func TestExclaveAndEnclave(t *testing.T) {
	for seed := range uint64(6) {
		dir, _ := write(t, demo.Options{Seed: seed})
		for _, name := range []string{"townships_2019", "villages_2019", "townships_2020", "villages_2020"} {
			parts, holes := 0, 0
			for _, u := range readUnits(t, filepath.Join(dir, name+".geojson")) {
				parts += len(u.shape) - 1
				for _, p := range u.shape {
					holes += len(p) - 1
				}
			}
			if parts < 1 || holes < 1 {
				t.Errorf("seed %d: %s has %d exclaves and %d holes", seed, name, parts, holes)
			}
		}
	}
}

// A jittered ring has nine tenths of the vertices, each within a metre of its own place in
// either direction, and neighbours agree in none.
func TestJitterTearsBordersApart(t *testing.T) {
	plain, _ := write(t, demo.Options{Seed: 1})
	dir, _ := write(t, demo.Options{Seed: 1, Jitter: true})
	given := shapesOf(readUnits(t, filepath.Join(plain, "villages_2019.geojson")))
	torn := shapesOf(readUnits(t, filepath.Join(dir, "villages_2019.geojson")))
	for _, arc := range geo.NewMesh(torn).Arcs {
		if len(arc.Left) > 0 && len(arc.Right) > 0 {
			t.Fatalf("a border is still shared at %v", arc.Line[0])
		}
	}
	for i, shape := range torn {
		for j, polygon := range shape {
			for k, ring := range polygon {
				was := given[i][j][k]
				if n := len(was) - 1; len(ring)-1 != n-int(math.Round(0.1*float64(n))) {
					t.Fatalf("shape %d: %d vertices of %d are left", i, len(ring)-1, n)
				}
				at := 0
				for _, p := range ring[:len(ring)-1] {
					for at < len(was) && (math.Abs(was[at][0]-p[0])*95_500 > 1.01 || math.Abs(was[at][1]-p[1])*110_850 > 1.01) {
						at++
					}
				}
				if at == len(was) {
					t.Fatalf("shape %d: a vertex is farther from its place than a metre", i)
				}
			}
		}
	}
}
