package geo

import (
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// alignment brings together the borders of shapes that were drawn each for itself: neighbours
// agree in hardly a vertex, but most vertices have their like in the neighbour nearby. To
// lay such shapes over one another would make a sliver for every edge. So vertices join
// their likes first, and where one shape lacks vertices of its neighbours it gets them; what
// this leaves is laid over one another as ever.
type alignment struct {
	b       *meshBuilder // whose flat is made to tell the vertices joined to
	shapeAt []int32      // by position: the shape that the ring is of
	reach   float64      // how far likes may lie apart, in units of the grid
	slack   float64      // how wide land may be that lost vertices explain, in units of the grid
	moved   []int32      // by vertex: the one it has joined, plus one
	likes   []int32      // by vertex: the next one that has joined the same one, plus one
	open    []bool       // by position: whether the edge is of one shape only
	detours []detour
	detour  []int32 // by position: the detour taken there, plus one
	passed  []bool  // by position: whether a detour leaves the vertex out
	gained  []gain
	gains   []int32 // by vertex: the last of its gains, plus one
	way     []int32 // the edges of a search
	changes alignChanges
}

// detour is vertices that a shape gets in place of a run of edges.
type detour struct{ vertices []int32 }

// gain is a shape that a vertex was put into.
type gain struct{ shape, next int32 }

// The least that shapes drawn apart show.
const (
	alignShare  = 0.25 // of the vertices on edges of one shape only
	alignLikes  = 0.5  // of these with a like in another shape
	alignLeast  = 64   // vertices; a few do not make a rule
	alignFar    = 5.0  // metres between likes at most,
	alignEdge   = 0.125
	alignSample = 20_000
)

// align brings the borders of the shapes together, where they were drawn apart. It reports
// whether they were.
func (c *cleaner) align() bool {
	a := &alignment{b: newMeshBuilder(c.shapes[:len(c.result)]), changes: newAlignChanges(len(c.result))}
	a.b.pairUp()
	loose := a.looseVertices()
	if !a.measure(loose, c.options) {
		return false
	}
	a.join(loose)
	a.reopen()
	for range mostAlignings {
		if a.findDetours() == 0 {
			break
		}
	}
	c.slack = Metres(a.slack * metresPerUnit)
	a.write(c)
	return true
}

// mostAlignings bounds the searches for lost vertices: each makes vertices common, which
// may be where a next one ends.
const mostAlignings = 4

// looseVertices lists the ends of edges that only one shape has, the ones of most
// shapes first.
func (a *alignment) looseVertices() []int32 {
	b := a.b
	a.shapeAt = make([]int32, len(b.flat))
	mark := make([]bool, len(b.table.vertices))
	count := 0
	see := func(v int32) {
		if !mark[v] {
			mark[v] = true
			count++
		}
	}
	for _, ring := range b.rings {
		for p := ring.from; p <= ring.from+ring.n; p++ {
			a.shapeAt[p] = ring.shape
			if p < ring.from+ring.n && b.rep[p] == p && len(b.sets.members(b.left[p]))+len(b.sets.members(b.right[p])) == 1 {
				see(b.flat[p])
				see(b.flat[p+1])
			}
		}
	}
	if float64(count) < alignShare*float64(len(mark)) || count < alignLeast {
		return nil
	}
	loose := make([]int32, 0, count)
	for _, shared := range [2]bool{true, false} {
		for v, is := range mark {
			if is && shared == a.shared(int32(v)) {
				loose = append(loose, int32(v))
			}
		}
	}
	return loose
}

// shared reports whether a vertex is of several shapes.
func (a *alignment) shared(v int32) bool {
	first := a.shapeAt[a.b.first[v]]
	for p := a.b.next[a.b.first[v]]; p != 0; p = a.b.next[p] {
		if a.shapeAt[p] != first {
			return true
		}
	}
	return a.gains != nil && a.gains[v] != 0
}

// measure finds how far likes lie apart, and whether most vertices have one.
func (a *alignment) measure(loose []int32, options CleanOptions) bool {
	if len(loose) == 0 {
		return false
	}
	step := len(loose)/alignSample + 1
	edge := a.middlingEdge(loose, step)
	a.slack = edge * alignSlack
	most := math.Min(alignFar/metresPerUnit, edge*alignEdge)
	if options.Tolerance > 0 {
		most = math.Min(most, float64(options.Tolerance)/metresPerUnit)
	}
	grid := newVertexGrid(a.b.table.vertices, loose, most)
	for _, v := range loose {
		grid.put(v)
	}
	var apart []float64
	looked := 0
	for i := 0; i < len(loose); i += step {
		v := loose[i]
		least := math.Inf(1)
		grid.around(v, func(w int32, d float64) {
			if d < least && !a.sameShape(v, w) {
				least = d
			}
		})
		if looked++; least <= most {
			apart = append(apart, least)
		}
	}
	if float64(len(apart)) < alignLikes*float64(looked) {
		return false
	}
	slices.Sort(apart)
	a.reach = min(most, 1.25*apart[len(apart)*99/100])
	if options.Tolerance > 0 {
		a.reach = most
	}
	return true
}

// Land that lost vertices explain lies between a chord and the line it cuts short: it is
// flat, alignFlat of its longest edge wide at most, and no wider than alignSlack middling
// edges.
const (
	alignFlat  = 0.6
	alignSlack = 2
)

// middlingEdge is the median length of edges at some of the vertices, in units of the grid.
func (a *alignment) middlingEdge(loose []int32, step int) float64 {
	var lengths []float64
	for i := 0; i < len(loose); i += step {
		if p := a.b.first[loose[i]]; a.b.flat[p+1] >= 0 {
			lengths = append(lengths, distanceUnits(a.b.table.vertices[a.b.flat[p]], a.b.table.vertices[a.b.flat[p+1]]))
		}
	}
	slices.Sort(lengths)
	return lengths[len(lengths)/2]
}

// sameShape reports whether any shape has both vertices.
func (a *alignment) sameShape(v, w int32) bool {
	for p := a.b.first[v]; p != 0; p = a.b.next[p] {
		for q := a.b.first[w]; q != 0; q = a.b.next[q] {
			if a.shapeAt[p] == a.shapeAt[q] {
				return true
			}
		}
	}
	return false
}

// join moves each vertex to the nearest one of other shapes that stays, or makes it one
// that stays.
func (a *alignment) join(loose []int32) {
	a.moved = make([]int32, len(a.b.table.vertices))
	a.likes = make([]int32, len(a.b.table.vertices))
	grid := newVertexGrid(a.b.table.vertices, loose, a.reach)
	for _, v := range loose {
		best, least := int32(-1), math.Inf(1)
		grid.around(v, func(w int32, d float64) {
			if (d < least || d == least && w < best) && !a.likeOf(v, w) {
				best, least = w, d
			}
		})
		if best < 0 {
			grid.put(v)
			continue
		}
		a.moved[v] = best + 1
		for p := a.b.first[v]; p != 0; p = a.b.next[p] {
			a.changes.move(a.shapeAt[p], a.shapeAt[a.b.first[best]], a.b.table.vertices[v], least)
		}
		a.likes[v], a.likes[best] = a.likes[best], v+1
	}
}

// likeOf reports whether a shape of v has vertex w already, or one that has joined it.
func (a *alignment) likeOf(v, w int32) bool {
	for like := w + 1; like != 0; like = a.likes[like-1] {
		if a.sameShape(v, like-1) {
			return true
		}
	}
	return false
}

// reopen lets the rings run through the vertices joined to and finds the edges that are
// still of one shape only.
func (a *alignment) reopen() {
	b := a.b
	clear(b.first)
	last := make([]int32, len(b.first))
	clear(b.next)
	for p, v := range b.flat {
		if v < 0 {
			continue
		}
		if a.moved[v] > 0 {
			v = a.moved[v] - 1
			b.flat[p] = v
		}
		if b.first[v] == 0 {
			b.first[v] = int32(p)
		} else {
			b.next[last[v]] = int32(p)
		}
		last[v] = int32(p)
	}
	a.open = make([]bool, len(b.flat))
	for p, v := range b.flat[:len(b.flat)-1] {
		if v >= 0 && b.flat[p+1] >= 0 {
			a.open[p] = !a.hasTwin(int32(p))
		}
	}
	a.detour, a.passed = make([]int32, len(b.flat)), make([]bool, len(b.flat))
	a.gains = make([]int32, len(b.first))
}

// hasTwin reports whether any other ring runs along the edge that starts at p.
func (a *alignment) hasTwin(p int32) bool {
	flat := a.b.flat
	for q := a.b.first[flat[p]]; q != 0; q = a.b.next[q] {
		if flat[q-1] == flat[p+1] || q != p && flat[q+1] == flat[p+1] {
			return true
		}
	}
	return false
}

// write puts the shapes whose vertices have changed in the place of those given, and lists
// what was done to each.
func (a *alignment) write(c *cleaner) {
	b := a.b
	made := make([]orb.MultiPolygon, len(c.result))
	polygon := make([]int32, len(c.result))
	points := make(orb.Ring, 0, len(b.flat)+len(a.gained))
	for _, r := range b.rings {
		start := len(points)
		for p := r.from; p < r.from+r.n; p++ {
			if a.passed[p] {
				continue
			}
			points = append(points, b.table.vertices[b.flat[p]].Point())
			if k := a.detour[p]; k != 0 {
				for _, v := range a.detours[k-1].vertices {
					points = append(points, b.table.vertices[v].Point())
				}
			}
		}
		points = append(points, points[start])
		if made[r.shape] == nil || polygon[r.shape] != r.polygon {
			made[r.shape] = append(made[r.shape], nil)
			polygon[r.shape] = r.polygon
		}
		last := len(made[r.shape]) - 1
		made[r.shape][last] = append(made[r.shape][last], points[start:len(points):len(points)])
	}
	for u := range made {
		if a.changes.touched(u) {
			c.shapes[u], c.result[u], c.given[u], c.moved[u] = made[u], made[u], made[u], true
		}
	}
	c.defects = append(c.defects, a.changes.defects()...)
}
