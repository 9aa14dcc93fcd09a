package siting

import (
	"container/heap"
	"math"
	"slices"
)

// How prices are sought: for so many steps at the root, and in a node below it; each
// new choice has this share in the course; so many steps without success shorten them by a third.
const (
	rootSteps = 3000
	nodeSteps = 120
	blending  = 0.03
	patience  = 20
	smallest  = 1e-4
)

// search is branch and bound over the sites: best bound first.
type search struct {
	s      *savings
	count  int
	budget *budget
	tell   func(objective, bound float64, nodes int)

	relax    *relaxation
	swap     *interchange
	start    []state // at the root
	open     nodeHeap
	best     []int // the best choice so far; nil: none that keeps to the conditions
	value    float64
	top      float64 // no choice saves more
	nodes    int
	polished int     // choices that interchange was tried on
	target   float64 // saving so much is enough, and less is nothing; 0: the most is wanted
}

// node is a part of the choices that is still to be looked at.
type node struct {
	bound  float64
	states []state
	begin  prices // where its search for prices begins; shared with its sibling
}

type nodeHeap []*node

func (h nodeHeap) Len() int           { return len(h) }
func (h nodeHeap) Less(i, j int) bool { return h[i].bound > h[j].bound }
func (h nodeHeap) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *nodeHeap) Push(x any)        { *h = append(*h, x.(*node)) }
func (h *nodeHeap) Pop() any {
	last := (*h)[len(*h)-1]
	*h = (*h)[:len(*h)-1]
	return last
}

// run searches until the answer is proven or the budget spent.
func (x *search) run() {
	x.relax, x.swap, x.value = newRelaxation(x.s, x.count), newInterchange(x.s), math.Inf(-1)
	states := make([]state, x.s.sites)
	for j, out := range x.s.out {
		if out {
			states[j] = barred
		}
	}
	for j, out := range x.s.dominated() {
		if out && x.sparable(states) {
			states[j] = barred
		}
	}
	x.start = slices.Clone(states)
	x.offer(x.swap.improve(x.swap.grow(nil, x.count, states), states))
	x.top = x.s.most()
	x.open = nodeHeap{{bound: x.top, states: states, begin: prices{x.relax.price, x.relax.raise}.clone()}}
	for len(x.open) > 0 {
		n := heap.Pop(&x.open).(*node)
		x.top = n.bound
		if x.done(n.bound) {
			break
		}
		if x.budget.spent() && x.nodes > 0 {
			return
		}
		x.look(n)
		if x.tell != nil {
			x.tell(x.value, min(x.top, n.bound), x.nodes)
		}
	}
	x.top = x.proven()
}

// proven is the bound at the end of a search: the best choice's own value, unless the
// search ended at its target, or with the proof that no choice reaches it.
func (x *search) proven() float64 {
	switch {
	case x.target <= 0:
		return x.value
	case x.best != nil && x.value >= x.target-1e-6:
		return max(x.value, min(x.top, x.s.most()))
	case x.s.whole:
		return max(x.value, math.Ceil(x.target-1e-6)-1)
	}
	return max(x.value, x.target*(1-1e-9))
}

// isProven reports whether the best choice is known to be the best of all.
func (x *search) isProven() bool {
	x.target = 0
	return x.done(x.top)
}

// sparable reports whether there would be sites enough without one more.
func (x *search) sparable(states []state) bool {
	n := 0
	for _, s := range states {
		if s != barred {
			n++
		}
	}
	return n > x.count
}

// done reports whether nothing below a bound beats the best choice.
func (x *search) done(bound float64) bool {
	if x.target > 0 && bound < x.target-1e-6 {
		return true
	}
	if x.best == nil {
		return bound < x.s.asked()-1e-6
	}
	if x.target > 0 && x.value >= x.target-1e-6 {
		return true
	}
	if x.s.whole {
		return bound < x.value+1-1e-6
	}
	return bound <= x.value+1e-9*math.Abs(x.value)
}

// look bounds a node, and branches where that does not settle it.
func (x *search) look(n *node) {
	x.nodes++
	best, settled := x.bound(n)
	if settled || x.done(n.bound) {
		return
	}
	j := x.branching(n.states)
	if j < 0 {
		return // all is chosen or barred, and was offered
	}
	with, without := slices.Clone(n.states), n.states
	without[j] = barred
	heap.Push(&x.open, &node{n.bound, without, best})
	if x.choose(with, j) {
		heap.Push(&x.open, &node{n.bound, with, best})
	}
}

// choose puts a site among the chosen, and bars those that may not stand beside it.
func (x *search) choose(states []state, j int) bool {
	states[j] = chosen
	if x.s.apart == nil {
		return true
	}
	for _, k := range x.s.apart[j] {
		if states[k] == chosen {
			return false
		}
		states[k] = barred
	}
	return true
}

// bound lowers a node's bound by better prices, and settles sites on the way. It returns
// the best prices.
func (x *search) bound(n *node) (best prices, settled bool) {
	r := x.relax
	steps, length := nodeSteps, 0.1
	if x.nodes == 1 {
		steps = rootSteps
	}
	at := prices{r.price, r.raise}
	at.copy(n.begin)
	best = at.clone()
	reached, since := math.Inf(1), 0
	for k := range steps {
		if !x.enough(n.states) {
			return best, true
		}
		value := r.bound(n.states)
		x.settle(n, value)
		share := blending
		if k == 0 {
			share = 1
		}
		r.blend(share)
		if since++; value < reached {
			if value < reached-1e-5*math.Abs(reached) {
				since, length = 0, min(2, 1.1*length)
			}
			reached = value
			best.copy(at)
		}
		n.bound = min(n.bound, value)
		x.offer(slices.Clone(r.picks))
		if x.done(n.bound) {
			return best, true
		}
		if since >= patience {
			since, length = 0, 0.66*length
		}
		target := x.value
		if x.best == nil {
			target = 0.95 * reached
		}
		if length < smallest || !r.step(best, reached, target, length) || x.budget.spent() {
			break
		}
	}
	return best, false
}

// enough reports whether a node has the sites it needs.
func (x *search) enough(states []state) bool {
	in, able := 0, 0
	for _, s := range states {
		if s == chosen {
			in++
		}
		if s != barred {
			able++
		}
	}
	return in <= x.count && able >= x.count
}

// settle bars the sites that the present prices show to be in no better choice, and
// chooses those that are in every one.
func (x *search) settle(n *node, value float64) {
	r := x.relax
	need := 0
	for _, s := range n.states {
		if s == chosen {
			need++
		}
	}
	need = x.count - need
	if x.best == nil || need <= 0 || need >= len(r.order) {
		return
	}
	last, next := r.gain[r.order[need-1]], r.gain[r.order[need]]
	for i, j := range r.order {
		switch {
		case i < need && x.done(value-r.gain[j]+next):
			if !x.choose(n.states, int(j)) {
				n.bound = math.Inf(-1)
			}
		case i >= need && x.done(value-last+r.gain[j]):
			n.states[j] = barred
		}
	}
}

// branching is the free site that prices are most in two minds about; -1: none is free.
func (x *search) branching(states []state) int {
	best, most := -1, -1.0
	for j, s := range states {
		if s != free {
			continue
		}
		if doubt := min(x.relax.often[j], 1-x.relax.often[j]) + 1e-9*x.relax.gain[j]/(1+math.Abs(x.value)); doubt > most {
			best, most = j, doubt
		}
	}
	return best
}

// offer takes a choice where it is better than the best so far and keeps to the
// conditions.
func (x *search) offer(picks []int) {
	if len(picks) != x.count || !x.allowed(picks) {
		return
	}
	value := x.s.value(picks)
	if value <= x.value && (x.polished > 30+x.nodes/10 || value < 0.9*x.value) {
		return
	}
	x.polished++
	if better := x.swap.improve(picks, x.start); x.allowed(better) {
		if v := x.s.value(better); v > value {
			picks, value = better, v
		}
	}
	if x.s.capacity > 0 && value > x.value {
		picks, value = x.exchange(picks, value)
	}
	if value > x.value {
		x.best, x.value = append([]int{}, picks...), value
	}
}

// allowed reports whether a choice keeps to the conditions.
func (x *search) allowed(picks []int) bool {
	if x.s.apart != nil {
		for i, j := range picks {
			for _, k := range picks[:i] {
				if slices.Contains(x.s.apart[j], int32(k)) {
					return false
				}
			}
		}
	}
	return len(x.s.floors) == 0 || x.s.reach(picks)
}
