package geo_test

import (
	"math"
	"strconv"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"github.com/xiantu/xiantu/geo"
)

func TestLabelPoint(t *testing.T) {
	hook := orb.Polygon{{{0, 0}, {10, 0}, {10, 10}, {9, 10}, {9, 1}, {0, 1}, {0, 0}}}
	ring := orb.Polygon{{{0, 0}, {10, 0}, {10, 10}, {0, 10}, {0, 0}}, {{2, 2}, {2, 8}, {8, 8}, {8, 2}, {2, 2}}}
	for name, shape := range map[string]orb.MultiPolygon{
		"square": multi(square(100, 30, 1)), "hook": multi(hook), "hole in the middle": multi(ring),
		"an exclave": multi(square(0, 0, 1), square(5, 5, 3)), "far north": multi(square(100, 75, 2)),
		"sliver": multi(orb.Polygon{{{0, 0}, {10, 0}, {10, 1e-6}, {0, 1e-6}, {0, 0}}}),
	} {
		p := geo.LabelPoint(shape)
		if !geo.Contains(shape, p) {
			t.Errorf("%s: %v lies outside", name, p)
		}
		if again := geo.LabelPoint(shape); again != p {
			t.Errorf("%s: %v, then %v", name, p, again)
		}
	}
	if p := geo.LabelPoint(multi(square(100, 30, 1))); math.Abs(p[0]-100.5) > 0.02 || p[1] < 30.45 || p[1] > 30.55 {
		t.Errorf("square: %v", p)
	}
	if p := geo.LabelPoint(multi(square(0, 0, 1), square(5, 5, 3))); p[0] < 5 {
		t.Errorf("the larger part is at 5, 5; the label at %v", p)
	}
	for _, empty := range []orb.MultiPolygon{nil, {}, {{}}, {{{}}}, {{{{1, 2}}}}} {
		if p := geo.LabelPoint(empty); p != (orb.Point{}) {
			t.Errorf("LabelPoint(%v) = %v", empty, p)
		}
	}
}

func TestContains(t *testing.T) {
	//  +-------+
	//  | +---+ |   a frame and an island in its window
	//  | |[ ]| |
	//  | +---+ |
	//  +-------+
	frame := orb.Polygon{square(0, 0, 10)[0], square(2, 2, 6)[0]}
	shape := multi(frame, square(4, 4, 2))
	for p, want := range map[orb.Point]bool{
		{1, 1}: true, {3, 3}: false, {5, 5}: true, {11, 5}: false, {-1, 0}: false, {5, -1}: false,
		{0, 0}: true, {10, 10}: true, {0, 5}: true, {2, 5}: true, {5, 8}: true, {4, 4}: true, // borders and corners
		{-1, 10}: false, {11, 10}: false, {1, 2}: true, {9, 8}: true, // level with corners
	} {
		if got := geo.Contains(shape, p); got != want {
			t.Errorf("Contains(%v) = %v", p, got)
		}
	}
	if geo.Contains(nil, orb.Point{}) || geo.Contains(orb.MultiPolygon{{}}, orb.Point{}) {
		t.Error("nothing contains something")
	}
}

// Neighbours leave no place between them: one of two triangles that share an edge holds
// any place near it, and both only what is on it.
func TestContainsLeavesNothingOut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		coordinate := func(name string) float64 {
			return float64(rapid.IntRange(-1000, 1000).Draw(t, name)) / geo.GridUnits
		}
		a := orb.Point{104 + coordinate("ax"), 30 + coordinate("ay")}
		b := orb.Point{104.1 + coordinate("bx"), 30.1 + coordinate("by")}
		left := multi(orb.Polygon{{a, b, {104, 30.1}, a}})
		right := multi(orb.Polygon{{a, {104.1, 30}, b, a}})
		s := rapid.Float64Range(0.01, 0.99).Draw(t, "s")
		p := orb.Point{a[0] + s*(b[0]-a[0]), a[1] + s*(b[1]-a[1])}
		if !geo.Contains(left, p) && !geo.Contains(right, p) {
			t.Fatalf("%v lies in neither", p)
		}
	})
}

// wavy is a ring of n vertices, as borders are.
func wavy(n int) orb.Ring {
	var ring orb.Ring
	for i := range n {
		angle := 2 * math.Pi * float64(i) / float64(n)
		r := 0.03 * (1 + 0.3*math.Sin(3*angle) + 0.1*math.Sin(31*angle) + 0.02*math.Sin(211*angle))
		ring = append(ring, orb.Point{104 + r*math.Cos(angle), 30 + r*math.Sin(angle)})
	}
	return append(ring, ring[0])
}

func BenchmarkLabelPoint(b *testing.B) {
	for _, n := range []int{400, 6000} {
		shape := orb.MultiPolygon{{wavy(n)}}
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			for b.Loop() {
				geo.LabelPoint(shape)
			}
		})
	}
}

func BenchmarkContains(b *testing.B) {
	shape := orb.MultiPolygon{{wavy(400)}}
	for b.Loop() {
		geo.Contains(shape, orb.Point{104.01, 30.01})
	}
}
