package tiles

import (
	"math"

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

// ranks are lower for larger units: one for each quarter of a halving below a million
// square kilometres. They tell nothing of other units, so that a change of one leaves the
// tiles of others as they are.
func ranks(b *edition.Boundaries) []int32 {
	const largest = 1e12 // m2
	out := make([]int32, len(b.Units))
	for i := range b.Units {
		area := min(max(float64(b.Units[i].Area), 1), largest)
		out[i] = 1 + int32(math.Round(4*math.Log2(largest/area)))
	}
	return out
}
