package tiles_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/paulmach/orb/maptile"

	"github.com/xiantu/xiantu/coverage"
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
