package geo

import (
	"cmp"
	"slices"
)

// hotPixel is half the side of the square around a vertex that draws lines to it: of all
// places that round to the vertex.
const hotPixel = 0.5

// mostNodings bounds the rounds of a noder. Of maps the third finds nothing; of 100,000 sets of
// rings thrown at random, most of a few units, the seventh never found anything.
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
	table *vertexTable
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
	cuts  []nodeCut
	added int // pieces more than there were lines
	round int
}

// nodeLine is a piece of line owner, run in its direction, by the numbers of its ends.
type nodeLine struct {
	a, b  int32
	owner int32
	fresh bool // not yet compared with all the others
}

// nodeCut is a vertex to be put into a line.
type nodeCut struct{ line, vertex int32 }

// nodeMeeting is two owners whose lines cross, or of which a vertex of the second lies on a line of
// the first.
type nodeMeeting struct {
	owners  [2]int32
	sets    [2]int32 // the sets of shapes of the owners, where the one told adds them
	at      Vertex
	crossed bool
}

// node cuts the lines, which are fresh. It reports whether there was anything to cut.
func (n *noder) node() bool {
	for n.round = 0; n.round < mostNodings; n.round++ {
		meetingPairs(n.table.vertices, n.lines, n.comparesAll(), n.meet)
		if len(n.cuts) == 0 {
			break
		}
		n.cut()
	}
	return n.round > 0
}

// comparesAll reports whether in this round lines are compared that were before.
func (n *noder) comparesAll() bool { return n.round >= mostNodings/2 }

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
	old := !l.fresh && !m.fresh
	if old && !n.comparesAll() || n.apart != nil && n.round == 0 && n.apart(l.owner, m.owner) {
		return
	}
	half := n.half()
	if old {
		half = hotPixel
	}
	touched := n.draw(i, j, m.a, half)
	touched = n.draw(i, j, m.b, half) || touched
	touched = n.draw(j, i, l.a, half) || touched
	touched = n.draw(j, i, l.b, half) || touched
	if touched || l.a == m.a || l.a == m.b || l.b == m.a || l.b == m.b {
		return
	}
	at := n.table.vertices
	if a, b, c, d := at[l.a], at[l.b], at[m.a], at[m.b]; properCross(a, b, c, d) {
		v := crossing(a, b, c, d)
		if !n.crossAtEnd(i, j, v) && !n.crossAtEnd(j, i, v) {
			id := n.table.id(v)
			n.cutAt(i, id)
			n.cutAt(j, id)
		}
		n.tell(i, j, v, true)
	}
}

// draw cuts line i at a vertex, an end of line j, where it passes it.
func (n *noder) draw(i, j, vertex int32, half float64) bool {
	l, at := &n.lines[i], n.table.vertices
	if vertex == l.a || vertex == l.b || !passes(at[l.a], at[l.b], at[vertex], half) {
		return false
	}
	n.cutAt(i, vertex)
	n.tell(i, j, at[vertex], false)
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
	for _, id := range [2]int32{l.a, l.b} {
		end := n.table.vertices[id]
		if id != m.a && id != m.b && max(end.X-v.X, v.X-end.X, end.Y-v.Y, v.Y-end.Y) <= cornerReach {
			n.cutAt(j, id)
			return true
		}
	}
	return false
}

// cutAt notes a vertex of a line, unless it is an end.
func (n *noder) cutAt(line, vertex int32) {
	if l := &n.lines[line]; vertex != l.a && vertex != l.b {
		n.cuts = append(n.cuts, nodeCut{line, vertex})
	}
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
	slices.SortFunc(n.cuts, func(c, d nodeCut) int {
		if c.line != d.line {
			return cmp.Compare(c.line, d.line)
		}
		return n.compareAlong(&n.lines[c.line], c.vertex, d.vertex)
	})
	n.cuts = slices.Compact(n.cuts)
	n.added += len(n.cuts)
	for i := range n.lines {
		n.lines[i].fresh = false
	}
	from := len(n.lines)
	to := from + len(n.cuts)
	n.lines = slices.Grow(n.lines, len(n.cuts))[:to]
	for k := len(n.cuts); k > 0; { // from behind, so that it can be done in place
		line := int(n.cuts[k-1].line)
		copy(n.lines[line+1+k:to], n.lines[line+1:from])
		k = n.putPieces(line, k)
		from, to = line, line+k
	}
	n.cuts = n.cuts[:0]
}

// putPieces puts the pieces of a line, the last of the first k cuts' lines, behind one
// another so that k places are left before the last. It returns how many cuts are before
// its own.
func (n *noder) putPieces(line, k int) int {
	l := n.lines[line]
	for end := l.b; ; k-- {
		if k == 0 || int(n.cuts[k-1].line) != line {
			n.lines[line+k] = nodeLine{l.a, end, l.owner, true}
			return k
		}
		n.lines[line+k] = nodeLine{n.cuts[k-1].vertex, end, l.owner, true}
		end = n.cuts[k-1].vertex
	}
}

// compareAlong orders vertices near a line by its direction.
func (n *noder) compareAlong(l *nodeLine, one, other int32) int {
	a, b, v, w := n.table.vertices[l.a], n.table.vertices[l.b], n.table.vertices[one], n.table.vertices[other]
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
	ux, uy := float64(b.X-a.X), float64(b.Y-a.Y)
	along := func(v Vertex) float64 { return float64(v.X-a.X)*ux + float64(v.Y-a.Y)*uy }
	return cmp.Or(cmp.Compare(along(v), along(w)), compareVertex(v, w))
}
