package coverage

import (
	"slices"

	"github.com/xiantu/xiantu/facilities"
	"github.com/xiantu/xiantu/geo"
)

// radiusOf is how far a kind that is asked for reaches; 0: no standard says.
func (q *Question) radiusOf(kind string) geo.Metres {
	if r := q.Radii[kind]; r > 0 {
		return r
	}
	if k, ok := facilities.KindByCode(kind); ok && q.Standards {
		return k.Radius
	}
	return q.Radius
}

// countedKinds are the kinds whose facilities count, with how far each reaches: those
// asked for and, where a higher tier counts, the kinds that can stand in for them. A
// higher facility serves the lower ones' people as far as they would.
func (q *Question) countedKinds() map[string]geo.Metres {
	counted := map[string]geo.Metres{}
	for _, kind := range q.Kinds {
		counted[kind] = q.radiusOf(kind)
	}
	if !q.HigherTiers {
		return counted
	}
	for _, k := range facilities.Kinds() {
		for _, lower := range k.Covers {
			if slices.Contains(q.Kinds, lower) {
				counted[k.Code] = max(counted[k.Code], q.Radii[k.Code], q.radiusOf(lower))
			}
		}
	}
	return counted
}

// widestReach is the reach of sites that are of no kind in particular.
func widestReach(counted map[string]geo.Metres) geo.Metres {
	widest := geo.Metres(0)
	for _, r := range counted {
		widest = max(widest, r)
	}
	return widest
}

// horizon is how far beyond a county a place may stand that anybody in it is in reach of.
func (q *Question) horizon() geo.Metres {
	if q.Minutes > 0 {
		return geo.Metres(q.Minutes * fastest)
	}
	return widestReach(q.countedKinds())
}

// fastest is how far one comes in a minute at most, in metres: at 200 km/h, beyond which no
// table of speeds and no limit on a road may go.
const fastest = 200_000.0 / 60
