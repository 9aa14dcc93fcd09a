package siting

import "math"

// interchange improves a choice of sites by swaps, the best one each time, until none
// is left (Teitz and Bart, Heuristic methods for estimating the generalized vertex median
// of a weighted graph, 1968; Resende and Werneck, A fast swap-based local search
// procedure for location problems, 2007). Barred sites stay out.
type interchange struct {
	s      *savings
	picks  []int
	in     []bool    // by site
	first  []float64 // by client: the best saving of a pick
	second []float64 // and the second best
	by     []int32   // who brings the first; -1: nobody
	loss   []float64 // by site that is picked: what is lost without it
	extra  []float64 // by site that is picked: what of that a newcomer makes good
}

func newInterchange(s *savings) *interchange {
	return &interchange{s: s, in: make([]bool, s.sites), first: make([]float64, s.clients), second: make([]float64, s.clients),
		by: make([]int32, s.clients), loss: make([]float64, s.sites), extra: make([]float64, s.sites)}
}

// grow adds the site that brings most, until there are count.
func (x *interchange) grow(picks []int, count int, states []state) []int {
	x.take(picks)
	for len(x.picks) < count {
		best, most := -1, -1.0
		for j := range x.s.sites {
			if x.in[j] || states[j] == barred || x.clashes(j, -1) {
				continue
			}
			var gain float64
			for k, to := x.s.span(j); k < to; k++ {
				gain += math.Max(0, x.s.save[k]-x.first[x.s.client[k]])
			}
			if gain > most {
				best, most = j, gain
			}
		}
		if best < 0 {
			break
		}
		x.take(append(x.picks, best))
	}
	return append([]int(nil), x.picks...)
}

// improve swaps sites as long as that helps. Sites chosen in the states stay.
func (x *interchange) improve(picks []int, states []state) []int {
	x.take(picks)
	for {
		in, out, gain := x.bestSwap(states)
		if gain <= 1e-9 {
			return append([]int(nil), x.picks...)
		}
		swapped := make([]int, 0, len(x.picks))
		for _, j := range x.picks {
			if j != out {
				swapped = append(swapped, j)
			}
		}
		x.take(append(swapped, in))
	}
}

// take makes a choice the present one.
func (x *interchange) take(picks []int) {
	x.picks = picks
	for i := range x.in {
		x.in[i], x.loss[i] = false, 0
	}
	for i := range x.first {
		x.first[i], x.second[i], x.by[i] = 0, 0, -1
	}
	for _, j := range picks {
		x.in[j] = true
		for k, to := x.s.span(j); k < to; k++ {
			c, v := x.s.client[k], x.s.save[k]
			switch {
			case v > x.first[c]:
				x.first[c], x.second[c], x.by[c] = v, x.first[c], int32(j)
			case v > x.second[c]:
				x.second[c] = v
			}
		}
	}
	for c, j := range x.by {
		if j >= 0 {
			x.loss[j] += x.first[c] - x.second[c]
		}
	}
}

func (x *interchange) bestSwap(states []state) (in, out int, most float64) {
	in, out = -1, -1
	for j := range x.s.sites {
		if x.in[j] || states[j] == barred {
			continue
		}
		gain := x.weighIn(j)
		for _, k := range x.picks {
			if v := gain + x.extra[k] - x.loss[k]; v > most && states[k] != chosen && !x.clashes(j, k) {
				in, out, most = j, k, v
			}
		}
	}
	return in, out, most
}

// weighIn is what site j adds, and fills in extra.
func (x *interchange) weighIn(j int) (gain float64) {
	for _, k := range x.picks {
		x.extra[k] = 0
	}
	for k, to := x.s.span(j); k < to; k++ {
		c, v := x.s.client[k], x.s.save[k]
		switch {
		case v > x.first[c]:
			gain += v - x.first[c]
			if by := x.by[c]; by >= 0 {
				x.extra[by] += x.first[c] - x.second[c]
			}
		case v > x.second[c]:
			x.extra[x.by[c]] += v - x.second[c]
		}
	}
	return gain
}

// clashes reports whether j must stand apart from a pick other than but.
func (x *interchange) clashes(j, but int) bool {
	if x.s.apart == nil {
		return false
	}
	for _, k := range x.s.apart[j] {
		if int(k) != but && x.in[k] {
			return true
		}
	}
	return false
}
