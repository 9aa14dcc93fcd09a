package geo

import (
	"math"
	"sync"

	"github.com/paulmach/orb"
)

// Ground is a mesh's shapes laid out in one plane and indexed, so that many reaches
// can be laid on them: neighbours get the same points where arcs cross their border,
// and what is covered of a whole is the sum over its parts. Making one costs some
// microseconds a vertex. It is never changed, so it needs no lock, and it does
// not keep the Mesh itself.
type Ground struct {
	frame
	arcs   []Arc
	shapes []MeshShape
	edges  []groundEdge
	first  []int32     // by arc: its first edge; one more at the end
	bounds []orb.Bound // by arc, in the plane, and as far as its edges may bend
	grid   edgeGrid
	whole  []float64 // by shape: its area, square metres of the ellipsoid
	rooms  sync.Pool // of *overlay, to draw gaps in
}

// groundEdge is an edge of an arc, run as the arc is.
type groundEdge struct {
	a, b  orb.Point
	arc   int32
	under float64 // the integral of disc_area.go along it
}

// NewGround lays out the shapes of a mesh.
func NewGround(mesh *Mesh) *Ground {
	var bound orb.Bound
	for i, arc := range mesh.Arcs {
		if i == 0 {
			bound = arc.Line.Bound()
		}
		bound = bound.Union(arc.Line.Bound())
	}
	g := &Ground{frame: frameAt(bound.Center()), arcs: mesh.Arcs, shapes: mesh.Shapes}
	for i, arc := range g.arcs {
		g.first = append(g.first, int32(len(g.edges)))
		a, bound := g.plane.Forward(arc.Line[0]), nowhere()
		for _, lonlat := range arc.Line[1:] {
			b := g.plane.Forward(lonlat)
			bound = bound.Union(orb.Bound{Min: a, Max: a}.Extend(b).Pad(bow(a, b)))
			g.edges = append(g.edges, groundEdge{a, b, int32(i), g.alongEdge(a, b)})
			a = b
		}
		g.bounds = append(g.bounds, bound)
	}
	g.first = append(g.first, int32(len(g.edges)))
	g.grid = newEdgeGrid(len(g.edges), func(i int) (a, b orb.Point) { return g.edges[i].a, g.edges[i].b })
	g.measure()
	return g
}

// measure finds each shape's area.
func (g *Ground) measure() {
	g.whole = make([]float64, len(g.shapes))
	for i, shape := range g.shapes {
		eachArc(shape, func(ref ArcRef) {
			for _, edge := range g.edges[g.first[ref.Index()]:g.first[ref.Index()+1]] {
				if ref.Reversed() {
					g.whole[i] -= edge.under
				} else {
					g.whole[i] += edge.under
				}
			}
		})
	}
}

// boundOf returns a bound in the plane that a shape lies in.
func (g *Ground) boundOf(shape MeshShape) orb.Bound {
	bound := nowhere()
	eachArc(shape, func(ref ArcRef) { bound = bound.Union(g.bounds[ref.Index()]) })
	return bound
}

// eachArc calls visit for the arcs of a shape, which lies on the left of those that are
// not reversed.
func eachArc(shape MeshShape, visit func(ArcRef)) {
	for _, rings := range shape {
		for _, refs := range rings {
			for _, ref := range refs {
				visit(ref)
			}
		}
	}
}

// nowhere is the bound of nothing.
func nowhere() orb.Bound {
	return orb.Bound{Min: orb.Point{math.Inf(1), math.Inf(1)}, Max: orb.Point{math.Inf(-1), math.Inf(-1)}}
}

// bow is more than the straight line in degrees between two points of the plane strays
// from the straight line there: the square of its length over the earth's radius and
// the cosine of the latitude, up to 88 degrees.
func bow(a, b orb.Point) float64 {
	dx, dy := b[0]-a[0], b[1]-a[1]
	return 0.01 + (dx*dx+dy*dy)*1e-6
}

// Area returns the area of a shape, within some 1e-8 of Area(mesh.Shape(shape)).
func (g *Ground) Area(shape int) SquareMetres { return SquareMetres(g.whole[shape]) }

// Holding returns the shapes that hold a position (lon, lat), in ascending order.
func (g *Ground) Holding(p orb.Point) []int {
	odd := make([]bool, len(g.shapes))
	g.locate(g.plane.Forward(p), odd)
	var in []int
	for s, is := range odd {
		if is {
			in = append(in, s)
		}
	}
	return in
}

// Plane returns where a position (lon, lat) lies in the ground's plane, in metres, and
// how many metres of the plane a metre on the ground is there.
func (g *Ground) Plane(lonlat orb.Point) (at orb.Point, scale float64) {
	return g.plane.Forward(lonlat), g.plane.Scale(lonlat)
}

// locate marks the shapes that hold a point of the plane: those whose borders a ray
// to the east crosses an odd number of times. odd must come in clear.
func (g *Ground) locate(p orb.Point, odd []bool) { g.locateNear(p, odd, nil) }

// locateNear is locate; it adds the shapes whose borders the ray meets to met, some more
// than once: only these can be marked.
func (g *Ground) locateNear(p orb.Point, odd []bool, met []int32) []int32 {
	g.grid.eastOf(p, func(e int32) {
		arc := &g.arcs[g.edges[e].arc]
		for _, s := range arc.Left {
			odd[s] = !odd[s]
			met = append(met, s)
		}
		for _, s := range arc.Right {
			odd[s] = !odd[s]
			met = append(met, s)
		}
	})
	return met
}

// edgeGrid finds edges by place: each cell lists the edges that pass through it, or
// within a hair of it.
type edgeGrid struct {
	at     func(int) (a, b orb.Point)
	origin orb.Point
	cell   float64
	nx, ny int
	start  []int32 // by cell, row by row; one more at the end
	items  []int32
}

// newEdgeGrid indexes n edges. It keeps at.
func newEdgeGrid(n int, at func(int) (a, b orb.Point)) edgeGrid {
	var room gridRoom
	return room.grid(n, at)
}

// gridRoom is the memory of a grid of edges, kept for the next one.
type gridRoom struct{ start, items, next []int32 }

// grid is newEdgeGrid; the grid is gone with the next one.
func (r *gridRoom) grid(n int, at func(int) (a, b orb.Point)) edgeGrid {
	g := edgeGrid{at: at, cell: 1, nx: 1, ny: 1}
	if n > 0 {
		low, high := at(0)
		for i := range n {
			a, b := at(i)
			for k := range 2 {
				low[k], high[k] = min(low[k], a[k], b[k]), max(high[k], a[k], b[k])
			}
		}
		w, h := high[0]-low[0], high[1]-low[1]
		g.origin = low
		if g.cell = max(math.Sqrt(w*h/float64(n)), max(w, h)/float64(n+1)); g.cell == 0 {
			g.cell = 1
		}
		g.nx, g.ny = int(w/g.cell)+1, int(h/g.cell)+1
	}
	r.start = emptied(r.start, g.nx*g.ny+1)
	g.start = r.start
	for i := range n {
		g.eachCell(i, func(c int) { g.start[c+1]++ })
	}
	for c := range g.nx * g.ny {
		g.start[c+1] += g.start[c]
	}
	r.items = emptied(r.items, int(g.start[g.nx*g.ny]))
	r.next = append(r.next[:0], g.start...)
	g.items = r.items
	next := r.next
	for i := range n {
		g.eachCell(i, func(c int) {
			g.items[next[c]] = int32(i)
			next[c]++
		})
	}
	return g
}

// bound holds all edges.
func (g *edgeGrid) bound() orb.Bound {
	end := orb.Point{g.origin[0] + float64(g.nx)*g.cell, g.origin[1] + float64(g.ny)*g.cell}
	return orb.Bound{Min: g.origin, Max: end}
}

func (g *edgeGrid) column(x float64) int {
	return int(max(0, min(float64(g.nx-1), (x-g.origin[0])/g.cell)))
}

func (g *edgeGrid) row(y float64) int {
	return int(max(0, min(float64(g.ny-1), (y-g.origin[1])/g.cell)))
}

// eachCell calls visit for the cells that edge i passes: in each row those between
// where it enters and leaves the row.
func (g *edgeGrid) eachCell(i int, visit func(cell int)) {
	a, b := g.at(i)
	if a[1] > b[1] {
		a, b = b, a
	}
	hair := g.cell * 1e-6
	low, high := g.row(a[1]), g.row(b[1])
	for row := low; row <= high; row++ {
		from, to := a[0], b[0]
		if row > low {
			from = crossingX(a, b, g.origin[1]+float64(row)*g.cell-hair)
		}
		if row < high {
			to = crossingX(a, b, g.origin[1]+float64(row+1)*g.cell+hair)
		}
		for col, last := g.column(min(from, to)-hair), g.column(max(from, to)+hair); col <= last; col++ {
			visit(row*g.nx + col)
		}
	}
}

// crossingX is where the edge from a up to b passes height y, within the edge.
func crossingX(a, b orb.Point, y float64) float64 {
	if b[1] == a[1] {
		return a[0]
	}
	t := max(0, min(1, (y-a[1])/(b[1]-a[1])))
	return a[0] + t*(b[0]-a[0])
}

// within calls visit for the edges in the cells that a bound touches; an edge may come
// more than once.
func (g *edgeGrid) within(bound orb.Bound, visit func(i int32)) {
	left, right := g.column(bound.Min[0]), g.column(bound.Max[0])
	for row, top := g.row(bound.Min[1]), g.row(bound.Max[1]); row <= top; row++ {
		for _, i := range g.items[g.start[row*g.nx+left]:g.start[row*g.nx+right+1]] {
			visit(i)
		}
	}
}

// eastOf calls visit, once each, for the edges that a ray from p to the east crosses.
func (g *edgeGrid) eastOf(p orb.Point, visit func(i int32)) {
	if p[1] < g.origin[1]-g.cell || p[1] > g.origin[1]+g.cell*float64(g.ny+1) {
		return
	}
	row := g.row(p[1])
	for col := g.column(p[0]); col < g.nx; col++ {
		for _, i := range g.items[g.start[row*g.nx+col]:g.start[row*g.nx+col+1]] {
			a, b := g.at(int(i))
			if (a[1] <= p[1]) == (b[1] <= p[1]) {
				continue
			}
			if a[1] > b[1] {
				a, b = b, a
			}
			// The edge counts in the one cell that holds its crossing.
			if x := crossingX(a, b, p[1]); x > p[0] && g.column(x) == col {
				visit(i)
			}
		}
	}
}
