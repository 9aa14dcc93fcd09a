package geo

import "github.com/paulmach/orb"

// PlaneDisc is a disc in the plane, for tests against closed forms.
type PlaneDisc struct{ X, Y, R float64 }

// PlaneUnion returns the area of a union of plane discs, by their exposed arcs.
func PlaneUnion(discs []PlaneDisc) float64 {
	var in []disc
	for _, d := range discs {
		in = append(in, disc{orb.Point{d.X, d.Y}, d.R})
	}
	in = withoutInner(in)
	area := 0.0
	for _, a := range exposedArcs(in) {
		area += frame{}.alongArc(in[a.disc], a.from, a.to)
	}
	return area
}

// PlaneCovered returns how much of a plane shape discs cover.
func PlaneCovered(discs []PlaneDisc, shape orb.MultiPolygon) float64 {
	g := &Ground{shapes: make([]MeshShape, 1)}
	for _, polygon := range shape {
		var rings []MeshRing
		for r, ring := range polygon {
			if (planarArea(ring) > 0) != (r == 0) {
				ring = ring.Clone()
				ring.Reverse()
			}
			rings = append(rings, MeshRing{ArcRef(len(g.arcs))})
			g.first = append(g.first, int32(len(g.edges)))
			for i := 1; i < len(ring); i++ {
				g.edges = append(g.edges, groundEdge{ring[i-1], ring[i], int32(len(g.arcs)), g.alongEdge(ring[i-1], ring[i])})
			}
			g.arcs = append(g.arcs, Arc{Line: orb.LineString(ring), Left: []int32{0}})
		}
		g.shapes[0] = append(g.shapes[0], rings)
	}
	g.first = append(g.first, int32(len(g.edges)))
	g.grid = newEdgeGrid(len(g.edges), func(i int) (a, b orb.Point) { return g.edges[i].a, g.edges[i].b })
	g.measure()
	c := &Cover{ground: g, inside: make([]float64, 1)}
	for _, d := range discs {
		c.discs = append(c.discs, disc{orb.Point{d.X, d.Y}, d.R})
	}
	c.discs = withoutInner(c.discs)
	c.addArcs(c.cutEdges())
	return c.inside[0]
}
