package geo

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// DistanceToEdge returns how far p is from the geodesic from a to b on the ellipsoid; all
// lon, lat in degrees. It errs by at most a hundredth of a millimetre, for edges and
// distances of up to 100 km.
func DistanceToEdge(p, a, b orb.Point) Metres {
	length, start, _ := Inverse(a, b)
	nearest := min(Distance(p, a), Distance(p, b))
	if length == 0 || nearest == 0 {
		return nearest
	}
	at := Metres(footGuess(p, a, b)) * length
	for range 8 {
		x := Direct(a, start, at)
		d, _, arriving := Inverse(p, x)
		nearest = min(nearest, d)
		if d == 0 {
			return 0
		}
		// From x, p lies back along the way that arrives there: so far does the foot lie on.
		back := (arriving + 180 - directionAlong(a, b, x, at, length)) * radian
		next := max(0, min(length, at+d*Metres(math.Cos(back))))
		if math.Abs(float64(next-at)) < 1e-6 {
			break
		}
		at = next
	}
	return nearest
}

// directionAlong is the direction of the geodesic from a to b at its position x, taken from
// the end that is farther.
func directionAlong(a, b, x orb.Point, at, length Metres) float64 {
	if at > length/2 {
		_, _, arriving := Inverse(a, x)
		return arriving
	}
	_, leaving, _ := Inverse(x, b)
	return leaving
}

// footGuess is where on the way from a to b, 0 to 1, p's foot lies in a plane around p.
func footGuess(p, a, b orb.Point) float64 {
	v := NewVicinity(p, 1)
	_, t := v.toSegment(v.plane(a), v.plane(b))
	return t
}

// plane places a position around the vicinity's own, in metres that are right at the place
// itself and off by terms of second order farther away.
func (v *Vicinity) plane(p orb.Point) orb.Point {
	dLat, dLon := (p[1]-v.at[1])*radian, wrapDegrees(p[0]-v.at[0])*radian
	return orb.Point{(v.east - v.slope*dLat) * dLon, v.north * dLat}
}

// toSegment returns the distance of the plane's origin from the segment from a to b, and
// where on it, 0 to 1, the nearest point lies.
func (v *Vicinity) toSegment(a, b orb.Point) (d, t float64) {
	ux, uy := b[0]-a[0], b[1]-a[1]
	if l2 := ux*ux + uy*uy; l2 > 0 {
		t = max(0, min(1, -(a[0]*ux+a[1]*uy)/l2))
	}
	return math.Hypot(a[0]+t*ux, a[1]+t*uy), t
}

// Proximity finds which of many geometries lie near a position, and how near. It is never
// changed, so it needs no lock.
type Proximity struct {
	edges    []proximityEdge
	grid     *BoxGrid // of edges
	polygons []proximityPolygon
	cover    *BoxGrid // of polygons
}

// proximityEdge is an edge of a geometry; a point is an edge without length.
type proximityEdge struct {
	a, b  orb.Point
	shape int32
}

type proximityPolygon struct {
	polygon orb.Polygon
	shape   int32
}

// Nearness is how far a geometry lies from a position.
type Nearness struct {
	Shape    int    // by index
	Distance Metres // 0 within it or on its border
}

// NewProximity indexes geometries (lon/lat) of any type; what is nil has no place.
func NewProximity(shapes []orb.Geometry) *Proximity {
	x := &Proximity{}
	for i, shape := range shapes {
		x.add(int32(i), shape)
	}
	boxes := make([]Box, len(x.edges))
	for i, e := range x.edges {
		boxes[i] = e.box()
	}
	x.grid = NewBoxGrid(boxes)
	boxes = make([]Box, len(x.polygons))
	for i, p := range x.polygons {
		boxes[i] = boxOfBound(p.polygon.Bound())
	}
	x.cover = NewBoxGrid(boxes)
	return x
}

func (x *Proximity) add(shape int32, g orb.Geometry) {
	switch g := g.(type) {
	case orb.Polygon:
		x.polygons = append(x.polygons, proximityPolygon{g, shape})
		for _, ring := range g {
			x.addLine(shape, orb.LineString(ring))
		}
		return
	case orb.Ring:
		x.add(shape, orb.Polygon{g})
		return
	case orb.LineString:
		x.addLine(shape, g)
		return
	case orb.Point:
		x.addLine(shape, orb.LineString{g})
		return
	case orb.Bound:
		x.add(shape, g.ToPolygon())
		return
	}
	eachPart(g, func(part orb.Geometry) { x.add(shape, part) })
}

// eachPart calls visit for the parts of a geometry that has several.
func eachPart(g orb.Geometry, visit func(orb.Geometry)) {
	switch g := g.(type) {
	case orb.MultiPolygon:
		for _, p := range g {
			visit(p)
		}
	case orb.MultiLineString:
		for _, l := range g {
			visit(l)
		}
	case orb.MultiPoint:
		for _, p := range g {
			visit(p)
		}
	case orb.Collection:
		for _, part := range g {
			visit(part)
		}
	}
}

func (x *Proximity) addLine(shape int32, line orb.LineString) {
	if len(line) == 1 {
		x.edges = append(x.edges, proximityEdge{line[0], line[0], shape})
	}
	for i := 1; i < len(line); i++ {
		x.edges = append(x.edges, proximityEdge{line[i-1], line[i], shape})
	}
}

// box holds an edge with the bulge of its geodesic, which is less than the square of its
// longitudes, in radians, over 16.
func (e *proximityEdge) box() Box {
	box := boxOfBound(orb.Bound{Min: e.a, Max: e.a}.Extend(e.b))
	wide := (e.b[0] - e.a[0]) * radian
	bulge := int64(wide*wide/16*degree*GridUnits) + 1
	return Box{box.MinX - 1, box.MinY - bulge, box.MaxX + 1, box.MaxY + bulge}
}

func boxOfBound(b orb.Bound) Box {
	low, high := Snap(b.Min), Snap(b.Max)
	return Box{low.X, low.Y, high.X, high.Y}
}

// Near returns the geometries no farther from p (lon, lat) than within says of each, in
// ascending order; none farther than widest is looked for.
func (x *Proximity) Near(p orb.Point, widest Metres, within func(shape int) Metres) []Nearness {
	found := x.holding(p)
	inside := len(found)
	v := NewVicinity(p, widest+1)
	for _, c := range x.candidates(&v, within) {
		if slices.ContainsFunc(found[:inside], func(n Nearness) bool { return n.Shape == int(c.shape) }) {
			continue
		}
		last := len(found) - 1
		known := last >= inside && found[last].Shape == int(c.shape)
		if known && c.least > float64(found[last].Distance) {
			continue
		}
		d := DistanceToEdge(p, x.edges[c.edge].a, x.edges[c.edge].b)
		switch {
		case known:
			found[last].Distance = min(found[last].Distance, d)
		default:
			found = append(found, Nearness{int(c.shape), d})
		}
	}
	found = slices.DeleteFunc(found, func(n Nearness) bool { return n.Distance > min(widest, within(n.Shape)) })
	slices.SortFunc(found, func(m, n Nearness) int { return cmp.Compare(m.Shape, n.Shape) })
	return found
}

// holding are the polygons' geometries that p lies in, each once.
func (x *Proximity) holding(p orb.Point) []Nearness {
	var found []Nearness
	x.cover.Query(BoxOf(Snap(p)), func(i int32) {
		o := &x.polygons[i]
		if !slices.ContainsFunc(found, func(n Nearness) bool { return n.Shape == int(o.shape) }) && polygonContains(o.polygon, p) {
			found = append(found, Nearness{Shape: int(o.shape)})
		}
	})
	return found
}

// candidate is an edge that may be near enough: it is least metres away or more.
type candidate struct {
	shape, edge int32
	least       float64
}

// candidates are the edges that may be near enough, geometry by geometry, the likeliest
// first.
func (x *Proximity) candidates(v *Vicinity, within func(shape int) Metres) []candidate {
	var list []candidate
	x.grid.Query(boxOfBound(v.bound), func(i int32) {
		e := &x.edges[i]
		a, b := v.plane(e.a), v.plane(e.b)
		d, _ := v.toSegment(a, b)
		far := max(a[0]*a[0]+a[1]*a[1], b[0]*b[0]+b[1]*b[1])
		if least := d - 0.01 - far/semiMinor; least <= float64(min(v.radius, within(int(e.shape)))) {
			list = append(list, candidate{e.shape, i, least})
		}
	})
	slices.SortFunc(list, func(c, d candidate) int { return cmp.Or(cmp.Compare(c.shape, d.shape), cmp.Compare(c.least, d.least)) })
	return list
}
