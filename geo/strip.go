package geo

import (
	"math"

	"github.com/paulmach/orb"
)

// Strip (隔离带) is a geometry with the land around it up to a distance: a river and its
// banks, a railway and what is kept free beside it.
type Strip struct {
	Shape orb.Geometry // lon/lat; nil has no land
	Width Metres       // 0: the shape alone, which of a line or point is no land
}

// PartByStrips parts a shape (lon/lat) into the land outside all strips and the land within
// any. The polygons are valid, shells counter-clockwise and holes clockwise, on the grid, and
// both have the same vertices along the line between them. A strip is drawn from outside:
// its edge runs between the true one and tolerance beyond it, so that no land within a strip
// is given as free. What is narrower than half of tolerance is left out of both.
func PartByStrips(shape orb.MultiPolygon, strips []Strip, tolerance Metres) (free, taken orb.MultiPolygon) {
	bound := shape.Bound()
	d := stripDrawing{frame: frameAt(bound.Center()), tolerance: float64(tolerance)}
	d.look(bound)
	d.longest = math.Sqrt(float64(tolerance) * semiMinor / 2 / max(0.1, math.Tan(min(80, latest(bound))*radian)))
	for _, polygon := range shape {
		for i, ring := range polygon {
			d.addRing(ring, i == 0, 1, 0)
		}
	}
	for _, s := range strips {
		d.add(s.Shape, s.Width)
	}
	free = d.polygons(func(shape, reach int32) bool { return shape > 0 && reach <= 0 })
	taken = d.polygons(func(shape, reach int32) bool { return shape > 0 && reach > 0 })
	return withoutNarrow(free, tolerance/2), withoutNarrow(taken, tolerance/2)
}

// latest is the bound's latitude that is farthest from the equator.
func latest(b orb.Bound) float64 { return max(math.Abs(b.Min[1]), math.Abs(b.Max[1])) }

// stripDrawing lays a shape and strips over one another. A strip is a rectangle along each
// edge and a sector at each bend, all of which overlap a little.
type stripDrawing struct {
	frame
	overlay
	tolerance float64
	longest   float64 // how long a line of the plane may be drawn straight in degrees
	view      orb.Bound
	seen      orb.Bound // the view in the plane, and something more
}

// look sets the view.
func (d *stripDrawing) look(bound orb.Bound) {
	d.view = bound
	d.seen = orb.Bound{Min: d.plane.Forward(bound.Min), Max: d.plane.Forward(bound.Max)}
	for _, corner := range [2]orb.Point{{bound.Min[0], bound.Max[1]}, {bound.Max[0], bound.Min[1]}} {
		d.seen = d.seen.Extend(d.plane.Forward(corner))
	}
	width := d.seen.Max[0] - d.seen.Min[0]
	d.seen = d.seen.Pad(1 + width*width/semiMinor) // parallels bulge in the plane
}

// add adds a geometry widened by a distance.
func (d *stripDrawing) add(g orb.Geometry, width Metres) {
	if g == nil || !padded(g.Bound(), width).Intersects(d.view) {
		return
	}
	switch g := g.(type) {
	case orb.Polygon:
		for i, ring := range g {
			d.addRing(ring, i == 0, 0, 1)
			d.addLine(orb.LineString(ring), width)
		}
	case orb.Ring:
		d.add(orb.Polygon{g}, width)
	case orb.Bound:
		d.add(g.ToPolygon(), width)
	case orb.LineString:
		d.addLine(g, width)
	case orb.Point:
		d.addLine(orb.LineString{g}, width)
	default:
		eachPart(g, func(part orb.Geometry) { d.add(part, width) })
	}
}

// padded is a bound with at least width more on every side.
func padded(b orb.Bound, width Metres) orb.Bound {
	north := float64(width) / semiMinor * degree * 1.02
	east := north / math.Cos(min(85, latest(b)+north)*radian)
	return orb.Bound{Min: orb.Point{b.Min[0] - east, b.Min[1] - north}, Max: orb.Point{b.Max[0] + east, b.Max[1] + north}}
}

// addRing adds a ring, whichever way it runs: a shell raises the winding numbers within it,
// a hole lowers them.
func (d *stripDrawing) addRing(ring orb.Ring, shell bool, shape, reach int32) {
	if (planarArea(ring) > 0) != shell {
		shape, reach = -shape, -reach
	}
	for i := range ring {
		d.overlay.add(Snap(ring[i]), Snap(ring[(i+1)%len(ring)]), shape, reach)
	}
}

// addLine adds the strip along a line, which is closed where it ends as it begins.
func (d *stripDrawing) addLine(line orb.LineString, width Metres) {
	if width <= 0 {
		return
	}
	points := make([]orb.Point, 0, len(line))
	for _, p := range line {
		if at := d.plane.Forward(p); len(points) == 0 || points[len(points)-1] != at {
			points = append(points, at)
		}
	}
	if len(points) == 0 {
		return
	}
	wide := float64(width)*d.plane.Scale(line[0]) + d.tolerance/4
	if len(points) == 1 {
		d.sector(points[0], wide, 0, 2*math.Pi)
		return
	}
	for i := 1; i < len(points); i++ {
		d.rectangle(points[i-1], points[i], wide)
	}
	d.bends(points, wide)
}

// bends adds what the rectangles of a line leave open at its vertices.
func (d *stripDrawing) bends(points []orb.Point, wide float64) {
	last := len(points) - 1
	for i := 1; i < last; i++ {
		d.bend(points[i], direction(points[i-1], points[i]), direction(points[i], points[i+1]), wide)
	}
	start, end := direction(points[0], points[1]), direction(points[last-1], points[last])
	if points[0] == points[last] {
		d.bend(points[0], end, start, wide)
		return
	}
	d.sector(points[0], wide, start+math.Pi/2, math.Pi)
	d.sector(points[last], wide, end-math.Pi/2, math.Pi)
}

// bend adds the sector on the outer side of a vertex.
func (d *stripDrawing) bend(at orb.Point, in, out, wide float64) {
	turn := math.Remainder(out-in, 2*math.Pi)
	if turn >= 0 {
		d.sector(at, wide, in-math.Pi/2, turn)
	} else {
		d.sector(at, wide, out+math.Pi/2, -turn)
	}
}

// rectangle adds the land on both sides of an edge.
func (d *stripDrawing) rectangle(a, b orb.Point, wide float64) {
	if !(orb.Bound{Min: a, Max: a}).Extend(b).Pad(wide).Intersects(d.seen) {
		return
	}
	length := math.Hypot(b[0]-a[0], b[1]-a[1])
	x, y := -(b[1]-a[1])/length*wide, (b[0]-a[0])/length*wide // to the left
	n := int(math.Ceil(length / d.longest))
	ring := make([]orb.Point, 0, 2*n+2)
	for i := 0; i <= n; i++ {
		p := onEdge(a, b, float64(i)/float64(n))
		ring = append(ring, orb.Point{p[0] - x, p[1] - y})
	}
	for i := n; i >= 0; i-- {
		p := onEdge(a, b, float64(i)/float64(n))
		ring = append(ring, orb.Point{p[0] + x, p[1] + y})
	}
	d.outline(ring)
}

// hair is by how many metres a sector overlaps the rectangles beside it, so that rounding to
// the grid leaves nothing open between them.
const hair = 0.02

// sector adds the part of a disc from an angle on, counter-clockwise. Its rim is drawn as
// tangents, and all of it lies within the disc so drawn.
func (d *stripDrawing) sector(at orb.Point, wide, from, sweep float64) {
	if !(disc{at, wide + d.tolerance}).bound().Intersects(d.seen) {
		return
	}
	lap := min(0.5, hair/wide)
	step := 2 * math.Acos(wide/(wide+d.tolerance/2))
	rim := disc{at, wide}
	var ring []orb.Point
	if sweep < 2*math.Pi {
		from, sweep = from-lap, sweep+2*lap
		behind := disc{at, min(hair, wide/2)}
		ring = append(ring, behind.point(from+sweep/2+math.Pi), rim.point(from))
	}
	n := math.Ceil(max(sweep/step, 2*sweep, 1))
	outer := disc{at, wide / math.Cos(sweep/n/2)}
	for i := range int(n) {
		ring = append(ring, outer.point(from+(float64(i)+0.5)*sweep/n))
	}
	if len(ring) > int(n) {
		ring = append(ring, rim.point(from+sweep))
	}
	d.outline(ring)
}

// outline adds a ring of the plane that runs counter-clockwise.
func (d *stripDrawing) outline(ring []orb.Point) {
	first := Snap(d.plane.Inverse(ring[0]))
	from := first
	for _, p := range ring[1:] {
		to := Snap(d.plane.Inverse(p))
		d.overlay.add(from, to, 0, 1)
		from = to
	}
	d.overlay.add(from, first, 0, 1)
}
