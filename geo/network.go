package geo

// Network is the rings of shapes cut into arcs: stretches that end where borders meet, each
// held once however many rings run along it. It is what a Mesh is, but in numbers of
// vertices on the grid, for coverages of millions of them; an Arrangement can be made of it
// without reading them again.
//
//	n := geo.NewNetwork(2, []geo.GridRing{{Shape: 0, Vertices: west}, {Shape: 1, Vertices: east}})
//	fmt.Println(n.Arcs(), n.Arrange().Census())
type Network struct {
	b      *meshBuilder
	shapes int
	rings  []int32 // by ring given: its place in b, plus one; 0: it has no land
	planar bool    // known to have no crossings
}

// GridRing is a ring of a shape, on the grid: a shell, or a hole. It may wind either way, and
// its last vertex may be its first again. It is only read.
type GridRing struct {
	Shape    int32
	Hole     bool
	Vertices []Vertex
}

// NewNetwork cuts the rings of some count of shapes into arcs. Rings of fewer than three
// vertices are left out. Arcs of rings that do not agree in their vertices are not shared.
func NewNetwork(shapes int, rings []GridRing) *Network {
	count := 0
	for _, r := range rings {
		count += len(r.Vertices)
	}
	n := &Network{shapes: shapes, rings: make([]int32, len(rings))}
	n.b = &meshBuilder{table: newVertexTable(count, sampleShift(rings)), rings: make([]meshRing, 0, len(rings))}
	n.b.flat = append(make([]int32, 0, count+2*len(rings)+1), -1)
	for i, r := range rings {
		if n.b.readGrid(r) {
			n.rings[i] = int32(len(n.b.rings))
		}
	}
	n.b.count = len(n.b.table.vertices)
	n.b.findNodes()
	n.b.cut()
	return n
}

// readGrid appends a ring as it is, and reports whether it has three vertices.
func (b *meshBuilder) readGrid(r GridRing) bool {
	start := len(b.flat)
	last := int32(-1)
	for _, v := range r.Vertices {
		if id := b.table.after(v, last); id != last {
			b.flat = append(b.flat, id)
			last = id
		}
	}
	if b.open(start); len(b.flat)-start < 3 {
		b.flat = b.flat[:start]
		return false
	}
	turned := (signedArea(b.table.vertices, b.flat[start:]) > 0) == r.Hole
	b.add(start, meshRing{shape: r.Shape, hole: r.Hole, turned: turned})
	return true
}

// sampleShift is the shift of a vertexTable that suits rings, by a sample of their segments.
func sampleShift(rings []GridRing) uint {
	var m segmentSample
	for _, r := range rings {
		for i := 1; i < len(r.Vertices) && i < 8; i++ {
			m.add(r.Vertices[i-1], r.Vertices[i])
		}
	}
	return m.shift()
}

// Vertices are the vertices by number, in the order in which they come.
func (n *Network) Vertices() []Vertex { return n.b.table.vertices[:n.b.count] }

// Arcs is how many arcs there are.
func (n *Network) Arcs() int { return len(n.b.arcs) }

// Arc returns the numbers of the vertices of an arc; of one that is closed the first is
// the last again. It is shared: only read it.
func (n *Network) Arc(i int) []int32 {
	arc := n.b.arcs[i]
	ring := &n.b.rings[arc.ring]
	end, stop := arc.from+arc.n, ring.from+ring.n
	if end <= stop { // what follows a ring is its first vertex
		return n.b.flat[arc.from : end+1 : end+1]
	}
	run := append(make([]int32, 0, arc.n+1), n.b.flat[arc.from:stop]...)
	return append(run, n.b.flat[ring.from:ring.from+end-stop+1]...)
}

// Ring returns ring i of those given as the arcs it runs along, in its direction, from some
// vertex on; none where it was left out.
func (n *Network) Ring(i int) MeshRing {
	if n.rings[i] == 0 {
		return nil
	}
	return n.b.rings[n.rings[i]-1].refs
}

// Arrange arranges the shapes, as the function Arrange does.
func (n *Network) Arrange() *Arrangement { return arrange(n.b, n.shapes, n.planar) }

// FaceCount is how many faces with an end a network without crossings has, by Euler's
// formula.
func (n *Network) FaceCount() int {
	b := n.b
	around := make(forest, len(b.table.vertices))
	nodes, pieces := 0, 0
	see := func(v int32) {
		if around[v] == 0 {
			around[v] = v + 1
			nodes++
			pieces++
		}
	}
	for i := range b.arcs {
		from, to := b.ends(i)
		see(from)
		see(to)
		if around.join(from, to) {
			pieces--
		}
	}
	return len(b.arcs) - nodes + pieces
}

// forest tells what hangs together (Galler and Fischer, An improved equivalence algorithm, 1964):
// by vertex, another of its piece, plus one; 0: not seen.
type forest []int32

// root is the vertex that stands for the piece of v.
func (f forest) root(v int32) int32 {
	for f[v] != v+1 {
		f[v] = f[f[v]-1]
		v = f[v] - 1
	}
	return v
}

// join makes one piece of two and reports whether they were two.
func (f forest) join(v, w int32) bool {
	v, w = f.root(v), f.root(w)
	f[max(v, w)] = min(v, w) + 1
	return v != w
}

// Census counts the faces of an arrangement by what covers them.
type Census struct {
	Faces    int // all but the one without an end
	Gaps     int // those that no shape covers, lakes left out
	Lakes    int // those that no shape covers and one alone surrounds: holes, which are meant; see Check
	Overlaps int // those that several shapes cover
	// Misplaced is how many arcs have a shape on the side where its rings say that it is not, or
	// twice: spikes, rings run twice, holes outside their shells or within one another.
	Misplaced int
}

// Census counts the faces.
func (a *Arrangement) Census() Census {
	c := Census{Faces: len(a.Faces)}
	a.misplaced(func(int32, int) { c.Misplaced++ })
	for f := range a.Faces {
		switch covering := len(a.Faces[f].Shapes); {
		case covering > 1:
			c.Overlaps++
		case covering == 1:
		case a.isLake(f, sliverWidth, a.b.sets.members):
			c.Lakes++
		default:
			c.Gaps++
		}
	}
	return c
}
