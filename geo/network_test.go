package geo_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"github.com/xiantu/xiantu/geo"
)

func ExampleNetwork() {
	//  +-----+-----+
	//  |  0  |  1  |   0 has a lake
	//  +-----+-----+
	rings := gridRings([]orb.MultiPolygon{multi(square(0, 0, 4)), multi(square(4, 0, 4))})
	rings = append(rings, geo.GridRing{Shape: 0, Hole: true, Vertices: gridRings([]orb.MultiPolygon{multi(square(1, 1, 1))})[0].Vertices})
	n := geo.NewNetwork(2, rings)
	fmt.Println(n.Arcs(), len(n.Vertices()))
	fmt.Printf("%+v\n", n.Arrange().Census())
	// Output:
	// 4 10
	// {Faces:3 Gaps:0 Lakes:1 Overlaps:0 Misplaced:0}
}

func gridRings(shapes []orb.MultiPolygon) []geo.GridRing {
	var out []geo.GridRing
	for s, shape := range shapes {
		for _, polygon := range shape {
			for i, ring := range polygon {
				r := geo.GridRing{Shape: int32(s), Hole: i > 0}
				for _, p := range ring {
					r.Vertices = append(r.Vertices, geo.Snap(p))
				}
				out = append(out, r)
			}
		}
	}
	return out
}

func TestCensus(t *testing.T) {
	ring := func(x, y, outer, inner float64) orb.Polygon {
		return orb.Polygon{square(x, y, outer)[0], square(x+(outer-inner)/2, y+(outer-inner)/2, inner)[0]}
	}
	for _, c := range []struct {
		name   string
		shapes []orb.MultiPolygon
		want   geo.Census
	}{
		{"nothing", nil, geo.Census{}},
		{"neighbours", []orb.MultiPolygon{multi(square(0, 0, 2)), multi(square(2, 0, 2))}, geo.Census{Faces: 2}},
		{"a lake", []orb.MultiPolygon{multi(ring(0, 0, 9, 3))}, geo.Census{Faces: 2, Lakes: 1}},
		{"an enclave", []orb.MultiPolygon{multi(ring(0, 0, 9, 3)), multi(square(3, 3, 3))}, geo.Census{Faces: 2}},
		{"an island in a lake", []orb.MultiPolygon{multi(ring(0, 0, 9, 3)), multi(square(4, 4, 1))}, geo.Census{Faces: 3, Lakes: 1}},
		{"a gap", []orb.MultiPolygon{{{{{0, 0}, {9, 0}, {9, 9}, {6, 9}, {6, 3}, {3, 3}, {3, 9}, {0, 9}, {0, 0}}}}, multi(square(3, 6, 3))}, geo.Census{Faces: 3, Gaps: 1}},
		{"an overlap", []orb.MultiPolygon{multi(square(0, 0, 2)), multi(square(1, 0, 2))}, geo.Census{Faces: 3, Overlaps: 1}},
		{"a spike", []orb.MultiPolygon{{{{{0, 0}, {2, 0}, {2, 1}, {3, 1}, {2, 1}, {2, 2}, {0, 2}, {0, 0}}}}}, geo.Census{Faces: 1, Misplaced: 1}},
		{"parts alike", []orb.MultiPolygon{{square(0, 0, 2), square(0, 0, 2)}}, geo.Census{Misplaced: 1}},
		{"a hole like its shell", []orb.MultiPolygon{{{square(0, 0, 2)[0], square(0, 0, 2)[0]}}}, geo.Census{Misplaced: 1}},
		{"a hole outside", []orb.MultiPolygon{{{square(0, 0, 2)[0], square(3, 3, 1)[0]}}}, geo.Census{Faces: 2, Misplaced: 1}},
		{"a hole within a hole", []orb.MultiPolygon{{{square(0, 0, 9)[0], square(1, 1, 6)[0], square(3, 3, 1)[0]}}}, geo.Census{Faces: 3, Lakes: 1, Misplaced: 1}},
		{"a part within a part", []orb.MultiPolygon{{square(0, 0, 9), square(1, 1, 6)}}, geo.Census{Faces: 2, Lakes: 1, Misplaced: 1}},
		{"a part within a hole", []orb.MultiPolygon{{ring(0, 0, 9, 3), square(4, 4, 1)}}, geo.Census{Faces: 3, Lakes: 1}},
		{"a bow-tie with a vertex in its middle", []orb.MultiPolygon{{{{{0, 0}, {2, 2}, {0, 4}, {4, 4}, {2, 2}, {4, 0}, {0, 0}}}}, multi(square(5, 5, 1))}, geo.Census{Faces: 3}},
		{"a bow-tie crossed in a vertex", []orb.MultiPolygon{{{{{0, 0}, {2, 2}, {4, 4}, {0, 4}, {2, 2}, {4, 0}, {0, 0}}}}, multi(square(5, 5, 1))}, geo.Census{Faces: 3, Misplaced: 1}},
		{"one over the other", []orb.MultiPolygon{multi(square(0, 0, 9)), multi(square(4, 4, 1))}, geo.Census{Faces: 2, Overlaps: 1}},
	} {
		t.Run(c.name, func(t *testing.T) {
			n := geo.NewNetwork(len(c.shapes), gridRings(c.shapes))
			if n.Crossings(2, 9)+c.want.Misplaced == 0 && n.FaceCount() != c.want.Faces {
				t.Errorf("%d faces by Euler's formula, want %d", n.FaceCount(), c.want.Faces)
			}
			if got := n.Arrange().Census(); got != c.want {
				t.Errorf("%+v, want %+v", got, c.want)
			}
		})
	}
}

// Rings come out of their arcs as they went in, and the arrangement of a network is that of
// its shapes.
func TestNetworkHoldsRings(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		shapes := drawRings(t)
		given := gridRings(shapes)
		n := geo.NewNetwork(len(shapes), given)
		for i, r := range given {
			run := slices.Compact(slices.Clone(r.Vertices))
			run = run[:len(run)-1]
			for len(run) > 1 && run[0] == run[len(run)-1] {
				run = run[:len(run)-1]
			}
			got := ringOf(n, i)
			if len(run) < 3 {
				run = nil
			}
			if len(got) != len(run) || len(run) > 0 && !slices.ContainsFunc(indices(run), func(k int) bool {
				return slices.Equal(got, append(slices.Clone(run[k:]), run[:k]...))
			}) {
				t.Fatalf("ring %v came out as %v", run, got)
			}
		}
		crossings := n.Crossings(2, 1000)
		if want := meetingsOf(n); crossings != want {
			t.Fatalf("%d crossings, want %d", crossings, want)
		}
		a, b := geo.Arrange(shapes), n.Arrange()
		if b.Crossings != a.Crossings || (crossings > 0) != (a.Crossings > 0) {
			t.Fatalf("%d, %d and %d crossings", crossings, b.Crossings, a.Crossings)
		}
		if a.Census() != b.Census() || a.Vertices != b.Vertices || a.Arcs != b.Arcs || b.Unsound() != 0 {
			t.Fatalf("%+v of the shapes, %+v of their rings", a.Census(), b.Census())
		}
	})
}

// ringOf is a ring as its arcs make it, without its first vertex again.
func ringOf(n *geo.Network, i int) []geo.Vertex {
	var out []geo.Vertex
	for _, ref := range n.Ring(i) {
		arc := slices.Clone(n.Arc(ref.Index()))
		if ref.Reversed() {
			slices.Reverse(arc)
		}
		for _, id := range arc[:len(arc)-1] {
			out = append(out, n.Vertices()[id])
		}
	}
	return out
}

// meetingsOf counts crossings by trying every pair.
func meetingsOf(n *geo.Network) int {
	var all [][2]geo.Vertex
	for i := range n.Arcs() {
		arc := n.Arc(i)
		for k := range arc[1:] {
			all = append(all, [2]geo.Vertex{n.Vertices()[arc[k]], n.Vertices()[arc[k+1]]})
		}
	}
	count := 0
	for i, s := range all {
		for _, o := range all[:i] {
			if meetsBeyondEnds(s[0], s[1], o[0], o[1]) {
				count++
			}
		}
	}
	return count
}

func indices(run []geo.Vertex) []int {
	out := make([]int, len(run))
	for i := range out {
		out[i] = i
	}
	return out
}
