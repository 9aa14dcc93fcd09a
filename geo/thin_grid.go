package geo

import (
	"math"

	"github.com/paulmach/orb"
)

// thinGrid finds vertices near a place: an even grid with about two vertices a cell, to be
// made anew when half of them are gone. It takes those that are gone out as it meets them.
type thinGrid struct {
	low           orb.Point
	size          float64 // of a cell
	width, height int
	head          []int32 // by cell: a vertex plus one
	next          []int32 // by vertex: one more in the cell, plus one
	gone          []bool
	built, left   int // vertices when it was made, and now
}

func newThinGrid(line orb.LineString, gone []bool) thinGrid {
	g := thinGrid{gone: gone, next: make([]int32, len(line))}
	low, high := orb.Point{math.Inf(1), math.Inf(1)}, orb.Point{math.Inf(-1), math.Inf(-1)}
	for i, p := range line {
		if !gone[i] {
			g.built++
			low = orb.Point{min(low[0], p[0]), min(low[1], p[1])}
			high = orb.Point{max(high[0], p[0]), max(high[1], p[1])}
		}
	}
	g.left = g.built
	if g.built == 0 {
		g.width, g.height, g.size = 1, 1, 1
		g.head = make([]int32, 1)
		return g
	}
	g.low = low
	cells := math.Max(1, float64(g.built)/2)
	wide, tall := high[0]-low[0], high[1]-low[1]
	g.size = max(math.Sqrt(wide*tall/cells), wide/cells, tall/cells, math.SmallestNonzeroFloat64)
	g.width, g.height = int(wide/g.size)+1, int(tall/g.size)+1
	g.head = make([]int32, g.width*g.height)
	for i, p := range line {
		if !gone[i] {
			cell := g.row(p[1])*g.width + g.column(p[0])
			g.next[i], g.head[cell] = g.head[cell], int32(i+1)
		}
	}
	return g
}

func (g *thinGrid) column(x float64) int {
	return min(max(int((x-g.low[0])/g.size), 0), g.width-1)
}

func (g *thinGrid) row(y float64) int {
	return min(max(int((y-g.low[1])/g.size), 0), g.height-1)
}

// find returns a vertex for which is holds, of those in the cells that a rectangle meets; -1
// where there is none.
func (g *thinGrid) find(low, high orb.Point, is func(int32) bool) int32 {
	for y := g.row(low[1]); y <= g.row(high[1]); y++ {
		for x := g.column(low[0]); x <= g.column(high[0]); x++ {
			for link := &g.head[y*g.width+x]; *link != 0; {
				v := *link - 1
				if g.gone[v] {
					*link = g.next[v]
					continue
				}
				if is(v) {
					return v
				}
				link = &g.next[v]
			}
		}
	}
	return -1
}
