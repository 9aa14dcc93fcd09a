package geo

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// DefectKind is what is wrong in a coverage.
type DefectKind string

// The kinds of defects.
const (
	SliverGap        DefectKind = "sliver_gap"        // narrow land that no shape covers
	SliverOverlap    DefectKind = "sliver_overlap"    // narrow land that several cover
	BigGap           DefectKind = "big_gap"           // wide land that no shape covers
	BigOverlap       DefectKind = "big_overlap"       // wide land that several cover
	ForgottenVillage DefectKind = "forgotten_village" // a gap as large as a unit
	SelfIntersection DefectKind = "self_intersection" // a ring crosses itself
	MissingVertex    DefectKind = "missing_vertex"    // a neighbour's vertex lies on an edge without one
	ReducedPrecision DefectKind = "reduced_precision" // a border rounded more coarsely than its neighbour's
	DisplacedBorder  DefectKind = "displaced_border"  // a border drawn beside its neighbours': Width is how far off at most
	UnclosedRing     DefectKind = "unclosed_ring"     // a ring's last position is not its first
	DuplicateFeature DefectKind = "duplicate_feature" // the same shape twice
)

// Done is what has become of a defect.
type Done string

// What becomes of defects.
const (
	Left    Done = "left"    // it is still there: a person decides
	Closed  Done = "closed"  // it is repaired
	Dropped Done = "dropped" // the second of two equal shapes is empty now
)

// Defect is a place where shapes are not a coverage.
type Defect struct {
	Kind  DefectKind
	Place orb.Point // on it, lon/lat
	Bound orb.Bound
	Width Metres       // twice the area by the perimeter; 0 where it has none
	Area  SquareMetres // 0 where it has none
	// Shapes are those concerned, by index: of an overlap those that cover it, of a gap those
	// around it, the longest border first; of a missing vertex the one that lacks it last.
	Shapes []int
	Done   Done
}

// CleanOptions says how Check and Clean tell faults from facts. The zero value is ready
// for use.
type CleanOptions struct {
	// Outline is the land that the shapes should cover together, lon/lat; with it gaps that
	// are open to the outside are found, such as a village forgotten at the border.
	Outline orb.MultiPolygon
	// Width is how wide gaps and overlaps may be to be closed; 0 is 10 m.
	Width Metres
	// Tolerance is how far apart vertices of neighbours may lie to be meant as one, where
	// a gap or overlap lies between them; 0 is 0.1 m, and where shapes were drawn apart,
	// so that most vertices have their like in a neighbour nearby but hardly one in
	// the same place, as far as those lie apart.
	Tolerance Metres
}

// sliverWidth is how wide a sliver is at most, where nothing else is said.
const sliverWidth Metres = 10

func (o CleanOptions) width() Metres     { return cmp.Or(o.Width, sliverWidth) }
func (o CleanOptions) tolerance() Metres { return cmp.Or(o.Tolerance, 0.1) }

// forgottenShare is the part of a middling shape's area from which a wide gap is taken for a
// forgotten unit.
const forgottenShare = 0.2

// faceKind says whether a face is a fault in the coverage. A lake is none.
func (c *cleaner) faceKind(a *Arrangement, f int) (overlap, fault bool) {
	units := c.units(a.label[f], a)
	switch {
	case len(units) == 1:
		return false, false
	case len(units) > 1:
		return true, true
	case c.hasOutline() && a.label[f] == 0:
		return false, false // outside
	}
	return false, !a.isLake(f, c.options.width(), func(set int32) []int32 { return c.units(set, a) })
}

// isLake reports whether a face that no shape covers is a hole on purpose, a lake or the land
// of an enclave that is not listed: one shape alone lies along its outer border. Islands of
// others may lie in it, unless what is left around them is no wider than a sliver: that
// is an enclave drawn beside its hole. units are the shapes of a set that count.
func (a *Arrangement) isLake(f int, sliver Metres, units func(set int32) []int32) bool {
	around, lake := int32(-1), true
	see := func(h int32) {
		members := units(a.labelOf(a.face[h^1]))
		if lake = lake && len(members) == 1 && (around < 0 || around == members[0]); lake {
			around = members[0]
		}
	}
	a.around(a.Faces[f].halves[0], see)
	if !lake {
		return false
	}
	for _, island := range a.Faces[f].halves[1:] {
		a.around(island, see)
	}
	return lake || a.width(f) > sliver
}

// width is twice a face's area by its perimeter.
func (a *Arrangement) width(f int) Metres {
	shape := a.Shape(f)
	return widthOf(Area(shape), Perimeter(shape))
}

func widthOf(area SquareMetres, perimeter Metres) Metres {
	if perimeter <= 0 {
		return 0
	}
	return Metres(2 * float64(area) / float64(perimeter))
}

// units are the shapes of a set without the outline.
func (c *cleaner) units(set int32, a *Arrangement) []int32 {
	members := a.b.sets.members(set)
	if n := len(members); n > 0 && int(members[n-1]) == c.outline {
		return members[:n-1]
	}
	return members
}

func (c *cleaner) hasOutline() bool { return c.outline >= 0 }

// neighbours are the shapes around a face, the one along the longest border first.
func (c *cleaner) neighbours(a *Arrangement, f int) []int {
	length := map[int]float64{}
	for _, start := range a.Faces[f].halves {
		a.around(start, func(h int32) {
			for _, u := range c.units(a.labelOf(a.face[h^1]), a) {
				length[int(u)] += a.length(h)
			}
		})
	}
	var out []int
	for u := range length {
		out = append(out, u)
	}
	slices.SortFunc(out, func(u, v int) int { return cmp.Or(cmp.Compare(length[v], length[u]), cmp.Compare(u, v)) })
	return out
}

// length is the length of a half arc in units of the grid, longitudes shrunk as at its
// first vertex.
func (a *Arrangement) length(h int32) float64 {
	last := a.b.table.vertices[a.origin[h]]
	shrink := shrinkAt(last)
	sum := 0.0
	see := func(v Vertex) {
		sum += math.Hypot(float64(v.X-last.X)*shrink, float64(v.Y-last.Y))
		last = v
	}
	a.line(h, see)
	see(a.b.table.vertices[a.origin[h^1]])
	return sum
}

// shrinkAt is how much shorter a degree of longitude is than one of latitude.
func shrinkAt(v Vertex) float64 { return math.Cos(float64(v.Y) / GridUnits * radian) }

// defect describes a face that is a fault.
func (c *cleaner) defect(a *Arrangement, f int, overlap bool) Defect {
	shape := a.Shape(f)
	d := Defect{Area: Area(shape), Bound: shape.Bound(), Done: Left}
	d.Width = widthOf(d.Area, Perimeter(shape))
	if len(shape) > 0 {
		d.Place = insidePoint(shape[len(shape)-1])
	}
	wide := c.isWide(a, f, d.Width)
	if overlap {
		d.Kind = SliverOverlap
		if wide {
			d.Kind = BigOverlap
		}
		for _, u := range c.units(a.label[f], a) {
			d.Shapes = append(d.Shapes, int(u))
		}
		return d
	}
	d.Kind, d.Shapes = SliverGap, c.neighbours(a, f)
	switch {
	case wide && d.Area >= c.middlingArea()*forgottenShare:
		d.Kind = ForgottenVillage
	case wide:
		d.Kind = BigGap
	}
	return d
}

// isWide reports whether a face is too wide to be closed by a rule. Where the shapes were
// drawn apart, lost vertices explain wider ones too.
func (c *cleaner) isWide(a *Arrangement, f int, width Metres) bool {
	return width > c.options.width() && (width > c.slack || !a.flat(f, width))
}

// flat reports whether a face has few edges and one that is long beside its width.
func (a *Arrangement) flat(f int, width Metres) bool {
	edges, longest := 0, 0.0
	for _, start := range a.Faces[f].halves {
		a.around(start, func(h int32) {
			last := a.b.table.vertices[a.origin[h^1]]
			a.line(h^1, func(v Vertex) {
				longest = max(longest, distanceUnits(last, v))
				last = v
				edges++
			})
			longest = max(longest, distanceUnits(last, a.b.table.vertices[a.origin[h]]))
		})
	}
	return edges <= mostDetour+mostRun && width <= alignFlat*Metres(longest*metresPerUnit)
}

// insidePoint is a place inside a polygon: the middle of its widest stretch at mid-height.
func insidePoint(polygon orb.Polygon) orb.Point {
	bound := polygon.Bound()
	middle := bound.Center()[1]
	below, above := bound.Min[1], bound.Max[1]
	for _, ring := range polygon { // between vertices, so that each edge is crossed or not
		for _, p := range ring {
			if p[1] <= middle {
				below = max(below, p[1])
			} else {
				above = min(above, p[1])
			}
		}
	}
	y := (below + above) / 2
	var xs []float64
	for _, ring := range polygon {
		for i := 1; i < len(ring); i++ {
			if p, q := ring[i-1], ring[i]; (p[1] <= y) != (q[1] <= y) {
				xs = append(xs, p[0]+(y-p[1])/(q[1]-p[1])*(q[0]-p[0]))
			}
		}
	}
	slices.Sort(xs)
	place, widest := polygon[0][0], -1.0
	for i := 1; i < len(xs); i += 2 {
		if w := xs[i] - xs[i-1]; w > widest {
			place, widest = orb.Point{(xs[i-1] + xs[i]) / 2, y}, w
		}
	}
	return place
}

// middlingArea is the median area of the shapes.
func (c *cleaner) middlingArea() SquareMetres {
	if c.middling > 0 {
		return c.middling
	}
	var areas []SquareMetres
	for i, s := range c.shapes {
		if s != nil && i != c.outline {
			areas = append(areas, Area(s))
		}
	}
	slices.Sort(areas)
	if len(areas) > 0 {
		c.middling = areas[len(areas)/2]
	}
	return c.middling
}
