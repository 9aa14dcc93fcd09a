package geo_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/geo"
)

// Beside a geodesic at a known foot and distance, and beyond its ends.
func TestDistanceToEdge(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	worst := 0.0
	for range 3000 {
		a := orb.Point{103.8 + random.Float64(), 20 + 30*random.Float64()}
		azimuth, length := 360*random.Float64(), geo.Metres(math.Pow(10, 5*random.Float64()))
		b := geo.Direct(a, azimuth, length)
		foot := geo.Direct(a, azimuth, length*geo.Metres(random.Float64()))
		_, leaving, _ := geo.Inverse(foot, b)
		if geo.Distance(foot, b) < 0.5 {
			continue
		}
		away := geo.Metres(math.Pow(10, 5*random.Float64()-1))
		p := geo.Direct(foot, leaving+90, away)
		worst = max(worst, math.Abs(float64(geo.DistanceToEdge(p, a, b)-away)))
		past := geo.Direct(b, leaving+10, away) // the nearest point is the end, or nearly
		if d := geo.DistanceToEdge(past, a, b); d > away+1e-6 {
			t.Fatalf("%v to %v, %v: %f, its end is %f away", a, b, past, d, away)
		}
	}
	if worst > 1e-5 {
		t.Errorf("off by up to %g m", worst)
	}
	a, b := orb.Point{103.8, 29.8}, orb.Point{103.9, 29.8}
	for _, p := range []orb.Point{a, b} {
		if d := geo.DistanceToEdge(p, a, b); d != 0 {
			t.Errorf("%v is %g m from its own edge", p, d)
		}
	}
	if d, want := geo.DistanceToEdge(b, a, a), geo.Distance(a, b); d != want {
		t.Errorf("to an edge without length: %f, want %f", d, want)
	}
}

// What the index finds is what looking at every edge finds.
func TestProximityLikeAllEdges(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	at := func() orb.Point { return orb.Point{103.8 + 0.2*random.Float64(), 29.8 + 0.2*random.Float64()} }
	var shapes []orb.Geometry
	for range 40 {
		c := at()
		ring := orb.Ring{}
		for angle := 0.0; angle < 360; angle += 40 {
			ring = append(ring, geo.Direct(c, angle, geo.Metres(200+800*random.Float64())))
		}
		shapes = append(shapes, orb.Polygon{append(ring, ring[0])}, orb.LineString{at(), at(), at()}, at(), nil)
	}
	index := geo.NewProximity(shapes)
	for range 200 {
		p := at()
		want := map[int]geo.Metres{}
		for i, s := range shapes {
			if d := plainDistance(p, s); d <= 3000 && d <= within(i) {
				want[i] = d
			}
		}
		got := index.Near(p, 3000, within)
		if len(got) != len(want) {
			t.Fatalf("%v: %d near, want %d", p, len(got), len(want))
		}
		for i, n := range got {
			if math.Abs(float64(n.Distance-want[n.Shape])) > 1e-6 || i > 0 && got[i-1].Shape >= n.Shape {
				t.Fatalf("%v: shape %d at %f, want %f", p, n.Shape, n.Distance, want[n.Shape])
			}
		}
	}
}

func within(shape int) geo.Metres { return geo.Metres(500 + 100*(shape%40)) }

func plainDistance(p orb.Point, g orb.Geometry) geo.Metres {
	var line orb.LineString
	switch g := g.(type) {
	case orb.Polygon:
		if geo.Contains(orb.MultiPolygon{g}, p) {
			return 0
		}
		line = orb.LineString(g[0])
	case orb.LineString:
		line = g
	case orb.Point:
		return geo.Distance(p, g)
	default:
		return geo.Metres(math.Inf(1))
	}
	nearest := geo.Metres(math.Inf(1))
	for i := 1; i < len(line); i++ {
		nearest = min(nearest, geo.DistanceToEdge(p, line[i-1], line[i]))
	}
	return nearest
}
