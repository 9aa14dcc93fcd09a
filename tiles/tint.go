package tiles

import (
	"cmp"
	"slices"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
)

// TintCount is how many tints units are drawn in, so that no two that touch are alike.
const TintCount = 5

// tints gives each township a tint in 0..TintCount-1 that none of its neighbours has, and its
// villages the same. Most constrained first (DSATUR: Brélaz, New methods to color
// the vertices of a graph, 1979). A map needs four; exclaves may ask for more, and
// where five don't do, the shortest border has one tint on both sides.
func tints(b *edition.Boundaries) []uint8 {
	borders := townBorders(b)
	out := make([]uint8, len(b.Units))
	done := map[int]bool{}
	var used [TintCount]int
	var towns []int
	for _, u := range b.At(adcode.Township) {
		towns = append(towns, u.Index)
	}
	for range towns {
		next := slices.MaxFunc(slices.DeleteFunc(slices.Clone(towns), func(t int) bool { return done[t] }), func(x, y int) int {
			return cmp.Or(cmp.Compare(saturation(borders[x], out, done), saturation(borders[y], out, done)),
				cmp.Compare(len(borders[x]), len(borders[y])), cmp.Compare(y, x))
		})
		out[next] = freeTint(borders[next], out, done, used)
		done[next] = true
		used[out[next]]++
	}
	for i := range b.Units {
		if town := b.Ancestor(&b.Units[i], adcode.Township); town != nil {
			out[i] = out[town.Index]
		}
	}
	return out
}

// townBorders tells which townships touch which, and along how many vertices.
func townBorders(b *edition.Boundaries) map[int]map[int]int {
	borders := map[int]map[int]int{}
	town := func(side []int32) int {
		for _, s := range side {
			if b.Units[s].Level() == adcode.Township {
				return int(s)
			}
		}
		return -1
	}
	for _, arc := range b.Mesh.Arcs {
		left, right := town(arc.Left), town(arc.Right)
		if left < 0 || right < 0 || left == right {
			continue
		}
		for _, pair := range [2][2]int{{left, right}, {right, left}} {
			if borders[pair[0]] == nil {
				borders[pair[0]] = map[int]int{}
			}
			borders[pair[0]][pair[1]] += len(arc.Line)
		}
	}
	return borders
}

// saturation counts the tints of the neighbours that have one.
func saturation(neighbours map[int]int, tint []uint8, done map[int]bool) int {
	var used [TintCount]bool
	n := 0
	for t := range neighbours {
		if done[t] && !used[tint[t]] {
			used[tint[t]] = true
			n++
		}
	}
	return n
}

// freeTint is the tint with the shortest border to units that have it already, none
// at all where a tint is free; of several the one used least, so that all are used.
func freeTint(neighbours map[int]int, tint []uint8, done map[int]bool, used [TintCount]int) uint8 {
	var shared [TintCount]int
	for t, length := range neighbours {
		if done[t] {
			shared[tint[t]] += length
		}
	}
	best := 0
	for t := range shared {
		if cmp.Or(cmp.Compare(shared[t], shared[best]), cmp.Compare(used[t], used[best])) < 0 {
			best = t
		}
	}
	return uint8(best)
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
