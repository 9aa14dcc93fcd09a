package geo_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/geo"
)

const r = 1000.0

func row(n int, step, radius float64) []geo.PlaneDisc {
	var discs []geo.PlaneDisc
	for i := range n {
		discs = append(discs, geo.PlaneDisc{X: float64(i) * step, Y: 7, R: radius})
	}
	return discs
}

func board(n int, step, radius float64) []geo.PlaneDisc {
	var discs []geo.PlaneDisc
	for i := range n * n {
		discs = append(discs, geo.PlaneDisc{X: float64(i%n) * step, Y: float64(i/n) * step, R: radius})
	}
	return discs
}

// lens is the area that two discs of radius 1000 share at a distance.
func lens(d float64) float64 {
	return 2*r*r*math.Acos(d/2/r) - d/2*math.Sqrt(4*r*r-d*d)
}

func TestUnionOfPlaneDiscs(t *testing.T) {
	const full = math.Pi * r * r
	for _, c := range []struct {
		name  string
		discs []geo.PlaneDisc
		want  float64
	}{
		{"none", nil, 0},
		{"one", row(1, 0, r), full},
		{"the same twice and thrice", append(row(2, 0, r), row(1, 0, r)...), full},
		{"a hair apart", row(2, 1e-10, r), full},
		{"a micrometre apart", row(2, 1e-6, r), 2*full - lens(1e-6)},
		{"half a radius apart", row(2, 500, r), 4131076.082150},
		{"a radius apart", row(2, 1000, r), 5054815.608571},
		{"three halves apart", row(2, 1500, r), 5829873.553202},
		{"almost tangent", row(2, 1999.999, r), 6283185.305846},
		{"tangent", row(2, 2000, r), 2 * full},
		{"far apart", row(2, 5000, r), 2 * full},
		{"a small one inside", append(row(1, 0, r), geo.PlaneDisc{X: 300, Y: 7, R: 200}), full},
		{"a small one inside, tangent", append(row(1, 0, r), geo.PlaneDisc{X: 800, Y: 7, R: 200}), full},
		{"a chain of 300", row(300, 500, r), 300*full - 299*lens(500)},
		{"Reuleaux", []geo.PlaneDisc{{R: r}, {X: 1000, R: r}, {X: 500, Y: 500 * math.Sqrt(3), R: r}}, 6444439.787954},
		{"four through one point", board(2, 1000, 707.106781187), 5141592.653590},
		{"25, four by four through a point", board(5, 1000, 707.106781187), 27853981.633974},
		{"100, four by four through a point", board(10, 1000, 707.106781187), 105707963.267949},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := geo.PlaneUnion(c.discs); math.Abs(got-c.want) > 1e-9*c.want+1e-3 {
				t.Errorf("union is %.6f m2, want %.6f", got, c.want)
			}
		})
	}
}

func rectangle(x0, y0, x1, y1 float64) orb.Ring {
	return orb.Ring{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}, {x0, y0}}
}

func TestPlaneDiscsInShape(t *testing.T) {
	const full = math.Pi * r * r
	segment := func(h float64) float64 { return r*r*math.Acos(h/r) - h*math.Sqrt(r*r-h*h) } // beyond a line at h
	one := []geo.PlaneDisc{{R: r}}
	for _, c := range []struct {
		name  string
		discs []geo.PlaneDisc
		shape orb.MultiPolygon
		want  float64
	}{
		{"wholly inside", one, orb.MultiPolygon{{rectangle(-5000, -5000, 5000, 5000)}}, full},
		{"covers all", one, orb.MultiPolygon{{rectangle(-500, -500, 500, 500)}}, 1e6},
		{"outside", one, orb.MultiPolygon{{rectangle(1500, 1500, 2500, 2500)}}, 0},
		{"centre on the border", one, orb.MultiPolygon{{rectangle(0, -5000, 5000, 5000)}}, full / 2},
		{"centre on a corner", one, orb.MultiPolygon{{rectangle(0, 0, 5000, 5000)}}, full / 4},
		{"cut 500 m off", one, orb.MultiPolygon{{rectangle(-500, -5000, 5000, 5000)}}, 2527407.804285},
		{"inscribed: touches all four sides", one, orb.MultiPolygon{{rectangle(-1000, -1000, 1000, 1000)}}, full},
		{"touches one side from inside", one, orb.MultiPolygon{{rectangle(-1000, -5000, 5000, 5000)}}, full},
		{"touches one side from outside", one, orb.MultiPolygon{{rectangle(1000, -5000, 5000, 5000)}}, 0},
		{"through all corners", one, orb.MultiPolygon{{orb.Ring{{1000, 0}, {0, 1000}, {-1000, 0}, {0, -1000}, {1000, 0}}}}, 2e6},
		{"through two corners", one, orb.MultiPolygon{{orb.Ring{{600, -800}, {5000, -800}, {5000, 800}, {600, 800}, {600, -800}}}}, segment(600)},
		{"a hole inside", one, orb.MultiPolygon{{rectangle(-5000, -5000, 5000, 5000), rectangle(-100, -100, 100, 100)}}, full - 4e4},
		{"a hole around", one, orb.MultiPolygon{{rectangle(-5000, -5000, 5000, 5000), rectangle(-1500, -1500, 1500, 1500)}}, 0},
		{"a hole halfway", one, orb.MultiPolygon{{rectangle(-5000, -5000, 5000, 5000), rectangle(0, -1500, 1500, 1500)}}, full / 2},
		{"a hole that touches", one, orb.MultiPolygon{{rectangle(-5000, -5000, 5000, 5000), rectangle(1000, -500, 1500, 500)}}, full},
		{"two exclaves", one, orb.MultiPolygon{{rectangle(500, -5000, 5000, 5000)}, {rectangle(-5000, -5000, -500, 5000)}}, 2 * segment(500)},
		{"two discs, half a radius", row(2, 500, r), orb.MultiPolygon{{rectangle(-9000, 7, 9000, 9000)}}, 4131076.082150 / 2},
		{"one disc twice", row(2, 0, r), orb.MultiPolygon{{rectangle(-9000, 7, 9000, 9000)}}, full / 2},
		{"a ring of discs around a gap", board(2, 1500, r), orb.MultiPolygon{{rectangle(0, 0, 1500, 1500)}}, full - 2*lens(1500)},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := geo.PlaneCovered(c.discs, c.shape); math.Abs(got-c.want) > 1e-3 {
				t.Errorf("covered %.6f m2, want %.6f", got, c.want)
			}
		})
	}
}

var here = orb.Point{103.85, 29.83}

// box is a shape around here, w and h degrees to each side.
func box(w, h float64) orb.MultiPolygon {
	return orb.MultiPolygon{{rectangle(here[0]-w, here[1]-h, here[0]+w, here[1]+h)}}
}

func TestReachAreaOfOneDisc(t *testing.T) {
	for radius, want := range map[geo.Metres][2]float64{
		500: {785398.1630, 0.01}, 1000: {3141592.6471, 0.01}, 2000: {12566370.5110, 0.02}, 3000: {28274333.3593, 0.02},
		5000: {78539812.3039, 0.05}, 10000: {314159200.784, 0.1}, 20000: {1256636028.25, 0.5},
	} {
		got := float64(geo.NewReach([]orb.Point{here}, radius).Area(box(1, 1)))
		t.Logf("%6.0f m: %.4f m2, off by %.4f", radius, got, got-want[0])
		if math.Abs(got-want[0]) > want[1] {
			t.Errorf("disc of %v m has %.4f m2, want %.4f", radius, got, want[0])
		}
	}
}

func ExampleReach_Area() {
	square := orb.MultiPolygon{{{{103.80, 29.80}, {103.90, 29.80}, {103.90, 29.90}, {103.80, 29.90}, {103.80, 29.80}}}}
	inside := geo.NewReach([]orb.Point{{103.85, 29.85}}, 1000)
	border := geo.NewReach([]orb.Point{{103.80, 29.85}}, 1000)
	fmt.Printf("%.0f m2 and %.0f m2\n", inside.Area(square), border.Area(square))
	// Output: 3141593 m2 and 1570793 m2
}
