package geo_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"
	"github.com/peterstace/simplefeatures/geom"
	"pgregory.net/rapid"

	"github.com/xiantu/xiantu/geo"
)

func ExampleFaultOf() {
	bowtie := orb.MultiPolygon{{{{0, 0}, {1, 1}, {1, 0}, {0, 1}, {0, 0}}}}
	fmt.Println(geo.FaultOf(bowtie))
	// Output: crossing [0.5 0.5]
}

func TestFaultOf(t *testing.T) {
	ring := func(xy ...float64) orb.Ring {
		var r orb.Ring
		for i := 0; i < len(xy); i += 2 {
			r = append(r, orb.Point{xy[i], xy[i+1]})
		}
		return append(r, r[0])
	}
	big := ring(0, 0, 4, 0, 4, 4, 0, 4)
	for _, c := range []struct {
		name  string
		shape orb.MultiPolygon
		fault geo.OutlineFault
	}{
		{"a square", orb.MultiPolygon{{big}}, geo.NoFault},
		{"a hole", orb.MultiPolygon{{big, ring(1, 1, 2, 1, 2, 2, 1, 2)}}, geo.NoFault},
		{"a hole that touches its shell", orb.MultiPolygon{{big, ring(0, 2, 2, 1, 2, 3)}}, geo.NoFault},
		{"parts that touch at a corner", orb.MultiPolygon{{big}, {ring(4, 4, 5, 4, 5, 5)}}, geo.NoFault},
		{"a ring that touches itself", orb.MultiPolygon{{ring(0, 0, 2, 1, 4, 0, 4, 2, 2, 1, 0, 2)}}, geo.NoFault},
		{"nothing", nil, geo.NoFault},
		{"self-crossing", orb.MultiPolygon{{ring(0, 0, 3, 0, 3, 2, 1, -1, 0, 3)}}, geo.Crossing},
		{"spike", orb.MultiPolygon{{ring(0, 0, 1, 0, 1, 0.5, 2, 0.5, 1, 0.5, 1, 1, 0, 1)}}, geo.DoubledEdge},
		{"no area", orb.MultiPolygon{{ring(0, 0, 1, 0, 2, 0)}}, geo.DoubledEdge},
		{"run twice", orb.MultiPolygon{{ring(0, 0, 1, 0, 1, 1, 0, 0, 1, 0, 1, 1)}}, geo.DoubledEdge},
		{"hole like its shell", orb.MultiPolygon{{big, big}}, geo.DoubledEdge},
		{"parts that share an edge", orb.MultiPolygon{{big}, {ring(4, 0, 8, 0, 8, 4, 4, 4)}}, geo.DoubledEdge},
		{"hole outside", orb.MultiPolygon{{big, ring(7, 7, 8, 7, 8, 8)}}, geo.HoleOutside},
		{"hole in a bay", orb.MultiPolygon{{ring(0, 0, 4, 0, 4, 4, 3, 4, 3, 1, 1, 1, 1, 4, 0, 4), ring(1.5, 2, 2.5, 2, 2, 3)}}, geo.HoleOutside},
		{"hole in a hole", orb.MultiPolygon{{big, ring(1, 1, 3, 1, 3, 3, 1, 3), ring(1.5, 1.5, 2, 1.5, 2, 2)}}, geo.RingInRing},
		{"two holes that touch", orb.MultiPolygon{{big, ring(1, 1, 2, 1, 2, 2, 1, 2), ring(2, 2, 3, 2, 3, 3, 2, 3)}}, geo.NoFault},
		{"part in a part", orb.MultiPolygon{{big}, {ring(1, 1, 2, 1, 2, 2)}}, geo.RingInRing},
		{"part in a hole", orb.MultiPolygon{{big, ring(1, 1, 3, 1, 3, 3, 1, 3)}, {ring(1.5, 1.5, 2, 1.5, 2, 2)}}, geo.NoFault},
		{"part that fills a hole", orb.MultiPolygon{{big, ring(1, 1, 3, 1, 3, 3, 1, 3)}, {ring(1, 1, 3, 1, 3, 3, 1, 3)}}, geo.DoubledEdge},
		{"another part's hole", orb.MultiPolygon{{big, ring(7, 1, 8, 1, 8, 2)}, {ring(6, 0, 9, 0, 9, 3, 6, 3)}}, geo.HoleOutside},
		{"crossing in a vertex", orb.MultiPolygon{{ring(0, 0, 2, 2, 4, 4, 0, 4, 2, 2, 4, 0)}}, geo.Crossing},
		{"loop wound twice", orb.MultiPolygon{{ring(0, 0, 4, 0, 4, 4, 0, 4, 0, 0, 2, 1, 1, 2)}}, geo.Crossing},
		{"hole across its shell", orb.MultiPolygon{{big, ring(2, 2, 6, 2, 6, 6, 2, 6)}}, geo.Crossing},
		{"teeth side by side", orb.MultiPolygon{{teeth(20_000)}}, geo.NoFault},
		{"teeth side by side, one crossed", orb.MultiPolygon{{func() orb.Ring {
			ring := teeth(20_000)
			ring[20_001][0] += 1e-4
			return ring
		}()}}, geo.Crossing},
		{"teeth side by side, some touching", orb.MultiPolygon{{touching(teeth(20_000))}}, geo.TooCrowded},
		{"most of it in a corner", orb.MultiPolygon{{cornered(100_000, false)}}, geo.NoFault},
		{"most of it in a corner, crossed", orb.MultiPolygon{{cornered(100_000, true)}}, geo.Crossing},
	} {
		if fault, at := geo.FaultOf(c.shape); fault != c.fault {
			t.Errorf("%s: %q at %v, want %q", c.name, fault, at, c.fault)
		}
	}
}

// teeth is a comb of n slanting teeth that do not meet.
func teeth(n int) orb.Ring {
	ring := orb.Ring{{0, 0}}
	for i := range n {
		x := float64(i) / float64(n)
		ring = append(ring, orb.Point{x + 1, 1}, orb.Point{x + 0.5/float64(n), 0})
	}
	return append(ring, orb.Point{2, 0}, orb.Point{2, -1}, orb.Point{0, -1}, ring[0])
}

// touching is a ring with a bay that touches it in one place.
func touching(ring orb.Ring) orb.Ring {
	return append(ring[:len(ring)-2], orb.Point{1.6, -1}, orb.Point{1.5, 0}, orb.Point{1.4, -1}, orb.Point{0, -1}, ring[0])
}

// cornered is a large square one corner of which has a fine zigzag, crossed or not.
func cornered(n int, crossed bool) orb.Ring {
	ring := orb.Ring{{0, 0}, {100, 0}, {100, 100}}
	for i := range n {
		ring = append(ring, orb.Point{100 - float64(i)*1e-6, 100 + 1e-6*float64(i%2+1)})
	}
	if crossed {
		ring[n/2][0] -= 20.5e-6
	}
	return append(ring, orb.Point{0, 100}, ring[0])
}

// A ring of chance is at fault just when simplefeatures finds that it crosses itself.
func TestFaultOfRingsOfChance(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(3, 9).Draw(t, "n")
		ring := make(orb.Ring, 0, n+1)
		coordinates := make([]float64, 0, 2*n+2)
		for range n {
			p := orb.Point{float64(rapid.IntRange(0, 12).Draw(t, "x")), float64(rapid.IntRange(0, 12).Draw(t, "y"))}
			if len(ring) > 0 && ring[len(ring)-1] == p {
				continue
			}
			ring = append(ring, p)
			coordinates = append(coordinates, p[0], p[1])
		}
		if len(ring) < 3 || ring[0] == ring[len(ring)-1] {
			return
		}
		ring = append(ring, ring[0])
		coordinates = append(coordinates, ring[0][0], ring[0][1])
		fault, at := geo.FaultOf(orb.MultiPolygon{{ring}})
		line := geom.NewLineString(geom.NewSequence(coordinates, geom.DimXY))
		if fault != geo.NoFault && line.IsSimple() {
			t.Fatalf("%q at %v in %v, which is simple", fault, at, ring)
		}
		polygon := geom.NewPolygon([]geom.LineString{line})
		if fault == geo.NoFault && polygon.Validate() != nil && !touches(ring) {
			t.Fatalf("no fault in %v: %v", ring, polygon.Validate())
		}
	})
}

// touches reports whether a ring comes to a place of it a second time, on a vertex or an
// edge, which is no fault here.
func touches(ring orb.Ring) bool {
	for i, p := range ring[1:] {
		for j := 1; j < len(ring); j++ {
			a, b := ring[j-1], ring[j]
			cross := (b[0]-a[0])*(p[1]-a[1]) - (b[1]-a[1])*(p[0]-a[0])
			between := min(a[0], b[0]) <= p[0] && p[0] <= max(a[0], b[0]) && min(a[1], b[1]) <= p[1] && p[1] <= max(a[1], b[1])
			if cross == 0 && between && j != i+1 && j != (i+1)%(len(ring)-1)+1 {
				return true
			}
		}
	}
	return false
}

// Edges of all lengths and directions are found by the grid as by comparing all pairs:
// a crossing far from any vertex, put into a large sound ring, is not missed.
func TestFaultOfLargeRing(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	for range 20 {
		n := 1000 + random.IntN(2000)
		ring := make(orb.Ring, 0, n+1)
		for i := range n {
			sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(n))
			r := 1 + 0.3*random.Float64()
			ring = append(ring, geo.Snap(orb.Point{104 + r*cos, 31 + r*sin}).Point())
		}
		ring = append(ring, ring[0])
		if fault, at := geo.FaultOf(orb.MultiPolygon{{ring}}); fault != geo.NoFault {
			t.Fatalf("%q at %v in a sound ring", fault, at)
		}
		i := random.IntN(n - 1)
		far := (i + n/2) % n
		ring[i+1], ring[far] = ring[far], ring[i+1]
		ring[n] = ring[0]
		if fault, _ := geo.FaultOf(orb.MultiPolygon{{ring}}); fault != geo.Crossing {
			t.Fatalf("%q in a ring with two vertices exchanged", fault)
		}
	}
}
