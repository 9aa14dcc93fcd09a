package tiles

import (
	"cmp"
	"slices"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
)

// TintCount is how many tints units are drawn in, so that no two that touch are alike.
const TintCount = 5

// tints gives each township a tint in 0..TintCount-1 that none of its neighbours has, and
// its villages the same.
func tints(b *edition.Boundaries) []uint8 {
	var towns []int
	for _, town := range b.At(adcode.Township) {
		towns = append(towns, town.Index)
	}
	out := make([]uint8, len(b.Units))
	for i, color := range b.Mesh.Colors(towns) {
		out[towns[i]] = uint8(color % TintCount)
	}
	for i := range b.Units {
		if town := b.Ancestor(&b.Units[i], adcode.Township); town != nil {
			out[i] = out[town.Index]
		}
	}
	return out
}

// ranks orders the units of each level by area: 1 is the largest.
func ranks(b *edition.Boundaries) []int32 {
	out := make([]int32, len(b.Units))
	for _, level := range adcode.Levels {
		units := b.At(level)
		slices.SortStableFunc(units, func(x, y *edition.Unit) int { return cmp.Compare(y.Area, x.Area) })
		for i, u := range units {
			out[u.Index] = int32(i + 1)
		}
	}
	return out
}
