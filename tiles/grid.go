package tiles

import (
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/geo"
)

// gridLines are the lines of all arcs on the grid of a zoom. They do not cross, and meet
// only at vertices that they have in common.
type gridLines struct {
	spots []spot
	from  []int32
	// woven are the rings of units whose own lines meet on the grid, as the tile wants them:
	// each shell followed by its holes, open. Of a unit that has no area it is empty.
	woven map[int32][][]spot
	// pieces is what is drawn of the border along an arc, where that is not the whole arc at
	// its own level.
	pieces map[int32][]piece
}

// piece is the edges from one spot of an arc to another, and their level.
type piece struct {
	from, to int32 // in the arc
	level    adcode.Level
}

// gridMaker makes the lines of a zoom.
type gridMaker struct {
	*band
	zoom   int
	drawn  []uint8 // by spot of the band: its first zoom
	pixels pixels
	ids    []int32 // pixels of all arcs, one after the other
	from   []int32 // by arc, in ids
}

// edgeSet is edges between spots of the world, either way.
type edgeSet map[[2]spot]bool

func newGridLines(b *band, drawn []uint8, zoom int, others edgeSet) *gridLines {
	m := &gridMaker{band: b, zoom: zoom, drawn: drawn, from: make([]int32, 1, len(b.from))}
	kept := m.keep()
	foreign := m.snap(kept, others)
	g := &gridLines{spots: make([]spot, len(m.ids)), from: m.from}
	for i, id := range m.ids {
		g.spots[i] = m.pixels.at[id]
	}
	g.woven = m.weave()
	g.pieces = m.split(foreign)
	return g
}

// keep notes the pixels of all spots that are drawn, and returns how many of each arc.
func (m *gridMaker) keep() (kept []spot) {
	for i, s := range m.spots {
		if int(m.drawn[i]) <= m.zoom {
			kept = append(kept, s)
		}
	}
	m.pixels = newPixels(kept, m.band.zoomShift(m.zoom))
	return kept
}

func (b *band) zoomShift(zoom int) int { return worldBits - extentBits - zoom }

// snap leads each arc through the pixels of its own spots, and of others whose square
// it passes (Guibas and Marimont, Rounding arrangements dynamically, 1998): so what did
// not cross does not cross on the grid either. It returns the edges, by the position in
// ids at which they start, that are among others.
func (m *gridMaker) snap(kept []spot, others edgeSet) (foreign map[int32]bool) {
	foreign = map[int32]bool{}
	next := 0 // in kept
	for i := range m.arcs {
		first := true
		var last spot
		for j := m.band.from[i]; j < m.band.from[i+1]; j++ {
			if int(m.drawn[j]) > m.zoom {
				continue
			}
			s := kept[next]
			id := m.pixels.id[next]
			next++
			before := len(m.ids)
			switch {
			case first:
				m.ids = append(m.ids, id)
			case m.ids[len(m.ids)-1] != id:
				m.ids = m.pixels.between(last, s, m.ids[len(m.ids)-1], id, m.ids)
				m.ids = append(m.ids, id)
			}
			if others != nil && !first && others.has(last, s) {
				for k := before - 1; k < len(m.ids)-1; k++ {
					foreign[int32(k)] = true
				}
			}
			last, first = s, false
		}
		m.from = append(m.from, int32(len(m.ids)))
	}
	return foreign
}

func (e edgeSet) has(a, b spot) bool { return e[edgeOf(a, b)] }

func edgeOf(a, b spot) [2]spot {
	if b.X < a.X || b.X == a.X && b.Y < a.Y {
		a, b = b, a
	}
	return [2]spot{a, b}
}

// arcIDs are the pixels of an arc.
func (m *gridMaker) arcIDs(i int) []int32 { return m.ids[m.from[i]:m.from[i+1]] }

func (g *gridLines) arc(i int) []spot { return g.spots[g.from[i]:g.from[i+1]] }

// ring appends the tile positions of a ring of arcs, open, run backwards: units lie
// to the left of their arcs on a map, and to the left in a tile, where y points
// down, only when they are run the other way. Of an arc that lies beyond one side of the tile
// its beginning will do, as nothing of what it winds can be seen.
func (g *gridLines) ring(ring geo.MeshRing, boxes []box, f *frame, out []point) []point {
	for r := len(ring) - 1; r >= 0; r-- {
		i := ring[r].Index()
		arc := g.arc(i)
		beyond := f.isBeyond(boxes[i])
		switch {
		case beyond && ring[r].Reversed():
			out = append(out, f.local(arc[0]))
		case beyond:
			out = append(out, f.local(arc[len(arc)-1]))
		case ring[r].Reversed():
			for _, s := range arc[:len(arc)-1] {
				out = append(out, f.local(s))
			}
		default:
			for i := len(arc) - 1; i > 0; i-- {
				out = append(out, f.local(arc[i]))
			}
		}
	}
	return out
}

// bytes is how much memory it takes, about: an entry of a map some 50 bytes beside its
// slice.
func (g *gridLines) bytes() int {
	sum := 8*len(g.spots) + 4*len(g.from)
	for _, rings := range g.woven {
		sum += 50
		for _, ring := range rings {
			sum += 24 + 8*len(ring)
		}
	}
	for _, pieces := range g.pieces {
		sum += 50 + 12*len(pieces)
	}
	return sum
}
