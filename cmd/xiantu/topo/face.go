package topo

import (
	"cmp"
	"slices"

	"github.com/xiantu/xiantu/geo"
)

// Faces is what the arcs of a network without crossings divide the plane into.
type Faces struct {
	Count    int // bounded ones
	Gaps     int // bounded ones that no feature covers, lakes left out
	Lakes    int // holes of one feature that no feature covers: they are meant
	Overlaps int // ones that more than one feature covers
}

// Valid reports whether the features cover the plane as a coverage does.
func (f Faces) Valid() bool { return f.Gaps == 0 && f.Overlaps == 0 }

// Faces finds the faces of a network without crossings, from the half-edges of its arcs
// (Muller and Preparata, Finding the intersection of two convex polyhedra, 1978), and
// which features cover them. A face's label is that of any arc around it: the features
// of which it lies to the inside.
func (n *Network) Faces() Faces {
	b := faceBuilder{net: n}
	b.sides()
	b.connect()
	b.order()
	b.trace()
	return b.count()
}

// FaceCount is how many bounded faces a network without crossings has, by Euler's formula.
func (n *Network) FaceCount() int {
	b := faceBuilder{net: n}
	b.connect()
	nodes := map[int32]bool{}
	parts := 0
	for _, run := range n.Arcs {
		for _, node := range [2]int32{run[0], run[len(run)-1]} {
			if !nodes[node] {
				nodes[node] = true
				if b.part(node) == node {
					parts++
				}
			}
		}
	}
	return len(n.Arcs) - len(nodes) + parts
}

type faceBuilder struct {
	net    *Network
	labels [][]int32 // features inside, by half-edge
	after  []int32   // the next half-edge around the face on the left, by half-edge
	cycles []cycle
	joined map[int32]int32 // node to another of what it is connected with
}

// cycle is a closed walk along half-edges with a face on its left.
type cycle struct {
	edges []int32
	run   []int32
	outer bool  // it runs clockwise: around the outside of what is connected
	part  int32 // of what is connected, one of its vertices
	box   box
}

// halfEdge numbers the arcs' two directions: 2i forwards, 2i+1 backwards.
func halfEdge(ref geo.ArcRef) int32 {
	if ref.Reversed() {
		return int32(ref.Index())*2 + 1
	}
	return int32(ref) * 2
}

func arcRef(h int32) geo.ArcRef {
	if h&1 == 1 {
		return ^geo.ArcRef(h >> 1)
	}
	return geo.ArcRef(h >> 1)
}

// sides notes for each half-edge the features on its left.
func (b *faceBuilder) sides() {
	n := b.net
	b.labels = make([][]int32, 2*len(n.Arcs))
	var run []int32
	for r, ring := range n.file.Rings {
		run = run[:0]
		for _, ref := range n.Refs(r) {
			run = appendRun(run, n.Arcs, ref)
		}
		backwards := (n.doubleArea(run).sign() < 0) != ring.Hole
		for _, ref := range n.Refs(r) {
			h := halfEdge(ref)
			if backwards {
				h ^= 1
			}
			b.labels[h] = append(b.labels[h], ring.Feature)
		}
	}
}

// connect joins the nodes that arcs connect.
func (b *faceBuilder) connect() {
	b.joined = make(map[int32]int32, len(b.net.Arcs))
	for _, run := range b.net.Arcs {
		from, to := b.part(run[0]), b.part(run[len(run)-1])
		b.joined[max(from, to)] = min(from, to)
	}
}

// part is the least node of what a node is connected with.
func (b *faceBuilder) part(node int32) int32 {
	for {
		up, known := b.joined[node]
		if !known || up == node {
			return node
		}
		if further, known := b.joined[up]; known {
			b.joined[node] = further
		}
		node = up
	}
}

// order sorts the half-edges that leave each node counter-clockwise, and so finds which
// follows which around a face: the one next clockwise from the way back.
func (b *faceBuilder) order() {
	n := b.net
	leaving := make([]int32, 2*len(n.Arcs))
	start := func(h int32) int32 { v, _ := n.leave(arcRef(h)); return v }
	for i := range leaving {
		leaving[i] = int32(i)
	}
	slices.SortFunc(leaving, func(a, c int32) int {
		if d := cmp.Compare(start(a), start(c)); d != 0 {
			return d
		}
		return cmp.Compare(a, c)
	})
	b.after = make([]int32, len(leaving))
	for i := 0; i < len(leaving); {
		j := i
		node := start(leaving[i])
		for j < len(leaving) && start(leaving[j]) == node {
			j++
		}
		fan := leaving[i:j]
		_, first := n.leave(arcRef(fan[0]))
		slices.SortFunc(fan[1:], func(a, c int32) int {
			_, to := n.leave(arcRef(a))
			_, than := n.leave(arcRef(c))
			if to != than && n.sooner(node, first, to, than) {
				return -1
			}
			return 1
		})
		for k, h := range fan { // fan runs clockwise
			b.after[h^1] = fan[(k+1)%len(fan)]
		}
		i = j
	}
}

// trace walks the half-edges into cycles.
func (b *faceBuilder) trace() {
	n := b.net
	used := make([]bool, len(b.after))
	for first := range b.after {
		if used[first] {
			continue
		}
		var c cycle
		for h := int32(first); !used[h]; h = b.after[h] {
			used[h] = true
			c.edges = append(c.edges, h)
			c.run = appendRun(c.run, n.Arcs, arcRef(h))
		}
		c.outer = n.doubleArea(c.run).sign() <= 0
		c.part = b.part(c.run[0])
		c.box = boxOf(n.Vertices[c.run[0]])
		for _, id := range c.run {
			c.box.add(n.Vertices[id])
		}
		b.cycles = append(b.cycles, c)
	}
}

// count sorts the faces by how many features cover them.
func (b *faceBuilder) count() Faces {
	var f Faces
	for i := range b.cycles {
		c := &b.cycles[i]
		covering := b.labels[c.edges[0]]
		for _, h := range c.edges[1:] {
			if !slices.Equal(b.labels[h], covering) {
				covering = nil // features that lie on one another leave no single label
				f.Overlaps++
				break
			}
		}
		switch {
		case c.outer && len(covering) == 0:
			f.Overlaps += b.covered(c)
		case c.outer:
		case len(covering) > 1:
			f.Count++
			f.Overlaps++
		case len(covering) == 1:
			f.Count++
		case b.lake(c):
			f.Count++
			f.Lakes++
		default:
			f.Count++
			f.Gaps++
		}
	}
	return f
}

// lake reports whether all that lies around a face is one feature.
func (b *faceBuilder) lake(c *cycle) bool {
	around := b.labels[c.edges[0]^1]
	for _, h := range c.edges {
		if len(around) != 1 || !slices.Equal(b.labels[h^1], around) {
			return false
		}
	}
	return true
}

// covered is 1 where something that is connected, and that no feature has a hole for, lies
// in a feature, else 0.
func (b *faceBuilder) covered(outer *cycle) int {
	v := b.net.Vertices[outer.run[0]]
	var around *cycle
	for i := range b.cycles {
		c := &b.cycles[i]
		if c.outer || c.part == outer.part || !c.box.holds(v) {
			continue
		}
		if (around == nil || around.box.side() > c.box.side()) && b.net.inside(v, c.run) {
			around = c
		}
	}
	if around != nil && len(b.labels[around.edges[0]]) > 0 {
		return 1
	}
	return 0
}
