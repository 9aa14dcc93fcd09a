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

// beyond is the part of a disc of radius 1000 beyond a line at h from its centre.
func beyond(h float64) float64 { return r*r*math.Acos(h/r) - h*math.Sqrt(r*r-h*h) }

// onBoard is the union of n by n discs of a radius of 1000/sqrt(2), 1000 apart, which meet
// in one point at each corner: squares, and a segment of a circle on each outer side.
func onBoard(n float64) float64 {
	const scale = 0.5 // a disc's area is half of one of radius 1000
	return 1e6*n*n + 4*n*scale*beyond(r/math.Sqrt2)
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
		{"half a radius apart", row(2, 500, r), 2*full - lens(500)},
		{"a radius apart", row(2, 1000, r), 2*full - lens(1000)},
		{"three halves apart", row(2, 1500, r), 2*full - lens(1500)},
		{"almost tangent", row(2, 1999.999, r), 2*full - lens(1999.999)},
		{"tangent", row(2, 2000, r), 2 * full},
		{"far apart", row(2, 5000, r), 2 * full},
		{"a small one inside", append(row(1, 0, r), geo.PlaneDisc{X: 300, Y: 7, R: 200}), full},
		{"a small one inside, tangent", append(row(1, 0, r), geo.PlaneDisc{X: 800, Y: 7, R: 200}), full},
		{"a chain of 300", row(300, 500, r), 300*full - 299*lens(500)},
		{"Reuleaux", []geo.PlaneDisc{{R: r}, {X: 1000, R: r}, {X: 500, Y: 500 * math.Sqrt(3), R: r}}, 3*full - 3*lens(1000) + (math.Pi-math.Sqrt(3))/2*r*r},
		{"four through one point", board(2, 1000, 707.106781187), onBoard(2)},
		{"25, four by four through a point", board(5, 1000, 707.106781187), onBoard(5)},
		{"100, four by four through a point", board(10, 1000, 707.106781187), onBoard(10)},
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
		{"cut 500 m off", one, orb.MultiPolygon{{rectangle(-500, -5000, 5000, 5000)}}, full - beyond(500)},
		{"inscribed: touches all four sides", one, orb.MultiPolygon{{rectangle(-1000, -1000, 1000, 1000)}}, full},
		{"touches one side from inside", one, orb.MultiPolygon{{rectangle(-1000, -5000, 5000, 5000)}}, full},
		{"touches one side from outside", one, orb.MultiPolygon{{rectangle(1000, -5000, 5000, 5000)}}, 0},
		{"through all corners", one, orb.MultiPolygon{{orb.Ring{{1000, 0}, {0, 1000}, {-1000, 0}, {0, -1000}, {1000, 0}}}}, 2e6},
		{"through two corners", one, orb.MultiPolygon{{orb.Ring{{600, -800}, {5000, -800}, {5000, 800}, {600, 800}, {600, -800}}}}, beyond(600)},
		{"a hole inside", one, orb.MultiPolygon{{rectangle(-5000, -5000, 5000, 5000), rectangle(-100, -100, 100, 100)}}, full - 4e4},
		{"a hole around", one, orb.MultiPolygon{{rectangle(-5000, -5000, 5000, 5000), rectangle(-1500, -1500, 1500, 1500)}}, 0},
		{"a hole halfway", one, orb.MultiPolygon{{rectangle(-5000, -5000, 5000, 5000), rectangle(0, -1500, 1500, 1500)}}, full / 2},
		{"a hole that touches", one, orb.MultiPolygon{{rectangle(-5000, -5000, 5000, 5000), rectangle(1000, -500, 1500, 500)}}, full},
		{"two exclaves", one, orb.MultiPolygon{{rectangle(500, -5000, 5000, 5000)}, {rectangle(-5000, -5000, -500, 5000)}}, 2 * beyond(500)},
		{"two discs, half a radius", row(2, 500, r), orb.MultiPolygon{{rectangle(-9000, 7, 9000, 9000)}}, full - lens(500)/2},
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

func ExampleReach_Area() {
	square := orb.MultiPolygon{{{{103.80, 29.80}, {103.90, 29.80}, {103.90, 29.90}, {103.80, 29.90}, {103.80, 29.80}}}}
	inside := geo.NewReach([]orb.Point{{103.85, 29.85}}, 1000)
	border := geo.NewReach([]orb.Point{{103.80, 29.85}}, 1000)
	fmt.Printf("%.0f m2 and %.0f m2\n", inside.Area(square), border.Area(square))
	// Output: 3141593 m2 and 1570793 m2
}
