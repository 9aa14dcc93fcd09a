package tiles_test

import (
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/xiantu/xiantu/tiles"
)

type ring = [][2]int64

func TestClip(t *testing.T) {
	const low, high = -64, 4160
	all := ring{{low, low}, {high, low}, {high, high}, {low, high}}
	for _, c := range []struct {
		name string
		in   []ring
		want []ring
	}{
		{"inside stays", []ring{{{0, 0}, {10, 0}, {10, 10}}}, []ring{{{0, 0}, {10, 0}, {10, 10}}}},
		{"outside goes", []ring{{{5000, 0}, {5010, 0}, {5010, 10}}}, nil},
		{"the tile inside a unit", []ring{{{-9999, -9999}, {9999, -9999}, {9999, 9999}, {-9999, 9999}}}, []ring{all}},
		{"the tile inside a hole", []ring{
			{{-9999, -9999}, {9999, -9999}, {9999, 9999}, {-9999, 9999}},
			{{-999, -999}, {-999, 8999}, {8999, 8999}, {8999, -999}},
		}, nil},
		{"half a unit", []ring{{{1000, -9999}, {9999, -9999}, {9999, 9999}, {1000, 9999}}},
			[]ring{{{1000, high}, {1000, low}, {high, low}, {high, high}}}},
		{"all but a hole that looks in", []ring{
			{{-9999, -9999}, {9999, -9999}, {9999, 9999}, {-9999, 9999}},
			{{-999, 1000}, {-999, 2000}, {500, 2000}, {500, 1000}},
		}, []ring{{{low, 2000}, {500, 2000}, {500, 1000}, {low, 1000}, {low, low}, {high, low}, {high, high}, {low, high}}}},
		// A comb whose teeth reach in comes out as teeth, with nothing along the edge.
		{"teeth", []ring{{{100, -1000}, {1000, -1000}, {1000, 300}, {800, 300}, {800, -500}, {300, -500}, {300, 300}, {100, 300}}},
			[]ring{{{1000, low}, {1000, 300}, {800, 300}, {800, low}}, {{300, low}, {300, 300}, {100, 300}, {100, low}}}},
		{"a hole goes with its own shell", []ring{
			{{100, -1000}, {1000, -1000}, {1000, 300}, {800, 300}, {800, -500}, {300, -500}, {300, 300}, {100, 300}},
			{{150, 100}, {150, 200}, {250, 200}, {250, 100}},
		}, []ring{{{1000, low}, {1000, 300}, {800, 300}, {800, low}}, {{300, low}, {300, 300}, {100, 300}, {100, low}}, {{150, 100}, {150, 200}, {250, 200}, {250, 100}}}},
		{"a spike out of the tile and back", []ring{{{0, 0}, {100, 0}, {100, -900}, {100, 0}, {100, 100}, {0, 100}}},
			[]ring{{{0, 0}, {100, 0}, {100, 100}, {0, 100}}}},
		{"a needle turned over by rounding", []ring{{{-900, 100}, {500, 100}, {500, 102}, {-900, 99}}}, nil},
		{"through a corner", []ring{{{-200, 72}, {72, -200}, {-200, -200}}}, nil},
		{"a collapsed ring", []ring{{{0, 0}, {10, 10}, {20, 20}}}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := tiles.Clip(c.in)
			if c.name == "a needle turned over by rounding" { // what it is matters less than what it is not
				for _, r := range got {
					if a := shoelace(r); a < 0 || a > 4000 {
						t.Errorf("a ring of %v", a)
					}
				}
				return
			}
			if d := cmp.Diff(normal(c.want), normal(got)); d != "" {
				t.Error(d)
			}
		})
	}
}

// normal starts each ring at its least position.
func normal(rings []ring) []ring {
	out := []ring{}
	for _, r := range rings {
		least := slices.IndexFunc(r, func(p [2]int64) bool {
			return p == slices.MinFunc(r, func(a, b [2]int64) int { return slices.Compare(a[:], b[:]) })
		})
		out = append(out, slices.Concat(r[least:], r[:least]))
	}
	return out
}

// Whatever a ring does, also cross itself, its clipped area is that of what lies in
// the rectangle, counted by winding number: never a whole tile too much.
func TestClipKeepsWinding(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		coordinate := rapid.OneOf(rapid.Int64Range(-300, 4400), rapid.Int64Range(-70, -58), rapid.Int64Range(4150, 4170), rapid.Int64Range(-9000, 13000))
		var r ring
		for range rapid.IntRange(3, 12).Draw(t, "vertices") {
			r = append(r, [2]int64{coordinate.Draw(t, "x"), coordinate.Draw(t, "y")})
		}
		want := clippedArea(r)
		got := 0.0
		for _, part := range tiles.Trace([]ring{slices.Clone(r)}) {
			got += float64(shoelace(part)) / 2
		}
		// Half a unit of rim, and rounding, along at most the rim and each crossing.
		if slack := 5*4224.0 + 4224*float64(len(r)); math.Abs(got-want) > slack {
			t.Fatalf("the clipped area is %v, want %v", got, want)
		}
	})
}

// clippedArea is the signed area of a ring within the rectangle, by cutting it with
// each side in turn (Sutherland and Hodgman), which keeps areas though not shapes.
func clippedArea(r ring) float64 {
	points := make([][2]float64, len(r))
	for i, p := range r {
		points[i] = [2]float64{float64(p[0]), float64(p[1])}
	}
	for axis := range 2 {
		points = cutBy(cutBy(points, axis, -64, 1), axis, 4160, -1)
	}
	sum := 0.0
	for i, p := range points {
		q := points[(i+1)%len(points)]
		sum += p[0]*q[1] - q[0]*p[1]
	}
	return sum / 2
}

// cutBy keeps what of a ring lies beyond a line across an axis.
func cutBy(points [][2]float64, axis int, at, sign float64) [][2]float64 {
	var out [][2]float64
	for i, p := range points {
		q := points[(i+1)%len(points)]
		dp, dq := (p[axis]-at)*sign, (q[axis]-at)*sign
		if dp >= 0 {
			out = append(out, p)
		}
		if dp*dq < 0 {
			f := dp / (dp - dq)
			out = append(out, [2]float64{p[0] + f*(q[0]-p[0]), p[1] + f*(q[1]-p[1])})
		}
	}
	return out
}

func TestClipLine(t *testing.T) {
	for _, c := range []struct {
		name string
		in   ring
		want []ring
	}{
		{"inside", ring{{0, 0}, {5, 5}}, []ring{{{0, 0}, {5, 5}}}},
		{"outside", ring{{-100, 0}, {-100, 50}}, nil},
		{"through", ring{{-100, 50}, {5000, 50}}, []ring{{{-64, 50}, {4160, 50}}}},
		{"out and in", ring{{10, 10}, {10, -500}, {50, -500}, {50, 10}}, []ring{{{10, 10}, {10, -64}}, {{50, -64}, {50, 10}}}},
		{"past a corner", ring{{-200, 0}, {0, -200}}, nil},
	} {
		if d := cmp.Diff(c.want, tiles.ClipLine(c.in)); d != "" {
			t.Errorf("%s: %s", c.name, d)
		}
	}
}
