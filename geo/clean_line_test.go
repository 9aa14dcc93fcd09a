package geo_test

import (
	"slices"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"github.com/xiantu/xiantu/geo"
)

// The east has lost the vertices of the border that the west still has: the chord gives
// way, wherever the longest border is.
func TestCleanKeepsDetailedLine(t *testing.T) {
	const m = 1e-5
	line := []orb.Point{{100 * m, 0}, {102 * m, 20 * m}, {99 * m, 40 * m}, {103 * m, 60 * m}, {98 * m, 80 * m}, {100 * m, 100 * m}}
	west := orb.Ring{{0, 0}}
	west = append(append(west, line...), orb.Point{0, 100 * m}, orb.Point{0, 0})
	east := orb.Ring{{200 * m, 0}, {200 * m, 100 * m}, {100 * m, 100 * m}, {100 * m, 0}, {200 * m, 0}}
	for _, order := range []string{"west first", "east first"} {
		t.Run(order, func(t *testing.T) {
			shapes, e := []orb.MultiPolygon{{{west}}, {{east}}}, 1
			if order == "east first" {
				slices.Reverse(shapes)
				e = 0
			}
			cleaned := geo.Clean(shapes, geo.CleanOptions{})
			if cleaned.Touched[1-e] || !cleaned.Touched[e] {
				t.Fatalf("touched %v, want the east only", cleaned.Touched)
			}
			for _, p := range line {
				if !slices.Contains(cleaned.Shapes[e][0][0], p) {
					t.Errorf("the east lacks %v", p)
				}
			}
		})
	}
}

// What touches no fault stays as it is, to the bit and in the same memory, and every part
// that a shape had it keeps.
func TestCleanTouchesOnlyFaults(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const n = 5
		shapes, _ := wavyBoard(n, 6, 0)
		broken := rapid.IntRange(0, n*n-1).Draw(t, "broken")
		ring := slices.Clone(shapes[broken][0][0])
		ring = ring[:len(ring)-1]
		at := rapid.IntRange(0, len(ring)-1).Draw(t, "vertex")
		shift := rapid.Float64Range(-4e-5, 4e-5)
		ring[at] = geo.Snap(orb.Point{ring[at][0] + shift.Draw(t, "east"), ring[at][1] + shift.Draw(t, "north")}).Point()
		given := slices.Clone(shapes)
		given[broken] = orb.MultiPolygon{{append(ring, ring[0])}}
		cleaned := geo.Clean(given, geo.CleanOptions{})
		row, column := broken/n, broken%n
		for i, s := range cleaned.Shapes {
			far := i/n < row-1 || i/n > row+1 || i%n < column-1 || i%n > column+1
			if far && (cleaned.Touched[i] || &s[0] != &given[i][0]) {
				t.Fatalf("shape %d was touched, the fault is in %d", i, broken)
			}
			if len(s) != 1 || len(s[0]) != 1 {
				t.Fatalf("shape %d has %d parts", i, len(s))
			}
		}
		for _, d := range geo.Check(cleaned.Shapes, geo.CleanOptions{}) {
			t.Fatalf("left: %+v", d)
		}
	})
}

// Whole boards of wavy borders of which no vertex fits, some of them lost, come out as
// coverages.
func TestCleanWavyBoards(t *testing.T) {
	for _, jitter := range []float64{1e-8, 3e-7, 3e-6, 2e-5} {
		shapes, _ := wavyBoard(6, 30, jitter)
		for i := range shapes {
			ring := slices.Clone(shapes[i][0][0])
			for k := len(ring) - 2; k > 0; k-- {
				if (k*7+i)%11 == 0 && k%30 != 0 {
					ring = slices.Delete(ring, k, k+1)
				}
			}
			shapes[i] = orb.MultiPolygon{{ring}}
		}
		cleaned := geo.Clean(shapes, geo.CleanOptions{Width: 30})
		left := geo.Check(cleaned.Shapes, geo.CleanOptions{})
		if len(left) > 0 {
			t.Errorf("jitter %v: %d defects are left of %d, first %+v", jitter, len(left), len(cleaned.Defects), left[0])
		}
		for i, s := range cleaned.Shapes {
			if len(s) != 1 || len(s[0]) != 1 {
				t.Errorf("jitter %v: shape %d has parts or holes", jitter, i)
			}
			if err := validity(s); err != nil {
				t.Errorf("jitter %v: shape %d: %v", jitter, i, err)
			}
		}
	}
}

// Whatever it is given, cleaning leaves no crossing and makes only valid shapes.
func TestCleanRandomRings(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		shapes := drawRings(t)
		options := geo.CleanOptions{Tolerance: 1e-6} // below the raster's step
		cleaned := geo.Clean(shapes, options)
		if slices.ContainsFunc(cleaned.Defects, func(d geo.Defect) bool { return d.Kind == geo.SelfIntersection && d.Done == geo.Left }) {
			return // a ring without any land in it
		}
		if a := geo.Arrange(cleaned.Shapes); a.Crossings > 0 {
			t.Fatalf("%d crossings are left in %v", a.Crossings, cleaned.Shapes)
		}
		for i, s := range cleaned.Shapes {
			if !cleaned.Touched[i] {
				continue // as it was, perhaps with a vertex passed twice
			}
			if err := validity(geo.SnapShape(s)); err != nil { // less than three vertices are no ring
				t.Fatalf("shape %d: %v", i, err)
			}
		}
	})
}

// A corner that pierces its neighbour's edge by half a unit of the grid makes no land of
// its own, but the two cross all the same.
func TestCleanSlightCrossing(t *testing.T) {
	shapes := []orb.MultiPolygon{
		{{{{0, 0}, {0, 3e-9}, {6e-9, 15e-9}, {0, 0}}}},
		{{{{0, 18e-9}, {3e-9, 15e-9}, {21e-9, 12e-9}, {0, 18e-9}}}},
	}
	cleaned := geo.Clean(shapes, geo.CleanOptions{})
	if a := geo.Arrange(cleaned.Shapes); a.Crossings > 0 {
		t.Errorf("%d crossings are left in %v", a.Crossings, cleaned.Shapes)
	}
	if len(cleaned.Defects) == 0 || cleaned.Defects[0].Done != geo.Closed {
		t.Errorf("the crossing is listed as %+v", cleaned.Defects)
	}
}

// A ring that crosses itself over a neighbour comes out in parts; none share an edge.
func TestCleanPartsShareNoEdge(t *testing.T) {
	shapes := []orb.MultiPolygon{
		{{{{0, 0}, {1e-9, 7e-9}, {4e-9, 1e-9}, {0, 0}}}},
		{{{{5e-9, 0}, {2e-9, 7e-9}, {1e-9, 1e-9}, {3e-9, 7e-9}, {5e-9, 6e-9}, {0, 3e-9}, {5e-9, 0}}}},
	}
	for i, s := range geo.Clean(shapes, geo.CleanOptions{Tolerance: 1e-6}).Shapes {
		if err := validity(geo.SnapShape(s)); err != nil {
			t.Errorf("shape %d: %v", i, err)
		}
	}
}
