package road

import "math"

// Link joins two nodes; its costs are seconds, or metres, or whatever is to be least.
type Link struct {
	A, B        int32
	Ahead, Back float64 // from A to B and from B to A; negative, infinite or NaN: no way
}

// Graph is nodes and links, laid out so that one who stands at a node sees all links
// that lead there. It is never changed.
type Graph struct {
	start []int32 // by node: its first arc; one more at the end
	arcs  []arc
}

// arc is a way into a node: from another, at a cost.
type arc struct {
	from int32
	cost float64
}

// NewGraph makes a graph of some number of nodes. Links that name no node are left out.
func NewGraph(nodes int, links []Link) *Graph {
	g := &Graph{start: make([]int32, nodes+1)}
	eachArc(nodes, links, func(_, to int32, _ float64) { g.start[to+1]++ })
	for i := range nodes {
		g.start[i+1] += g.start[i]
	}
	g.arcs = make([]arc, g.start[nodes])
	next := append([]int32(nil), g.start...)
	eachArc(nodes, links, func(from, to int32, cost float64) {
		g.arcs[next[to]] = arc{from, cost}
		next[to]++
	})
	return g
}

func eachArc(nodes int, links []Link, visit func(from, to int32, cost float64)) {
	for _, l := range links {
		if l.A < 0 || l.B < 0 || int(l.A) >= nodes || int(l.B) >= nodes || l.A == l.B {
			continue
		}
		if passable(l.Ahead) {
			visit(l.A, l.B, l.Ahead)
		}
		if passable(l.Back) {
			visit(l.B, l.A, l.Back)
		}
	}
}

func passable(cost float64) bool { return cost >= 0 && !math.IsInf(cost, 1) }

// Nodes is the number of nodes.
func (g *Graph) Nodes() int { return len(g.start) - 1 }

// Seed is where a spread starts: a node from which a place is reached at a cost.
type Seed struct {
	Node  int32
	Place int32
	Cost  float64
}

// Spread is what it costs to get from each node to the nearest of some places.
type Spread struct {
	Cost  []float64 // by node; +Inf where no place is reached
	Place []int32   // by node: the place; -1 where none is reached
}

// To finds the least cost from every node to the nearest place, in one pass from all
// places at once. Nodes that cost more than most are left unreached; most may be +Inf.
func (g *Graph) To(seeds []Seed, most float64) Spread {
	s := Spread{make([]float64, g.Nodes()), make([]int32, g.Nodes())}
	for i := range s.Cost {
		s.Cost[i], s.Place[i] = math.Inf(1), -1
	}
	var q queue
	g.spread(&s, &q, seeds, most, nil)
	return s
}

// spread runs over s, which holds nothing yet, and appends the nodes it reaches to
// reached, where that is not nil.
func (g *Graph) spread(s *Spread, q *queue, seeds []Seed, most float64, reached *[]int32) {
	for _, seed := range seeds {
		if seed.Cost <= most && seed.Cost < s.Cost[seed.Node] {
			if reached != nil && s.Place[seed.Node] < 0 {
				*reached = append(*reached, seed.Node)
			}
			s.Cost[seed.Node], s.Place[seed.Node] = seed.Cost, seed.Place
			q.push(waiting{seed.Cost, seed.Node})
		}
	}
	for len(q.list) > 0 {
		at := q.pop()
		if at.cost > s.Cost[at.node] {
			continue // it was reached at less since
		}
		for _, a := range g.arcs[g.start[at.node]:g.start[at.node+1]] {
			cost := at.cost + a.cost
			if cost >= s.Cost[a.from] || cost > most {
				continue
			}
			if reached != nil && s.Place[a.from] < 0 {
				*reached = append(*reached, a.from)
			}
			s.Cost[a.from], s.Place[a.from] = cost, s.Place[at.node]
			q.push(waiting{cost, a.from})
		}
	}
}

// Components numbers the parts of the graph that hang together, whatever the direction
// of its ways: the largest is 0. It returns each node's part and each part's size.
func (g *Graph) Components() (part []int32, sizes []int) {
	above := make([]int32, g.Nodes())
	for i := range above {
		above[i] = int32(i)
	}
	top := func(i int32) int32 {
		for above[i] != i {
			above[i] = above[above[i]]
			i = above[i]
		}
		return i
	}
	for to := range above {
		for _, a := range g.arcs[g.start[to]:g.start[to+1]] {
			above[top(a.from)] = top(int32(to))
		}
	}
	return bySize(above, top)
}
