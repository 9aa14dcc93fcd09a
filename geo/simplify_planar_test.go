package geo_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/geo"
)

// hooks is a west and an east side whose border winds so that simpler lines would run
// over one another, with a village in a bend.
//
//	+-------+------+
//	|   +---+      |   the border goes west around the village v,
//	|   | +-+-+    |   which lies in the east with one corner on it
//	|   | | v |    |
//	|   | +---+    |
//	|   +----+     |
//	+--------+-----+
func hooks() []orb.MultiPolygon {
	border := []orb.Point{{5, 10}, {5, 8}, {1, 8}, {1, 2}, {6, 2}, {6, 0}}
	west := append(orb.Ring{{0, 10}, {0, 0}, {6, 0}}, border[4], border[3], border[2], border[1], border[0], orb.Point{0, 10})
	village := orb.Ring{{2, 4}, {4, 4}, {4, 6}, {2, 6}, {2, 4}}
	hole := village.Clone()
	hole.Reverse()
	east := append(orb.Ring(nil), border...)
	east = append(east, orb.Point{10, 0}, orb.Point{10, 10}, border[0])
	return []orb.MultiPolygon{{{west}}, {{east, hole}}, {{village}}}
}

// lattice is squares whose sides wind at random, as many as fit between parallels and
// meridians a hundredth of a degree apart.
func lattice(n int, seed uint64) []orb.MultiPolygon {
	dice := rand.New(rand.NewPCG(seed, 7))
	const steps = 24
	side := func(a, b orb.Point) []orb.Point {
		line := []orb.Point{a}
		for k := 1; k < steps; k++ {
			f := float64(k) / steps
			swing := 0.45 * min(f, 1-f) // no side reaches another
			line = append(line, orb.Point{
				a[0] + f*(b[0]-a[0]) + (b[1]-a[1])*swing*(2*dice.Float64()-1),
				a[1] + f*(b[1]-a[1]) + (b[0]-a[0])*swing*(2*dice.Float64()-1)})
		}
		return line
	}
	back := func(line []orb.Point, from orb.Point) []orb.Point {
		out := []orb.Point{from}
		for i := len(line) - 1; i > 0; i-- {
			out = append(out, line[i])
		}
		return out
	}
	at := func(x, y int) orb.Point { return orb.Point{104 + float64(x)*0.01, 30 + float64(y)*0.01} }
	across, up := map[[2]int][]orb.Point{}, map[[2]int][]orb.Point{}
	for x := range n + 1 {
		for y := range n + 1 {
			across[[2]int{x, y}], up[[2]int{x, y}] = side(at(x, y), at(x+1, y)), side(at(x, y), at(x, y+1))
		}
	}
	var shapes []orb.MultiPolygon
	for x := range n {
		for y := range n {
			ring := orb.Ring(append([]orb.Point(nil), across[[2]int{x, y}]...))
			ring = append(ring, up[[2]int{x + 1, y}]...)
			ring = append(ring, back(across[[2]int{x, y + 1}], at(x+1, y+1))...)
			ring = append(ring, back(up[[2]int{x, y}], at(x, y+1))...)
			shapes = append(shapes, orb.MultiPolygon{{append(ring, ring[0])}})
		}
	}
	return shapes
}

// Lines never cross, whatever the tolerance.
func TestPlanarAreasKeepSides(t *testing.T) {
	for name, shapes := range map[string][]orb.MultiPolygon{"hooks": hooks(), "lattice": lattice(5, 1), "another": lattice(6, 2)} {
		mesh := geo.NewMesh(shapes)
		areas := mesh.PlanarAreas(plane)
		for tolerance := 1e-10; tolerance < 1e3; tolerance *= 3 {
			lines := linesAt(mesh, areas, tolerance)
			if a, b, crossed := firstCrossing(lines); crossed {
				t.Fatalf("%s: at tolerance %g the segments %v and %v cross", name, tolerance, a, b)
			}
		}
	}
}

// What does not come in the way of anything is simplified as by EffectiveAreas; of the last
// three vertices of a ring the larger counts, its area or that of the triangle they make.
func TestPlanarAreasAreEffective(t *testing.T) {
	ring := orb.Ring{{0, 0}, {4, 0}, {3, 3}, {2, 0.5}, {1, 1}, {0, 0}}
	mesh := geo.NewMesh([]orb.MultiPolygon{{{ring}}})
	want, got := mesh.EffectiveAreas(plane)[0], mesh.PlanarAreas(plane)[0]
	for i := range want {
		if want[i] != got[i] && (want[i] != 4.5 || got[i] != 6) {
			t.Errorf("vertex %v has %v, want %v", mesh.Arcs[0].Line[i], got[i], want[i])
		}
	}
}

// The corner of the village keeps the bend around it, even where all else goes.
func TestPlanarAreasWait(t *testing.T) {
	mesh := geo.NewMesh(hooks())
	areas := mesh.PlanarAreas(plane)
	kept := 0
	for i := range areas {
		for _, area := range areas[i] {
			if area >= 3 && !math.IsInf(area, 1) {
				kept++
			}
		}
	}
	if kept == 0 {
		t.Error("no vertex is kept by the area of its ring or by what lies in its bend")
	}
}

func linesAt(mesh *geo.Mesh, areas [][]float64, tolerance float64) (lines []orb.LineString) {
	for i, arc := range mesh.Arcs {
		var line orb.LineString
		for j, p := range arc.Line {
			if areas[i][j] >= tolerance {
				line = append(line, p)
			}
		}
		lines = append(lines, line)
	}
	return lines
}

func firstCrossing(lines []orb.LineString) (a, b [2]orb.Point, crossed bool) {
	var all [][2]orb.Point
	for _, line := range lines {
		for i := 1; i < len(line); i++ {
			all = append(all, [2]orb.Point{line[i-1], line[i]})
		}
	}
	turn := func(a, b, c orb.Point) float64 {
		cross := (b[0]-a[0])*(c[1]-a[1]) - (b[1]-a[1])*(c[0]-a[0])
		if math.Abs(cross) < 1e-13 {
			return 0
		}
		return cross
	}
	for i, s := range all {
		for _, o := range all[:i] {
			if turn(s[0], s[1], o[0])*turn(s[0], s[1], o[1]) < 0 && turn(o[0], o[1], s[0])*turn(o[0], o[1], s[1]) < 0 {
				return s, o, true
			}
		}
	}
	return
}

// Nine hundred units whose borders wind, all arcs together.
func BenchmarkPlanarAreas(b *testing.B) {
	mesh := geo.NewMesh(lattice(30, 1))
	vertices := 0
	for _, arc := range mesh.Arcs {
		vertices += len(arc.Line)
	}
	for b.Loop() {
		mesh.PlanarAreas(plane)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(vertices), "ns/vertex")
}
