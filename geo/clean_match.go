package geo

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// metresPerUnit is the length of a unit of the grid along a meridian, near enough for
// tolerances.
const metresPerUnit = semiMajor * radian / GridUnits

// matching is what brings borders together that run within the tolerance of one another:
// vertices that move to another, and vertices put into edges. Vertices and edges are those
// of the arrangement before cutting.
type matching struct {
	b        *meshBuilder
	reach    float64 // the tolerance in units of the grid
	centres  []centre
	cells    map[[2]int64][]int32 // centres by place
	moves    []vertexMove
	moved    []int32           // by vertex: the centre it joins, plus one; nil: none does
	inserted map[int32][]int32 // centres, by the first position of the edge
	edges    []int32           // those that were looked at
}

// centre is a vertex that stays where it is and that others may join.
type centre struct {
	at    Vertex
	units []int32 // shapes it is a vertex of
}

// vertexMove is a vertex that joins a centre.
type vertexMove struct {
	id     int32
	units  []int32
	centre int32
}

// matchNear matches the vertices around faces that are faults and narrower than the
// tolerance; all others stay.
func (c *cleaner) matchNear(a *Arrangement, narrow []int) *matching {
	m := &matching{b: a.raw, reach: float64(c.options.tolerance()) / metresPerUnit,
		cells: map[[2]int64][]int32{}, inserted: map[int32][]int32{}}
	if len(narrow) == 0 {
		return m
	}
	m.b.pairUp()
	m.moved = make([]int32, len(m.b.table.vertices))
	near := m.verticesAround(c, a, narrow)
	for _, v := range near {
		m.join(v)
	}
	slices.Sort(m.edges)
	m.edges = slices.Compact(m.edges)
	for _, e := range m.edges {
		m.fill(e, c)
	}
	return m
}

// nearVertex is a vertex to match.
type nearVertex struct {
	id    int32
	units []int32
}

// verticesAround lists the vertices around faces: those of most shapes first, then the
// finer ones, so that these become centres. It notes the edges there that border on one
// shape only.
func (m *matching) verticesAround(c *cleaner, a *Arrangement, faces []int) []nearVertex {
	seen := make([]bool, len(m.b.table.vertices))
	var out []nearVertex
	see := func(v Vertex) {
		id := *m.b.table.find(v) - 1
		if !m.b.has(id) || seen[id] {
			return // a crossing, which no shape has as a vertex
		}
		seen[id] = true
		if units := m.look(c, id); len(units) > 0 {
			out = append(out, nearVertex{id, units})
		}
	}
	for _, f := range faces {
		for _, start := range a.Faces[f].halves {
			a.around(start, func(h int32) { a.line(h, see) })
		}
	}
	vertices := m.b.table.vertices
	slices.SortFunc(out, func(v, w nearVertex) int {
		return cmp.Or(cmp.Compare(len(w.units), len(v.units)), cmp.Compare(zeros(vertices[v.id]), zeros(vertices[w.id])), compareVertex(vertices[v.id], vertices[w.id]))
	})
	return out
}

// zeros is how many of the last six decimal places of both coordinates are zero.
func zeros(v Vertex) int {
	n := 0
	for unit := int64(10); n < 6 && v.X%unit == 0 && v.Y%unit == 0; unit *= 10 {
		n++
	}
	return n
}

// coarse reports whether a vertex is rounded to a micro-degree, 0.1 m, or more.
func coarse(v Vertex) bool { return zeros(v) >= 3 }

// look returns the shapes that have a vertex, and notes its edges.
func (m *matching) look(c *cleaner, id int32) []int32 {
	var units []int32
	b := m.b
	for p := b.first[id]; p != 0; p = b.next[p] {
		for _, e := range [2]int32{p - 1, p} {
			if b.flat[e] < 0 || b.flat[e+1] < 0 {
				continue
			}
			rep := b.rep[e]
			if len(c.withoutOutline(b.sets.members(b.beside(rep)))) == 1 {
				m.edges = append(m.edges, rep)
			}
		}
		if u := b.rings[b.ringAt(p)].shape; int(u) != c.outline && !slices.Contains(units, u) {
			units = append(units, u)
		}
	}
	return units
}

// join moves a vertex to the nearest centre of other shapes within the tolerance, or makes it
// a centre.
func (m *matching) join(v nearVertex) {
	at := m.b.table.vertices[v.id]
	best, least := int32(-1), m.reach
	m.around(at, at, func(k int32) {
		if d := distanceUnits(at, m.centres[k].at); d <= least && disjoint(v.units, m.centres[k].units) {
			if best < 0 || d < least || compareVertex(m.centres[k].at, m.centres[best].at) < 0 {
				best, least = k, d
			}
		}
	})
	if best >= 0 {
		m.centres[best].units = append(slices.Clone(m.centres[best].units), v.units...)
		m.moved[v.id] = best + 1
		m.moves = append(m.moves, vertexMove{v.id, v.units, best})
		return
	}
	cell := m.cell(at)
	m.cells[cell] = append(m.cells[cell], int32(len(m.centres)))
	m.centres = append(m.centres, centre{at, v.units})
}

func (m *matching) cell(v Vertex) [2]int64 {
	return [2]int64{v.X >> m.b.table.shift, v.Y >> m.b.table.shift}
}

// around calls see with the centres within the tolerance of a box, and some more.
func (m *matching) around(a, b Vertex, see func(k int32)) {
	wide := int64(m.reach/shrinkAt(a)) + 1
	high := int64(m.reach) + 1
	low := m.cell(Vertex{min(a.X, b.X) - wide, min(a.Y, b.Y) - high})
	top := m.cell(Vertex{max(a.X, b.X) + wide, max(a.Y, b.Y) + high})
	for x := low[0]; x <= top[0]; x++ {
		for y := low[1]; y <= top[1]; y++ {
			for _, k := range m.cells[[2]int64{x, y}] {
				see(k)
			}
		}
	}
}

// fill puts the centres that lie on an edge of another shape, within the tolerance, into it.
func (m *matching) fill(edge int32, c *cleaner) {
	a, b := m.place(m.b.flat[edge]), m.place(m.b.flat[edge+1])
	if a == b {
		return
	}
	units := c.withoutOutline(m.b.sets.members(m.b.beside(edge)))
	shrink := shrinkAt(a)
	ux, uy := float64(b.X-a.X)*shrink, float64(b.Y-a.Y)
	var on []int32
	m.around(a, b, func(k int32) {
		v := m.centres[k].at
		wx, wy := float64(v.X-a.X)*shrink, float64(v.Y-a.Y)
		along := (wx*ux + wy*uy) / (ux*ux + uy*uy)
		if v != a && v != b && along > 0 && along < 1 &&
			math.Abs(wx*uy-wy*ux) <= m.reach*math.Hypot(ux, uy) && disjoint(units, m.centres[k].units) {
			on = append(on, k)
		}
	})
	if len(on) == 0 {
		return
	}
	along := func(k int32) float64 {
		v := m.centres[k].at
		return float64(v.X-a.X)*shrink*ux + float64(v.Y-a.Y)*uy
	}
	slices.SortFunc(on, func(j, k int32) int { return cmp.Or(cmp.Compare(along(j), along(k)), cmp.Compare(j, k)) })
	m.inserted[edge] = on
}

// place is where a vertex stands after matching.
func (m *matching) place(id int32) Vertex {
	if m.moved[id] > 0 {
		return m.centres[m.moved[id]-1].at
	}
	return m.b.table.vertices[id]
}

func distanceUnits(v, w Vertex) float64 {
	return math.Hypot(float64(v.X-w.X)*shrinkAt(v), float64(v.Y-w.Y))
}

func disjoint(a, b []int32) bool {
	return !slices.ContainsFunc(a, func(u int32) bool { return slices.Contains(b, u) })
}

// apply makes the shapes anew whose vertices moved or that gained some. False: none.
func (m *matching) apply(c *cleaner) bool {
	if len(m.moves)+len(m.inserted) == 0 {
		return false
	}
	made := make([]orb.MultiPolygon, len(c.shapes))
	changed := make([]bool, len(c.shapes))
	for _, r := range m.b.rings {
		var ring orb.Ring
		for p := r.from; p < r.from+r.n; p++ {
			id, rep := m.b.flat[p], m.b.rep[p]
			moved := m.moved[id] > 0
			on := m.inserted[rep]
			changed[r.shape] = changed[r.shape] || moved || len(on) > 0
			ring = append(ring, m.place(id).Point())
			for i := range on {
				k := on[i]
				if m.b.flat[rep] != id {
					k = on[len(on)-1-i]
				}
				ring = append(ring, m.centres[k].at.Point())
			}
		}
		made[r.shape] = append(made[r.shape], orb.Polygon{append(ring, ring[0])})
	}
	for u := range made {
		if changed[u] {
			c.shapes[u] = made[u]
			if u != c.outline {
				c.touched[u] = true
			}
		}
	}
	return true
}
