package geo

import (
	"cmp"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/paulmach/orb"
)

// OverlayPiece is the land that a shape of one coverage and one of another have in
// common.
type OverlayPiece struct {
	A, B  int // by index; -1: none covers it there
	Shape orb.MultiPolygon
	Area  SquareMetres
}

// Overlay lays two coverages (lon/lat) over one another and returns what each pair of
// shapes has in common, with its area on the ellipsoid, ordered by A and B: what the
// weights of a crosswalk are made of. Land that only one of them covers has -1 for the
// other. Where shapes of one coverage overlap, their land is in the pieces of each.
func Overlay(a, b []orb.MultiPolygon) []OverlayPiece {
	all := make([]orb.MultiPolygon, 0, len(a)+len(b))
	arrangement := Arrange(append(append(all, a...), b...))
	lines := map[[2]int][]halfLine{}
	for h, f := range arrangement.face {
		if f < 0 || arrangement.toggles[h/2] == 0 {
			continue
		}
		other := pairSet(arrangement.labelOf(arrangement.face[h^1]), arrangement, len(a))
		for _, pair := range pairSet(arrangement.label[f], arrangement, len(a)) {
			if !slices.Contains(other, pair) {
				lines[pair] = arrangement.appendLines(lines[pair], int32(h))
			}
		}
	}
	return overlayPieces(lines)
}

// pairSet is the pairs of shapes that meet in a face of some label.
func pairSet(label int32, a *Arrangement, split int) [][2]int {
	var left, right []int
	for _, s := range a.b.sets.members(label) {
		if int(s) < split {
			left = append(left, int(s))
		} else {
			right = append(right, int(s)-split)
		}
	}
	if left == nil && right == nil {
		return nil
	}
	if left == nil {
		left = []int{-1}
	}
	if right == nil {
		right = []int{-1}
	}
	var pairs [][2]int
	for _, l := range left {
		for _, r := range right {
			pairs = append(pairs, [2]int{l, r})
		}
	}
	return pairs
}

// overlayPieces makes the pieces of their borders, on all processors.
func overlayPieces(lines map[[2]int][]halfLine) []OverlayPiece {
	var out []OverlayPiece
	for pair := range lines {
		out = append(out, OverlayPiece{A: pair[0], B: pair[1]})
	}
	slices.SortFunc(out, func(p, q OverlayPiece) int { return cmp.Or(cmp.Compare(p.A, q.A), cmp.Compare(p.B, q.B)) })
	var next atomic.Int64
	var all sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(out)) {
		all.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(out); i = int(next.Add(1)) - 1 {
				p := &out[i]
				p.Shape = assembleRings(traceRings(lines[[2]int{p.A, p.B}]))
				p.Area = Area(p.Shape)
			}
		})
	}
	all.Wait()
	return out
}
