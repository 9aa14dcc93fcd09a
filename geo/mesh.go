package geo

import (
	"slices"

	"github.com/paulmach/orb"
)

// Mesh is a set of shapes cut into arcs: stretches of border, each stored once
// however many shapes run along it. An arc ends where the set of shapes along it
// changes, so neighbours whose vertices agree share arcs, and so do a township and
// the villages inside it.
type Mesh struct {
	Arcs   []Arc
	Shapes []MeshShape // in the order given to NewMesh
}

// Arc is a stretch of border with the same shapes along it.
type Arc struct {
	Line  orb.LineString // lon/lat, at least two vertices; a closed arc repeats its first
	Left  []int32        // shapes on its left hand, by index, ascending
	Right []int32        // shapes on its right hand
}

// MeshShape is a shape as rings of arcs: polygons, rings (the shell first), arcs.
type MeshShape [][]MeshRing

// MeshRing is a ring as the arcs it runs along, in order.
type MeshRing []ArcRef

// ArcRef is an arc and a direction: i is Arcs[i] forwards, ^i is it backwards.
type ArcRef int32

// Index is the arc's place in Mesh.Arcs.
func (r ArcRef) Index() int {
	if r < 0 {
		return int(^r)
	}
	return int(r)
}

// Reversed reports whether the arc is run backwards.
func (r ArcRef) Reversed() bool { return r < 0 }

// NewMesh cuts shapes into arcs. Rings may wind either way: shells are taken
// counter-clockwise and holes clockwise, so that a shape lies to the left of its
// arcs. Shapes need not be valid: what does not match simply shares no arc.
// Vertices are put on the grid.
func NewMesh(shapes []orb.MultiPolygon) *Mesh {
	b := meshBuilder{ids: map[Vertex]int32{}}
	b.read(shapes)
	b.pairUp()
	b.findNodes()
	return b.cut(len(shapes))
}

// meshBuilder holds the work of NewMesh: vertices become ids, rings runs of ids,
// undirected segments the sets of shapes on their two sides.
type meshBuilder struct {
	ids      map[Vertex]int32
	vertices []Vertex
	rings    []meshRing
	segments map[segment]*sides
	sets     shapeSets
	node     []bool // by vertex
}

type meshRing struct {
	shape, polygon int32
	hole           bool
	run            []int32 // vertex ids, open; the shape lies to the left
}

// segment is an undirected pair of vertex ids, the lesser first.
type segment struct{ a, b int32 }

// sides are the sets of shapes to the left and right of a segment run from a to b,
// and the arc it has become part of.
type sides struct {
	left, right int32 // of shapeSets
	arc         int32 // plus one
}

func segmentOf(from, to int32) (segment, bool) {
	if from < to {
		return segment{from, to}, true
	}
	return segment{to, from}, false
}

func (b *meshBuilder) read(shapes []orb.MultiPolygon) {
	for s, shape := range shapes {
		for p, polygon := range shape {
			for r, ring := range polygon {
				run := b.run(ring)
				if len(run) < 3 {
					continue
				}
				if (signedArea(b.vertices, run) > 0) != (r == 0) {
					slices.Reverse(run)
				}
				b.rings = append(b.rings, meshRing{int32(s), int32(p), r > 0, run})
			}
		}
	}
}

func (b *meshBuilder) run(ring orb.Ring) []int32 {
	run := make([]int32, 0, len(ring))
	for _, p := range ring {
		v := Snap(p)
		id, ok := b.ids[v]
		if !ok {
			id = int32(len(b.vertices))
			b.ids[v] = id
			b.vertices = append(b.vertices, v)
		}
		if len(run) == 0 || run[len(run)-1] != id {
			run = append(run, id)
		}
	}
	for len(run) > 1 && run[0] == run[len(run)-1] {
		run = run[:len(run)-1]
	}
	return run
}

// signedArea is twice the area of the run in grid units squared, positive
// counter-clockwise. Coordinates are taken from the first vertex, so that a double
// tells the sign of any ring that is not a sliver.
func signedArea(vertices []Vertex, run []int32) float64 {
	o := vertices[run[0]]
	sum := 0.0
	for i := range run {
		p, q := vertices[run[i]], vertices[run[(i+1)%len(run)]]
		sum += float64(p.X-o.X)*float64(q.Y-o.Y) - float64(q.X-o.X)*float64(p.Y-o.Y)
	}
	return sum
}

// pairUp collects, for each segment, the shapes on its two sides.
func (b *meshBuilder) pairUp() {
	b.segments = make(map[segment]*sides, 2*len(b.vertices))
	for _, ring := range b.rings {
		for i, from := range ring.run {
			key, forward := segmentOf(from, ring.run[(i+1)%len(ring.run)])
			s := b.segments[key]
			if s == nil {
				s = new(sides)
				b.segments[key] = s
			}
			if forward {
				s.left = b.sets.with(s.left, ring.shape)
			} else {
				s.right = b.sets.with(s.right, ring.shape)
			}
		}
	}
}

// findNodes marks the vertices where arcs end: where not just two segments meet, or
// where the shapes beside them change.
func (b *meshBuilder) findNodes() {
	type visit struct {
		in    int32 // left and right of the first segment, run towards the vertex
		inR   int32
		count uint8
	}
	visits := make([]visit, len(b.vertices))
	b.node = make([]bool, len(b.vertices))
	for key, s := range b.segments {
		for _, end := range [2]int32{key.a, key.b} {
			left, right := s.left, s.right // run away from the vertex
			if end == key.b {
				left, right = right, left
			}
			v := &visits[end]
			switch v.count {
			case 0:
				v.in, v.inR, v.count = right, left, 1
			case 1:
				b.node[end], v.count = v.in != left || v.inR != right, 2
			default:
				b.node[end] = true
			}
		}
	}
	for i, v := range visits {
		if v.count == 1 {
			b.node[i] = true
		}
	}
}

// cut walks the rings and makes the arcs between their nodes.
func (b *meshBuilder) cut(shapes int) *Mesh {
	m := &Mesh{Shapes: make([]MeshShape, shapes)}
	lastPolygon := make([]int32, shapes)
	for _, ring := range b.rings {
		run := b.startAtNode(ring.run)
		var refs MeshRing
		for from := 0; from < len(run); {
			to := from + 1
			for to < len(run) && !b.node[run[to]] {
				to++
			}
			refs = append(refs, b.arc(m, run, from, to))
			from = to
		}
		shape := &m.Shapes[ring.shape]
		if !ring.hole || len(*shape) == 0 || lastPolygon[ring.shape] != ring.polygon {
			*shape = append(*shape, nil)
			lastPolygon[ring.shape] = ring.polygon
		}
		last := len(*shape) - 1
		(*shape)[last] = append((*shape)[last], refs)
	}
	return m
}

// startAtNode turns a ring so that it starts at a node, or at its least vertex
// where it has none, so that all shapes along it start alike.
func (b *meshBuilder) startAtNode(run []int32) []int32 {
	start := slices.IndexFunc(run, func(v int32) bool { return b.node[v] })
	if start < 0 {
		start = slices.Index(run, slices.Min(run))
	}
	return slices.Concat(run[start:], run[:start])
}

// arc returns the arc along run[from..to], making it at its first use.
func (b *meshBuilder) arc(m *Mesh, run []int32, from, to int) ArcRef {
	key, forward := segmentOf(run[from], run[(from+1)%len(run)])
	first := b.segments[key]
	if first.arc == 0 {
		line := make(orb.LineString, 0, to-from+1)
		m.Arcs = append(m.Arcs, Arc{Left: b.sets.members(first.left), Right: b.sets.members(first.right)})
		arc := &m.Arcs[len(m.Arcs)-1]
		if !forward {
			arc.Left, arc.Right = arc.Right, arc.Left
		}
		for i := from; i < to; i++ {
			key, _ := segmentOf(run[i], run[(i+1)%len(run)])
			b.segments[key].arc = int32(len(m.Arcs))
			line = append(line, b.vertices[run[i]].Point())
		}
		arc.Line = append(line, b.vertices[run[to%len(run)]].Point())
	}
	index := first.arc - 1
	line := m.Arcs[index].Line
	if line[0] == b.vertices[run[from]].Point() && line[1] == b.vertices[run[(from+1)%len(run)]].Point() {
		return ArcRef(index)
	}
	return ^ArcRef(index)
}
