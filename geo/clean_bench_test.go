package geo_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/geo"
)

// wavyBoard is n x n cells whose sides are wavy lines of k segments, shared by neighbours,
// each vertex off by up to jitter degrees in each cell by itself.
func wavyBoard(n, k int, jitter float64) (shapes []orb.MultiPolygon, vertices int) {
	random := rand.New(rand.NewPCG(1, 2))
	const cell = 0.02
	at := func(x, y float64) orb.Point {
		return orb.Point{100 + cell*(x+0.03*math.Sin(9*y)+0.002*math.Sin(70*y)), 20 + cell*(y+0.03*math.Sin(9*x)+0.002*math.Sin(70*x))}
	}
	for row := range n {
		for column := range n {
			ring := make(orb.Ring, 0, 4*k+1)
			for side := range 4 {
				for i := range k {
					// Counted in whole steps, so that neighbours compute the same.
					east, north := [4]int{i, k, k - i, 0}[side], [4]int{0, i, k, k - i}[side]
					p := at(float64(column*k+east)/float64(k), float64(row*k+north)/float64(k))
					if jitter > 0 {
						p[0] += jitter * (2*random.Float64() - 1)
						p[1] += jitter * (2*random.Float64() - 1)
					}
					ring = append(ring, geo.Snap(p).Point())
				}
			}
			shapes = append(shapes, orb.MultiPolygon{{append(ring, ring[0])}})
			vertices += 4 * k
		}
	}
	return shapes, vertices
}

func BenchmarkCoverage(b *testing.B) {
	for _, c := range []struct {
		name   string
		jitter float64
		do     func([]orb.MultiPolygon)
	}{
		{"mesh", 0, func(s []orb.MultiPolygon) { geo.NewMesh(s) }},
		{"arrange", 0, func(s []orb.MultiPolygon) { geo.Arrange(s) }},
		{"clean valid", 0, func(s []orb.MultiPolygon) { geo.Clean(s, geo.CleanOptions{}) }},
		{"clean jittered", 3e-7, func(s []orb.MultiPolygon) { geo.Clean(s, geo.CleanOptions{}) }},
	} {
		b.Run(c.name, func(b *testing.B) {
			shapes, vertices := wavyBoard(40, 150, c.jitter) // a million
			b.ReportAllocs()
			for b.Loop() {
				c.do(shapes)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(vertices), "ns/vertex")
		})
	}
}
