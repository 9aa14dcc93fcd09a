package geo

import (
	"cmp"
	"slices"
)

// hotPixel is half the side of the square around a vertex that draws lines to it.
const hotPixel = 0.5

// mostNodings bounds the rounds of a noder. In practice the third finds nothing.
const mostNodings = 40

// noder cuts lines until they meet at common ends only.
//
// Crossings are computed exactly and rounded to the grid, which bends lines by up to
// half a unit (0.05 mm). So that a bent line does not jump over a vertex, lines are drawn
// to the vertices whose hot pixels, squares of one unit, they run through (snap rounding:
// Hobby, Practical segment intersection with finite precision output, 1999; Guibas and
// Marimont, Rounding arrangements dynamically, 1998), again and again until nothing
// changes (Halperin and Packer, Iterated snap rounding, 2002). Only what is new has hot
// pixels: lines that cross nothing to begin with stay as they are, however close they
// run, and after half of the rounds every vertex has one, as in Hobby's proof.
type noder struct {
	lines []nodeLine // pieces of one owner stand together, in order
	// reach is half the side of the squares in the first round: 0 draws lines to vertices
	// that lie exactly on them only.
	reach float64
	// firm says that lines of owners below it get no new vertex next to an end, but are
	// crossed at the end.
	firm int32
	// met, where set, is told of what meets in the first round elsewhere than in a vertex
	// of both.
	met func(nodeMeeting)
	// apart, where set, says of two owners that their lines are known not to meet.
	apart func(a, b int32) bool
	cuts  [][]Vertex
	cutOf []int32 // by line: its place in cuts, plus one
	round int
}

// nodeLine is a piece of line owner, run in its direction.
type nodeLine struct {
	a, b  Vertex
	owner int32
	fresh bool // not yet compared with all the others
}

// nodeMeeting is two owners whose lines cross, or of which a vertex of the second lies on a line of
// the first.
type nodeMeeting struct {
	owners  [2]int32
	sets    [2]int32 // the sets of shapes of the owners, where the one told adds them
	at      Vertex
	crossed bool
}

// node cuts the lines. It reports whether there was anything to cut.
func (n *noder) node() bool {
	for i := range n.lines {
		n.lines[i].fresh = true
	}
	for n.round = 0; n.round < mostNodings; n.round++ {
		n.cuts, n.cutOf = n.cuts[:0], make([]int32, len(n.lines))
		meetingPairs(n.lines, n.meet)
		if len(n.cuts) == 0 {
			break
		}
		n.cut()
	}
	return n.round > 0
}

// half is half the side of the squares in this round.
func (n *noder) half() float64 {
	switch {
	case n.round == 0:
		return n.reach
	case n.round < mostNodings/2:
		return max(n.reach, hotPixel)
	}
	return hotPixel
}

// meet notes where two lines must be cut. A line that passes a vertex of the other is
// drawn to it; only lines that pass none get a new vertex where they cross.
func (n *noder) meet(i, j int32) {
	l, m := &n.lines[i], &n.lines[j]
	if n.round < mostNodings/2 && !l.fresh && !m.fresh {
		return
	}
	if n.apart != nil && n.round == 0 && n.apart(l.owner, m.owner) {
		return
	}
	half := n.half()
	if !l.fresh && !m.fresh {
		half = hotPixel
	}
	touched := n.draw(i, j, m.a, half)
	touched = n.draw(i, j, m.b, half) || touched
	touched = n.draw(j, i, l.a, half) || touched
	touched = n.draw(j, i, l.b, half) || touched
	if !touched && properCross(l.a, l.b, m.a, m.b) {
		v := crossing(l.a, l.b, m.a, m.b)
		if !n.crossAtEnd(i, j, v) && !n.crossAtEnd(j, i, v) {
			n.crossAt(i, j, v)
		}
		n.tell(i, j, v, true)
	}
}

// draw cuts line i at v, an end of line j, where it passes it.
func (n *noder) draw(i, j int32, v Vertex, half float64) bool {
	l := &n.lines[i]
	if !passes(l.a, l.b, v, half) {
		return false
	}
	n.cutAt(i, v)
	n.tell(i, j, v, false)
	return true
}

func (n *noder) tell(i, j int32, v Vertex, crossed bool) {
	if n.round == 0 && n.met != nil {
		n.met(nodeMeeting{owners: [2]int32{n.lines[i].owner, n.lines[j].owner}, at: v, crossed: crossed})
	}
}

// crossAtEnd leads line j through an end of line i that is next to v, where i is firm.
func (n *noder) crossAtEnd(i, j int32, v Vertex) bool {
	l, m := &n.lines[i], &n.lines[j]
	if l.owner >= n.firm || m.owner < n.firm {
		return false
	}
	for _, end := range [2]Vertex{l.a, l.b} {
		if max(end.X-v.X, v.X-end.X, end.Y-v.Y, v.Y-end.Y) <= cornerReach && end != m.a && end != m.b {
			n.cutAt(j, end)
			return true
		}
	}
	return false
}

func (n *noder) crossAt(i, j int32, v Vertex) {
	for _, k := range [2]int32{i, j} {
		if l := &n.lines[k]; v != l.a && v != l.b {
			n.cutAt(k, v)
		}
	}
}

func (n *noder) cutAt(i int32, v Vertex) {
	if n.cutOf[i] == 0 {
		n.cuts = append(n.cuts, nil)
		n.cutOf[i] = int32(len(n.cuts))
	}
	at := &n.cuts[n.cutOf[i]-1]
	*at = append(*at, v)
}

// properCross reports whether the insides of two lines cross. It is exact.
func properCross(a, b, c, d Vertex) bool {
	ta, tb := turn(c, d, a), turn(c, d, b)
	if ta == 0 || tb == 0 || (ta > 0) == (tb > 0) {
		return false
	}
	tc, td := turn(a, b, c), turn(a, b, d)
	return tc != 0 && td != 0 && (tc > 0) != (td > 0)
}

// cut replaces lines by their pieces.
func (n *noder) cut() {
	lines := make([]nodeLine, 0, len(n.lines)+2*len(n.cuts))
	for i, l := range n.lines {
		l.fresh = false
		if n.cutOf[i] == 0 {
			lines = append(lines, l)
			continue
		}
		at := n.cuts[n.cutOf[i]-1]
		sortAlong(l.a, l.b, at)
		at = slices.Compact(at)
		from := l.a
		for _, v := range append(at, l.b) {
			lines = append(lines, nodeLine{from, v, l.owner, true})
			from = v
		}
	}
	n.lines = lines
}

// sortAlong puts vertices near the line from a to b in its order.
func sortAlong(a, b Vertex, vertices []Vertex) {
	if len(vertices) < 2 {
		return
	}
	ux, uy := float64(b.X-a.X), float64(b.Y-a.Y)
	along := func(v Vertex) float64 { return float64(v.X-a.X)*ux + float64(v.Y-a.Y)*uy }
	slices.SortFunc(vertices, func(v, w Vertex) int {
		// Vertices that places on the line round to come in its order by both coordinates,
		// which is exact.
		x, y := cmp.Compare(v.X, w.X), cmp.Compare(v.Y, w.Y)
		if b.X < a.X {
			x = -x
		}
		if b.Y < a.Y {
			y = -y
		}
		if x*y >= 0 {
			return cmp.Or(x, y)
		}
		return cmp.Or(cmp.Compare(along(v), along(w)), compareVertex(v, w))
	})
}
