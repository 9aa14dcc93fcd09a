package geo_test

import (
	"math/big"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"github.com/xiantu/xiantu/geo"
)

// rings are shapes of one ring each, their coordinates in units.
func rings(unit float64, runs ...[]float64) []orb.MultiPolygon {
	out := make([]orb.MultiPolygon, len(runs))
	for i, run := range runs {
		var ring orb.Ring
		for k := 0; k < len(run); k += 2 {
			ring = append(ring, orb.Point{run[k] * unit, run[k+1] * unit})
		}
		out[i] = orb.MultiPolygon{{append(ring, ring[0])}}
	}
	return out
}

// Rings of a few units that touch, turn back and run along themselves: some were cut for
// ever, and the borders of some turned back within an arc.
func TestArrangeTinyRings(t *testing.T) {
	for _, c := range []struct {
		name   string
		shapes []orb.MultiPolygon
	}{
		{"spikes from one vertex", rings(1e-9, []float64{4, 2, 2, 1, 5, 0, 0, 3, 2, 1, 0, 2})},
		{"diagonals of one square", rings(1e-9, []float64{0, 0, 1, 2, 0, 0, 0, 1}, []float64{3, 2, 3, 0, 0, 0, 0, 1}, []float64{0, 0, 1, 0, 2, 2, 2, 1, 2, 2, 3, 1})},
		{"a spike and a sliver", rings(3e-9, []float64{0, 0, 2, 4, 0, 0, 6, 0, 2, 4, 5, 2}, []float64{0, 0, 0, 2, 7, 8})},
		{"twice around", rings(1e-9, []float64{0, 0, 5, 0, 0, 5, 0, 0, 5, 0, 0, 5}, []float64{0, 0, 5, 0, 0, 5})},
		{"there and back", rings(1e-9, []float64{0, 0, 5, 0, 5, 5, 5, 0}, []float64{0, 0, 5, 0, 9, 9})},
		{"three times around", rings(1, []float64{0, 0, 5, 0, 0, 5, 0, 0, 5, 0, 0, 5, 0, 0, 5, 0, 0, 5})},
		{"nearly level over the world", rings(1e-9, []float64{-18e10, 0, 18e10, 1, 18e10, -9e10, -18e10, -9e10}, []float64{-18e10, 1, 18e10, 0, 18e10, 9e10, -18e10, 9e10})},
	} {
		t.Run(c.name, func(t *testing.T) { arrangementHolds(t, c.shapes) })
	}
}

// Rings of vertices thrown at random, in a raster so fine that crossings must be
// rounded, or so wide that products take more than 64 bits.
func drawRings(t *rapid.T) []orb.MultiPolygon {
	unit := rapid.SampledFrom([]float64{1e-9, 1e-9, 3e-9, 1e-6, 0.1, 10}).Draw(t, "unit")
	place := rapid.IntRange(0, rapid.SampledFrom([]int{3, 6, 8}).Draw(t, "side"))
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) orb.MultiPolygon {
		n := rapid.IntRange(3, 9).Draw(t, "n")
		ring := make(orb.Ring, n, n+1)
		for i := range ring {
			ring[i] = orb.Point{float64(place.Draw(t, "x")) * unit, float64(place.Draw(t, "y")) * unit}
		}
		return orb.MultiPolygon{{append(ring, ring[0])}}
	}), 1, 5).Draw(t, "shapes")
}

func TestArrangeRandomRings(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { arrangementHolds(t, drawRings(t)) })
}

// FuzzArrange takes bytes for vertices of rings: the first says how large they are, 255
// begins a new shape, 254 a ring of the same one.
func FuzzArrange(f *testing.F) {
	for _, seed := range [][]byte{
		{0, 0, 0, 8, 0, 8, 8, 0, 8, 255, 4, 4, 12, 4, 4, 12},
		{0, 0, 0, 7, 3, 2, 9, 9, 1, 1, 5, 255, 3, 3, 8, 9, 1, 7},
		{1, 1, 2, 3, 4, 5, 6, 1, 2, 5, 6, 3, 4},
		{0, 4, 2, 2, 1, 5, 0, 0, 3, 2, 1, 0, 2},
		{0, 0, 0, 1, 2, 0, 0, 0, 1, 255, 3, 2, 3, 0, 0, 0, 0, 1, 255, 0, 0, 1, 0, 2, 2, 2, 1, 2, 2, 3, 1},
		{2, 0, 0, 2, 4, 0, 0, 6, 0, 2, 4, 5, 2, 255, 0, 0, 0, 2, 7, 8},
		{3, 0, 0, 200, 0, 200, 200, 0, 200, 254, 50, 50, 90, 51, 70, 90, 255, 60, 60, 240, 61, 240, 240},
		{4, 0, 0, 253, 1, 253, 0, 0, 1, 255, 7, 0, 130, 253, 9, 9},
		{5, 0, 0, 250, 120, 3, 119, 200, 7, 255, 100, 0, 101, 240, 99, 3},
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		if len(text) > 1 && len(text) <= 80 {
			arrangementHolds(t, readRings(text))
		}
	})
}

// readRings reads what FuzzArrange is given. Coordinates are those bytes times a size,
// some a few units off.
func readRings(text []byte) []orb.MultiPolygon {
	size := [6]int64{1, 1, 3, 997, 1e6 + 1, 7e8 - 3}[text[0]%6]
	shapes := []orb.MultiPolygon{nil}
	var ring orb.Ring
	end := func() {
		if len(ring) > 0 {
			last := len(shapes) - 1
			shapes[last] = append(shapes[last], orb.Polygon{append(ring, ring[0])})
		}
		ring = nil
	}
	for i := 1; i+1 < len(text); {
		if text[i] >= 254 {
			if end(); text[i] == 255 {
				shapes = append(shapes, nil)
			}
			i++
			continue
		}
		x, y := int64(text[i]), int64(text[i+1])
		ring = append(ring, geo.Vertex{X: (x-100)*size + x*y%3, Y: (y-100)*size/2 + x*y%2}.Point())
		i += 2
	}
	end()
	return shapes
}

// arrangementHolds checks what is true of every arrangement: its borders meet at common
// ends only, its faces are valid, agree with counting of borders and have their areas,
// and arranging them again changes nothing.
func arrangementHolds(t interface{ Fatalf(string, ...any) }, shapes []orb.MultiPolygon) {
	a := geo.Arrange(shapes)
	if a.Unsound() != 0 {
		t.Fatalf("%d arcs have sides that do not agree: %v", a.Unsound(), shapes)
	}
	sides := a.Sides()
	if one, other, ok := firstMeeting(sides); ok {
		t.Fatalf("%v and %v meet: %v", one, other, shapes)
	}
	areas, err := countAcross(sides, a.BentRings(), len(shapes))
	if err != nil {
		t.Fatalf("%v: %v", err, shapes)
	}
	faces := make([]orb.MultiPolygon, len(a.Faces))
	for i, f := range a.Faces {
		faces[i] = a.Shape(i)
		if err := validity(faces[i]); err != nil {
			t.Fatalf("face %v: %v", faces[i], err)
		}
		for _, s := range f.Shapes {
			areas[s].Sub(areas[s], gridArea(faces[i]))
		}
	}
	for s, rest := range areas {
		if rest.Sign() != 0 {
			t.Fatalf("the faces of shape %d lack %v square units of it: %v", s, rest, shapes)
		}
	}
	facesHold(t, faces)
}

// facesHold checks that arranging faces changes nothing.
func facesHold(t interface{ Fatalf(string, ...any) }, faces []orb.MultiPolygon) {
	again := geo.Arrange(faces)
	if again.Crossings != 0 || again.Unsound() != 0 || len(again.Faces) != len(faces) {
		t.Fatalf("%d crossings and %d faces among %v", again.Crossings, len(again.Faces), faces)
	}
	for i, f := range again.Faces {
		if len(f.Shapes) != 1 {
			t.Fatalf("a face is of %v", f.Shapes)
		}
		if was, is := gridArea(faces[f.Shapes[0]]), gridArea(again.Shape(i)); was.Cmp(is) != 0 {
			t.Fatalf("a face had %v square units and has %v", was, is)
		}
	}
}

// gridArea is an area in square units of the grid.
func gridArea(shape orb.MultiPolygon) *big.Rat {
	sum := new(big.Int)
	for _, polygon := range shape {
		for _, ring := range polygon {
			for i := 1; i < len(ring); i++ {
				p, q := geo.Snap(ring[i-1]), geo.Snap(ring[i])
				sum.Add(sum, minor(p.X, q.Y, p.Y, q.X))
			}
		}
	}
	return new(big.Rat).SetFrac(sum, big.NewInt(2))
}
