package geo_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"

	"github.com/xiantu/xiantu/geo"
)

// tornBoard is a board whose cells were drawn each for itself: vertices off by up to noise
// degrees, a tenth of them lost.
func tornBoard(n, k int, noise float64) (given, torn []orb.MultiPolygon) {
	random := rand.New(rand.NewPCG(3, 4))
	given, _ = wavyBoard(n, k, 0)
	for _, shape := range given {
		was := shape[0][0]
		var ring orb.Ring
		for _, p := range was[1:] {
			if random.IntN(10) > 0 {
				ring = append(ring, orb.Point{p[0] + noise*(2*random.Float64()-1), p[1] + noise*(2*random.Float64()-1)})
			}
		}
		torn = append(torn, orb.MultiPolygon{{append(ring, ring[0])}})
	}
	return given, torn
}

func TestCleanJoinsBordersDrawnApart(t *testing.T) {
	given, torn := tornBoard(8, 40, 1e-5) // edges of 50 m, a metre off
	cleaned := geo.Clean(torn, geo.CleanOptions{})
	if left := geo.Check(cleaned.Shapes, geo.CleanOptions{}); len(left) > 0 {
		t.Errorf("%d defects are left, first %+v", len(left), left[0])
	}
	kinds := map[geo.DefectKind]int{}
	for _, d := range cleaned.Defects {
		kinds[d.Kind]++
		if d.Done != geo.Closed || len(d.Shapes) < 1 || d.Kind == geo.DisplacedBorder && !(d.Width > 0.1 && d.Width < 4) {
			t.Errorf("%+v", d)
		}
	}
	if kinds[geo.DisplacedBorder] < 40 || kinds[geo.MissingVertex] < 40 {
		t.Errorf("%v", kinds)
	}
	after := pairsOf(cleaned.Shapes)
	for _, pair := range pairsOf(given) { // where four meet there may be one more
		if !slices.Contains(after, pair) {
			t.Errorf("%v are neighbours no more", pair)
		}
	}
	for i, shape := range cleaned.Shapes {
		if err := validity(shape); err != nil || len(shape) != 1 || len(shape[0]) != 1 {
			t.Errorf("shape %d: %d parts, %v", i, len(shape), err)
		}
		if a, b := planar.Area(given[i]), planar.Area(shape); math.Abs(a-b) > a/100 {
			t.Errorf("shape %d has %.3f of its area", i, b/a)
		}
		// Vertices lost by one cell only are there again.
		if n := len(shape[0][0]); !cleaned.Touched[i] || i%8 > 0 && i%8 < 7 && i/8 > 0 && i/8 < 7 && n < 152 {
			t.Errorf("shape %d has %d vertices of 160", i, n-1)
		}
	}
	again := geo.Clean(cleaned.Shapes, geo.CleanOptions{})
	if slices.Contains(again.Touched, true) {
		t.Error("a second cleaning touches shapes")
	}
}

// pairsOf lists which shapes share borders.
func pairsOf(shapes []orb.MultiPolygon) [][2]int32 {
	var pairs [][2]int32
	for _, arc := range geo.NewMesh(shapes).Arcs {
		for _, l := range arc.Left {
			for _, r := range arc.Right {
				pairs = append(pairs, [2]int32{min(l, r), max(l, r)})
			}
		}
	}
	slices.SortFunc(pairs, func(a, b [2]int32) int { return slices.Compare(a[:], b[:]) })
	return slices.Compact(pairs)
}

// Coverages most of whose borders agree are not aligned, nor are shapes that stand apart by
// more than their borders could be off, nor is anything beyond a tolerance that is given.
func TestCleanAlignsOnlyBordersDrawnApart(t *testing.T) {
	given, torn := tornBoard(8, 40, 1e-5)
	few := slices.Clone(given)
	copy(few, torn[:4])
	var apart []orb.MultiPolygon
	for i := range 64 {
		x, y := float64(i%8), float64(i/8)
		apart = append(apart, multi(square(x*1e-3, y*1e-3, 9e-4)))
	}
	for _, c := range []struct {
		name    string
		shapes  []orb.MultiPolygon
		options geo.CleanOptions
	}{
		{"four of sixty-four", few, geo.CleanOptions{}},
		{"fields with ways between", apart, geo.CleanOptions{}},
		{"a small tolerance", torn, geo.CleanOptions{Tolerance: 0.01}},
	} {
		for _, d := range geo.Clean(c.shapes, c.options).Defects {
			if d.Kind == geo.DisplacedBorder {
				t.Errorf("%s: %+v", c.name, d)
				break
			}
		}
	}
}
