package geo

import (
	"math"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
)

// manyArcs is how many arcs a processor takes at once. What they add is summed in their order
// afterwards, so that it rounds alike whatever the number of processors is.
const manyArcs = 256

// addArcs adds the exposed arcs to the areas of the shapes they run through, on all
// processors. Each disc has the angles at which edges meet its circle.
func (c *Cover) addArcs(cuts [][]float64) {
	arcs := exposedArcs(c.discs)
	batches := make([][]arcPiece, (len(arcs)+manyArcs-1)/manyArcs)
	var next atomic.Int64
	var all sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(batches)) {
		all.Go(func() {
			p := arcPieces{cover: c, odd: make([]bool, len(c.inside))}
			for i := int(next.Add(1)) - 1; i < len(batches); i = int(next.Add(1)) - 1 {
				p.found = nil
				for _, arc := range arcs[i*manyArcs : min(len(arcs), (i+1)*manyArcs)] {
					p.cut(arc, cuts[arc.disc])
				}
				batches[i] = p.found
			}
		})
	}
	all.Wait()
	for _, pieces := range batches {
		for _, piece := range pieces {
			c.inside[piece.shape] += piece.integral
		}
	}
}

// arcPiece is what a piece of an arc adds to the area of a shape that it runs through.
type arcPiece struct {
	shape    int32
	integral float64
}

// arcPieces finds the pieces of arcs.
type arcPieces struct {
	cover *Cover
	odd   []bool // by shape; clear between points
	met   []int32
	angle []float64
	found []arcPiece
}

// cut adds the pieces of an arc. Between the angles where edges meet the circle an arc stays
// in the same shapes: those that hold its middle.
func (p *arcPieces) cut(arc discArc, cuts []float64) {
	p.angle = p.angle[:0]
	for _, cut := range cuts {
		for _, at := range [2]float64{cut, cut + 2*math.Pi} {
			if at > arc.from && at < arc.to {
				p.angle = append(p.angle, at)
			}
		}
	}
	slices.Sort(p.angle)
	from := arc.from
	for _, to := range append(p.angle, arc.to) {
		if to-from > 1e-13 {
			p.add(p.cover.discs[arc.disc], from, to)
		}
		from = to
	}
}

func (p *arcPieces) add(d disc, from, to float64) {
	g := p.cover.ground
	p.met = g.locateNear(d.point((from+to)/2), p.odd, p.met[:0])
	integral := g.alongArc(d, from, to)
	for _, s := range p.met {
		if p.odd[s] {
			p.found = append(p.found, arcPiece{s, integral})
			p.odd[s] = false
		}
	}
}
