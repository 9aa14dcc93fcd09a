package geo

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// halfLine is a line of a border, run with the area on its left.
type halfLine struct{ from, to Vertex }

// traceRings joins lines to rings that meet themselves nowhere. At a vertex where
// several lines leave it turns as sharply left as it can, which follows the border of
// one face; where such a border comes back to a vertex, it is cut off into a ring.
func traceRings(lines []halfLine) [][]Vertex {
	var room traceRoom
	return room.rings(lines)
}

// traceRoom is the memory that rings are traced in, kept for the next ones.
type traceRoom struct {
	leaving leavingLines
	used    []bool
	place   []int32 // by vertex: where on the way it is, plus one
	way     []int32
	ring    []Vertex
	traced  [][]Vertex
}

// rings is traceRings; what it returns is gone with the next ones.
func (t *traceRoom) rings(lines []halfLine) [][]Vertex {
	leaving := &t.leaving
	leaving.list(lines)
	t.used, t.place = emptied(t.used, len(lines)), emptied(t.place, len(leaving.first))
	used, place, way, rings := t.used, t.place, t.way[:0], t.traced[:0]
	t.ring = slices.Grow(t.ring[:0], len(lines))
	for start := range lines {
		for i := int32(start); i >= 0 && !used[i]; i = leaving.sharpestLeft(used, i) {
			used[i] = true
			way = append(way, leaving.from[i])
			place[leaving.from[i]] = int32(len(way))
			if at := place[leaving.to[i]]; at > 0 {
				first := len(t.ring)
				for _, v := range way[at-1:] {
					t.ring = append(t.ring, leaving.table.vertices[v])
					place[v] = 0
				}
				rings = append(rings, t.ring[first:])
				way = way[:at-1]
			}
		}
		for _, v := range way {
			place[v] = 0
		}
		way = way[:0]
	}
	t.way, t.traced = way, rings
	return rings
}

// leavingLines lists the lines that leave each vertex: first[v] is one of them, next
// leads on; numbers are one more than the line's, and 0 ends the list.
type leavingLines struct {
	lines    []halfLine
	table    vertexTable
	from, to []int32 // by line: its vertices
	first    []int32 // by vertex
	next     []int32 // by line
}

func newLeavingLines(lines []halfLine) *leavingLines {
	l := new(leavingLines)
	l.list(lines)
	return l
}

// list lists lines in place of those before.
func (l *leavingLines) list(lines []halfLine) {
	l.lines = lines
	l.from, l.to, l.next = emptied(l.from, len(lines)), emptied(l.to, len(lines)), emptied(l.next, len(lines))
	table := &l.table
	table.reset(2*len(lines), 0)
	last := int32(-1)
	for i, line := range lines {
		if last < 0 || table.vertices[last] != line.from { // most lines go on from the one before
			last = table.id(line.from)
		}
		l.from[i] = last
		last = table.after(line.to, last)
		l.to[i] = last
	}
	l.first = emptied(l.first, len(table.vertices))
	for i, v := range l.from {
		l.next[i], l.first[v] = l.first[v], int32(i)+1
	}
}

// sharpestLeft picks, of the unused lines that leave the end of line i, the first one
// clockwise from the way back; -1 where there is none.
func (l *leavingLines) sharpestLeft(used []bool, i int32) int32 {
	node, back := l.lines[i].to, l.lines[i].from
	best := int32(-1)
	for k := l.first[l.to[i]]; k > 0; k = l.next[k-1] {
		if j := k - 1; !used[j] && (best < 0 || clockwiseBefore(node, back, l.lines[j].to, l.lines[best].to)) {
			best = j
		}
	}
	return best
}

// clockwiseBefore reports whether, turning clockwise around node from the direction of
// back, a comes before b. It is exact.
func clockwiseBefore(node, back, a, b Vertex) bool {
	// In the first half of the turn are the directions to the right of node -> back.
	firstHalf := func(v Vertex) bool { return turn(node, back, v) < 0 }
	if fa, fb := firstHalf(a), firstHalf(b); fa != fb {
		return fa
	}
	if t := turn(node, a, b); t != 0 {
		return t < 0
	}
	// One leads straight on and the other back, which is the last resort.
	return float64(a.X-node.X)*float64(back.X-node.X)+float64(a.Y-node.Y)*float64(back.Y-node.Y) < 0
}

// tracedRing is a ring with what is needed to tell where it belongs.
type tracedRing struct {
	run  []Vertex
	area float64 // in squared units of the grid, positive counter-clockwise
	minX, maxX,
	minY, maxY int64
}

// assembleRings sorts rings that do not cross into shells and the holes in them.
func assembleRings(runs [][]Vertex) orb.MultiPolygon {
	var shells, holes []tracedRing
	for _, run := range runs {
		if t := measured(run); t.area > 0 {
			shells = append(shells, t)
		} else if t.area < 0 {
			holes = append(holes, t)
		}
	}
	slices.SortStableFunc(shells, func(a, b tracedRing) int { return cmp.Compare(a.area, b.area) })
	out := make(orb.MultiPolygon, len(shells))
	for i, s := range shells {
		out[i] = orb.Polygon{s.ring()}
	}
	for _, h := range holes {
		for i, s := range shells { // the smallest that holds it
			if s.area > -h.area && s.minX <= h.minX && h.maxX <= s.maxX && s.minY <= h.minY && h.maxY <= s.maxY && s.holds(h.run) {
				out[i] = append(out[i], h.ring())
				break
			}
		}
	}
	return out
}

func measured(run []Vertex) tracedRing {
	t := tracedRing{run: run, minX: math.MaxInt64, maxX: math.MinInt64, minY: math.MaxInt64, maxY: math.MinInt64}
	for i, v := range run {
		t.minX, t.maxX = min(t.minX, v.X), max(t.maxX, v.X)
		t.minY, t.maxY = min(t.minY, v.Y), max(t.maxY, v.Y)
		if i > 1 {
			t.area += turn(run[0], run[i-1], v) / 2
		}
	}
	return t
}

func (t tracedRing) ring() orb.Ring {
	ring := make(orb.Ring, 0, len(t.run)+1)
	for _, v := range t.run {
		ring = append(ring, v.Point())
	}
	return append(ring, ring[0])
}

// holds reports whether a ring that does not cross this one lies inside: whether the
// middle of its first line does.
func (t tracedRing) holds(inner []Vertex) bool {
	middle := Vertex{inner[0].X + inner[1].X, inner[0].Y + inner[1].Y}
	in := false
	for i, v := range t.run {
		low, high := doubled(v), doubled(t.run[(i+1)%len(t.run)])
		if (low.Y <= middle.Y) == (high.Y <= middle.Y) {
			continue
		}
		if low.Y > high.Y {
			low, high = high, low
		}
		if turn(low, high, middle) > 0 {
			in = !in
		}
	}
	return in
}
