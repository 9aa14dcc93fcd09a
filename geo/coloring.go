package geo

import (
	"slices"

	"github.com/paulmach/orb"
)

// Colors gives each of the shapes named a number from 0 such that no two that touch
// have the same: 0 to 3 where it can, else 0 to 4, also where they touch at a point
// only; more where exclaves ask for it. The most constrained shape is coloured first
// (DSATUR: Brélaz, New methods to color the vertices of a graph, 1979), stepping back
// where that gets stuck.
func (m *Mesh) Colors(shapes []int) []int {
	n := len(shapes)
	along, points := m.touching(shapes)
	for _, try := range []struct {
		graph  []map[int]bool
		colors int
	}{{points, 4}, {points, 5}, {along, 5}, {along, 6}, {along, n}} {
		c := coloring{graph: try.graph, colors: max(try.colors, 1), of: slices.Repeat([]int{-1}, n), used: make([]int, max(try.colors, 1)), budget: 20000}
		if c.fill(0) {
			return c.of
		}
	}
	return make([]int, n)
}

// touching is which shapes share a line, and which a line or a point.
func (m *Mesh) touching(shapes []int) (along, points []map[int]bool) {
	along, points = make([]map[int]bool, len(shapes)), make([]map[int]bool, len(shapes))
	number := make(map[int32]int, len(shapes))
	for i, shape := range shapes {
		along[i], points[i] = map[int]bool{}, map[int]bool{}
		number[int32(shape)] = i
	}
	join := func(graph []map[int]bool, a, b int) {
		if a != b {
			graph[a][b], graph[b][a] = true, true
		}
	}
	at := map[orb.Point][]int{}
	for _, arc := range m.Arcs {
		left, right := numbered(arc.Left, number), numbered(arc.Right, number)
		for _, a := range left {
			for _, b := range right {
				join(along, a, b)
				join(points, a, b)
			}
		}
		for _, end := range []orb.Point{arc.Line[0], arc.Line[len(arc.Line)-1]} {
			at[end] = append(append(at[end], left...), right...)
		}
	}
	for _, here := range at {
		for _, a := range here {
			for _, b := range here {
				join(points, a, b)
			}
		}
	}
	return along, points
}

// numbered are the numbers of those shapes beside an arc that have one.
func numbered(side []int32, number map[int32]int) []int {
	var out []int
	for _, s := range side {
		if i, ok := number[s]; ok {
			out = append(out, i)
		}
	}
	return out
}

// coloring fills a graph, the most constrained shape first, and steps back where it
// gets stuck.
type coloring struct {
	graph  []map[int]bool
	colors int
	of     []int // -1: not yet
	used   []int // how often each colour
	budget int   // steps left before it gives up
}

func (c *coloring) fill(done int) bool {
	if done == len(c.of) {
		return true
	}
	if c.budget--; c.budget < 0 {
		return false
	}
	v := c.next()
	taken := make([]bool, c.colors)
	for w := range c.graph[v] {
		if c.of[w] >= 0 {
			taken[c.of[w]] = true
		}
	}
	order := make([]int, c.colors)
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return c.used[a] - c.used[b] }) // spread them evenly
	for _, k := range order {
		if taken[k] {
			continue
		}
		c.of[v] = k
		c.used[k]++
		if c.fill(done + 1) {
			return true
		}
		c.used[k]--
		c.of[v] = -1
	}
	return false
}

// next is the shape not yet coloured whose neighbours have the most colours, then
// the most neighbours, then the first.
func (c *coloring) next() int {
	best, bestSeen, bestDegree := -1, -1, -1
	for v := range c.of {
		if c.of[v] >= 0 {
			continue
		}
		seen := map[int]bool{}
		for w := range c.graph[v] {
			if c.of[w] >= 0 {
				seen[c.of[w]] = true
			}
		}
		if len(seen) > bestSeen || len(seen) == bestSeen && len(c.graph[v]) > bestDegree {
			best, bestSeen, bestDegree = v, len(seen), len(c.graph[v])
		}
	}
	return best
}
