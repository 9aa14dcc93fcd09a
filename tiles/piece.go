package tiles

import "github.com/xiantu/xiantu/boundaries/adcode"

// passage is an arc's running along an edge of the grid.
type passage struct {
	arc, at int32 // its edge from ids[at], a position in all arcs' ids
	back    bool  // from the greater pixel to the less
}

// split finds the edges that several arcs run along on the grid, or one arc twice: there
// the border is drawn once, by the first of them, at the highest level of the units that it
// still divides, and not at all where it divides none. Edges that another county draws are
// left out too.
func (m *gridMaker) split(foreign map[int32]bool) map[int32][]piece {
	levels := m.sharedEdges()
	marked := map[int32]bool{}
	for at := range foreign {
		levels[at] = 0
	}
	for at := range levels {
		marked[m.arcOf(at)] = true
	}
	pieces := map[int32][]piece{}
	for arc := range marked {
		pieces[arc] = m.piecesOf(arc, levels)
	}
	return pieces
}

// arcOf is the arc that a position in ids is in.
func (m *gridMaker) arcOf(at int32) int32 {
	low, high := 0, len(m.from)-1
	for low+1 < high {
		if middle := (low + high) / 2; m.from[middle] <= at {
			low = middle
		} else {
			high = middle
		}
	}
	return int32(low)
}

// sharedEdges gives the level at which each shared edge is drawn, by the position where it
// starts; 0: not there.
func (m *gridMaker) sharedEdges() map[int32]adcode.Level {
	uses := make([]uint8, len(m.pixels.at))
	for _, id := range m.ids {
		uses[id] = min(uses[id]+1, 2)
	}
	edges := map[[2]int32][]passage{}
	for i := range m.arcs {
		for at := m.from[i] + 1; at < m.from[i+1]; at++ {
			a, b := m.ids[at-1], m.ids[at]
			if uses[a] > 1 && uses[b] > 1 {
				key := [2]int32{min(a, b), max(a, b)}
				edges[key] = append(edges[key], passage{int32(i), at - 1, a > b})
			}
		}
	}
	levels := map[int32]adcode.Level{}
	for _, passages := range edges {
		if len(passages) > 1 {
			for _, p := range passages[1:] {
				levels[p.at] = 0
			}
			levels[passages[0].at] = m.divided(passages)
		}
	}
	return levels
}

// divided is the highest level of the units that have land on just one side of an edge; 0
// for none.
func (m *gridMaker) divided(passages []passage) adcode.Level {
	net := map[int32]int{}
	for _, p := range passages {
		sides := m.sides[p.arc]
		step := 1
		if p.back {
			step = -1
		}
		for _, u := range sides.left {
			net[u] += step
		}
		for _, u := range sides.right {
			net[u] -= step
		}
	}
	var level adcode.Level
	for u, n := range net {
		if n != 0 && (level == 0 || m.levels[u] < level) {
			level = m.levels[u]
		}
	}
	return level
}

// piecesOf are the stretches of an arc that are drawn.
func (m *gridMaker) piecesOf(arc int32, levels map[int32]adcode.Level) []piece {
	var out []piece
	start, end := m.from[arc], m.from[arc+1]
	for at := start; at+1 < end; at++ {
		level, special := levels[at]
		if !special {
			level = m.border[arc]
		}
		if level == 0 {
			continue
		}
		from := at - start
		if n := len(out); n > 0 && out[n-1].to == from && out[n-1].level == level {
			out[n-1].to++
		} else {
			out = append(out, piece{from, from + 1, level})
		}
	}
	return out
}
