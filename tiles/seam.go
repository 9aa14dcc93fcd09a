package tiles

import (
	"slices"
	"sync"
)

// neighbour is a county that is drawn with another, whose box it meets.
type neighbour struct {
	*pyramid
	earlier bool // it draws what border both have
}

// joined is the lines of a county as they are drawn with its neighbours: a vertex of a
// border that two counties have is there from the same zoom on for both, so each is
// simplified as the other is, and an edge that both have is drawn by one.
type joined struct {
	neighbours []neighbour
	bands      [len(bandLevels)]joinedBand
}

type joinedBand struct {
	once sync.Once
	home *outline // of the county
	own  []uint8  // by its spots: the first zoom for all who have them
	grids
}

// with returns the lines with neighbours; the last ones asked for are kept.
func (p *pyramid) with(neighbours []neighbour) *joined {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.joined == nil || !slices.Equal(p.joined.neighbours, neighbours) {
		p.joined = &joined{neighbours: slices.Clone(neighbours)}
	}
	return p.joined
}

// lines are the lines of the pyramid p, which j was made by, at a zoom.
func (j *joined) lines(p *pyramid, zoom int) *gridLines {
	k := bandOf(zoom)
	b, own := p.bands[k], &j.bands[k]
	own.once.Do(func() { own.agree(b, j.neighbours, k) })
	made := &own.made[zoom]
	made.once.Do(func() { made.lines = newGridLines(b, own.zoom, zoom, own.drawnByOthers(j.neighbours, k, zoom)) })
	return made.lines
}

// agree takes, for each spot that several counties have, the first zoom at which it is
// drawn for any.
func (o *joinedBand) agree(b *band, neighbours []neighbour, k int) {
	o.home = b.outline()
	o.zoom, o.own = slices.Clone(b.zoom), slices.Clone(o.home.zooms)
	for _, n := range neighbours {
		other := n.bands[k].outline()
		for i, s := range o.home.spots {
			if at, ok := other.find(s); ok {
				o.own[i] = min(o.own[i], other.zooms[at])
			}
		}
	}
	b.eachOutline(func(first, end int32) {
		for v := first; v < end; v++ {
			at, _ := o.home.find(b.spots[v])
			o.zoom[v] = o.own[at]
		}
	})
}

// drawnByOthers are the edges at a zoom that neighbours who come earlier have too.
func (o *joinedBand) drawnByOthers(neighbours []neighbour, k, zoom int) edgeSet {
	edges := edgeSet{}
	for _, n := range neighbours {
		if n.earlier {
			o.addEdges(edges, n.bands[k], zoom)
		}
	}
	return edges
}

func (o *joinedBand) addEdges(edges edgeSet, b *band, zoom int) {
	b.eachOutline(func(first, end int32) {
		var last spot
		shared := false // last is one of ours
		for v := first; v < end; v++ {
			s := b.spots[v]
			at, ours := o.home.find(s)
			drawn := b.zoom[v]
			if ours {
				drawn = min(drawn, o.own[at])
			}
			if int(drawn) > zoom {
				continue
			}
			if v > first && ours && shared {
				edges[edgeOf(last, s)] = true
			}
			last, shared = s, ours
		}
	})
}

func (j *joined) bytes() int {
	sum := 0
	for i := range j.bands {
		sum += j.bands[i].grids.bytes() + len(j.bands[i].own)
	}
	return sum
}
