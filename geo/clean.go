package geo

import (
	"slices"

	"github.com/paulmach/orb"
)

// Cleaned is a coverage with its faults repaired as far as no person must decide.
type Cleaned struct {
	Shapes  []orb.MultiPolygon // in the order given; those not touched are the very ones given
	Defects []Defect
	Touched []bool // by shape: whether it is another now
}

// Check lists what keeps shapes (lon/lat) from being a coverage: gaps, overlaps, rings
// that cross themselves or are not closed, vertices that a neighbour lacks. A hole inside one
// shape is no gap, nor is what lies outside all of them unless an outline says so.
func Check(shapes []orb.MultiPolygon, options CleanOptions) []Defect {
	c := newCleaner(shapes, options)
	c.find()
	slices.SortStableFunc(c.defects, compareDefects)
	for i := range c.defects {
		c.defects[i].Done = Left
	}
	return c.defects
}

// Clean repairs a coverage. Narrow gaps and overlaps are given to one of the shapes beside
// them, vertices of neighbours that are meant to be one are made one, a vertex that a
// neighbour lacks is put in, rings are closed and freed of crossings, and the second of
// two equal shapes is emptied. Wide gaps and overlaps are left to a person, and so is
// what would cost a shape all land of its own. A coverage without faults is returned as
// it is, and Clean of what Clean returned changes nothing, unless more than two shapes lie
// over one another in tangles, where what is left to a person may come out otherwise.
//
// Which border stays: where one of two is a mere chord between the places where they meet
// and the other has more vertices, the one with more, as vertices get lost and seldom
// appear; next to a ring that crosses itself, the neighbour's; else the land goes along the
// longest border. (Longest shared border alone, the rule of JTS's CoverageCleaner, keeps
// chords.) Nodes and matching follow Chrisman, Dougenik and White, Lessons for the design of
// polygon overlay processing from the Odyssey Whirlpool algorithm, 1992: a vertex joins
// the nearest centre within the tolerance and no chain forms, so nothing creeps.
func Clean(shapes []orb.MultiPolygon, options CleanOptions) Cleaned {
	c := newCleaner(shapes, options)
	c.align()
	a := c.find()
	if len(c.defects) > 0 {
		c.repair(a)
	}
	slices.SortStableFunc(c.defects, compareDefects)
	for u, moved := range c.moved {
		c.touched[u] = c.touched[u] || moved
	}
	return Cleaned{c.result, c.defects, c.touched}
}

// cleaner holds the work of Check and Clean.
type cleaner struct {
	options CleanOptions
	outline int                // its index behind the shapes; -1: none
	shapes  []orb.MultiPolygon // and the outline; without duplicates
	given   []orb.MultiPolygon
	result  []orb.MultiPolygon
	touched []bool // have a fault
	moved   []bool // are other shapes than those given, since they were aligned
	slack   Metres // how wide land may be that lost vertices explain
	same    []bool // touched, but come out as they were
	defects []Defect
	// middling is the median area of the shapes; 0: not computed yet.
	middling SquareMetres
	match    *matching
	crossed  []selfCrossing
}

// selfCrossing is where a ring crosses itself.
type selfCrossing struct {
	shape int
	at    orb.Point
}

func newCleaner(shapes []orb.MultiPolygon, options CleanOptions) *cleaner {
	c := &cleaner{options: options, outline: -1, given: slices.Clone(shapes), result: slices.Clone(shapes),
		touched: make([]bool, len(shapes)), moved: make([]bool, len(shapes)), same: make([]bool, len(shapes))}
	c.shapes = slices.Clone(shapes)
	c.findUnclosed()
	c.findDuplicates()
	if len(options.Outline) > 0 {
		c.outline = len(c.shapes)
		c.shapes = append(c.shapes, options.Outline)
	}
	return c
}

// find lists the faults of the shapes laid over one another.
func (c *cleaner) find() *Arrangement {
	a := Arrange(c.shapes)
	var faults []Defect
	var narrow []int
	for f := range a.Faces {
		if overlap, fault := c.faceKind(a, f); fault {
			d := c.defect(a, f, overlap)
			if d.Width <= c.options.tolerance() {
				narrow = append(narrow, f)
			}
			faults = append(faults, d)
		}
	}
	c.findCrossings(a)
	c.match = c.matchNear(a, narrow)
	explained := c.match.explanations(c)
	byShape := map[int][]explanation{}
	for _, e := range explained {
		for _, u := range e.Shapes {
			byShape[u] = append(byShape[u], e)
		}
	}
	c.defects = append(c.defects, c.exactTouches(a)...)
	for _, d := range faults {
		if !c.explains(byShape, d) {
			c.defects = append(c.defects, d)
		}
	}
	for _, e := range explained {
		c.defects = append(c.defects, e.Defect)
	}
	c.defects = append(c.defects, c.slightCrossings(a)...)
	return a
}

// explains reports whether a narrow face is but the consequence of another defect.
func (c *cleaner) explains(byShape map[int][]explanation, d Defect) bool {
	if d.Kind != SliverGap && d.Kind != SliverOverlap {
		return false
	}
	for _, s := range c.crossed {
		if slices.Contains(d.Shapes, s.shape) && d.Bound.Pad(1e-9).Contains(s.at) {
			return true
		}
	}
	return d.Width <= c.options.tolerance() && slices.ContainsFunc(d.Shapes, func(u int) bool {
		return slices.ContainsFunc(byShape[u], func(e explanation) bool { return e.reach.Intersects(d.Bound) })
	})
}

// repair makes the shapes anew that have faults and notes what it did.
func (c *cleaner) repair(a *Arrangement) {
	if c.match.apply(c) {
		a = Arrange(c.shapes)
	}
	if a.unsound > 0 {
		c.touched = make([]bool, len(c.result))
		return // nothing made of it could be trusted
	}
	given := newGiving(c, a)
	given.run()
	left := map[DefectKind][]orb.Bound{}
	for f, open := range given.open {
		if open {
			overlap, _ := c.faceKind(a, f)
			d := c.defect(a, f, overlap)
			left[d.Kind] = append(left[d.Kind], d.Bound)
		}
	}
	for i := range c.defects {
		if d := &c.defects[i]; d.Done == Left && !slices.ContainsFunc(left[d.Kind], d.Bound.Intersects) {
			d.Done = Closed
		}
	}
	for u := range c.touched {
		c.touched[u] = c.touched[u] || given.changed[u] || a.cut[u]
	}
	c.write(given.shapes(c.touched, true))
	if Arrange(c.result).Crossings > 0 { // a straightened line met something
		c.write(given.shapes(c.touched, false))
	}
	for u, shape := range c.shapes[:len(c.result)] {
		if c.touched[u] && shape != nil && c.same[u] {
			c.touched[u] = false
		}
	}
}

// write puts shapes made anew into the result, where they differ from those given.
func (c *cleaner) write(shapes []orb.MultiPolygon) {
	for u, touched := range c.touched {
		if !touched {
			continue
		}
		shapes[u] = joined(shapes[u])
		c.result[u] = shapes[u]
		if len(shapes[u]) == 0 && c.shapes[u] != nil { // rings without any land in them
			c.result[u], c.same[u] = c.given[u], true
			c.leave(u)
			continue
		}
		if c.same[u] = isClosed(c.given[u]) && shapeKey(shapes[u]) == shapeKey(c.given[u]); c.same[u] {
			c.result[u] = c.given[u]
		}
	}
}

// joined makes one part of those that share an edge.
func joined(shape orb.MultiPolygon) orb.MultiPolygon {
	if len(shape) < 2 {
		return shape
	}
	parts, all := make([]orb.MultiPolygon, len(shape)), make([]int, len(shape))
	for i, part := range shape {
		parts[i], all[i] = orb.MultiPolygon{part}, i
	}
	m := NewMesh(parts)
	if !slices.ContainsFunc(m.Arcs, func(arc Arc) bool { return len(arc.Left) > 0 && len(arc.Right) > 0 }) {
		return shape
	}
	return m.Build(m.Union(all), m.Line)
}

// leave says that what is wrong with a shape's own rings is so still.
func (c *cleaner) leave(u int) {
	for i := range c.defects {
		if d := &c.defects[i]; d.Kind == SelfIntersection && d.Shapes[0] == u {
			d.Done = Left
		}
	}
}

func compareDefects(d, e Defect) int {
	return slices.Compare([]float64{d.Bound.Min[0], d.Bound.Min[1], d.Bound.Max[0], d.Bound.Max[1]}, []float64{e.Bound.Min[0], e.Bound.Min[1], e.Bound.Max[0], e.Bound.Max[1]})
}
