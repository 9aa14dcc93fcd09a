package geo

import "math"

// vertexGrid finds vertices near others: a hash table of squares two reaches wide, those of
// one stretch of land close together.
type vertexGrid struct {
	vertices   []Vertex
	reach      float64
	shrink     float64
	wide, high int64   // of a square
	heads      []int32 // by square: the last vertex put into it, plus one
	next       []int32 // by vertex: the one put there before, plus one
}

// newVertexGrid makes a grid for some of the vertices; reach is in units of the grid, along
// a meridian.
func newVertexGrid(vertices []Vertex, some []int32, reach float64) *vertexGrid {
	g := &vertexGrid{vertices: vertices, reach: reach, shrink: 1, next: make([]int32, len(vertices))}
	for _, v := range some {
		g.shrink = min(g.shrink, shrinkAt(vertices[v]))
	}
	g.shrink = max(g.shrink, 1e-3) // next to a pole everything is near
	g.high = 2*int64(math.Ceil(reach)) + 1
	g.wide = 2*int64(math.Ceil(reach/g.shrink)) + 1
	size := 1 << 10
	for size < 2*len(some) {
		size *= 2
	}
	g.heads = make([]int32, size)
	return g
}

// slot is where the vertices of a square are; others may be there too.
func (g *vertexGrid) slot(x, y int64) *int32 {
	near := uint64(x&15)<<4 | uint64(y&15)
	return &g.heads[(mix(uint64(x>>4), uint64(y>>4))<<8|near)&uint64(len(g.heads)-1)]
}

func (g *vertexGrid) put(id int32) {
	v := g.vertices[id]
	slot := g.slot(floorDiv(v.X, g.wide), floorDiv(v.Y, g.high))
	g.next[id], *slot = *slot, id+1
}

// around calls see with the vertices put that lie within the reach of v, and how far they
// lie, some perhaps twice; v itself is none.
func (g *vertexGrid) around(id int32, see func(w int32, far float64)) {
	v := g.vertices[id]
	shrink := shrinkAt(v)
	left, right := floorDiv(v.X-g.wide/2, g.wide), floorDiv(v.X+g.wide/2, g.wide)
	low, top := floorDiv(v.Y-g.high/2, g.high), floorDiv(v.Y+g.high/2, g.high)
	for x := left; x <= right; x++ {
		for y := low; y <= top; y++ {
			for k := *g.slot(x, y); k != 0; k = g.next[k-1] {
				w := g.vertices[k-1]
				dx, dy := float64(v.X-w.X)*shrink, float64(v.Y-w.Y)
				if far := dx*dx + dy*dy; far <= g.reach*g.reach && k-1 != id {
					see(k-1, math.Sqrt(far))
				}
			}
		}
	}
}

// floorDiv is the whole number at or below a/b, for b > 0.
func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}
