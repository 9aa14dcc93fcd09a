package tiles

import (
	"cmp"
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
	cells []int32 // the known ones by cell, and those of a cell as in the list
}

// placeCell is the side of a cell, in bits of the world's grid: that of a tile of DataZoom.
const placeCell = worldBits - DataZoom

func newPlaces(f *edition.Facilities) *places {
	p := &places{spots: make([]spot, len(f.List)), known: make([]bool, len(f.List)), box: emptyBox()}
	for i := range f.List {
		if at := f.List[i].Place; at != nil {
			p.spots[i], p.known[i] = spotOf(mercator(*at)), true
			p.box.add(p.spots[i])
			p.cells = append(p.cells, int32(i))
		}
	}
	slices.SortStableFunc(p.cells, func(a, b int32) int { return cmp.Compare(p.spots[a].cell(), p.spots[b].cell()) })
	return p
}

// cell numbers the cells from north to south, column after column.
func (s spot) cell() uint64 { return uint64(s.X>>placeCell)<<32 | uint64(s.Y>>placeCell) }

// in finds the places in the cells that b touches, as they are in the list.
func (p *places) in(b box, scratch []int32) []int32 {
	found := scratch[:0]
	if !p.box.meets(b) {
		return found
	}
	b = box{spot{max(b.min.X, p.box.min.X), max(b.min.Y, p.box.min.Y)}, spot{min(b.max.X, p.box.max.X), min(b.max.Y, p.box.max.Y)}}
	for x := b.min.X >> placeCell; x <= b.max.X>>placeCell; x++ {
		first, last := uint64(x)<<32|uint64(b.min.Y>>placeCell), uint64(x)<<32|uint64(b.max.Y>>placeCell)
		at, _ := slices.BinarySearchFunc(p.cells, first, func(i int32, cell uint64) int { return cmp.Compare(p.spots[i].cell(), cell) })
		for ; at < len(p.cells) && p.spots[p.cells[at]].cell() <= last; at++ {
			found = append(found, p.cells[at])
		}
	}
	slices.Sort(found)
	return found
}

// drawFacilities puts the facilities of an edition that stand in the tile into a layer.
func drawFacilities(l *layer, pen *pen, f frame, ed *edition.Edition, p *places) {
	pen.found = p.in(f.inner, pen.found)
	for _, i := range pen.found {
		at, in := f.localPoint(p.spots[i])
		if !in {
			continue
		}
		if l.isFull() {
			l.leaveOut()
			continue
		}
		facility := &ed.Facilities.List[i]
		pen.shape.start(pointShape)
		pen.shape.point(at)
		describeFacility(l, ed, facility)
		l.feature(uint64(facility.ID), &pen.shape)
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
