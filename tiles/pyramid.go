package tiles

import (
	"sync"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
)

// finest is the last zoom with a grid of its own: 60 cm at the equator.
const finest = DataZoom

// pyramid is what an edition's boundaries look like at every zoom. It holds nothing of the
// edition, so that it can be kept beside it.
//
// It takes some 40 bytes for each vertex of the mesh when all its zooms have been asked
// for, and as much again at most where neighbours are drawn with it: see TestPyramidBytes.
type pyramid struct {
	bands [len(bandLevels)]*band
	units []box // by unit; empty where it has no shape
	index *boxIndex
	label []spot  // by unit
	tint  []uint8 // by unit: see tints
	rank  []int32 // by unit: 1 for the largest of its level

	mu     sync.Mutex
	joined *joined // with the neighbours that it was last drawn with; nil: with none
}

// bandLevels are the lowest levels whose borders are drawn from zoom 0, 7 and 10 on.
var bandLevels = [...]adcode.Level{adcode.County, adcode.Township, adcode.Village}

// bandOf is the band of zooms that a zoom is in.
func bandOf(zoom int) int {
	last := 0
	for i, level := range bandLevels {
		if zoom >= FirstZoom(level) {
			last = i
		}
	}
	return last
}

func newPyramid(b *edition.Boundaries) *pyramid {
	p := &pyramid{tint: tints(b), rank: ranks(b)}
	for i, level := range bandLevels {
		p.bands[i] = newBand(b, level)
	}
	all := p.bands[len(p.bands)-1]
	p.units, p.label = make([]box, len(b.Units)), make([]spot, len(b.Units))
	for i, shape := range b.Mesh.Shapes {
		p.units[i] = all.shapeBox(shape)
		p.label[i] = spotOf(mercator(b.Units[i].Label))
	}
	p.index = newBoxIndex(p.units)
	return p
}

// bytes is how much memory it takes, about.
func (p *pyramid) bytes() int {
	sum := 16*len(p.units) + 8*len(p.label) + len(p.tint) + 4*len(p.rank)
	for _, b := range p.bands {
		sum += b.bytes()
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.joined != nil {
		sum += p.joined.bytes()
	}
	return sum
}
