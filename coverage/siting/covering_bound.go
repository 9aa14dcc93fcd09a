package siting

import "math"

// A search for prices of clients goes on for so many steps at the root, and in a node
// below it; between two tries to cover by them there are so many.
const (
	coverRootSteps = 2000
	coverNodeSteps = 500
	trial          = 50
)

// pricing is the search for good prices at one node: any prices bound the number of
// sites from below, by the clients' prices and by what each site is worth more
// than the one it counts for.
type pricing struct {
	c      *covering
	p      *part
	cost   []float64 // by site: 1 less the prices of the clients it would reach; below 0 it stands
	slack  []float64 // by client: 1 less how many such sites reach it
	course []float64 // slack, blended over the steps: where the prices go
	best   []float64 // the prices of the best bound
}

// squeeze returns the least number of sites by the best bound found. It tries the
// choices that prices suggest, and bars the sites too dear to be in a better one.
func (c *covering) squeeze(p *part, steps int) int {
	x := &pricing{c: c, p: p, cost: make([]float64, len(p.able)), slack: make([]float64, c.clients),
		course: make([]float64, c.clients), best: append([]float64{}, c.price...)}
	reached, length, since := math.Inf(-1), 0.1, 0
	for k := range steps {
		value := x.value()
		x.bar(value)
		share := blending
		if k == 0 {
			share = 1
		}
		for i, g := range x.slack {
			x.course[i] += share * (g - x.course[i])
		}
		x.mix(share)
		if since++; value > reached {
			if value > reached+1e-5*value {
				since, length = 0, min(2, 1.1*length)
			}
			reached = value
			copy(x.best, c.price)
		}
		if k%trial == 0 && (steps > coverNodeSteps || k > 0 && c.nodes%8 == 0) {
			c.found(c.greedy(p, x.cost))
		}
		if least(reached) >= c.limit || k%trial == 0 && c.budget.spent() {
			break
		}
		if since >= patience {
			since, length = 0, 0.66*length
		}
		if length < smallest*10 || !x.step(length*min(1, math.Max(0.2, float64(c.limit)-0.95-reached))) {
			break
		}
	}
	copy(c.price, x.best)
	return least(reached)
}

// least is the smallest number of sites that a bound allows.
func least(bound float64) int { return int(math.Ceil(bound - 1e-6)) }

// value is the bound at the present prices.
func (x *pricing) value() float64 {
	value := float64(len(x.p.taken))
	for i, is := range x.p.left {
		x.slack[i] = 0
		if is {
			value += x.c.price[i]
			x.slack[i] = 1
		}
	}
	for j, able := range x.p.able {
		if !able {
			continue
		}
		cost := 1.0
		for _, i := range x.c.bySite[j] {
			if x.p.left[i] {
				cost -= x.c.price[i]
			}
		}
		x.cost[j] = cost
		if cost < 0 {
			value += cost
			for _, i := range x.c.bySite[j] {
				x.slack[i]--
			}
		}
	}
	return value
}

// bar takes out the sites that no better choice has.
func (x *pricing) bar(value float64) {
	for j, able := range x.p.able {
		if able && x.cost[j] > 0 && least(value+x.cost[j]) >= x.c.limit {
			x.p.able[j] = false
		}
	}
}

// step moves the prices from the best ones along the course.
func (x *pricing) step(far float64) bool {
	var norm float64
	for i, is := range x.p.left {
		if is && (x.course[i] > 0 || x.best[i] > 0) {
			norm += x.course[i] * x.course[i]
		}
	}
	if norm < 1e-12 {
		return false
	}
	for i, is := range x.p.left {
		if is {
			x.c.price[i] = math.Max(0, x.best[i]+far*x.course[i]/norm)
		}
	}
	return true
}

// mix tells how often each site stands.
func (x *pricing) mix(share float64) {
	for j, able := range x.p.able {
		x.c.often[j] *= 1 - share
		if able && x.cost[j] < 0 {
			x.c.often[j] += share
		}
	}
}
