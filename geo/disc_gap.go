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
	bound := g.boundOf(shape)
	near := discsNear(c.discs, c.widest, bound)
	if len(near) == 0 {
		return g.build(shape)
	}
	draw := c.circles(tolerance).drawing(near)
	draw.view = bound.Pad(float64(tolerance))
	o, _ := g.rooms.Get().(*overlay)
	if o == nil {
		o = new(overlay)
	}
	defer g.rooms.Put(o)
	o.clear()
	for _, rings := range shape {
		for _, refs := range rings {
			for _, ref := range refs {
				g.addArc(o, draw, ref)
			}
		}
	}
	draw.outline(o)
	gap := o.polygons(func(shape, reach int32) bool { return shape > 0 && reach <= 0 })
	return withoutNarrow(gap, tolerance/2)
}

// addArc adds an arc of a shape's border to the overlay: what no disc comes near as
// runs, the rest edge by edge, cut where exposed arcs meet it.
func (g *Ground) addArc(o *overlay, draw *drawing, ref ArcRef) {
	line, edges := g.arcs[ref.Index()].Line, g.edges[g.first[ref.Index()]:]
	side := int32(1)
	if ref.Reversed() {
		side = -1
	}
	near := draw.near(g.bounds[ref.Index()])
	first := len(o.runs)
	a := Snap(line[0])
	o.runs = append(o.runs, a)
	for i, lonlat := range line[1:] {
		b := Snap(lonlat)
		if edge := &edges[i]; draw.comesNear(near, edge.a, edge.b) {
			o.addRun(o.run(first), side)
			for _, v := range draw.crossings(near, a, b, edge.a, edge.b) {
				o.add(a, v, side, 0)
				a = v
			}
			o.add(a, b, side, 0)
			first = len(o.runs)
		}
		o.runs = append(o.runs, b)
		a = b
	}
	o.addRun(o.run(first), side)
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
