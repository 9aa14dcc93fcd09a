package geo_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/xiantu/xiantu/geo"
)

// A grid finds the boxes that looking at all of them finds, those put in later too.
func TestBoxGrid(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		box := rapid.Custom(func(t *rapid.T) geo.Box {
			size := rapid.SampledFrom([]int64{0, 1, 50, 4000, 3e10}).Draw(t, "size")
			b := geo.BoxOf(geo.Vertex{X: rapid.Int64Range(-5000, 5000).Draw(t, "x"), Y: rapid.Int64Range(-5000, 5000).Draw(t, "y")})
			b.Add(geo.Vertex{X: b.MinX + rapid.Int64Range(0, size).Draw(t, "width"), Y: b.MinY + rapid.Int64Range(0, size).Draw(t, "height")})
			return b
		})
		boxes := rapid.SliceOfN(box, 0, 60).Draw(t, "boxes")
		known := rapid.IntRange(0, len(boxes)).Draw(t, "known")
		grid := geo.NewBoxGrid(boxes[:known])
		for _, b := range boxes[known:] {
			grid.Add(b)
		}
		q := box.Draw(t, "query")
		var got, want []int32
		grid.Query(q, func(i int32) { got = append(got, i) })
		for i, b := range boxes {
			if b.MinX <= q.MaxX && q.MinX <= b.MaxX && b.MinY <= q.MaxY && q.MinY <= b.MaxY {
				want = append(want, int32(i))
			}
		}
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Fatalf("%v meet %v, want %v", got, q, want)
		}
	})
}
