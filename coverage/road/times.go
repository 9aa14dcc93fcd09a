package road

import "math"

// Times are the seconds from everywhere on a net to the nearest of some places.
type Times struct {
	net    *Net
	feet   []Foot
	most   float64
	spread Spread
	on     map[int32][]int32 // by edge: the places on it
}

// To finds the times to the nearest of some places, in one pass from all of them. What
// takes longer than most seconds counts as out of reach; most may be +Inf.
func (n *Net) To(places []Foot, most float64) *Times {
	return n.Sweep().To(places, most)
}

// Sweep makes times one after the other in the same memory.
type Sweep struct {
	times   Times
	queue   queue
	reached []int32
}

// Sweep returns one that is used by one goroutine at a time.
func (n *Net) Sweep() *Sweep {
	s := &Sweep{times: Times{net: n, on: map[int32][]int32{}}}
	s.times.spread = Spread{make([]float64, len(n.nodes)), make([]int32, len(n.nodes))}
	for i := range n.nodes {
		s.times.spread.Cost[i], s.times.spread.Place[i] = math.Inf(1), -1
	}
	return s
}

// To is Net.To; what it returned before is no longer true.
func (s *Sweep) To(places []Foot, most float64) *Times {
	t := &s.times
	for _, node := range s.reached {
		t.spread.Cost[node], t.spread.Place[node] = math.Inf(1), -1
	}
	s.reached = s.reached[:0]
	clear(t.on)
	t.feet, t.most = places, most
	seeds := make([]Seed, 0, 2*len(places))
	for i, f := range places {
		t.on[f.edge] = append(t.on[f.edge], int32(i))
		e := &t.net.edges[f.edge]
		fromA, fromB := f.leg+f.share(f.along, e.ahead), f.leg+f.share(1-f.along, e.back)
		seeds = append(seeds, Seed{e.a, int32(i), fromA}, Seed{e.b, int32(i), fromB})
	}
	t.net.graph.spread(&t.spread, &s.queue, seeds, most, &s.reached)
	return t
}

// share is a part of what an edge costs: nothing of a way that is closed costs nothing.
func (f *Foot) share(part, cost float64) float64 {
	if part == 0 {
		return 0
	}
	return part * cost
}

// From returns the seconds that it takes to get from where a place meets the net to the
// nearest of the places, both legs off the road included, and which one that is: +Inf
// and -1 where none is reached.
func (t *Times) From(f Foot) (seconds float64, place int) {
	seconds, place = t.onEdge(f.edge, f.along)
	if seconds += f.leg; seconds > t.most {
		return math.Inf(1), -1
	}
	return seconds, place
}

// onEdge is From a point of an edge.
func (t *Times) onEdge(edge int32, along float64) (seconds float64, place int) {
	e := &t.net.edges[edge]
	f := Foot{along: along}
	seconds, place = math.Inf(1), -1
	take := func(s float64, p int32) {
		if s < seconds {
			seconds, place = s, int(p)
		}
	}
	take(f.share(along, e.back)+t.spread.Cost[e.a], t.spread.Place[e.a])
	take(f.share(1-along, e.ahead)+t.spread.Cost[e.b], t.spread.Place[e.b])
	for _, i := range t.on[edge] {
		there := &t.feet[i]
		if d := there.along - along; d >= 0 {
			take(there.leg+f.share(d, e.ahead), i)
		} else {
			take(there.leg+f.share(-d, e.back), i)
		}
	}
	return seconds, place
}
