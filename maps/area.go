package maps

import (
	"slices"

	"github.com/paulmach/orb"
)

// area is a shape on the sheet that can say what fits inside and outside it.
type area struct {
	shape  orb.MultiPolygon // paper millimetres
	bound  orb.Bound
	edges  [][4]float64 // x0 y0 x1 y1
	rows   [][]int32    // edges by the strips of height they touch
	height float64      // of a strip
}

// span is a stretch of a line across the sheet.
type span struct{ from, to float64 }

const areaRows = 64

func newArea(shape orb.MultiPolygon) *area {
	a := &area{shape: shape, bound: shape.Bound()}
	for _, polygon := range shape {
		for _, ring := range polygon {
			for i := 1; i < len(ring); i++ {
				a.edges = append(a.edges, [4]float64{ring[i-1][0], ring[i-1][1], ring[i][0], ring[i][1]})
			}
		}
	}
	a.height = max(a.bound.Max[1]-a.bound.Min[1], 1e-6) / areaRows
	a.rows = make([][]int32, areaRows)
	for i, e := range a.edges {
		first, last := a.rowsOf(min(e[1], e[3]), max(e[1], e[3]))
		for r := first; r <= last; r++ {
			a.rows[r] = append(a.rows[r], int32(i))
		}
	}
	return a
}

func (a *area) rowsOf(from, to float64) (first, last int) {
	row := func(y float64) int {
		return min(max(int((y-a.bound.Min[1])/a.height), 0), areaRows-1)
	}
	return row(from), row(to)
}

// near lists the edges that may touch the strip between two heights, each once.
func (a *area) near(from, to float64) []int32 {
	if to < a.bound.Min[1] || from > a.bound.Max[1] {
		return nil
	}
	first, last := a.rowsOf(from, to)
	if first == last {
		return a.rows[first]
	}
	all := slices.Concat(a.rows[first : last+1]...)
	slices.Sort(all)
	return slices.Compact(all)
}

// inside lists the stretches along which the whole strip between two heights lies
// in the area.
func (a *area) inside(from, to float64) []span {
	middle := (from + to) / 2
	var crossings []float64
	var blocked []span
	for _, i := range a.near(from, to) {
		e := a.edges[i]
		if s, ok := clipped(e, from, to); ok {
			blocked = append(blocked, s)
		}
		if (e[1] > middle) != (e[3] > middle) {
			crossings = append(crossings, e[0]+(middle-e[1])/(e[3]-e[1])*(e[2]-e[0]))
		}
	}
	slices.Sort(crossings)
	slices.SortFunc(blocked, func(x, y span) int {
		switch {
		case x.from < y.from:
			return -1
		case x.from > y.from:
			return 1
		}
		return 0
	})
	var free []span
	b := 0
	for i := 1; i < len(crossings); i += 2 {
		at := crossings[i-1]
		for b < len(blocked) && blocked[b].from <= crossings[i] {
			if blocked[b].from > at {
				free = append(free, span{at, blocked[b].from})
			}
			at = max(at, blocked[b].to)
			b++
		}
		if at < crossings[i] {
			free = append(free, span{at, crossings[i]})
		}
	}
	return free
}

// clipped is the stretch that an edge covers within a strip.
func clipped(e [4]float64, from, to float64) (span, bool) {
	x0, y0, x1, y1 := e[0], e[1], e[2], e[3]
	if y0 > y1 {
		x0, y0, x1, y1 = x1, y1, x0, y0
	}
	if y1 < from || y0 > to {
		return span{}, false
	}
	at := func(y float64) float64 {
		if y1 == y0 {
			return x1
		}
		return x0 + (y-y0)/(y1-y0)*(x1-x0)
	}
	a, b := x0, x1
	if y0 < from {
		a = at(from)
	}
	if y1 > to {
		b = at(to)
	}
	return span{min(a, b), max(a, b)}, true
}

// holdsAll reports whether a box lies wholly inside the area.
func (a *area) holdsAll(box orb.Bound) bool {
	return slices.ContainsFunc(a.inside(box.Min[1], box.Max[1]), func(s span) bool { return s.from <= box.Min[0] && s.to >= box.Max[0] })
}

// misses reports whether a box lies wholly outside the area.
func (a *area) misses(box orb.Bound) bool {
	if !a.bound.Intersects(box) {
		return true
	}
	middle, inside := (box.Min[1]+box.Max[1])/2, false
	for _, i := range a.near(box.Min[1], box.Max[1]) {
		e := a.edges[i]
		if s, ok := clipped(e, box.Min[1], box.Max[1]); ok && s.to >= box.Min[0] && s.from <= box.Max[0] {
			return false
		}
		if (e[1] > middle) != (e[3] > middle) && e[0]+(middle-e[1])/(e[3]-e[1])*(e[2]-e[0]) > box.Min[0] {
			inside = !inside
		}
	}
	return !inside
}

// holds reports whether a point lies in the area.
func (a *area) holds(p orb.Point) bool {
	return !a.misses(orb.Bound{Min: p, Max: p})
}
