package topo

import (
	"slices"

	"github.com/xiantu/xiantu/geo"
)

// chain joins arcs that have an area on their left into rings, turning as sharply right
// as possible at each node: so where two parts of the area touch at a node, the
// rings of each stay apart. A ring that comes by a node twice, as around holes that touch
// there, is taken apart.
func (n *Network) chain(arcs []geo.ArcRef) [][]geo.ArcRef {
	leaving := make(map[int32][]int, len(arcs))
	for i, ref := range arcs {
		start, _ := n.leave(ref)
		leaving[start] = append(leaving[start], i)
	}
	used := make([]bool, len(arcs))
	var rings [][]geo.ArcRef
	for first := range arcs {
		var ring []geo.ArcRef
		for at := first; at >= 0 && !used[at]; {
			used[at] = true
			ring = append(ring, arcs[at])
			end, back := n.leave(^arcs[at])
			at = n.sharpest(end, back, arcs, leaving[end])
		}
		if len(ring) > 0 {
			rings = n.takeApart(rings, ring)
		}
	}
	return rings
}

// takeApart appends the rings that a closed walk is made of: each time it comes back to a
// node, what lies between is one.
func (n *Network) takeApart(rings [][]geo.ArcRef, walk []geo.ArcRef) [][]geo.ArcRef {
	var open []geo.ArcRef
	place := map[int32]int{} // of the arc in open that leaves a node
	for _, ref := range walk {
		start, _ := n.leave(ref)
		place[start] = len(open)
		open = append(open, ref)
		end, _ := n.leave(^ref)
		at, before := place[end]
		if !before {
			continue
		}
		rings = append(rings, slices.Clone(open[at:]))
		for _, gone := range open[at:] {
			node, _ := n.leave(gone)
			delete(place, node)
		}
		open = open[:at]
	}
	return rings
}

// leave returns the vertex at which an arc begins, run in the ref's direction, and the
// one after it.
func (n *Network) leave(ref geo.ArcRef) (start, second int32) {
	run := n.Arcs[ref.Index()]
	if ref.Reversed() {
		return run[len(run)-1], run[len(run)-2]
	}
	return run[0], run[1]
}

// sharpest picks of the arcs that leave a node the first one clockwise from the way back,
// or -1 where none leaves.
func (n *Network) sharpest(node, back int32, arcs []geo.ArcRef, choices []int) int {
	if len(choices) == 1 {
		return choices[0]
	}
	best := -1
	for _, c := range choices {
		if best < 0 {
			best = c
			continue
		}
		_, to := n.leave(arcs[c])
		_, than := n.leave(arcs[best])
		if n.sooner(node, back, to, than) {
			best = c
		}
	}
	return best
}

// sooner reports whether, turning clockwise at o from the direction of back, that of a
// comes before that of b. The direction of back itself comes last.
func (n *Network) sooner(o, back, a, b int32) bool {
	halfA, halfB := n.half(o, back, a), n.half(o, back, b)
	if halfA != halfB {
		return halfA < halfB
	}
	return geo.Orient(n.Vertices[o], n.Vertices[a], n.Vertices[b]) < 0
}

// half is 0 for directions less than half a turn clockwise from back, 1 for half a turn
// and more, 2 for back itself.
func (n *Network) half(o, back, a int32) int {
	switch t := geo.Orient(n.Vertices[o], n.Vertices[back], n.Vertices[a]); {
	case t < 0:
		return 0
	case t == 0 && geo.Along(n.Vertices[o], n.Vertices[back], n.Vertices[a]):
		return 2
	}
	return 1
}

// traced is a ring with its vertices.
type traced struct {
	refs []geo.ArcRef
	run  []int32
	area geo.DoubleArea
	box  geo.Box
}

// assemble sorts rings into shells and the holes inside them.
func (n *Network) assemble(rings [][]geo.ArcRef) Union {
	var shells, holes []traced
	for _, refs := range rings {
		t := traced{refs: refs, run: n.trace(refs)}
		t.area, t.box = geo.AreaOf(n.Vertices, t.run), geo.BoxOf(n.Vertices[t.run[0]])
		for _, id := range t.run {
			t.box.Add(n.Vertices[id])
		}
		switch t.area.Sign() {
		case 1:
			shells = append(shells, t)
		case -1:
			holes = append(holes, t)
		}
	}
	slices.SortStableFunc(shells, func(a, b traced) int { return b.area.Compare(a.area) })
	union := make(Union, len(shells))
	for i, s := range shells {
		union[i] = [][]geo.ArcRef{s.refs}
	}
	for _, h := range holes {
		for i := len(shells) - 1; i >= 0; i-- { // the smallest shell that holds it
			if n.holds(&shells[i], &h) {
				union[i] = append(union[i], h.refs)
				break
			}
		}
	}
	return union
}

// holds reports whether a hole lies in a shell. The rings do not cross, but may touch at
// vertices: so a vertex of the hole that is none of the shell's decides; where all are,
// the rings of an area that is left of both are those of one polygon.
func (n *Network) holds(shell, hole *traced) bool {
	if !hole.box.Within(&shell.box) {
		return false
	}
	on := map[int32]bool{}
	for _, id := range shell.run {
		on[id] = true
	}
	for _, id := range hole.run {
		if !on[id] {
			return geo.InRing(n.Vertices[id], n.Vertices, shell.run)
		}
	}
	return true
}
