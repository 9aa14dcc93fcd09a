package tiles

import "github.com/xiantu/xiantu/edition"

// places are where facilities stand, in the order of the list; those without a
// place are left out by the flag.
type places struct {
	spots []spot
	known []bool
}

func newPlaces(f *edition.Facilities) *places {
	p := &places{make([]spot, len(f.List)), make([]bool, len(f.List))}
	for i := range f.List {
		if at := f.List[i].Place; at != nil {
			p.spots[i], p.known[i] = spotOf(mercator(*at)), true
		}
	}
	return p
}

// drawFacilities puts the facilities of an edition that stand in the tile into a layer.
func drawFacilities(l *layer, f frame, ed *edition.Edition, p *places) {
	var s shape
	for i := range ed.Facilities.List {
		at, in := f.localPoint(p.spots[i])
		if !in || !p.known[i] {
			continue
		}
		facility := &ed.Facilities.List[i]
		s.start(pointShape)
		s.point(at)
		describeFacility(l, ed, facility)
		l.feature(uint64(facility.ID), &s)
	}
}
