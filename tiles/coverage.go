package tiles

import (
	"slices"
	"sync"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/edition"
)

// answer is what a question comes to on the map, ready to be cut into tiles.
type answer struct {
	reach *area
	gaps  []*area
	told  []coverage.Gap // in the order of gaps, without their shapes
}

// area is polygons on the world's grid: rings open, shells with positive area (y down).
type area struct {
	polygons [][][]spot
	box      box
	grids    areaGrids
}

func newAnswer(ed *edition.Edition, q coverage.Question, beside []*edition.Edition) (*answer, error) {
	if coverage.CheckDay(ed) != nil { // nothing is known of that day yet, so nothing is drawn
		return &answer{reach: areaOf(nil)}, nil
	}
	reach, err := coverage.ReachOf(ed, q, beside...)
	if err != nil {
		return nil, err
	}
	gaps, err := coverage.Gaps(ed, q, beside...)
	if err != nil {
		return nil, err
	}
	a := &answer{reach: areaOf(reach)}
	for _, g := range gaps {
		a.gaps = append(a.gaps, areaOf(g.Shape))
		g.Shape = nil
		a.told = append(a.told, g)
	}
	return a, nil
}

func areaOf(shape orb.MultiPolygon) *area {
	a := &area{box: emptyBox()}
	for _, polygon := range shape {
		var rings [][]spot
		for r, ring := range polygon {
			if spots := ringSpots(ring, r == 0); len(spots) >= 3 {
				rings = append(rings, spots)
				for _, s := range spots {
					a.box.add(s)
				}
			} else if r == 0 {
				break
			}
		}
		if len(rings) > 0 {
			a.polygons = append(a.polygons, rings)
		}
	}
	return a
}

// ringSpots projects a closed ring, whichever way it winds.
func ringSpots(ring orb.Ring, shell bool) []spot {
	var spots []spot
	for _, p := range ring {
		spots = append(spots, spotOf(mercator(p)))
	}
	if n := len(spots); n > 1 && spots[0] == spots[n-1] {
		spots = spots[:n-1]
	}
	sum := 0.0 // of the double area, from the first spot: in float64 without overflow
	for i := range spots {
		a, b := spots[i], spots[(i+1)%len(spots)]
		o := spots[0]
		sum += (float64(a.X)-float64(o.X))*(float64(b.Y)-float64(o.Y)) - (float64(b.X)-float64(o.X))*(float64(a.Y)-float64(o.Y))
	}
	if (sum > 0) != shell {
		slices.Reverse(spots)
	}
	return spots
}

// drawing cuts areas into a tile.
type drawing struct {
	frame frame
	*pen
}

// area sets d.shape to what of an area is in the tile.
func (d *drawing) area(a *area) {
	d.shape.start(polygonShape)
	if !d.frame.meets(a.box) {
		return
	}
	for _, polygon := range a.onGrid(d.frame.grid) {
		d.rings, d.local = d.rings[:0], d.local[:0]
		for _, ring := range polygon {
			start := len(d.local)
			for _, s := range ring {
				d.local = append(d.local, d.frame.local(s))
			}
			d.rings = append(d.rings, d.local[start:len(d.local):len(d.local)])
		}
		for _, ring := range d.clip.polygon(d.rings) {
			d.shape.ring(ring)
		}
	}
}

// answers are the answers to the last questions put to an edition.
type answers struct {
	mu   sync.Mutex
	list []answered // the newest last
}

type answered struct {
	id  string
	get func() (*answer, error)
}

// keptAnswers is how many questions to one edition are remembered: a planner moves
// a few sliders, and a page asks for some dozen tiles of each position.
const keptAnswers = 8

// of returns the answer to a question, working it out once for all who ask.
func (a *answers) of(ed *edition.Edition, q coverage.Question, id string, beside []*edition.Edition) (*answer, error) {
	a.mu.Lock()
	i := slices.IndexFunc(a.list, func(x answered) bool { return x.id == id })
	var found answered
	if i >= 0 {
		found = a.list[i]
		a.list = append(slices.Delete(a.list, i, i+1), found)
	} else {
		found = answered{id, sync.OnceValues(func() (*answer, error) { return newAnswer(ed, q, beside) })}
		a.list = append(a.list, found)
		if len(a.list) > keptAnswers {
			a.list = slices.Delete(a.list, 0, 1)
		}
	}
	a.mu.Unlock()
	return found.get()
}
