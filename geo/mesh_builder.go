package geo

import (
	"cmp"
	"slices"

	"github.com/paulmach/orb"
)

// meshBuilder holds the work of NewMesh in flat tables: vertices are numbers, rings runs of
// them, and a segment is known by the position in the runs where it comes first.
type meshBuilder struct {
	table vertexTable
	rings []meshRing
	// flat holds the rings one after another, each closed by its first vertex again; -1
	// stands between them, before the first and behind the last.
	flat []int32
	// first is where a vertex comes first in flat, last where it came last so far, and next
	// where it comes again; 0: nowhere.
	first, last []int32 // by vertex
	next        []int32 // by position
	// rep is, for the segment that starts at a position, the first position where the same
	// segment starts, either way.
	rep         []int32
	left, right []int32 // shapeSets beside a segment, at its first position
	arcOf       []int32 // the arc it is part of, plus one, at its first position
	sets        shapeSets
	node        []bool // by vertex
	arcs        []builtArc
}

// meshRing is a ring: n vertices in flat from position from, the shape to their left.
type meshRing struct {
	shape, polygon int32
	hole           bool
	from, n        int32
	refs           MeshRing
}

// builtArc is a stretch of ring, n segments from position from.
type builtArc struct{ ring, from, n int32 }

// newMeshBuilder reads the shapes.
func newMeshBuilder(shapes []orb.MultiPolygon) *meshBuilder {
	count, rings, shift := measureShapes(shapes)
	b := &meshBuilder{table: newVertexTable(count, shift), rings: make([]meshRing, 0, rings)}
	b.flat = append(make([]int32, 0, count+2*rings+1), -1)
	b.next = make([]int32, count+2*rings+1)
	b.first, b.last = make([]int32, 0, count/2+rings+8), make([]int32, 0, count/2+rings+8)
	for s, shape := range shapes {
		for p, polygon := range shape {
			for r, ring := range polygon {
				b.read(ring, meshRing{shape: int32(s), polygon: int32(p), hole: r > 0})
			}
		}
	}
	return b
}

// read appends a ring. Most vertices are found without a look into the table: borders are
// shared, and where one shape's ring has met another's the next vertex is the one before
// it there, or the next one where shapes of two levels run together.
func (b *meshBuilder) read(ring orb.Ring, r meshRing) {
	start := len(b.flat)
	last := int32(-1)
	for _, p := range ring {
		if id := b.id(Snap(p), last); id != last {
			b.flat = append(b.flat, id)
			last = id
		}
	}
	for len(b.flat) > start+1 && b.flat[len(b.flat)-1] == b.flat[start] {
		b.flat = b.flat[:len(b.flat)-1]
	}
	run := b.flat[start:]
	if len(run) < 3 {
		b.flat = b.flat[:start]
		return
	}
	if (signedArea(b.table.vertices, run) > 0) == r.hole {
		slices.Reverse(run)
	}
	r.from, r.n = int32(start), int32(len(run))
	b.flat = append(b.flat, run[0], -1)
	b.rings = append(b.rings, r)
	b.link(start, len(b.flat)-1)
}

// id returns the number of v, which follows the vertex last.
func (b *meshBuilder) id(v Vertex, last int32) int32 {
	if last >= 0 && int(last) < len(b.first) && b.first[last] > 0 {
		at := b.first[last]
		if id := b.flat[at-1]; id >= 0 && b.table.vertices[id] == v {
			return id
		}
		if id := b.flat[at+1]; id >= 0 && b.table.vertices[id] == v {
			return id
		}
	}
	return b.table.id(v)
}

// link notes where vertices come, between two positions.
func (b *meshBuilder) link(from, to int) {
	if more := len(b.table.vertices) - len(b.first); more > 0 {
		b.first = append(b.first, make([]int32, more)...)
		b.last = append(b.last, make([]int32, more)...)
	}
	for p := from; p < to; p++ {
		v := b.flat[p]
		if b.first[v] == 0 {
			b.first[v] = int32(p)
		} else {
			b.next[b.last[v]] = int32(p)
		}
		b.last[v] = int32(p)
	}
}

// signedArea is twice the area of the run in grid units squared, positive
// counter-clockwise. Coordinates are taken from the first vertex, so that a double
// tells the sign of any ring that is not a sliver.
func signedArea(vertices []Vertex, run []int32) float64 {
	o := vertices[run[0]]
	sum := 0.0
	px, py := 0.0, 0.0
	for _, id := range run[1:] {
		q := vertices[id]
		qx, qy := float64(q.X-o.X), float64(q.Y-o.Y)
		sum += px*qy - qx*py
		px, py = qx, qy
	}
	return sum
}

// pairUp finds where each segment comes first and collects the shapes on its two sides.
func (b *meshBuilder) pairUp() {
	b.rep = make([]int32, len(b.flat))
	b.left, b.right = make([]int32, len(b.flat)), make([]int32, len(b.flat))
	b.last = nil
	for _, ring := range b.rings {
		twin := int32(0) // the first position of the segment before, where that is another's
		for p := ring.from; p < ring.from+ring.n; p++ {
			rep := b.twin(p, twin)
			b.rep[p] = rep
			if b.flat[rep] == b.flat[p] {
				b.left[rep] = b.sets.with(b.left[rep], ring.shape)
			} else {
				b.right[rep] = b.sets.with(b.right[rep], ring.shape)
			}
			twin = rep
		}
	}
}

// twin returns the first position of the segment that starts at p; near is that of the
// segment before it.
func (b *meshBuilder) twin(p, near int32) int32 {
	from, to := b.flat[p], b.flat[p+1]
	if near > 0 && near < p-1 {
		if b.flat[near] == from && b.flat[near-1] == to { // near runs the other way
			return b.rep[near-1]
		}
		if b.flat[near+1] == from && b.flat[near+2] == to {
			return b.rep[near+1]
		}
	}
	for q := b.first[from]; q != 0 && q <= p; q = b.next[q] {
		if b.flat[q-1] == to {
			return b.rep[q-1]
		}
		if b.flat[q+1] == to && q < p {
			return b.rep[q]
		}
	}
	return p
}

// findNodes marks the vertices where arcs end: where not just two segments meet, or
// where the shapes beside them change.
func (b *meshBuilder) findNodes() {
	type visit struct {
		in, inR int32 // left and right of the first segment, run towards the vertex
		count   int32
	}
	visits := make([]visit, len(b.table.vertices))
	b.node = make([]bool, len(b.table.vertices))
	see := func(end, left, right int32) { // the segment run away from the vertex
		switch v := &visits[end]; v.count {
		case 0:
			v.in, v.inR, v.count = left, right, 1
		case 1:
			b.node[end], v.count = v.in != right || v.inR != left, 2
		default:
			b.node[end] = true
		}
	}
	for _, ring := range b.rings {
		for p := ring.from; p < ring.from+ring.n; p++ {
			if b.rep[p] == p {
				see(b.flat[p], b.left[p], b.right[p])
				see(b.flat[p+1], b.right[p], b.left[p])
			}
			if b.flat[p] == b.flat[ring.wrap(p+1)+1] {
				b.node[b.flat[p+1]] = true // the ring turns back there
			}
		}
	}
	for i, v := range visits {
		if v.count == 1 {
			b.node[i] = true
		}
	}
}

// cut walks the rings and finds the arcs between their nodes.
func (b *meshBuilder) cut() {
	b.arcOf = make([]int32, len(b.flat))
	for r := range b.rings {
		ring := &b.rings[r]
		start := b.startAtNode(ring)
		for done := int32(0); done < ring.n; {
			from := ring.wrap(start + done)
			n := int32(1)
			for done+n < ring.n && !b.node[b.flat[ring.wrap(start+done+n)]] {
				n++
			}
			ring.refs = append(ring.refs, b.arc(int32(r), from, n))
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
	rep := b.rep[from]
	if b.arcOf[rep] == 0 {
		b.arcs = append(b.arcs, builtArc{ring, from, n})
		for i := range n {
			b.arcOf[b.rep[b.rings[ring].wrap(from+i)]] = int32(len(b.arcs))
		}
	}
	index := b.arcOf[rep] - 1
	if arc := b.arcs[index]; b.flat[arc.from] == b.flat[from] && b.flat[arc.from+1] == b.flat[from+1] {
		return ArcRef(index)
	}
	return ^ArcRef(index)
}

// ringAt is the ring that a position belongs to.
func (b *meshBuilder) ringAt(p int32) int {
	ring, ok := slices.BinarySearchFunc(b.rings, p, func(r meshRing, p int32) int { return cmp.Compare(r.from, p) })
	if !ok {
		ring--
	}
	return ring
}

// sides are the sets of shapes to the left and right of an arc.
func (b *meshBuilder) sides(arc builtArc) (left, right int32) {
	rep := b.rep[arc.from]
	if b.flat[rep] == b.flat[arc.from] {
		return b.left[rep], b.right[rep]
	}
	return b.right[rep], b.left[rep]
}

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
