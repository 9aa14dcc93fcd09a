package topo

import (
	"github.com/xiantu/xiantu/geo"
)

// Network is the borders of a file's rings as arcs: stretches that end where borders
// meet, each stored once however many rings run along it. Rings that are to share an arc
// must agree in every vertex.
type Network struct {
	Vertices []geo.Vertex
	Arcs     []Run

	cut  *geo.Network
	file *File
}

// Run is a line as the numbers of its vertices in Network.Vertices; one that is closed
// repeats its first.
type Run []int32

// NewNetwork cuts the rings of a file into arcs.
func NewNetwork(f *File) *Network {
	rings := make([]geo.GridRing, len(f.Rings))
	for i, r := range f.Rings {
		rings[i] = geo.GridRing{Shape: r.Feature, Hole: r.Hole, Vertices: f.Vertices[r.From:r.To]}
	}
	cut := geo.NewNetwork(len(f.Features), rings)
	n := &Network{Vertices: cut.Vertices(), Arcs: make([]Run, cut.Arcs()), cut: cut, file: f}
	for i := range n.Arcs {
		n.Arcs[i] = cut.Arc(i)
	}
	return n
}

// Refs returns the arcs of ring i of the file in order.
func (n *Network) Refs(i int) []geo.ArcRef { return n.cut.Ring(i) }

// Crossings counts the pairs of edges that have more in common than an end: that cross,
// touch, or lie on one another. It is exact up to MostCrossings, and stops soon behind it.
// A coverage without defects has none.
func (n *Network) Crossings(workers int) int { return n.cut.Crossings(workers, n.MostCrossings()) }

// MostCrossings is how many crossings a file of so many vertices may have to be worked on:
// neighbours that were drawn apart cross once or twice a vertex, a tangle has as many
// crossings as it has pairs of edges, and each of them would become a vertex.
func (n *Network) MostCrossings() int { return 20_000 + 4*len(n.Vertices) }

// Tangled reports whether there are more crossings than may be.
func (n *Network) Tangled(workers int) bool { return n.Crossings(workers) > n.MostCrossings() }

// Faces is what the arcs of a network without crossings divide the plane into.
type Faces struct {
	Count    int // bounded ones
	Gaps     int // bounded ones that no feature covers, lakes left out
	Lakes    int // holes of one feature that no feature covers: they are meant
	Overlaps int // ones that more than one feature covers
	// Misplaced is how many arcs a feature's rings run along twice, or have its land on the other
	// side than they say: spikes, holes outside.
	Misplaced int
}

// Valid reports whether the features cover the plane as a coverage does.
func (f Faces) Valid() bool { return f.Gaps == 0 && f.Overlaps == 0 && f.Misplaced == 0 }

// Faces finds the faces of a network without crossings, and which features cover them.
func (n *Network) Faces() Faces {
	c := n.cut.Arrange().Census()
	return Faces{c.Faces, c.Gaps, c.Lakes, c.Overlaps, c.Misplaced}
}

// FaceCount is how many bounded faces a network without crossings has.
func (n *Network) FaceCount() int { return n.cut.FaceCount() }

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
