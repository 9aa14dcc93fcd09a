package geo

import (
	"cmp"
	"slices"

	"github.com/paulmach/orb"
)

// giving hands narrow gaps and overlaps to shapes beside them.
type giving struct {
	*cleaner
	a       *Arrangement
	label   []int32 // by face, as it changes: the arrangement's own
	was     []int32 // by face, as it was
	open    []bool  // faces that are faults still
	alone   []int   // by shape: how many faces it covers alone
	changed []bool  // by shape
}

// beside is how a face borders on a shape's own border line.
type beside struct {
	shape               int
	own                 float64 // length of the shape's own border along the face
	segments, stretches int     // segments of it, in how many stretches
	shared              float64 // length of border beyond which the shape lies alone
}

// chord reports whether the border runs straight between the places where it meets the
// other.
func (b beside) chord() bool { return b.segments == b.stretches }

func newGiving(c *cleaner, a *Arrangement) *giving {
	g := &giving{cleaner: c, a: a, label: a.label, was: slices.Clone(a.label), open: make([]bool, len(a.Faces)),
		alone: make([]int, len(c.result)), changed: make([]bool, len(c.result))}
	for f := range a.Faces {
		if units := c.units(a.label[f], a); len(units) == 1 {
			g.alone[units[0]]++
		}
	}
	return g
}

// narrowFace is a fault that may be closed.
type narrowFace struct {
	face int
	Defect
}

// run gives away what is narrow, the least first, until nothing changes: a gap beside
// another gap finds a neighbour once that has one, and what was a hole inside one shape
// may have become a gap between two.
func (g *giving) run() {
	g.passLobes()
	for range mostGivings {
		todo := g.narrow()
		given := 0
		for again := true; again; {
			before := len(todo)
			todo = slices.DeleteFunc(todo, func(n narrowFace) bool { return g.give(n.face, n.Defect, false) })
			given += before - len(todo)
			again = len(todo) < before
		}
		if g.rejoin() || given > 0 {
			continue
		}
		// An overlap whose shapes lie nowhere next to it goes to one of them, and from there to
		// a neighbour.
		if !slices.ContainsFunc(todo, func(n narrowFace) bool { return g.give(n.face, n.Defect, true) }) {
			break
		}
		g.rejoin()
	}
	for f := range g.a.Faces {
		_, g.open[f] = g.faceKind(g.a, f)
	}
}

// mostGivings bounds the rounds of giving; the second or third finds nothing left.
const mostGivings = 20

// narrow lists the faults that may be closed, the least first.
func (g *giving) narrow() []narrowFace {
	var out []narrowFace
	for f := range g.a.Faces {
		if overlap, fault := g.faceKind(g.a, f); fault {
			if d := g.defect(g.a, f, overlap); !g.isWide(g.a, f, d.Width) {
				out = append(out, narrowFace{f, d})
			}
		}
	}
	slices.SortStableFunc(out, func(n, m narrowFace) int { return cmp.Compare(n.Area, m.Area) })
	return out
}

// give finds a shape for a face; false where none can have it.
func (g *giving) give(f int, d Defect, apart bool) bool {
	units := g.units(g.label[f], g.a)
	overlap := len(units) > 1
	if overlap && slices.ContainsFunc(units, func(u int32) bool { return g.alone[u] == 0 }) {
		return false // it would take all that a shape has
	}
	sides := g.sides(f)
	if overlap {
		sides = slices.DeleteFunc(sides, func(b beside) bool { return !slices.Contains(units, int32(b.shape)) })
	}
	// Only a shape that has land next to it, unless it may lie apart: no fragments.
	if !apart || !overlap {
		sides = slices.DeleteFunc(sides, func(b beside) bool { return b.shared == 0 })
	}
	if len(sides) == 0 {
		return false
	}
	g.put(f, g.choose(sides, overlap, d))
	return true
}

// sides measures the borders of a face by shape, in the order of shapes.
func (g *giving) sides(f int) []beside {
	by := map[int]*beside{}
	at := func(u int32) *beside {
		b := by[int(u)]
		if b == nil {
			b = &beside{shape: int(u)}
			by[int(u)] = b
		}
		return b
	}
	here := g.units(g.label[f], g.a)
	for _, start := range g.a.Faces[f].halves {
		var halves []int32
		g.a.around(start, func(h int32) { halves = append(halves, h) })
		for i, h := range halves {
			there := g.there(h)
			before := g.there(halves[(i+len(halves)-1)%len(halves)])
			length, segments := g.a.length(h), int(g.a.b.arcs[h/2].n)
			if len(there) == 1 {
				at(there[0]).shared += length
			}
			for _, u := range ownLine(here, there) {
				b := at(u)
				b.own += length
				b.segments += segments
				if !slices.Contains(ownLine(here, before), u) {
					b.stretches++
				}
			}
		}
	}
	var out []beside
	for _, b := range by {
		b.stretches = max(b.stretches, 1)
		out = append(out, *b)
	}
	slices.SortFunc(out, func(b, c beside) int { return cmp.Compare(b.shape, c.shape) })
	return out
}

// there are the shapes beyond a half arc, as things stand.
func (g *giving) there(h int32) []int32 {
	if f := g.a.face[h^1]; f >= 0 {
		return g.units(g.label[f], g.a)
	}
	return nil
}

// ownLine are the shapes that a line between two faces is the border of.
func ownLine(here, there []int32) []int32 { return oddOnes(here, there) }

// choose picks the shape that takes the face.
func (g *giving) choose(sides []beside, overlap bool, d Defect) int {
	if len(sides) == 2 {
		for i, b := range sides {
			crosses := slices.ContainsFunc(g.crossed, func(s selfCrossing) bool {
				return s.shape == b.shape && d.Bound.Pad(1e-6).Contains(s.at)
			})
			if other := sides[1-i]; crosses || b.chord() && !other.chord() {
				if overlap {
					return other.shape // whose border stays as it is
				}
				return b.shape // up to the other's border
			}
		}
	}
	return slices.MaxFunc(sides, func(b, c beside) int {
		return cmp.Or(cmp.Compare(b.shared, c.shared), cmp.Compare(c.shape, b.shape))
	}).shape
}

// put makes a face one shape's alone.
func (g *giving) put(f, shape int) {
	for _, u := range g.units(g.label[f], g.a) {
		g.changed[u] = g.changed[u] || int(u) != shape
	}
	if !slices.Contains(g.units(g.label[f], g.a), int32(shape)) {
		g.changed[shape] = true
	}
	g.label[f] = g.a.b.sets.number([]int32{int32(shape)})
	g.alone[shape]++
	g.open[f] = false
}

// shapes builds the shapes wanted from their faces, without spare vertices if so wished.
func (g *giving) shapes(wanted []bool, withoutSpare bool) []orb.MultiPolygon {
	spare := make([]bool, len(g.a.b.table.vertices))
	if withoutSpare {
		spare = g.spareVertices()
	}
	lines := make([][]halfLine, len(wanted))
	for h, f := range g.a.face {
		if f < 0 || g.a.toggles[h/2] == 0 {
			continue
		}
		there := g.there(int32(h))
		for _, u := range g.units(g.label[f], g.a) {
			if wanted[u] && !slices.Contains(there, u) {
				lines[u] = g.a.appendLines(lines[u], int32(h))
			}
		}
	}
	out := make([]orb.MultiPolygon, len(wanted))
	for u, border := range lines {
		rings := traceRings(border)
		for i := range rings {
			rings[i] = g.straighten(rings[i], spare)
		}
		out[u] = assembleRings(rings)
		slices.Reverse(out[u]) // the largest part first
	}
	return out
}
