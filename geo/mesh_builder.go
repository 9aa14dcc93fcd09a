package geo

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// meshBuilder holds the work of NewMesh and Arrange in flat tables: vertices are numbers,
// rings runs of them. What it holds a segment is in mesh_segments.go, and made only where
// somebody asks for segments: most work is done on arcs, of which there are few.
type meshBuilder struct {
	table vertexTable
	count int // vertices that the rings have; the table may have more
	rings []meshRing
	// flat holds the rings one after another, each closed by its first vertex again; -1
	// stands between them, before the first and behind the last.
	flat []int32
	node []bool // by vertex: an arc ends there
	arcs []builtArc
	// arcAt is, by vertex, the arc that it lies within, or of the arcs of one segment whose
	// later end it is, the last made; plus one.
	arcAt []int32
	sets  shapeSets

	meshSegments
}

// meshRing is a ring: n vertices in flat from position from, the shape to their left, or
// to their right where it is turned.
type meshRing struct {
	shape, polygon int32
	hole, turned   bool
	from, n        int32
	refs           MeshRing
}

// builtArc is a stretch of ring, n segments from position from, between the sets of shapes
// to its left and right. Of arcs of one segment, next is one more at the same vertex, plus
// one.
type builtArc struct {
	ring, from, n int32
	left, right   int32
	next          int32
}

// newMeshBuilder reads the shapes.
func newMeshBuilder(shapes []orb.MultiPolygon) *meshBuilder {
	count, rings, shift := measureShapes(shapes)
	b := &meshBuilder{table: newVertexTable(count, shift), rings: make([]meshRing, 0, rings)}
	b.flat = append(make([]int32, 0, count+2*rings+1), -1)
	for s, shape := range shapes {
		for p, polygon := range shape {
			for r, ring := range polygon {
				b.read(ring, meshRing{shape: int32(s), polygon: int32(p), hole: r > 0})
			}
		}
	}
	b.count = len(b.table.vertices)
	return b
}

// read appends a ring.
func (b *meshBuilder) read(ring orb.Ring, r meshRing) {
	start := len(b.flat)
	last := int32(-1)
	for _, p := range ring {
		if id := b.table.after(Snap(p), last); id != last {
			b.flat = append(b.flat, id)
			last = id
		}
	}
	b.end(start, r)
}

// end ends a ring that is read from a position on, and turns it so that its shape lies to
// its left.
func (b *meshBuilder) end(start int, r meshRing) {
	b.open(start)
	run := b.flat[start:]
	if len(run) < 3 {
		b.flat = b.flat[:start]
		return
	}
	if (signedArea(b.table.vertices, run) > 0) == r.hole {
		slices.Reverse(run)
	}
	b.add(start, r)
}

// open takes the first vertex away where it stands again at the end of the ring read from
// a position on.
func (b *meshBuilder) open(start int) {
	for len(b.flat) > start+1 && b.flat[len(b.flat)-1] == b.flat[start] {
		b.flat = b.flat[:len(b.flat)-1]
	}
}

// add closes the ring read from a position on.
func (b *meshBuilder) add(start int, r meshRing) {
	r.from, r.n = int32(start), int32(len(b.flat)-start)
	b.flat = append(b.flat, b.flat[start], -1)
	b.rings = append(b.rings, r)
}

// signedArea is twice the area of the run in grid units squared, positive
// counter-clockwise. Its sign is exact.
func signedArea(vertices []Vertex, run []int32) float64 {
	o := vertices[run[0]]
	sum, size := 0.0, 0.0
	px, py := 0.0, 0.0
	for _, id := range run[1:] {
		q := vertices[id]
		qx, qy := float64(q.X-o.X), float64(q.Y-o.Y)
		sum += px*qy - qx*py
		size += math.Abs(px*qy) + math.Abs(qx*py)
		px, py = qx, qy
	}
	if math.Abs(sum) > size*float64(len(run))*0x1p-50 {
		return sum
	}
	var exact sum128 // of a sliver
	last := o
	for _, id := range run[1:] {
		q := vertices[id]
		exact.add(last.X-o.X, q.Y-o.Y)
		exact.add(o.X-q.X, last.Y-o.Y)
		last = q
	}
	return exact.float()
}

// findNodes marks the vertices where arcs end: those that rings pass between other
// neighbours each, or where one turns back. Along what lies between, no ring comes or
// goes, so all of it has the same shapes on its sides.
func (b *meshBuilder) findNodes() {
	type pair struct{ low, high int32 }
	beside := make([]pair, len(b.table.vertices))
	b.node = make([]bool, len(b.table.vertices))
	for _, ring := range b.rings {
		before := b.flat[ring.from+ring.n-1]
		for p := ring.from; p < ring.from+ring.n; p++ {
			v, after := b.flat[p], b.flat[p+1]
			now := pair{min(before, after) + 1, max(before, after) + 1}
			switch {
			case before == after:
				b.node[v] = true
			case beside[v] == pair{}:
				beside[v] = now
			case beside[v] != now:
				b.node[v] = true
			}
			before = v
		}
	}
}

// cut walks the rings and finds the arcs between their nodes.
func (b *meshBuilder) cut() {
	b.arcAt = make([]int32, len(b.table.vertices))
	for r := range b.rings {
		ring := &b.rings[r]
		start := b.startAtNode(ring)
		for done := int32(0); done < ring.n; {
			from := ring.wrap(start + done)
			n := int32(1)
			for done+n < ring.n && !b.node[b.flat[ring.wrap(start+done+n)]] {
				n++
			}
			ref := b.arc(int32(r), from, n)
			if arc := &b.arcs[ref.Index()]; ref.Reversed() != ring.turned {
				arc.right = b.sets.with(arc.right, ring.shape)
			} else {
				arc.left = b.sets.with(arc.left, ring.shape)
			}
			ring.refs = append(ring.refs, ref)
			done += n
		}
	}
}

// wrap brings a position beyond the ring's end back to its start.
func (r *meshRing) wrap(p int32) int32 {
	if p >= r.from+r.n {
		return p - r.n
	}
	return p
}

// startAtNode is where to start a ring: at a node, or at its least vertex where it has
// none, so that all shapes along it start alike. That becomes a node: a ring may run
// along itself.
func (b *meshBuilder) startAtNode(ring *meshRing) int32 {
	run := b.flat[ring.from : ring.from+ring.n]
	for i, v := range run {
		if b.node[v] {
			return ring.from + int32(i)
		}
	}
	least := slices.Min(run)
	b.node[least] = true
	return ring.from + int32(slices.Index(run, least))
}

// arc returns the arc of n segments from a position, making it at its first use.
func (b *meshBuilder) arc(ring, from, n int32) ArcRef {
	start, second := b.flat[from], b.flat[from+1]
	at := &b.arcAt[max(start, second)]
	if n > 1 {
		at = &b.arcAt[second]
	}
	for k := *at; k != 0; k = b.arcs[k-1].next {
		arc := b.arcs[k-1]
		first, next := b.flat[arc.from], b.flat[arc.from+1]
		switch {
		case first == start && next == second:
			return ArcRef(k - 1)
		case n > 1 || first == second && next == start:
			return ^ArcRef(k - 1)
		}
	}
	b.arcs = append(b.arcs, builtArc{ring: ring, from: from, n: n})
	index := int32(len(b.arcs))
	if n == 1 {
		b.arcs[index-1].next, *at = *at, index
	}
	for i := int32(1); i < n; i++ {
		b.arcAt[b.flat[b.rings[ring].wrap(from+i)]] = index
	}
	return ArcRef(index - 1)
}

// ringAt is the ring that a position belongs to.
func (b *meshBuilder) ringAt(p int32) int {
	ring, ok := slices.BinarySearchFunc(b.rings, p, func(r meshRing, p int32) int { return cmp.Compare(r.from, p) })
	if !ok {
		ring--
	}
	return ring
}

// ends are the first and the last vertex of arc i.
func (b *meshBuilder) ends(i int) (first, last int32) {
	arc := &b.arcs[i]
	return b.flat[arc.from], b.flat[b.rings[arc.ring].wrap(arc.from+arc.n)]
}

// sides are the sets of shapes to the left and right of an arc.
func (b *meshBuilder) sides(arc builtArc) (left, right int32) { return arc.left, arc.right }

// mesh writes down what has been found.
func (b *meshBuilder) mesh(shapes int) *Mesh {
	m := &Mesh{Arcs: make([]Arc, len(b.arcs)), Shapes: make([]MeshShape, shapes)}
	total := len(b.arcs)
	for _, arc := range b.arcs {
		total += int(arc.n)
	}
	points := make(orb.LineString, 0, total)
	for i, arc := range b.arcs {
		start := len(points)
		for k := range arc.n + 1 {
			points = append(points, b.table.vertices[b.flat[b.rings[arc.ring].wrap(arc.from+k)]].Point())
		}
		left, right := b.sides(arc)
		m.Arcs[i] = Arc{points[start:len(points):len(points)], b.sets.members(left), b.sets.members(right)}
	}
	lastPolygon := make([]int32, shapes)
	for _, ring := range b.rings {
		shape := &m.Shapes[ring.shape]
		if !ring.hole || len(*shape) == 0 || lastPolygon[ring.shape] != ring.polygon {
			*shape = append(*shape, nil)
			lastPolygon[ring.shape] = ring.polygon
		}
		last := len(*shape) - 1
		(*shape)[last] = append((*shape)[last], ring.refs)
	}
	return m
}
