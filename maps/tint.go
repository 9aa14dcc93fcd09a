package maps

import (
	"slices"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/geo"
)

// tints are the pale colours of townships: told apart by those who see red and
// green alike too, since they differ in lightness.
var tints = []Color{rgb(0xfbe3c8), rgb(0xd9ead3), rgb(0xfdf3b8), rgb(0xd6e4f2), rgb(0xf4d5dc), rgb(0xe4dcef), rgb(0xcfe8e6), rgb(0xefe6da)}

// tintOf gives each of n shapes a number such that no two that touch have the same:
// with four or five where it can, also where shapes touch at a point only.
func tintOf(mesh *geo.Mesh, member func(shape int32) int, n int) []int {
	along, points := touching(mesh, member, n)
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
func touching(mesh *geo.Mesh, member func(shape int32) int, n int) (along, points []map[int]bool) {
	along, points = make([]map[int]bool, n), make([]map[int]bool, n)
	for i := range n {
		along[i], points[i] = map[int]bool{}, map[int]bool{}
	}
	join := func(graph []map[int]bool, a, b int) {
		if a != b {
			graph[a][b], graph[b][a] = true, true
		}
	}
	at := map[orb.Point][]int{}
	for _, arc := range mesh.Arcs {
		left, right := members(arc.Left, member), members(arc.Right, member)
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

func members(shapes []int32, member func(int32) int) []int {
	var out []int
	for _, s := range shapes {
		if m := member(s); m >= 0 {
			out = append(out, m)
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
