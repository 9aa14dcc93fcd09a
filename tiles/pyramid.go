package tiles

import (
	"sync"

	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/geo"
)

// finest is the last zoom with a grid of its own: 15 cm at the equator.
const finest = 16

// pyramid is the arcs of a mesh in Web Mercator, and what of them is drawn at each
// zoom. Arcs are projected and simplified once; a zoom's grid is made when a tile
// first needs it. It holds nothing of the edition, so that it can be kept beside it.
type pyramid struct {
	spots []spot  // of all arcs, one after the other
	from  []int32 // arc i is spots[from[i]:from[i+1]]
	zoom  []uint8 // by spot: the first zoom at which it is drawn
	grids [finest + 1]struct {
		once  sync.Once
		lines gridLines
	}
	arcs  []box   // by arc
	units []box   // by unit; empty where it has no shape
	label []spot  // by unit
	tint  []uint8 // by unit: see tints
	rank  []int32 // by unit: 1 for the largest of its level
}

// gridLines are the lines of all arcs on the grid of a zoom.
type gridLines struct {
	spots []spot
	from  []int32
}

func (g *gridLines) arc(i int) []spot { return g.spots[g.from[i]:g.from[i+1]] }

func newPyramid(b *edition.Boundaries) *pyramid {
	p := &pyramid{tint: tints(b), rank: ranks(b)}
	areas := b.Mesh.EffectiveAreas(mercator)
	p.from = make([]int32, 1, len(b.Mesh.Arcs)+1)
	p.arcs = make([]box, len(b.Mesh.Arcs))
	for i, arc := range b.Mesh.Arcs {
		p.arcs[i] = emptyBox()
		for j, at := range arc.Line {
			s := spotOf(mercator(at))
			p.arcs[i].add(s)
			p.spots = append(p.spots, s)
			p.zoom = append(p.zoom, firstZoom(areas[i][j]))
		}
		p.from = append(p.from, int32(len(p.spots)))
	}
	p.units, p.label = make([]box, len(b.Units)), make([]spot, len(b.Units))
	for i, shape := range b.Mesh.Shapes {
		p.units[i] = p.shapeBox(shape)
		p.label[i] = spotOf(mercator(b.Units[i].Label))
	}
	return p
}

func (p *pyramid) shapeBox(shape geo.MeshShape) box {
	b := emptyBox()
	for _, polygon := range shape {
		for _, ref := range polygon[0] {
			b.join(p.arcs[ref.Index()])
		}
	}
	return b
}

// firstZoom is the first zoom at which a vertex matters: where the triangle that the
// line loses without it is larger than a quarter of a pixel (of 512 a tile), and
// from DataZoom on, since clients enlarge those tiles, than half a unit of the grid.
func firstZoom(area float64) uint8 {
	for z := range finest {
		units := area * float64(int64(1)<<(2*(z+extentBits)))
		if z < DataZoom && units >= 16 || z >= DataZoom && units >= 0.5 {
			return uint8(z)
		}
	}
	return finest
}

// lines returns the arcs on the grid of a zoom <= finest.
func (p *pyramid) lines(zoom int) *gridLines {
	g := &p.grids[zoom]
	g.once.Do(func() {
		g.lines.from = make([]int32, 1, len(p.from))
		for i := range p.arcs {
			start := len(g.lines.spots)
			for j := p.from[i]; j < p.from[i+1]; j++ {
				if int(p.zoom[j]) > zoom {
					continue
				}
				s := p.spots[j].onGrid(zoom)
				if n := len(g.lines.spots); n == start || g.lines.spots[n-1] != s {
					g.lines.spots = append(g.lines.spots, s)
				}
			}
			g.lines.from = append(g.lines.from, int32(len(g.lines.spots)))
		}
		g.lines.spots = append(make([]spot, 0, len(g.lines.spots)), g.lines.spots...) // it is kept: no room to spare
	})
	return &g.lines
}

// ring appends the tile positions of a ring of arcs, open, run backwards: units lie
// to the left of their arcs on a map, and to the left in a tile, where y points
// down, only when they are run the other way.
func (g *gridLines) ring(ring geo.MeshRing, f *frame, out []point) []point {
	for r := len(ring) - 1; r >= 0; r-- {
		arc := g.arc(ring[r].Index())
		if ring[r].Reversed() {
			for _, s := range arc[:len(arc)-1] {
				out = append(out, f.local(s))
			}
			continue
		}
		for i := len(arc) - 1; i > 0; i-- {
			out = append(out, f.local(arc[i]))
		}
	}
	return out
}
