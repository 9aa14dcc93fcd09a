package geo

import (
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// Gap draws what of a shape lies out of reach, as Reach.Gap does.
func (c *Cover) Gap(shape int, tolerance Metres) orb.MultiPolygon {
	switch {
	case c.IsWhole(shape):
		return nil
	case c.inside[shape] == 0:
		return c.ground.build(c.ground.shapes[shape])
	}
	return c.GapOf(c.ground.shapes[shape], tolerance)
}

// GapOf is Gap for a shape made of the arcs of the ground's mesh, such as a union.
func (c *Cover) GapOf(shape MeshShape, tolerance Metres) orb.MultiPolygon {
	g := c.ground
	_, bound := g.measured(shape)
	near := discsNear(c.discs, c.widest, bound)
	if len(near) == 0 {
		return g.build(shape)
	}
	draw := c.circles(tolerance).drawing(near)
	draw.view = bound.Pad(float64(tolerance))
	var o overlay
	g.eachEdge(shape, func(e int32, forward bool) {
		a, b := g.ends(e)
		edge := &g.edges[e]
		side := int32(1)
		if !forward {
			side = -1
		}
		for _, v := range draw.crossings(a, b, edge.a, edge.b) {
			o.add(a, v, side, 0)
			a = v
		}
		o.add(a, b, side, 0)
	})
	draw.outline(&o)
	gap := o.polygons(func(shape, reach int32) bool { return shape > 0 && reach <= 0 })
	return withoutNarrow(gap, tolerance/2)
}

// build returns a shape's polygons, vertex for vertex.
func (g *Ground) build(shape MeshShape) orb.MultiPolygon {
	m := Mesh{Arcs: g.arcs}
	return shellsFirst(m.Build(shape, m.Line))
}

// shellsFirst turns shells counter-clockwise and holes clockwise, in place.
func shellsFirst(shape orb.MultiPolygon) orb.MultiPolygon {
	for _, polygon := range shape {
		for i, ring := range polygon {
			if (planarArea(ring) > 0) != (i == 0) {
				slices.Reverse(ring)
			}
		}
	}
	return shape
}

// ends returns the vertices of an edge.
func (g *Ground) ends(e int32) (a, b Vertex) {
	arc := g.edges[e].arc
	line := g.arcs[arc].Line[e-g.first[arc]:]
	return Snap(line[0]), Snap(line[1])
}

// withoutNarrow leaves out polygons and holes whose mean width is below width: what
// chords leave along a border that an arc just touches.
func withoutNarrow(shape orb.MultiPolygon, width Metres) orb.MultiPolygon {
	var out orb.MultiPolygon
	for _, polygon := range shape {
		if isNarrow(polygon[0], float64(width)) {
			continue
		}
		out = append(out, slices.DeleteFunc(polygon, func(r orb.Ring) bool { return isNarrow(r, float64(width)) }))
	}
	return out
}

func isNarrow(ring orb.Ring, width float64) bool {
	const metres = semiMajor * radian // a degree of the equator
	shrink := math.Cos(ring[0][1] * radian)
	length := 0.0
	for i := 1; i < len(ring); i++ {
		length += math.Hypot((ring[i][0]-ring[i-1][0])*shrink, ring[i][1]-ring[i-1][1])
	}
	area := math.Abs(planarArea(ring)) * shrink
	return 2*area*metres < width*length
}
