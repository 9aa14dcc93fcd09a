package geo_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/xiantu/xiantu/geo"
)

// The predicates say what whole numbers without bound do, near and far.
func TestPredicates(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		size := rapid.SampledFrom([]int64{1, 7, 1e6 + 3, 36e9 - 1}).Draw(t, "size")
		var v [4]geo.Vertex
		for i := range v {
			draw := rapid.Int64Range(-5, 5)
			v[i] = geo.Vertex{X: draw.Draw(t, "x")*size + draw.Draw(t, "dx")%2, Y: draw.Draw(t, "y")*size + draw.Draw(t, "dy")%2}
		}
		if got, want := geo.Orient(v[0], v[1], v[2]), sideOf(v[0], v[1], v[2]); got != want {
			t.Fatalf("orientation %d, want %d", got, want)
		}
		if v[0] != v[1] && v[2] != v[3] {
			if got, want := geo.Meet(v[0], v[1], v[2], v[3]), meetsBeyondEnds(v[0], v[1], v[2], v[3]); got != want {
				t.Fatalf("they meet: %v, want %v", got, want)
			}
		}
		triangle := geo.AreaOf(v[:], []int32{0, 1, 2})
		if got, want := triangle.Sign(), sideOf(v[0], v[1], v[2]); got != want {
			t.Fatalf("area of sign %d, want %d", got, want)
		}
		back := geo.AreaOf(v[:], []int32{2, 1, 0})
		if got := triangle.Compare(back); got != triangle.Sign() {
			t.Fatalf("compares as %d to its mirror image, its sign is %d", got, triangle.Sign())
		}
		// Where v is on no edge's line, it is inside when it is on one side of all.
		sides := [3]int{sideOf(v[0], v[1], v[3]), sideOf(v[1], v[2], v[3]), sideOf(v[2], v[0], v[3])}
		if sides[0] != 0 && sides[1] != 0 && sides[2] != 0 && triangle.Sign() != 0 {
			want := sides[0] == sides[1] && sides[1] == sides[2]
			if got := geo.InRing(v[3], v[:], []int32{0, 1, 2}); got != want {
				t.Fatalf("inside: %v, want %v", got, want)
			}
		}
	})
}
