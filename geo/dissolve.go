package geo

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// Line returns the vertices of r in its direction.
func (m *Mesh) Line(r ArcRef) orb.LineString {
	line := m.Arcs[r.Index()].Line
	if r.Reversed() {
		line = slices.Clone(line)
		slices.Reverse(line)
	}
	return line
}

// Shape returns shape i again as polygons: closed rings, shells counter-clockwise.
func (m *Mesh) Shape(i int) orb.MultiPolygon {
	return m.Build(m.Shapes[i], m.Line)
}

// Build makes polygons of rings of arcs whose lines another function gives, such as
// simplified or projected ones. Rings that come out with fewer than four
// positions are left out, with their holes where it is the shell.
func (m *Mesh) Build(shape MeshShape, line func(ArcRef) orb.LineString) orb.MultiPolygon {
	var out orb.MultiPolygon
	for _, rings := range shape {
		var polygon orb.Polygon
		for r, refs := range rings {
			var ring orb.Ring
			for _, ref := range refs {
				part := line(ref)
				if len(ring) > 0 {
					part = part[1:]
				}
				ring = append(ring, part...)
			}
			if len(ring) >= 4 {
				polygon = append(polygon, ring)
			} else if r == 0 {
				break
			}
		}
		if len(polygon) > 0 {
			out = append(out, polygon)
		}
	}
	return out
}

// Union returns the shapes named as one, by dropping the arcs that have one of them
// on each side. Its rings are the arcs that stay, so its vertices are theirs.
func (m *Mesh) Union(shapes []int) MeshShape {
	inside := make([]bool, len(m.Shapes))
	for _, s := range shapes {
		inside[s] = true
	}
	holds := func(side []int32) bool {
		return slices.ContainsFunc(side, func(s int32) bool { return inside[s] })
	}
	var border []ArcRef
	for i, arc := range m.Arcs {
		switch left, right := holds(arc.Left), holds(arc.Right); {
		case left && !right:
			border = append(border, ArcRef(i))
		case right && !left:
			border = append(border, ^ArcRef(i))
		}
	}
	return m.assemble(m.chain(border))
}

// chain joins arcs into rings, turning as sharply right as possible at each node, so
// that shells that touch at a node stay apart (the area lies to the left), and takes apart
// the holes that this runs together.
func (m *Mesh) chain(arcs []ArcRef) []MeshRing {
	leaving := map[orb.Point][]ArcRef{}
	for _, r := range arcs {
		start := m.first(r)
		leaving[start] = append(leaving[start], r)
	}
	used := map[ArcRef]bool{}
	var rings []MeshRing
	for _, r := range arcs {
		var ring MeshRing
		for at := r; !used[at]; at = m.sharpest(at, leaving[m.first(^at)]) {
			used[at] = true
			ring = append(ring, at)
		}
		rings = m.takeApart(rings, ring)
	}
	return rings
}

// takeApart appends the rings that a closed walk is made of: each time it comes back to a
// node, what lies between is one.
func (m *Mesh) takeApart(rings []MeshRing, walk MeshRing) []MeshRing {
	if len(walk) == 0 {
		return rings
	}
	var open MeshRing
	place := map[orb.Point]int{} // of the arc in open that leaves a node
	for _, ref := range walk {
		place[m.first(ref)] = len(open)
		open = append(open, ref)
		at, before := place[m.first(^ref)]
		if !before {
			continue
		}
		rings = append(rings, slices.Clone(open[at:]))
		for _, gone := range open[at:] {
			delete(place, m.first(gone))
		}
		open = open[:at]
	}
	return rings
}

func (m *Mesh) first(r ArcRef) orb.Point {
	line := m.Arcs[r.Index()].Line
	if r.Reversed() {
		return line[len(line)-1]
	}
	return line[0]
}

func (m *Mesh) second(r ArcRef) orb.Point {
	line := m.Arcs[r.Index()].Line
	if r.Reversed() {
		return line[len(line)-2]
	}
	return line[1]
}

// sharpest picks, of the arcs that leave the end of at, the first one clockwise from
// the way back: the ring that keeps its area closest on its left. Where none leaves,
// as in shapes that are not valid, it is at itself.
func (m *Mesh) sharpest(at ArcRef, choices []ArcRef) ArcRef {
	node := m.first(^at)
	back := direction(node, m.second(^at))
	best, bestTurn := at, math.Inf(1)
	for _, c := range choices {
		if turn := clockwise(back, direction(node, m.second(c))); turn < bestTurn {
			best, bestTurn = c, turn
		}
	}
	return best
}

// assemble sorts rings into shells and the holes inside them.
func (m *Mesh) assemble(rings []MeshRing) MeshShape {
	type traced struct {
		refs MeshRing
		ring orb.Ring
		area float64
	}
	var shells, holes []traced
	for _, refs := range rings {
		built := m.Build(MeshShape{{refs}}, m.Line)
		if len(built) == 0 {
			continue
		}
		t := traced{refs, built[0][0], planarArea(built[0][0])}
		if t.area > 0 {
			shells = append(shells, t)
		} else {
			holes = append(holes, t)
		}
	}
	slices.SortStableFunc(shells, func(a, b traced) int { return cmp.Compare(b.area, a.area) })
	shape := make(MeshShape, len(shells))
	for i, s := range shells {
		shape[i] = []MeshRing{s.refs}
	}
	for _, h := range holes {
		for i := len(shells) - 1; i >= 0; i-- { // the smallest shell that holds it
			if shells[i].area > -h.area && ringInside(h.ring, shells[i].ring) {
				shape[i] = append(shape[i], h.refs)
				break
			}
		}
	}
	return shape
}

// SetUnion makes shape i, which has none, the union of other shapes. The arcs of its
// outline then name it among the shapes beside them.
func (m *Mesh) SetUnion(i int, shapes []int) {
	m.Shapes[i] = m.Union(shapes)
	for _, rings := range m.Shapes[i] {
		for _, refs := range rings {
			for _, r := range refs {
				arc := &m.Arcs[r.Index()]
				side := &arc.Left
				if r.Reversed() {
					side = &arc.Right
				}
				*side = append(slices.Clone(*side), int32(i))
				slices.Sort(*side)
			}
		}
	}
}
