package topo

import (
	"slices"

	"github.com/xiantu/xiantu/geo"
)

// Network is the borders of a file's rings as arcs: stretches that end where borders
// meet, each stored once however many rings run along it. Rings that are to share an arc
// must agree in every vertex.
type Network struct {
	Vertices []geo.Vertex
	Arcs     []Run
	Rings    []RingRun // of the file's rings, in order

	refs []geo.ArcRef
	file *File
}

// Run is a line as the numbers of its vertices in Network.Vertices; one that is closed
// repeats its first.
type Run []int32

// RingRun is a ring as the arcs it runs along: refs[From:To].
type RingRun struct{ from, to int32 }

// Refs returns the arcs of ring i in order.
func (n *Network) Refs(i int) []geo.ArcRef { return n.refs[n.Rings[i].from:n.Rings[i].to] }

// NewNetwork cuts the rings of a file into arcs.
func NewNetwork(f *File) *Network {
	b := networkBuilder{
		table: newVertexTable(len(f.Vertices), f.Vertices),
		ids:   make([]int32, 0, len(f.Vertices)+len(f.Rings)),
		arcs:  map[step]geo.ArcRef{},
		net:   &Network{file: f, Rings: make([]RingRun, 0, len(f.Rings))},
	}
	for _, r := range f.Rings {
		b.read(f.Vertices[r.From:r.To])
	}
	b.net.Vertices = b.table.vertices
	at := 0
	for _, r := range f.Rings {
		n := int(r.To - r.From)
		b.cut(b.ids[at : at+n+1])
		at += n + 1
	}
	return b.net
}

// networkBuilder holds the work of NewNetwork.
type networkBuilder struct {
	table *vertexTable
	ids   []int32 // of all rings, each with a place for its first vertex at its end
	beside
	arcs map[step]geo.ArcRef
	net  *Network
}

// beside tells for each vertex which two vertices stand beside it on every ring, and
// whether it is a node: one where they differ from ring to ring, or are the same one.
type beside struct {
	pairs []pair
	nodes []bool
}

type pair struct{ low, high int32 }

// step is an arc's end and the vertex after it: no two arcs have the same.
type step struct{ from, to int32 }

func (b *networkBuilder) read(ring []geo.Vertex) {
	at := len(b.ids)
	last := int32(-1)
	for _, v := range ring {
		last = b.table.number(v, last)
		b.ids = append(b.ids, last)
	}
	run := b.ids[at:]
	b.ids = append(b.ids, run[0])
	b.grow(len(b.table.vertices))
	before := last
	for i, v := range run {
		after := run[0]
		if i+1 < len(run) {
			after = run[i+1]
		}
		b.visit(v, before, after)
		before = v
	}
}

func (b *beside) grow(n int) {
	if more := n - len(b.pairs); more > 0 {
		b.pairs = append(b.pairs, make([]pair, more)...)
		b.nodes = append(b.nodes, make([]bool, more)...)
	}
}

func (b *beside) visit(v, before, after int32) {
	p := pair{min(before, after) + 1, max(before, after) + 1}
	switch {
	case before == after:
		b.nodes[v] = true
	case b.pairs[v] == pair{}:
		b.pairs[v] = p
	case b.pairs[v] != p:
		b.nodes[v] = true
	}
}

// cut turns a ring in place so that it begins at a node, or at its least vertex where
// it has none, and makes its arcs or finds those that another ring has made.
func (b *networkBuilder) cut(run []int32) {
	n := len(run) - 1
	rotate(run[:n], b.start(run[:n]))
	run[n] = run[0]
	first := int32(len(b.net.refs))
	for from := 0; from < n; {
		to := from + 1
		for to < n && !b.nodes[run[to]] {
			to++
		}
		b.net.refs = append(b.net.refs, b.arc(run[from:to+1:to+1]))
		from = to
	}
	b.net.Rings = append(b.net.Rings, RingRun{first, int32(len(b.net.refs))})
}

func (b *networkBuilder) start(run []int32) int {
	if i := slices.IndexFunc(run, func(v int32) bool { return b.nodes[v] }); i >= 0 {
		return i
	}
	return slices.Index(run, slices.Min(run))
}

func rotate(run []int32, by int) {
	if by > 0 {
		slices.Reverse(run[:by])
		slices.Reverse(run[by:])
		slices.Reverse(run)
	}
}

func (b *networkBuilder) arc(run Run) geo.ArcRef {
	end := len(run) - 1
	if ref, ok := b.arcs[step{run[0], run[1]}]; ok {
		return ref
	}
	ref := geo.ArcRef(len(b.net.Arcs))
	b.net.Arcs = append(b.net.Arcs, run)
	b.arcs[step{run[0], run[1]}] = ref
	b.arcs[step{run[end], run[end-1]}] = ^ref
	return ref
}

// appendRun appends the vertices of an arc in the ref's direction, its last left out.
func appendRun(to []int32, arcs []Run, ref geo.ArcRef) []int32 {
	run := arcs[ref.Index()]
	if !ref.Reversed() {
		return append(to, run[:len(run)-1]...)
	}
	for i := len(run) - 1; i > 0; i-- {
		to = append(to, run[i])
	}
	return to
}
