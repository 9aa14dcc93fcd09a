package siting

import (
	"math/rand/v2"
	"slices"
)

// weighting looks for a smaller choice that covers all by local search: it takes out a
// site, then moves sites to clients that are not covered, which weigh the more the longer
// they have to wait (Gao, Weise and Li, An efficient local search heuristic with row
// weighting for the unicost set covering problem, 2015).
type weighting struct {
	c      *covering
	p      *part
	random *rand.Rand // the same numbers in every run
	in     []bool     // by site
	picks  []int      // those that are in
	score  []int      // by site: the weight it would cover, or, below 0, would leave
	since  []int      // by site: the step of its last move
	may    []bool     // by site: something near it changed since it was taken out
	weight []int      // by client
	over   []int16    // by client: how many sites cover it
	open   []int32    // clients not covered
	at     []int32    // by client: its place in open; -1: none
	kept   []int      // by site: how many that are in keep it away
	last   int        // the site that came in last; it stays for a step
}

// patience is how many steps without success end the local search. Where it is enough to
// know whether a number of sites will do, it is asked many times, and is brief.
func (c *covering) patience() int {
	if c.enough > 0 {
		return min(40_000, 40*len(c.bySite))
	}
	return min(100_000, 50*len(c.bySite))
}

// weigh betters a choice below a node for as long as that works.
func (c *covering) weigh(p *part) {
	x := &weighting{c: c, p: p, random: rand.New(rand.NewPCG(7, 7)), in: make([]bool, len(c.bySite)), score: make([]int, len(c.bySite)), since: make([]int, len(c.bySite)),
		may: slices.Repeat([]bool{true}, len(c.bySite)), weight: slices.Repeat([]int{1}, c.clients), over: make([]int16, c.clients), at: slices.Repeat([]int32{-1}, c.clients), kept: make([]int, len(c.bySite)), last: -1}
	for j, clients := range c.bySite {
		if p.able[j] {
			for _, i := range clients {
				if p.left[i] {
					x.score[j]++
				}
			}
		}
	}
	for i, left := range p.left {
		if left {
			x.opens(int32(i))
		}
	}
	for len(x.open) > 0 {
		j := x.next()
		if j < 0 || x.score[j] <= 0 {
			return // prices have shown that no smaller choice exists, or those in keep all others away
		}
		x.put(j)
	}
	for step, end := 1, c.patience(); step < end; step++ {
		for len(x.open) == 0 {
			c.found(x.choice())
			if c.limit <= max(c.bound, c.enough) {
				return
			}
			x.take(x.spare(-1))
			end = step + c.patience()
		}
		if step%256 == 0 && c.budget.spent() {
			return
		}
		x.move(step)
	}
}

// choice is the present one, with the sites taken at the node.
func (x *weighting) choice() []int {
	return append(slices.Clone(x.p.taken), x.picks...)
}

// move takes one site out and puts one in where somebody waits.
func (x *weighting) move(step int) {
	if out := x.spare(x.last); out >= 0 {
		x.take(out)
		x.since[out], x.may[out] = step, false
	}
	client, best := x.open[x.random.IntN(len(x.open))], -1
	for _, j := range x.c.byClient[client] {
		if x.p.able[j] && x.may[j] && x.kept[j] == 0 && x.better(int(j), best) {
			best = int(j)
		}
	}
	if best >= 0 {
		x.put(best)
		x.since[best], x.last = step, best
	}
	for _, i := range x.open {
		x.weight[i]++
		for _, j := range x.c.byClient[i] {
			x.score[j]++
		}
	}
}

// better compares sites by score, then by who has rested longer.
func (x *weighting) better(j, than int) bool {
	return than < 0 || x.score[j] > x.score[than] || x.score[j] == x.score[than] && x.since[j] < x.since[than]
}

// spare is the site that is in and leaves least without it, other than one.
func (x *weighting) spare(but int) int {
	best := -1
	for _, j := range x.picks {
		if j != but && x.better(j, best) {
			best = j
		}
	}
	return best
}

// next is the site that is not in and would cover most.
func (x *weighting) next() int {
	best := -1
	for j, able := range x.p.able {
		if able && !x.in[j] && x.kept[j] == 0 && x.better(j, best) {
			best = j
		}
	}
	return best
}

// put puts a site in, and take takes one out; scores follow.
func (x *weighting) put(j int) {
	x.in[j], x.score[j] = true, -x.score[j]
	x.picks = append(x.picks, j)
	for _, k := range x.c.beside(j) {
		x.kept[k]++
	}
	for _, i := range x.c.bySite[j] {
		if !x.p.left[i] {
			continue
		}
		x.over[i]++
		for _, k := range x.c.byClient[i] {
			if int(k) == j {
				continue
			}
			x.may[k] = true
			switch {
			case x.over[i] == 1:
				x.score[k] -= x.weight[i]
			case x.over[i] == 2 && x.in[k]:
				x.score[k] += x.weight[i]
			}
		}
		if x.over[i] == 1 {
			x.closes(i)
		}
	}
}

func (x *weighting) take(j int) {
	x.in[j], x.score[j] = false, -x.score[j]
	x.picks = slices.DeleteFunc(x.picks, func(k int) bool { return k == j })
	for _, k := range x.c.beside(j) {
		x.kept[k]--
		x.may[k] = true
	}
	for _, i := range x.c.bySite[j] {
		if !x.p.left[i] {
			continue
		}
		x.over[i]--
		for _, k := range x.c.byClient[i] {
			if int(k) == j {
				continue
			}
			x.may[k] = true
			switch {
			case x.over[i] == 0:
				x.score[k] += x.weight[i]
			case x.over[i] == 1 && x.in[k]:
				x.score[k] -= x.weight[i]
			}
		}
		if x.over[i] == 0 {
			x.opens(i)
		}
	}
}

func (x *weighting) opens(i int32) {
	x.at[i] = int32(len(x.open))
	x.open = append(x.open, i)
}

func (x *weighting) closes(i int32) {
	end := x.open[len(x.open)-1]
	x.open[x.at[i]], x.at[end] = end, x.at[i]
	x.open, x.at[i] = x.open[:len(x.open)-1], -1
}
