package geo

import (
	"math"

	"github.com/paulmach/orb"
)

// OutlineFault is what keeps the outline of one shape from being one.
type OutlineFault string

// The faults of outlines.
const (
	NoFault     OutlineFault = ""
	Crossing    OutlineFault = "crossing"     // two edges cross
	DoubledEdge OutlineFault = "doubled_edge" // two edges lie on one another: a spike, a ring run twice, parts that share an edge
	HoleOutside OutlineFault = "hole_outside" // a hole lies outside its shell
	RingInRing  OutlineFault = "ring_in_ring" // a hole lies within a hole, or a part within a part
	TooCrowded  OutlineFault = "too_crowded"  // so many edges lie beside one another that they cannot be told apart
)

// What is taken on before an outline is left as too crowded, so that none takes long.
const (
	crowdedPairs = 1_000_000  // pairs of edges that are compared, and for each edge of the shape
	edgePairs    = 8          // so many more
	crowdedMeets = 20_000_000 // pairs whose boxes meet, where the even grid is too crowded
	crowdedHoles = 50_000_000 // positions that holes are compared with
)

// FaultOf looks for a fault in the outline of a shape (lon/lat, on the grid, rings closed)
// and says where it is. Rings may touch at a place. Edges are first put into the cells of
// an even grid that they pass (Franklin and others, Uniform grids: a technique for
// intersection detection, 1989), each compared with those there before, so that a tangle
// is seen at its first crossing, however many it has. Where many lie in few cells, a
// line that sweeps over them tells. Then rings are looked at as wholes.
func FaultOf(shape orb.MultiPolygon) (OutlineFault, orb.Point) {
	fault, at := newOutlineGrid(shape).fault()
	if fault != NoFault && fault != TooCrowded {
		return fault, at
	}
	b := newMeshBuilder([]orb.MultiPolygon{shape})
	b.findNodes()
	b.cut()
	if fault == TooCrowded {
		if fault, at = b.crowdedFault(at); fault != NoFault {
			return fault, at
		}
	}
	if len(b.rings) == 1 && len(b.rings[0].refs) == 1 {
		return NoFault, orb.Point{} // one ring that comes nowhere twice
	}
	if fault, at := holeOutside(shape); fault != NoFault {
		return fault, at
	}
	return arrange(b, 1, false).misplacedRing()
}

// outlineGrid holds the edges of a shape by the cells that they pass.
type outlineGrid struct {
	low   Vertex
	cell  int64 // side, in units of the grid
	width int64 // cells in a row
	first []int32
	nodes []outlineNode
	edges []halfLine
	pairs int
}

// outlineNode is an edge in a cell, and the node behind it, from 1.
type outlineNode struct{ edge, next int32 }

func newOutlineGrid(shape orb.MultiPolygon) *outlineGrid {
	count := 1
	bound := shape.Bound()
	for _, polygon := range shape {
		for _, ring := range polygon { // a hole may lie outside
			count += len(ring)
			bound = bound.Union(ring.Bound())
		}
	}
	low, high := Snap(bound.Min), Snap(bound.Max)
	width, height := float64(high.X-low.X)+1, float64(high.Y-low.Y)+1
	side := int64(math.Ceil(max(math.Sqrt(width*height/float64(count)), width/float64(4*count), height/float64(4*count), 1)))
	g := &outlineGrid{low: low, cell: side, width: (high.X-low.X)/side + 1, edges: make([]halfLine, 0, count)}
	for _, polygon := range shape {
		for _, ring := range polygon {
			for i := 1; i < len(ring); i++ {
				g.edges = append(g.edges, halfLine{Snap(ring[i-1]), Snap(ring[i])})
			}
		}
	}
	g.first = make([]int32, g.width*((high.Y-low.Y)/side+1))
	return g
}

func (g *outlineGrid) fault() (OutlineFault, orb.Point) {
	for i := range g.edges {
		if fault, at := g.add(int32(i)); fault != NoFault {
			return fault, at
		}
	}
	return NoFault, orb.Point{}
}

// add puts an edge in, and says what it meets.
func (g *outlineGrid) add(number int32) (OutlineFault, orb.Point) {
	e := g.edges[number]
	left, right := e.from, e.to
	if left.X > right.X {
		left, right = right, left
	}
	slope := 0.0
	if right.X > left.X {
		slope = float64(right.Y-left.Y) / float64(right.X-left.X)
	}
	for column := (left.X - g.low.X) / g.cell; column <= (right.X-g.low.X)/g.cell; column++ {
		// the stretch of the edge in this column, a cell's hair wider
		from := max(g.low.X+column*g.cell, left.X)
		to := min(g.low.X+(column+1)*g.cell, right.X)
		y1 := float64(left.Y) + slope*float64(from-left.X)
		y2 := float64(left.Y) + slope*float64(to-left.X)
		if right.X == left.X {
			y2 = float64(right.Y)
		}
		bottom := max(int64(min(y1, y2))-2, min(left.Y, right.Y))
		top := min(int64(max(y1, y2))+2, max(left.Y, right.Y))
		for row := (bottom - g.low.Y) / g.cell; row <= (top-g.low.Y)/g.cell; row++ {
			if fault, at := g.enter(row*g.width+column, number); fault != NoFault {
				return fault, at
			}
		}
	}
	return NoFault, orb.Point{}
}

// enter puts an edge into a cell and compares it with those there.
func (g *outlineGrid) enter(cell int64, number int32) (OutlineFault, orb.Point) {
	for n := g.first[cell]; n != 0; n = g.nodes[n-1].next {
		if g.pairs++; g.pairs > crowdedPairs+edgePairs*len(g.edges) {
			return TooCrowded, g.edges[number].from.Point()
		}
		if fault, at := compareEdges(g.edges[number], g.edges[g.nodes[n-1].edge]); fault != NoFault {
			return fault, at
		}
	}
	g.nodes = append(g.nodes, outlineNode{number, g.first[cell]})
	g.first[cell] = int32(len(g.nodes))
	return NoFault, orb.Point{}
}

func compareEdges(e, o halfLine) (OutlineFault, orb.Point) {
	switch {
	case properCross(e.from, e.to, o.from, o.to):
		return Crossing, crossingPlace(e, o)
	case liesAlong(e, o):
		return DoubledEdge, e.to.Point()
	}
	return NoFault, orb.Point{}
}

// liesAlong reports whether two edges have more than one place in common.
func liesAlong(e, o halfLine) bool {
	if turn(e.from, e.to, o.from) != 0 || turn(e.from, e.to, o.to) != 0 {
		return false
	}
	// they are on one line: do their spans overlap?
	along := func(v Vertex) int64 {
		if e.from.X != e.to.X {
			return v.X
		}
		return v.Y
	}
	return max(min(along(e.from), along(e.to)), min(along(o.from), along(o.to))) < min(max(along(e.from), along(e.to)), max(along(o.from), along(o.to)))
}

// crossingPlace is the place where two edges cross, in degrees.
func crossingPlace(e, o halfLine) orb.Point {
	t := turn(o.from, o.to, e.from) / (turn(o.from, o.to, e.from) - turn(o.from, o.to, e.to))
	a, b := e.from.Point(), e.to.Point()
	return orb.Point{a[0] + t*(b[0]-a[0]), a[1] + t*(b[1]-a[1])}
}
