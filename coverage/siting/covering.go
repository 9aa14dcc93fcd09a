package siting

import (
	"math"
	"slices"
)

// covering is the search for the fewest sites that reach every client: reduction, a
// Lagrangian bound with reduced costs (Beasley, An algorithm for set covering problem,
// 1987), and depth-first branching on the client with the fewest sites left.
type covering struct {
	clients  int
	bySite   [][]int32 // clients, ascending
	byClient [][]int32 // sites
	apart    [][]int32 // by site: those that may not stand beside it, ascending; nil where any may
	enough   int       // a choice of so many is good enough; 0: the fewest are wanted
	budget   *budget
	tell     func(best, bound, nodes int)

	best  []int // nil: none is known
	limit int   // only fewer sites than this are of interest
	bound int
	nodes int
	price []float64 // by client
	often []float64 // by site: how often the last prices took it; 0..1
	room  []int32   // for a list
}

// part is what is left to cover at a node.
type part struct {
	left  []bool // by client: not covered yet
	count int
	able  []bool // by site
	taken []int
}

// run searches for a choice of fewer than limit sites.
func (c *covering) run(limit int) {
	c.limit, c.price, c.often = limit, make([]float64, c.clients), make([]float64, len(c.bySite))
	p := &part{left: make([]bool, c.clients), able: make([]bool, len(c.bySite)), count: c.clients}
	for i := range p.left {
		p.left[i] = true
	}
	for j := range p.able {
		p.able[j] = len(c.bySite[j]) > 0
	}
	for i := range c.price {
		c.price[i] = math.Inf(1)
		for _, j := range c.byClient[i] {
			c.price[i] = min(c.price[i], 1/float64(len(c.bySite[j])))
		}
	}
	c.look(p, 0)
	if !c.budget.over && (c.best == nil || c.enough == 0 || len(c.best) > c.enough) {
		c.bound = c.limit // nothing below it
	}
}

// found takes a choice that covers all.
func (c *covering) found(sites []int) {
	if len(sites) < c.limit {
		c.best, c.limit = append([]int{}, sites...), len(sites)
		if c.enough > 0 && len(sites) <= c.enough {
			c.limit = 0
		}
		if c.tell != nil {
			c.tell(len(c.best), c.bound, c.nodes)
		}
	}
}

// look searches below a node.
func (c *covering) look(p *part, depth int) {
	c.nodes++
	if !c.reduce(p) {
		return
	}
	if p.count == 0 {
		c.found(p.taken)
		return
	}
	steps := coverNodeSteps
	if depth == 0 {
		steps = coverRootSteps
	}
	bound := c.squeeze(p, steps)
	if depth == 0 {
		c.bound = min(bound, c.limit)
		if bound < c.limit {
			c.weigh(p)
		}
	}
	if bound >= c.limit || c.nodes > 1 && c.budget.spent() {
		return
	}
	if !c.reduce(p) {
		return
	}
	if p.count == 0 {
		c.found(p.taken)
		return
	}
	j := c.branching(p)
	prices := slices.Clone(c.price)
	with := p.clone()
	c.take(with, j)
	c.look(with, depth+1)
	if c.budget.spent() {
		return
	}
	p.able[j] = false
	copy(c.price, prices)
	c.look(p, depth+1)
}

func (p *part) clone() *part {
	return &part{slices.Clone(p.left), p.count, slices.Clone(p.able), slices.Clone(p.taken)}
}

// beside are the sites that may not stand beside one.
func (c *covering) beside(j int) []int32 {
	if c.apart == nil {
		return nil
	}
	return c.apart[j]
}

// take puts a site among the chosen, and bars those that may not stand beside it.
func (c *covering) take(p *part, j int) {
	p.taken = append(p.taken, j)
	p.able[j] = false
	for _, k := range c.beside(j) {
		p.able[k] = false
	}
	for _, i := range c.bySite[j] {
		if p.left[i] {
			p.left[i] = false
			p.count--
		}
	}
}

// reduce takes the sites that some client cannot do without, and leaves out the sites and
// the clients that others stand for, until nothing changes (Toregas and ReVelle, Binary
// logic solutions to a class of location problem, 1973). It reports whether every client
// still has a site, and few enough are taken.
func (c *covering) reduce(p *part) bool {
	for again := true; again; {
		again = false
		for i := range p.left {
			if !p.left[i] {
				continue
			}
			able := c.able(c.byClient[i], p.able)
			if len(able) == 0 {
				return false
			}
			if len(able) == 1 {
				c.take(p, int(able[0]))
				again = true
			}
		}
		if p.count > 0 && !again {
			dropped := c.dropSites(p)
			again = c.dropClients(p) || dropped
		}
	}
	return len(p.taken) < c.limit && (p.count == 0 || len(p.taken)+1 < c.limit)
}

// dropSites bars sites whose clients that are left another one reaches all.
func (c *covering) dropSites(p *part) (dropped bool) {
	for j := range p.able {
		if !p.able[j] {
			continue
		}
		left := c.able(c.bySite[j], p.left)
		if len(left) == 0 {
			p.able[j], dropped = false, true
			continue
		}
		for _, by := range c.byClient[rarest(left, c.byClient)] {
			if int(by) != j && p.able[by] && includes(c.bySite[by], left) && c.standsIn(p, int(by), j) {
				p.able[j], dropped = false, true
				break
			}
		}
	}
	return dropped
}

// standsIn reports whether a site may stand wherever another may: all that keep it away keep
// the other away, too.
func (c *covering) standsIn(p *part, by, j int) bool {
	for _, k := range c.beside(by) {
		if _, both := slices.BinarySearch(c.apart[j], k); int(k) != j && p.able[k] && !both {
			return false
		}
	}
	return true
}

// dropClients leaves out the clients that are reached whenever another one is.
func (c *covering) dropClients(p *part) (dropped bool) {
	for i := range p.left {
		if !p.left[i] {
			continue
		}
		sites := c.able(c.byClient[i], p.able)
		for _, by := range c.bySite[rarest(sites, c.bySite)] {
			if int(by) != i && p.left[by] && includes(c.byClient[by], sites) {
				p.left[by], dropped = false, true
				p.count--
			}
		}
	}
	return dropped
}

// able are those of a list that are marked, until it is called again.
func (c *covering) able(list []int32, marked []bool) []int32 {
	out := c.room[:0]
	for _, i := range list {
		if marked[i] {
			out = append(out, i)
		}
	}
	c.room = out
	return out
}

// rarest is the one of some with the shortest list.
func rarest(of []int32, lists [][]int32) int32 {
	best := of[0]
	for _, i := range of {
		if len(lists[i]) < len(lists[best]) {
			best = i
		}
	}
	return best
}

// includes reports whether an ascending list has all of another.
func includes(list, all []int32) bool {
	k := 0
	for _, i := range all {
		for k < len(list) && list[k] < i {
			k++
		}
		if k == len(list) || list[k] != i {
			return false
		}
	}
	return true
}

// greedy covers what is left by sites that are cheap for what they reach, then drops
// those that others make needless.
func (c *covering) greedy(p *part, cost []float64) []int {
	sites, covered, count := slices.Clone(p.taken), make([]int16, c.clients), p.count
	var barred []bool
	if c.apart != nil {
		barred = make([]bool, len(p.able))
	}
	for count > 0 {
		best, least := -1, math.Inf(1)
		for j := range p.able {
			if !p.able[j] || barred != nil && barred[j] {
				continue
			}
			n := 0
			for _, i := range c.bySite[j] {
				if p.left[i] && covered[i] == 0 {
					n++
				}
			}
			if n == 0 {
				continue
			}
			rate := math.Max(cost[j], 0.001) / float64(n)
			if rate < least {
				best, least = j, rate
			}
		}
		if best < 0 {
			return make([]int, c.limit) // not to be covered
		}
		sites = append(sites, best)
		for _, k := range c.beside(best) {
			barred[k] = true
		}
		for _, i := range c.bySite[best] {
			if p.left[i] {
				if covered[i] == 0 {
					count--
				}
				covered[i]++
			}
		}
	}
	return c.prune(p, sites, covered)
}

func (c *covering) prune(p *part, sites []int, covered []int16) []int {
	kept := slices.Clone(sites[:len(p.taken)])
	for _, j := range sites[len(p.taken):] {
		needed := slices.ContainsFunc(c.bySite[j], func(i int32) bool { return p.left[i] && covered[i] == 1 })
		if needed {
			kept = append(kept, j)
			continue
		}
		for _, i := range c.bySite[j] {
			covered[i]--
		}
	}
	return kept
}

// branching is the site that prices are most in two minds about.
func (c *covering) branching(p *part) int {
	best, most := -1, -1.0
	for j, able := range p.able {
		if !able {
			continue
		}
		if doubt := min(c.often[j], 1-c.often[j]); doubt > most {
			best, most = j, doubt
		}
	}
	return best
}
