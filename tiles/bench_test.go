package tiles_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/maptile"

	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/tiles"
)

// A tile made anew, all layers, from a county already projected.
func BenchmarkEncode(b *testing.B) {
	ed := qingshen(b)
	for _, z := range []int{8, 10, 11, 12, 13, 14} {
		for _, set := range []tiles.Set{tiles.Divisions, tiles.Facilities} {
			b.Run(fmt.Sprintf("%s/z%d", set, z), func(b *testing.B) {
				var e tiles.Encoder
				r := at(set, ed, maptile.At(ed.Bound.Center(), maptile.Zoom(z)))
				tile, err := e.Encode(r)
				if err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(float64(len(tile)), "bytes/tile")
				b.ReportAllocs()
				for b.Loop() {
					if _, err := e.Encode(r); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

// A tile of a question that has been answered, and the answer.
func BenchmarkCoverage(b *testing.B) {
	ed := qingshen(b)
	r := at(tiles.Coverage, ed, maptile.At(ed.Bound.Center(), 11))
	r.Question = &coverage.Question{Kinds: []string{"ELD_RURAL_SUB", "ELD_RURAL_POINT"}, Radius: 2000}
	b.Run("tile", func(b *testing.B) {
		var e tiles.Encoder
		for b.Loop() {
			if _, err := e.Encode(r); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("with answer", func(b *testing.B) {
		for b.Loop() {
			if _, err := tiles.Encode(r); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// All tiles of a county at two zooms, divisions and facilities, as a page asks for them, and
// the same by ST_AsMVT over a prepared query, without the way to the client.
func BenchmarkCold(b *testing.B) {
	for name, ed := range map[string]*edition.Edition{"demo": demoCounty(b, false), "crowded": crowded(b, 25)} {
		addresses := append(tilesOver(ed.Bound, 11), tilesOver(ed.Bound, 12)...)
		b.Run(name+"/ours", func(b *testing.B) {
			var e tiles.Encoder
			b.ReportAllocs()
			for b.Loop() {
				for _, tile := range addresses {
					both(b, &e, ed, tile)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*len(addresses)), "us/tile")
		})
		b.Run(name+"/postgis", func(b *testing.B) {
			p := newPeer(b, ed)
			for b.Loop() {
				for _, tile := range addresses {
					p.tile(b, tile)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*len(addresses)), "us/tile")
		})
	}
}

// Clusters of a province's facilities, anew.
func BenchmarkClusters(b *testing.B) {
	shapes := []orb.MultiPolygon{}
	for _, ed := range four(b) {
		for i := range ed.Units {
			if len(ed.Units[i].Shape) > 0 {
				shapes = append(shapes, ed.Units[i].Shape)
			}
		}
	}
	ed := *four(b)[0]
	list := make([]edition.Facility, 40_000)
	for i, f := range scattered(shapes, len(list)) {
		f.Place[0] += float64(i%200) * 0.03
		f.Place[1] += float64(i/200) * 0.03
		list[i] = edition.Facility{Facility: f, Unit: -1}
	}
	ed.Facilities = &edition.Facilities{List: list}
	for b.Loop() {
		if _, err := tiles.Encode(at(tiles.Facilities, &ed, maptile.New(0, 0, 0))); err != nil {
			b.Fatal(err)
		}
	}
}

// The lines of all zooms, by the vertex.
func BenchmarkPyramid(b *testing.B) {
	ed := crowded(b, 25)
	vertices := 0
	for _, arc := range ed.Mesh.Arcs {
		vertices += len(arc.Line)
	}
	for b.Loop() {
		var e tiles.Encoder
		for z := range tiles.DataZoom + 1 {
			if _, err := e.Encode(at(tiles.Divisions, ed, maptile.At(ed.Bound.Center(), maptile.Zoom(z)))); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(vertices), "ns/vertex")
}

// The first tile of a county: arcs projected and simplified too.
func BenchmarkFirstTile(b *testing.B) {
	ed := qingshen(b)
	r := at(tiles.Divisions, ed, maptile.At(ed.Bound.Center(), 11))
	for b.Loop() {
		if _, err := tiles.Encode(r); err != nil {
			b.Fatal(err)
		}
	}
}

// A tile with gzip, not kept and kept.
func BenchmarkCache(b *testing.B) {
	ed := qingshen(b)
	r := at(tiles.Divisions, ed, maptile.At(ed.Bound.Center(), 11))
	b.Run("cold", func(b *testing.B) {
		c := tiles.NewCache(tiles.Options{})
		for b.Loop() {
			r.Editions[0].Versions.Boundaries++
			if _, err := c.Get(context.Background(), r); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("kept", func(b *testing.B) {
		c := tiles.NewCache(tiles.Options{})
		for b.Loop() {
			if _, err := c.Get(context.Background(), r); err != nil {
				b.Fatal(err)
			}
		}
	})
}
