package tiles

import (
	"slices"
	"sync"

	"github.com/xiantu/xiantu/edition"
)

// places are where facilities stand, in the order of the list; those without a
// place are left out by the flag.
type places struct {
	spots []spot
	known []bool
	box   box
}

func newPlaces(f *edition.Facilities) *places {
	p := &places{make([]spot, len(f.List)), make([]bool, len(f.List)), emptyBox()}
	for i := range f.List {
		if at := f.List[i].Place; at != nil {
			p.spots[i], p.known[i] = spotOf(mercator(*at)), true
			p.box.add(p.spots[i])
		}
	}
	return p
}

// drawFacilities puts the facilities of an edition that stand in the tile into a layer.
func drawFacilities(l *layer, s *shape, f frame, ed *edition.Edition, p *places) {
	if !p.box.meets(f.inner) {
		return
	}
	for i := range ed.Facilities.List {
		at, in := f.localPoint(p.spots[i])
		if !in || !p.known[i] {
			continue
		}
		if l.isFull() {
			l.leaveOut()
			continue
		}
		facility := &ed.Facilities.List[i]
		s.start(pointShape)
		s.point(at)
		describeFacility(l, ed, facility)
		l.feature(uint64(facility.ID), s)
	}
}

// keptClusters is for how many lists of editions clusters are remembered.
const keptClusters = 4

// clustered remembers the clusters of the last lists of editions asked for. The zero
// clustered is ready and safe for concurrent use.
type clustered struct {
	mu   sync.Mutex
	list []clusteredPlaces // the newest last
}

type clusteredPlaces struct {
	of   []*places
	make func() *clusters
}

// clusters returns those of some editions and their places, making them once for all who
// ask.
func (c *clustered) clusters(editions []*edition.Edition, of []*places) *clusters {
	c.mu.Lock()
	i := slices.IndexFunc(c.list, func(x clusteredPlaces) bool { return slices.Equal(x.of, of) })
	var found clusteredPlaces
	if i >= 0 {
		found = c.list[i]
		c.list = append(slices.Delete(c.list, i, i+1), found)
	} else {
		// What is kept holds places, not the facilities that they were made of.
		got, once := (*clusters)(nil), sync.Once{}
		lists := slices.Clone(editions)
		found = clusteredPlaces{slices.Clone(of), func() *clusters {
			once.Do(func() { got, lists = newClusters(lists, of), nil })
			return got
		}}
		c.list = append(c.list, found)
		if len(c.list) > keptClusters {
			c.list = slices.Delete(c.list, 0, 1)
		}
	}
	c.mu.Unlock()
	return found.make()
}
