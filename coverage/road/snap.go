package road

import (
	"math"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/geo"
)

// Foot is where a place meets the roads: the nearest point of an edge, which need not be
// a node.
type Foot struct {
	At       orb.Point  // on the road, lon/lat
	Distance geo.Metres // from the place to At on the ellipsoid: it is walked, and counted

	edge  int32
	along float64 // of the edge, 0 to 1
	leg   float64 // seconds for Distance
}

// Snap finds the point of the net nearest to a place (lon, lat) and not farther than
// most, motorways and their links left out. It reports false where there is none.
func (n *Net) Snap(place orb.Point, most geo.Metres) (Foot, bool) {
	if len(n.grid.all) == 0 || !(math.Abs(place[0]) <= 180 && math.Abs(place[1]) < 89) {
		return Foot{}, false
	}
	p := n.plane.Forward(place)
	best := nearest{edge: -1, distance: float64(most) * 1.01} // the plane is true to a thousandth
	n.grid.around(p, func(s segment) { best.try(n, p, s) }, func() float64 { return best.distance })
	if best.edge < 0 {
		return Foot{}, false
	}
	f := Foot{At: n.plane.Inverse(best.at), edge: best.edge, along: n.along(best)}
	if f.along == 0 {
		f.At = n.nodes[n.edges[f.edge].a].Point()
	} else if f.along == 1 {
		f.At = n.nodes[n.edges[f.edge].b].Point()
	}
	f.Distance = geo.Distance(place, f.At)
	f.leg = float64(f.Distance) / n.offRoad
	return f, f.Distance <= most
}

// nearest is the nearest point found so far.
type nearest struct {
	edge     int32
	at       orb.Point
	from     int32 // the segment's first position in Net.course
	distance float64
}

func (b *nearest) try(n *Net, p orb.Point, s segment) {
	at := onSegment(n.course[s.from], n.course[s.from+1], p)
	if d := distance(p, at); d < b.distance || d == b.distance && b.edge >= 0 && s.edge < b.edge {
		*b = nearest{s.edge, at, s.from, d}
	}
}

// onSegment is the point from a to b nearest to p.
func onSegment(a, b, p orb.Point) orb.Point {
	dx, dy := b[0]-a[0], b[1]-a[1]
	squared := dx*dx + dy*dy
	if squared == 0 {
		return a
	}
	t := max(0, min(1, ((p[0]-a[0])*dx+(p[1]-a[1])*dy)/squared))
	return orb.Point{a[0] + t*dx, a[1] + t*dy}
}

// along is how much of its edge lies before a point. What is within a millimetre of an
// end is the end, so that one who stands at a crossing may leave by any of its roads.
func (n *Net) along(at nearest) float64 {
	e := &n.edges[at.edge]
	before := distance(n.course[at.from], at.at)
	for k := e.first; k < at.from; k++ {
		before += distance(n.course[k], n.course[k+1])
	}
	switch {
	case before < 1e-3:
		return 0
	case e.length-before < 1e-3:
		return 1
	}
	return before / e.length
}

// segment is a straight piece of an edge.
type segment struct{ edge, from int32 }

// segmentGrid finds the segments near a point of the plane.
type segmentGrid struct {
	origin orb.Point
	cell   float64
	nx, ny int
	start  []int32 // by cell, row by row; one more at the end
	items  []int32 // positions in all
	all    []segment
}

// mostCells bounds the cells of a grid: 64 MB of them.
const mostCells = 1 << 24

func newSegmentGrid(n *Net) segmentGrid {
	g := segmentGrid{cell: 1}
	for i, e := range n.edges {
		for k := e.first; k < e.last && !e.through; k++ {
			g.all = append(g.all, segment{int32(i), k})
		}
	}
	if len(g.all) == 0 {
		return g
	}
	bound := orb.MultiPoint(n.course).Bound()
	g.origin = bound.Min
	w, h := bound.Max[0]-bound.Min[0], bound.Max[1]-bound.Min[1]
	g.cell = max(math.Sqrt(2*w*h/float64(len(g.all))), math.Sqrt(w*h/mostCells), max(w, h)/(mostCells/4), 25)
	g.nx, g.ny = int(w/g.cell)+1, int(h/g.cell)+1
	g.start = make([]int32, g.nx*g.ny+1)
	g.eachCell(n, func(cell int, _ int32) { g.start[cell+1]++ })
	for c := range g.nx * g.ny {
		g.start[c+1] += g.start[c]
	}
	g.items = make([]int32, g.start[g.nx*g.ny])
	next := append([]int32(nil), g.start...)
	g.eachCell(n, func(cell int, item int32) {
		g.items[next[cell]] = item
		next[cell]++
	})
	return g
}

func (g *segmentGrid) column(x float64) int {
	return int(max(0, min(float64(g.nx-1), (x-g.origin[0])/g.cell)))
}

func (g *segmentGrid) row(y float64) int {
	return int(max(0, min(float64(g.ny-1), (y-g.origin[1])/g.cell)))
}

// eachCell calls visit for the cells that segments pass: of stretches no longer than a
// cell those that their bounds touch.
func (g *segmentGrid) eachCell(n *Net, visit func(cell int, item int32)) {
	for i, s := range g.all {
		a, b := n.course[s.from], n.course[s.from+1]
		steps := int(distance(a, b)/g.cell) + 1
		last := -1
		for k := range steps {
			p, q := between(a, b, float64(k)/float64(steps)), between(a, b, float64(k+1)/float64(steps))
			for row := g.row(min(p[1], q[1])); row <= g.row(max(p[1], q[1])); row++ {
				for col := g.column(min(p[0], q[0])); col <= g.column(max(p[0], q[0])); col++ {
					if cell := row*g.nx + col; cell != last {
						visit(cell, int32(i))
						last = cell
					}
				}
			}
		}
	}
}

func between(a, b orb.Point, t float64) orb.Point {
	return orb.Point{a[0] + t*(b[0]-a[0]), a[1] + t*(b[1]-a[1])}
}

// around calls visit for the segments around p, ring of cells by ring, until what is left
// lies farther than most says.
func (g *segmentGrid) around(p orb.Point, visit func(segment), most func() float64) {
	col, row := int(math.Floor((p[0]-g.origin[0])/g.cell)), int(math.Floor((p[1]-g.origin[1])/g.cell))
	// Rings that lie wholly beside the grid are passed over.
	first := max(0, -col, col-g.nx+1, -row, row-g.ny+1)
	last := max(col, g.nx-1-col, row, g.ny-1-row)
	for ring := first; ring <= last; ring++ {
		if float64(ring-1)*g.cell > most() {
			return
		}
		for r := max(0, row-ring); r <= min(g.ny-1, row+ring); r++ {
			step := 1
			if r > row-ring && r < row+ring {
				step = max(1, 2*ring) // only the ring's two sides
			}
			for c := col - ring; c <= col+ring; c += step {
				if c < 0 || c >= g.nx {
					continue
				}
				for _, item := range g.items[g.start[r*g.nx+c]:g.start[r*g.nx+c+1]] {
					visit(g.all[item])
				}
			}
		}
	}
}
