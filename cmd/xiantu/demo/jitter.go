package demo

import (
	"math"

	"github.com/paulmach/orb"
)

// What becomes of borders that were drawn apart.
const (
	jitterMetres  = 1    // a vertex is moved by up to this, eastwards and northwards each
	jitterDropped = 0.10 // the share of each ring's vertices that is left out
)

// A jitter is the hand of someone who draws every shape for itself: of each ring it leaves a
// tenth of the vertices out and moves the others by up to a metre in either direction, by a
// draw of the ring's own. So neighbours agree in no vertex any more, gaps and overlaps lie
// along all borders, and each of two neighbours has vertices that the other lacks.
type jitter struct{ dice }

// newJitter makes the jitter of a layer; the same seed and layer give the same one.
func newJitter(seed uint64, layer string) *jitter {
	return &jitter{newDice(seed, uint64(len(layer)), uint64(layer[len(layer)-1]))}
}

// drawn returns a closed ring (lon/lat) as the jitter draws it.
func (j *jitter) drawn(ring orb.Ring) orb.Ring {
	left := len(ring) - 1
	drop := int(math.Round(jitterDropped * float64(left)))
	if left-drop < 4 {
		drop = 0
	}
	lat := jitterMetres / 110_850.0
	lon := jitterMetres / (111_320 * math.Cos(ring[0][1]*math.Pi/180))
	out := make(orb.Ring, 0, left-drop+1)
	for _, p := range ring[:left] {
		// Of those left to look at, as many as are left to drop, each with the same chance.
		dropped := j.below(left) < drop
		left--
		if dropped {
			drop--
			continue
		}
		out = append(out, orb.Point{p[0] + lon*(2*j.float()-1), p[1] + lat*(2*j.float()-1)})
	}
	return append(out, out[0])
}
