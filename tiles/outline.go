package tiles

import (
	"cmp"
	"slices"

	"github.com/xiantu/xiantu/boundaries/adcode"
)

// outline is the spots of a county's border, each once and in order, and the first zoom at
// which each is drawn. A map would take four times the room.
type outline struct {
	spots []spot
	zooms []uint8
}

func compareSpots(a, b spot) int { return cmp.Or(cmp.Compare(a.X, b.X), cmp.Compare(a.Y, b.Y)) }

// find is the place of a spot.
func (o *outline) find(s spot) (at int, ok bool) {
	return slices.BinarySearchFunc(o.spots, s, compareSpots)
}

// eachOutline calls f with each arc of the county's border: its spots.
func (b *band) eachOutline(f func(first, end int32)) {
	for i, level := range b.border {
		if level == adcode.County {
			f(b.from[i], b.from[i+1])
		}
	}
}

// outline is made when neighbours are first drawn.
func (b *band) outline() *outline {
	b.outlined.Do(func() {
		count := 0
		b.eachOutline(func(first, end int32) { count += int(end - first) })
		spots := make([]spot, 0, count)
		b.eachOutline(func(first, end int32) { spots = append(spots, b.spots[first:end]...) })
		slices.SortFunc(spots, compareSpots)
		b.outer.spots = slices.Clone(slices.Compact(spots))
		b.outer.zooms = slices.Repeat([]uint8{never}, len(b.outer.spots))
		b.eachOutline(func(first, end int32) {
			for v := first; v < end; v++ {
				at, _ := b.outer.find(b.spots[v])
				b.outer.zooms[at] = min(b.outer.zooms[at], b.zoom[v])
			}
		})
	})
	return &b.outer
}

func (o *outline) bytes() int { return 9 * len(o.spots) }
