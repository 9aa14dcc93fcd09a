package coverage

import (
	"context"
	"slices"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/geo"
)

// surroundings are where editions of other counties come from. *edition.Cache is one.
type surroundings interface {
	Extents(ctx context.Context) (map[adcode.Code]edition.Extent, error)
	Edition(ctx context.Context, key edition.Key) (*edition.Edition, error)
}

// How far around a county one looks at first for the place nearest to its people, and how
// much farther each time that somebody may have a nearer one beyond.
const (
	lookedAround geo.Metres = 10_000
	lookFarther             = 4
)

// halfEarth is farther than any two places are from each other.
const halfEarth geo.Metres = 20_100_000

// Beside returns the editions of the counties around whose facilities may matter to a
// question, what Ask and Gaps take: none where neighbours' facilities do not count.
// Counties beyond reach are not read; where the place nearest to everybody is asked for,
// they are read farther and farther out, until none that is left can have a nearer one.
func Beside(ctx context.Context, from surroundings, ed *edition.Edition, q Question) ([]*edition.Edition, error) {
	if !q.Neighbours {
		return nil, nil
	}
	within := q.horizon()
	if !q.wantsNearest() {
		return edition.Beside(ctx, from, ed, within)
	}
	extents, err := from.Extents(ctx)
	if err != nil {
		return nil, err
	}
	bound := max(within, q.farthestThatCounts(ed))
	for within = min(bound, max(within, lookedAround)); ; {
		beside, err := edition.Beside(ctx, from, ed, within)
		if err != nil || within >= bound || len(beside) >= len(extents)-1 {
			return beside, err
		}
		s, err := prepare(ed, q, beside)
		if err != nil {
			return beside, nil // Ask says what is wrong with the question
		}
		far := s.farthest()
		if far <= within {
			return beside, nil
		}
		within = min(bound, far, within*lookFarther)
	}
}

// wantsNearest reports whether an extra looks for the place nearest to everybody, within
// reach or not.
func (q *Question) wantsNearest() bool {
	return slices.Contains(q.With, ExtraNearest) || slices.Contains(q.With, ExtraCurve)
}

// farthestThatCounts bounds how far from the county a place may stand that anybody can come
// to: by road it stands near one of the roads that are known.
func (q *Question) farthestThatCounts(ed *edition.Edition) geo.Metres {
	if q.Minutes <= 0 || ed.Roads == nil || len(ed.Mesh.Arcs) == 0 {
		return halfEarth
	}
	around := ed.Bound
	for i := range ed.Roads.List {
		around = around.Union(ed.Roads.List[i].Line.Bound())
	}
	const degree = 112_000.0 // of longitude or latitude, at the most
	out := max(ed.Bound.Min[0]-around.Min[0], around.Max[0]-ed.Bound.Max[0], ed.Bound.Min[1]-around.Min[1], around.Max[1]-ed.Bound.Max[1])
	return geo.Metres(out*degree) + max(q.OffRoad, nearRoad)
}

// farthest is how far, in metres, the place nearest to anybody who counts may be: by road
// as far as one comes in that time at most.
func (s *survey) farthest() geo.Metres {
	most := 0.0
	for _, near := range s.reach.nearest() {
		most = max(most, near.far)
	}
	if s.q.Minutes > 0 {
		most *= fastest
	}
	return geo.Metres(min(most, float64(halfEarth)))
}
