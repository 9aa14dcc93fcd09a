package edition

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/geo"
)

// Shared is the part of a county's border that it shares, segment for segment, with
// another county's; ok is false where there is none.
func (b *Border) Shared(with *Border) (part Border, ok bool) {
	theirs := map[[2]geo.Vertex]bool{}
	for _, run := range with.Runs() {
		for i := 1; i < len(run.Path); i++ {
			from, to := run.Path[i-1], run.Path[i]
			theirs[[2]geo.Vertex{from, to}], theirs[[2]geo.Vertex{to, from}] = true, true
		}
	}
	return b.Part(func(from, to geo.Vertex, _ *boundaries.Stretch) bool { return theirs[[2]geo.Vertex{from, to}] })
}

// Part is what keep wants of the border: it is asked of every segment, with what is
// recorded there, if anything. A marker goes with what it stands nearest to. ok is false
// where nothing is wanted.
func (b *Border) Part(keep func(from, to geo.Vertex, s *boundaries.Stretch) bool) (part Border, ok bool) {
	part = *b
	part.Parts = nil
	var left [][]boundaries.BorderRun
	for _, runs := range b.Parts {
		part.Parts = append(part.Parts, cutRuns(runs, keep)...)
		left = append(left, cutRuns(runs, func(from, to geo.Vertex, s *boundaries.Stretch) bool { return !keep(from, to, s) })...)
	}
	if len(part.Parts) == 0 {
		return Border{}, false
	}
	slices.SortStableFunc(part.Parts, func(x, y []boundaries.BorderRun) int { return cmp.Compare(y[0].Path[0].Y, x[0].Path[0].Y) })
	part.shareMarkers(slices.Concat(left...))
	part.gather()
	return part, true
}

// cutRuns are the connected pieces of runs that are kept.
func cutRuns(runs []boundaries.BorderRun, keep func(from, to geo.Vertex, s *boundaries.Stretch) bool) [][]boundaries.BorderRun {
	var pieces [][]boundaries.BorderRun
	connected := false
	for _, run := range runs {
		fresh := true // the run's next segment begins a run
		for i := 1; i < len(run.Path); i++ {
			if !keep(run.Path[i-1], run.Path[i], run.Stretch) {
				connected, fresh = false, true
				continue
			}
			if !connected {
				pieces = append(pieces, nil)
			}
			piece := &pieces[len(pieces)-1]
			if fresh {
				*piece = append(*piece, boundaries.BorderRun{Stretch: run.Stretch, Path: []geo.Vertex{run.Path[i-1]}})
			}
			last := &(*piece)[len(*piece)-1]
			last.Path = append(last.Path, run.Path[i])
			connected, fresh = true, false
		}
	}
	return joinRound(pieces, pathOf(runs), connected)
}

// joinRound makes one of the first and the last piece where they meet at the place at
// which a line that runs round begins.
func joinRound(pieces [][]boundaries.BorderRun, whole []geo.Vertex, toEnd bool) [][]boundaries.BorderRun {
	n := len(pieces) - 1
	if n < 1 || !toEnd || whole[0] != whole[len(whole)-1] || pieces[0][0].Path[0] != whole[0] {
		return pieces
	}
	joined, first := pieces[n], pieces[0]
	if end := &joined[len(joined)-1]; end.Stretch == first[0].Stretch {
		end.Path = append(end.Path, first[0].Path[1:]...)
		first = first[1:]
	}
	return append(pieces[1:n], append(joined, first...))
}

// shareMarkers leaves with the border's stretches only those markers that stand nearer to
// it than to what else the stretches ran along.
func (b *Border) shareMarkers(left []boundaries.BorderRun) {
	own := map[*boundaries.Stretch]*boundaries.Stretch{}
	for _, runs := range b.Parts {
		for i := range runs {
			s := runs[i].Stretch
			if s == nil {
				continue
			}
			if own[s] == nil {
				copied := *s
				copied.Facts.Markers = b.nearer(s, left)
				own[s] = &copied
			}
			runs[i].Stretch = own[s]
		}
	}
}

// nearer are the markers of a stretch that stand nearer to the border than to what is left.
func (b *Border) nearer(s *boundaries.Stretch, left []boundaries.BorderRun) (markers []boundaries.Marker) {
	own := b.Runs()
	for _, m := range s.Facts.Markers {
		if toStretch(own, s, m.Place) <= toStretch(left, s, m.Place) {
			markers = append(markers, m)
		}
	}
	return markers
}

// toStretch is how far a place lies from those of the runs that are of a stretch.
func toStretch(runs []boundaries.BorderRun, s *boundaries.Stretch, place orb.Point) geo.Metres {
	least := geo.Metres(math.Inf(1))
	for _, run := range runs {
		if run.Stretch == s {
			_, d := boundaries.NearestOn(boundaries.Line(run.Path), place)
			least = min(least, d)
		}
	}
	return least
}
