package geo

import (
	"errors"
	"fmt"
	"slices"

	"github.com/paulmach/orb"
)

// The ways in which a line does not cut a shape; Split's errors wrap one of them.
var (
	ErrCutTooShort      = errors.New("the cut is no line")
	ErrCutCrossesItself = errors.New("the cut meets itself")
	ErrCutMisses        = errors.New("the cut does not cross the shape")
	ErrCutTouches       = errors.New("the cut only touches the shape")
	ErrCutEndsInside    = errors.New("the cut ends inside the shape")
)

// cutReach is how near, in units of the grid, a cut must pass a vertex to go through it,
// and its end must be to an outline to lie on it.
const cutReach = 1.0

// splitSquare is the side, as a power of two in units, of the squares whose vertices lie
// together in memory: some 100 m.
const splitSquare = 20

// cornerReach is how near, in units of the grid, to a vertex of the outline a crossing, or
// a vertex of the cut, is moved to it.
const cornerReach = 2

// Split cuts a shape by a line (lon/lat), which may stick out at both ends and must end
// outside the shape or on its outline. Each connected piece is a part of its own, the
// largest first, with those polygons of the shape that the line does not cross; the caller
// knows which belong together. Where the line crosses the outline a vertex is computed
// exactly and rounded to the grid; the line's own vertices stay as they are on the
// grid, but for those two units or less from one of the shape's, and parts on both sides have the same.
//
// The vertices new in the outline are returned as added, in no special order: put them into
// the shape's neighbours and parents by InsertVertices, or their borders no longer match.
//
// Errors wrap ErrCutTooShort, ErrCutCrossesItself, ErrCutMisses, ErrCutTouches or
// ErrCutEndsInside and say where.
func Split(shape orb.MultiPolygon, cut orb.LineString) (parts []orb.MultiPolygon, added []orb.Point, err error) {
	s := splitter{outline: outlineOf(shape)}
	if err := s.readCut(cut); err != nil {
		return nil, nil, fmt.Errorf("split: %w", err)
	}
	s.node()
	if err := s.sortCut(); err != nil {
		return nil, nil, fmt.Errorf("split: %w", err)
	}
	if err := s.dropBridges(); err != nil {
		return nil, nil, fmt.Errorf("split: %w", err)
	}
	polygons := assembleRings(traceRings(slices.Concat(s.outline, bothWays(s.inside))))
	slices.Reverse(polygons) // assembleRings has the smallest first
	for _, p := range polygons {
		parts = append(parts, orb.MultiPolygon{p})
	}
	return parts, s.added, nil
}

// splitter holds the work of Split.
type splitter struct {
	outline []halfLine // with the shape on the left
	cut     []halfLine
	inside  []halfLine // pieces of the cut inside the shape
	added   []orb.Point
}

// outlineOf is the shape's rings as lines on the grid, with the shape on their left.
func outlineOf(shape orb.MultiPolygon) []halfLine {
	var lines []halfLine
	for _, polygon := range SnapShape(shape) {
		for r, ring := range polygon {
			run := make([]Vertex, len(ring)-1)
			for i := range run {
				run[i] = Snap(ring[i])
			}
			if (measured(run).area > 0) != (r == 0) {
				slices.Reverse(run)
			}
			for i, v := range run {
				lines = append(lines, halfLine{v, run[(i+1)%len(run)]})
			}
		}
	}
	return lines
}

// corners returns a function that takes a vertex to one of the outline two units from it at
// most, or to itself: so close to a corner, a vertex would belong to both its edges.
func (s *splitter) corners() func(Vertex) Vertex {
	on := make(map[Vertex]bool, len(s.outline))
	for _, l := range s.outline {
		on[l.from] = true
	}
	return func(v Vertex) Vertex {
		if on[v] {
			return v
		}
		for dx := int64(-cornerReach); dx <= cornerReach; dx++ {
			for dy := int64(-cornerReach); dy <= cornerReach; dy++ {
				if w := (Vertex{v.X + dx, v.Y + dy}); on[w] {
					return w
				}
			}
		}
		return v
	}
}

func (s *splitter) readCut(cut orb.LineString) error {
	var run []Vertex
	corner := s.corners()
	for _, p := range cut {
		if v := corner(Snap(p)); len(run) == 0 || run[len(run)-1] != v {
			run = append(run, v)
		}
	}
	if len(run) < 2 {
		return fmt.Errorf("%w: it needs two places that differ, it has %d", ErrCutTooShort, len(run))
	}
	lines := make([]nodeLine, len(run)-1)
	for i := range lines {
		s.cut = append(s.cut, halfLine{run[i], run[i+1]})
		lines[i] = nodeLine{a: int32(i), b: int32(i + 1)}
	}
	var err error
	grid := newBlockGrid(run, lines)
	for k := 0; k < len(grid.blocks) && err == nil; k++ { // a tangle ends it soon
		grid.pairsOf(k, true, func(i, j int32) {
			if err == nil && meetsBeyond(s.cut[min(i, j)], s.cut[max(i, j)], max(i, j)-min(i, j) == 1) {
				p := run[j].Point()
				err = fmt.Errorf("%w near %.6f, %.6f: draw it without loops", ErrCutCrossesItself, p[0], p[1])
			}
		})
	}
	return err
}

// meetsBeyond reports whether two lines of a run meet elsewhere than where one follows the
// other.
func meetsBeyond(l, m halfLine, follows bool) bool {
	if properCross(l.from, l.to, m.from, m.to) || passes(l.from, l.to, m.from, 0) || passes(l.from, l.to, m.to, 0) ||
		passes(m.from, m.to, l.from, 0) || passes(m.from, m.to, l.to, 0) {
		return true
	}
	if follows {
		return m.to == l.from
	}
	return l.from == m.from || l.from == m.to || l.to == m.from || l.to == m.to
}

// node cuts outline and cut at their meetings, and notes what is new in the outline.
func (s *splitter) node() {
	border := int32(len(s.outline))
	all := slices.Concat(s.outline, s.cut)
	table := newVertexTable(2*len(all), splitSquare)
	n := noder{table: &table, reach: cutReach}
	for i, l := range all {
		n.lines = append(n.lines, nodeLine{table.id(l.from), table.id(l.to), int32(i), true})
	}
	// Lines of the outline do not meet beyond their ends, and neither do the cut's.
	n.firm = border
	n.apart = func(a, b int32) bool { return (a < border) == (b < border) }
	n.node()
	s.outline, s.cut = nil, nil
	last := int32(-1)
	for _, l := range n.lines {
		piece := halfLine{table.vertices[l.a], table.vertices[l.b]}
		if l.owner >= border {
			s.cut = append(s.cut, piece)
			continue
		}
		s.outline = append(s.outline, piece)
		if l.owner == last {
			s.added = append(s.added, piece.from.Point())
		}
		last = l.owner
	}
}

// sortCut finds the pieces of the cut inside the shape.
func (s *splitter) sortCut() error {
	along := make(map[halfLine]bool, 2*len(s.outline))
	on := make(map[Vertex]bool, len(s.outline))
	for _, l := range s.outline {
		along[l], along[halfLine{l.to, l.from}] = true, true
		on[l.from] = true
	}
	known, in := false, false // whether the cut is inside; that changes on the outline only
	for _, l := range s.cut {
		if along[l] {
			known = false
			continue
		}
		if !known || on[l.from] {
			known, in = true, windingOf(s.outline, Vertex{l.from.X + l.to.X, l.from.Y + l.to.Y}) != 0
		}
		if in {
			s.inside = append(s.inside, l)
		}
	}
	if len(s.inside) == 0 {
		if slices.ContainsFunc(s.cut, func(l halfLine) bool { return on[l.from] || on[l.to] }) {
			return fmt.Errorf("%w: nothing lies on its other side", ErrCutTouches)
		}
		return fmt.Errorf("%w: no place of it lies inside", ErrCutMisses)
	}
	for _, end := range [2]Vertex{s.cut[0].from, s.cut[len(s.cut)-1].to} {
		if !on[end] && windingOf(s.outline, doubled(end)) != 0 {
			p := end.Point()
			return fmt.Errorf("%w at %.6f, %.6f: draw it on beyond the outline", ErrCutEndsInside, p[0], p[1])
		}
	}
	return nil
}

// windingOf is how often lines run around a place given in half units of the grid.
func windingOf(lines []halfLine, place Vertex) int {
	w := 0
	for _, l := range lines {
		low, high, up := doubled(l.from), doubled(l.to), 1
		if (low.Y <= place.Y) == (high.Y <= place.Y) || max(low.X, high.X) < place.X {
			continue
		}
		if low.Y > high.Y {
			low, high, up = high, low, -1
		}
		if turn(low, high, place) > 0 {
			w += up
		}
	}
	return w
}

// dropBridges leaves out what of the cut has the same piece on both sides, as from the shell
// to a hole.
func (s *splitter) dropBridges() error {
	lines := slices.Concat(s.outline, bothWays(s.inside))
	cycle := faceCycles(lines)
	first := len(s.outline)
	var kept []halfLine
	for i, l := range s.inside {
		if cycle[first+2*i] != cycle[first+2*i+1] {
			kept = append(kept, l)
		}
	}
	if s.inside = kept; len(kept) == 0 {
		return fmt.Errorf("%w: both its sides are one piece", ErrCutMisses)
	}
	return nil
}

func bothWays(lines []halfLine) []halfLine {
	var out []halfLine
	for _, l := range lines {
		out = append(out, l, halfLine{l.to, l.from})
	}
	return out
}

// faceCycles numbers the borders of faces, the face on the left, that the lines belong to.
func faceCycles(lines []halfLine) []int {
	leaving := newLeavingLines(lines)
	cycle := make([]int, len(lines))
	used, none := make([]bool, len(lines)), make([]bool, len(lines))
	for start := range lines {
		for i := int32(start); i >= 0 && !used[i]; i = leaving.sharpestLeft(none, i) {
			used[i] = true
			cycle[i] = start
		}
	}
	return cycle
}
