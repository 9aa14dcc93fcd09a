package tiles

import "github.com/xiantu/xiantu/geo"

// weave finds the units whose lines meet themselves on the grid, and makes rings of what is
// left of them that are valid polygons.
func (m *gridMaker) weave() map[int32][][]spot {
	woven := map[int32][][]spot{}
	seen := make([]int32, len(m.pixels.at)) // by pixel: the last unit with a vertex there, plus one
	for u, shape := range m.shapes {
		if len(shape) > 0 && FirstZoom(m.levels[u]) <= m.zoom && m.meetsItself(shape, seen, int32(u+1)) {
			woven[int32(u)] = m.rings(shape)
		}
	}
	return woven
}

func (m *gridMaker) meetsItself(shape geo.MeshShape, seen []int32, mark int32) bool {
	for _, polygon := range shape {
		for _, ring := range polygon {
			count := 0
			for _, ref := range ring {
				ids := m.arcIDs(ref.Index())
				if len(ids) < 2 {
					return true
				}
				count += len(ids) - 1
				first, end := 0, len(ids)-1 // an arc's end is the next one's beginning
				if ref.Reversed() {
					first, end = 1, len(ids)
				}
				for _, id := range ids[first:end] {
					if seen[id] == mark {
						return true
					}
					seen[id] = mark
				}
			}
			if count < 3 {
				return true
			}
		}
	}
	return false
}

// rings makes valid rings of a unit's lines, run the tile's way.
func (m *gridMaker) rings(shape geo.MeshShape) [][]spot {
	var w weaver
	for _, polygon := range shape {
		for _, ring := range polygon {
			for _, ref := range ring {
				ids := m.arcIDs(ref.Index())
				for k := 1; k < len(ids); k++ {
					a, b := m.pixels.at[ids[k]], m.pixels.at[ids[k-1]]
					if ref.Reversed() {
						a, b = b, a
					}
					w.edge(point{int64(a.X), int64(a.Y)}, point{int64(b.X), int64(b.Y)})
				}
			}
		}
	}
	var out [][]spot
	for _, ring := range nest(w.rings()) {
		spots := make([]spot, len(ring))
		for i, p := range ring {
			spots[i] = spot{uint32(p.X), uint32(p.Y)}
		}
		out = append(out, spots)
	}
	return out
}

// weaver makes rings of edges that meet only at their ends, with what is inside to
// their left (as seen with y up): edges that go and come back cancel, what is joined by a
// point only comes apart, and no ring touches itself. The zero weaver is ready.
type weaver struct {
	net   map[[2]point]int
	order [][2]point // as they came
}

// edge adds an edge.
func (w *weaver) edge(a, b point) {
	if w.net == nil {
		w.net = map[[2]point]int{}
	}
	forth, back := [2]point{a, b}, [2]point{b, a}
	if w.net[back] > 0 {
		w.net[back]--
		return
	}
	if _, known := w.net[forth]; !known {
		w.order = append(w.order, forth)
	}
	w.net[forth]++
}

// rings follows the edges, always into the leftmost, and cuts a loop off wherever it
// comes to a vertex again.
func (w *weaver) rings() [][]point {
	out := map[point][]point{} // where edges lead from a vertex
	for _, e := range w.order {
		if w.net[e] > 0 {
			out[e[0]] = append(out[e[0]], e[1])
		}
	}
	var rings [][]point
	for _, e := range w.order {
		if take(out, e[0], e[1]) {
			rings = follow(out, e, rings)
		}
	}
	return rings
}

// follow runs from an edge back to its start.
func follow(out map[point][]point, e [2]point, rings [][]point) [][]point {
	path := []point{e[0]}
	where := map[point]int{e[0]: 0}
	from, at := e[0], e[1]
	for {
		if k, been := where[at]; been {
			loop := append([]point(nil), path[k:]...)
			rings = append(rings, loop)
			for _, p := range path[k+1:] {
				delete(where, p)
			}
			path = path[:k+1]
			if k > 0 {
				from = path[k-1]
			}
			if k == 0 { // all that began here is closed: what is left begins anew
				return rings
			}
		} else {
			where[at] = len(path)
			path = append(path, at)
		}
		next, ok := leftmost(from, at, out[at])
		if !ok {
			return rings // edges that do not close: of no valid shape
		}
		take(out, at, next)
		from, at = at, next
	}
}

// take takes an edge away if it is there.
func take(out map[point][]point, a, b point) bool {
	list := out[a]
	for i, to := range list {
		if to == b {
			list[i] = list[len(list)-1]
			out[a] = list[:len(list)-1]
			return true
		}
	}
	return false
}

// leftmost is where to go from at, having come from from: of the ways on, the one that turns
// most to the left, which bounds the same land to the left.
func leftmost(from, at point, ways []point) (point, bool) {
	if len(ways) == 0 {
		return point{}, false
	}
	back := point{from.X - at.X, from.Y - at.Y}
	best := ways[0]
	for _, way := range ways[1:] {
		if clockwiseBefore(back, point{way.X - at.X, way.Y - at.Y}, point{best.X - at.X, best.Y - at.Y}) {
			best = way
		}
	}
	return best, true
}

// clockwiseBefore reports whether, turning clockwise from the direction o, a comes before b.
func clockwiseBefore(o, a, b point) bool {
	ha, hb := clockwiseHalf(o, a), clockwiseHalf(o, b)
	if ha != hb {
		return ha < hb
	}
	return cross(a, b) < 0
}

// clockwiseHalf is 0 for directions less than half a turn clockwise of o, 1 for the others.
func clockwiseHalf(o, a point) int {
	c := cross(o, a)
	if c < 0 || c == 0 && o.X*a.X+o.Y*a.Y < 0 {
		return 0
	}
	return 1
}

func cross(a, b point) int64 { return a.X*b.Y - a.Y*b.X }
