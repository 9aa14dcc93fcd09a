package geo

import (
	"slices"

	"github.com/paulmach/orb"
)

// Intersects reports whether two geometries, lon/lat in degrees with straight edges, have
// a point in common; a border belongs to its area. It is exact on the grid, to which both
// are taken first. Rings may stand in any direction.
func Intersects(a, b orb.Geometry) bool {
	if !a.Bound().Intersects(b.Bound().Pad(1.0 / GridUnits)) {
		return false
	}
	p, q := newPieces(a), newPieces(b)
	return p.touches(q) || p.holdsOf(q) || q.holdsOf(p)
}

// pieces are a geometry as lines, rings and single points among them, and as areas.
type pieces struct {
	bound orb.Bound
	lines [][]Vertex
	areas orb.MultiPolygon // on the grid
}

func newPieces(g orb.Geometry) *pieces {
	p := &pieces{bound: g.Bound().Pad(1.0 / GridUnits)}
	p.add(g)
	return p
}

func (p *pieces) add(g orb.Geometry) {
	switch g := g.(type) {
	case orb.Point:
		p.line(orb.LineString{g})
	case orb.MultiPoint:
		for _, point := range g {
			p.line(orb.LineString{point})
		}
	case orb.LineString:
		p.line(g)
	case orb.MultiLineString:
		for _, line := range g {
			p.line(line)
		}
	case orb.Ring:
		p.add(orb.Polygon{g})
	case orb.Polygon:
		p.add(orb.MultiPolygon{g})
	case orb.MultiPolygon:
		p.areas = append(p.areas, SnapShape(g)...)
		for _, polygon := range g {
			for _, ring := range polygon {
				p.line(orb.LineString(ring))
			}
		}
	case orb.Bound:
		p.add(g.ToPolygon())
	case orb.Collection:
		for _, member := range g {
			p.add(member)
		}
	}
}

func (p *pieces) line(line orb.LineString) {
	if len(line) == 0 {
		return
	}
	vertices := make([]Vertex, len(line))
	for i := range line {
		vertices[i] = Snap(line[i])
	}
	p.lines = append(p.lines, vertices)
}

// touches reports whether lines of the two have a point in common.
func (p *pieces) touches(q *pieces) bool {
	if len(p.lines) == 0 || len(q.lines) == 0 {
		return false
	}
	ours, theirs := p.segments(q.bound), q.segments(p.bound)
	return slices.ContainsFunc(ours, func(s [2]Vertex) bool {
		return slices.ContainsFunc(theirs, func(t [2]Vertex) bool { return sharePoint(s[0], s[1], t[0], t[1]) })
	})
}

// segments are those whose boxes meet a box. A point is a segment from itself to itself.
func (p *pieces) segments(box orb.Bound) [][2]Vertex {
	low, high := Snap(box.Min), Snap(box.Max)
	var list [][2]Vertex
	for _, line := range p.lines {
		for i := range max(1, len(line)-1) {
			a, b := line[i], line[min(i+1, len(line)-1)]
			if max(a.X, b.X) >= low.X && min(a.X, b.X) <= high.X && max(a.Y, b.Y) >= low.Y && min(a.Y, b.Y) <= high.Y {
				list = append(list, [2]Vertex{a, b})
			}
		}
	}
	return list
}

// sharePoint reports whether the segments a b and c d have a point in common, exactly.
// Where their boxes meet and neither lies on one side of the other's line, they do.
func sharePoint(a, b, c, d Vertex) bool {
	if max(a.X, b.X) < min(c.X, d.X) || max(c.X, d.X) < min(a.X, b.X) || max(a.Y, b.Y) < min(c.Y, d.Y) || max(c.Y, d.Y) < min(a.Y, b.Y) {
		return false
	}
	return Orient(a, b, c)*Orient(a, b, d) <= 0 && Orient(c, d, a)*Orient(c, d, b) <= 0
}

// holdsOf reports whether a line of q begins in an area of p: where no lines touch, the
// rest of it lies there too.
func (p *pieces) holdsOf(q *pieces) bool {
	return len(p.areas) > 0 && slices.ContainsFunc(q.lines, func(line []Vertex) bool { return Contains(p.areas, line[0].Point()) })
}
