package geo

import (
	"math"

	"github.com/paulmach/orb"
)

// EffectiveAreas gives each vertex of each arc the area at which a simpler line
// leaves it out, after Visvalingam and Whyatt (Line generalisation by repeated
// elimination of points, 1993): the triangle it makes with the neighbours still there
// when its turn comes, never less than that of a vertex left out before. A line for
// any tolerance is then a filter, and as an arc is simplified once for all shapes
// along it, neighbours stay neighbours.
//
// Areas are measured on the plane that onto projects lon/lat to, in its units
// squared; the plane's axes must be of one scale. Ends of arcs are never left out:
// theirs is +Inf. A ring keeps three vertices for every tolerance up to its own
// area; beyond that Build drops it.
func (m *Mesh) EffectiveAreas(onto func(orb.Point) orb.Point) [][]float64 {
	plane := make([]orb.LineString, len(m.Arcs))
	areas := make([][]float64, len(m.Arcs))
	var s simplifier
	for i, arc := range m.Arcs {
		line := make(orb.LineString, len(arc.Line))
		for j, p := range arc.Line {
			line[j] = onto(p)
		}
		plane[i], areas[i] = line, s.areas(line)
	}
	m.keepLenses(plane, areas)
	return areas
}

// Simplify returns the line of each arc without the vertices whose effective area is
// less than tolerance. Use it with Build:
//
//	lines := mesh.Simplify(100)
//	shape := mesh.Build(mesh.Shapes[i], geo.Lines(lines))
func (m *Mesh) Simplify(tolerance SquareMetres) []orb.LineString {
	areas := m.EffectiveAreas(equirectangular(m))
	lines := make([]orb.LineString, len(m.Arcs))
	for i, arc := range m.Arcs {
		lines[i] = make(orb.LineString, 0, len(arc.Line))
		for j, p := range arc.Line {
			if areas[i][j] >= float64(tolerance) {
				lines[i] = append(lines[i], p)
			}
		}
	}
	return lines
}

// Lines turns lines by arc into the function that Build asks for.
func Lines(lines []orb.LineString) func(ArcRef) orb.LineString {
	return func(r ArcRef) orb.LineString {
		line := lines[r.Index()]
		if r.Reversed() {
			line = line.Clone()
			line.Reverse()
		}
		return line
	}
}

// equirectangular is a plane in metres good enough to compare triangles on: scaled
// at each place's own parallel it would not be continuous, so one serves the mesh.
func equirectangular(m *Mesh) func(orb.Point) orb.Point {
	bound := orb.Bound{Min: orb.Point{180, 90}, Max: orb.Point{-180, -90}}
	for _, arc := range m.Arcs {
		bound = bound.Union(arc.Line.Bound())
	}
	const degree = math.Pi / 180 * 6371007 // metres, on the sphere of equal area
	narrow := math.Cos(bound.Center()[1] * math.Pi / 180)
	return func(p orb.Point) orb.Point { return orb.Point{p[0] * degree * narrow, p[1] * degree} }
}

// keepLenses makes rings of two arcs keep one vertex between the ends, the last that
// would go, as long as the tolerance is not above the ring's area. Rings of three
// arcs and more have their ends, rings of one are kept by simplifier.
func (m *Mesh) keepLenses(plane []orb.LineString, areas [][]float64) {
	for _, shape := range m.Shapes {
		for _, polygon := range shape {
			for _, ring := range polygon {
				if len(ring) == 2 {
					keepLens(ring, plane, areas)
				}
			}
		}
	}
}

func keepLens(ring MeshRing, plane []orb.LineString, areas [][]float64) {
	var keep *float64
	size := 0.0
	for _, ref := range ring {
		arc := areas[ref.Index()]
		for j := 1; j+1 < len(arc); j++ {
			if keep == nil || arc[j] > *keep {
				keep = &arc[j]
			}
		}
		if line := plane[ref.Index()]; ref.Reversed() {
			size -= crossSum(line, plane[ring[0].Index()][0])
		} else {
			size += crossSum(line, plane[ring[0].Index()][0])
		}
	}
	if keep != nil {
		*keep = max(*keep, math.Abs(size)/2)
	}
}

// crossSum is twice the area that a line sweeps as seen from o.
func crossSum(line orb.LineString, o orb.Point) float64 {
	sum := 0.0
	for i := 1; i < len(line); i++ {
		sum += (line[i-1][0]-o[0])*(line[i][1]-o[1]) - (line[i][0]-o[0])*(line[i-1][1]-o[1])
	}
	return sum
}
