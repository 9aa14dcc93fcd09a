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
	leaving := leavingLines{make(map[Vertex]int32, len(lines)), make([]int32, len(lines))}
	for i, l := range lines {
		leaving.next[i] = leaving.at[l.from]
		leaving.at[l.from] = int32(i) + 1
	}
	used := make([]bool, len(lines))
	var rings [][]Vertex
	for start := range lines {
		var way []Vertex
		place := map[Vertex]int{}
		for i := int32(start); i >= 0 && !used[i]; i = sharpestLeft(lines, leaving, used, i) {
			used[i] = true
			from := lines[i].from
			place[from] = len(way)
			way = append(way, from)
			if at, again := place[lines[i].to]; again {
				rings = append(rings, slices.Clone(way[at:]))
				for _, v := range way[at:] {
					delete(place, v)
				}
				way = way[:at]
			}
		}
	}
	return rings
}

// leavingLines lists the lines that leave each vertex: at[v] is the first of them, next
// leads on; numbers are one more than the line's, and 0 ends the list.
type leavingLines struct {
	at   map[Vertex]int32
	next []int32
}

// sharpestLeft picks, of the unused lines that leave the end of line i, the first one
// clockwise from the way back; -1 where there is none.
func sharpestLeft(lines []halfLine, leaving leavingLines, used []bool, i int32) int32 {
	node, back := lines[i].to, lines[i].from
	best := int32(-1)
	for k := leaving.at[node]; k > 0; k = leaving.next[k-1] {
		if j := k - 1; !used[j] && (best < 0 || clockwiseBefore(node, back, lines[j].to, lines[best].to)) {
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
