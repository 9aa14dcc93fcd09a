package siting

import (
	"cmp"
	"math"
	"slices"
)

// state of a site in a node of the search.
type state int8

const (
	free state = iota
	chosen
	barred
)

// prices are of clients, and of falling short of floors.
type prices struct{ clients, floors []float64 }

func (p prices) clone() prices { return prices{slices.Clone(p.clients), slices.Clone(p.floors)} }

func (p prices) copy(of prices) {
	copy(p.clients, of.clients)
	copy(p.floors, of.floors)
}

// relaxation is the Lagrangian relaxation of "a client is served once": client i pays
// price[i] for being served, and each site then stands or falls by itself. For any
// prices the bound is one on the savings; the volume algorithm (Barahona and Anbil, The
// volume algorithm: producing primal solutions with a subgradient method, 2000) finds
// good ones, and tells how much of each site the linear relaxation would build.
type relaxation struct {
	s     *savings
	count int // sites to choose, those already chosen in a node included
	price []float64
	raise []float64 // by floor: the price of falling short of it by all it asks
	gain  []float64 // by site: what it brings at these prices
	often []float64 // by site: how often it was among the picks, blended like the course; 0..1
	order []int32   // free sites, the best first as far as count
	picks []int     // the best choice at these prices

	served   []float64 // by client: slack of the present picks
	reached  []float64 // by floor: the same
	course   []float64 // served, blended over the steps so far: where the prices go
	courseOf []float64 // reached, the same way
	items    []item    // room for a knapsack
	factor   []float64 // by client: 1, or more where a floor asks for it
}

func newRelaxation(s *savings, count int) *relaxation {
	r := &relaxation{s: s, count: count, price: make([]float64, s.clients), raise: make([]float64, len(s.floors)),
		gain: make([]float64, s.sites), often: make([]float64, s.sites),
		served: make([]float64, s.clients), reached: make([]float64, len(s.floors)),
		course: make([]float64, s.clients), courseOf: make([]float64, len(s.floors)), factor: make([]float64, s.clients)}
	r.firstPrices()
	return r
}

// firstPrices are nine tenths of the most that anybody saves a client.
func (r *relaxation) firstPrices() {
	for k, c := range r.s.client {
		r.price[c] = max(r.price[c], 0.9*r.s.save[k])
	}
}

// bound is the relaxation's value at the present prices in a node.
func (r *relaxation) bound(states []state) float64 {
	s := r.s
	r.order, r.picks = r.order[:0], r.picks[:0]
	sum := r.weigh()
	for _, p := range r.price {
		sum += p
	}
	for j := range s.sites {
		if states[j] == barred {
			continue
		}
		gain := r.weighSite(j)
		r.gain[j] = gain
		if states[j] == chosen {
			sum += gain
			r.picks = append(r.picks, j)
		} else {
			r.order = append(r.order, int32(j))
		}
	}
	r.rank(min(len(r.order), max(2*r.count, r.count+1)))
	for _, j := range r.order[:min(len(r.order), r.count-len(r.picks))] {
		sum += r.gain[j]
		r.picks = append(r.picks, int(j))
	}
	return sum
}

// rank puts the best of the order first, sorted, so many of them: by quickselect (Hoare,
// Algorithm 65: find, 1961), since sorting all would take longer than weighing them.
func (r *relaxation) rank(best int) {
	before := func(a, b int32) bool { return r.gain[a] > r.gain[b] || r.gain[a] == r.gain[b] && a < b }
	for from, to := 0, len(r.order); best < to && to-from > 8; {
		pivot, at := r.order[(from+to)/2], from
		r.order[(from+to)/2], r.order[to-1] = r.order[to-1], pivot
		for k := from; k < to-1; k++ {
			if before(r.order[k], pivot) {
				r.order[k], r.order[at] = r.order[at], r.order[k]
				at++
			}
		}
		r.order[at], r.order[to-1] = pivot, r.order[at]
		switch {
		case at < best:
			from = at + 1
		default:
			to = at
		}
	}
	top := r.order[:min(len(r.order), best+8)]
	slices.SortFunc(top, func(a, b int32) int { return cmp.Or(cmp.Compare(r.gain[b], r.gain[a]), cmp.Compare(a, b)) })
}

// weighSite is what a site brings at the present prices.
func (r *relaxation) weighSite(j int) (gain float64) {
	s := r.s
	if s.capacity > 0 {
		return r.knapsack(j, nil)
	}
	for k, to := s.span(j); k < to; k++ {
		c := s.client[k]
		if v := s.save[k]*r.factor[c] - r.price[c]; v > 0 {
			gain += v
		}
	}
	return gain
}

// weigh raises what clients in floors are worth, and returns what is owed for the floors.
func (r *relaxation) weigh() (owed float64) {
	for i := range r.factor {
		r.factor[i] = 1
	}
	for f, floor := range r.s.floors {
		for _, c := range floor.Clients {
			r.factor[c] += r.raise[f] / floor.Least
		}
		owed -= r.raise[f]
	}
	return owed
}

// blend mixes the slack of the present picks into the course, by a share.
func (r *relaxation) blend(share float64) {
	r.slack()
	for i, g := range r.served {
		r.course[i] += share * (g - r.course[i])
	}
	for f, g := range r.reached {
		r.courseOf[f] += share * (g - r.courseOf[f])
	}
	for j := range r.often {
		r.often[j] *= 1 - share
	}
	for _, j := range r.picks {
		r.often[j] += share
	}
}

// step moves the prices from base along the course, as far as would lower value to the
// target if the relaxation were linear, times length. It reports whether they moved.
func (r *relaxation) step(base prices, value, target, length float64) bool {
	var norm float64
	for i, g := range r.course {
		if g < 0 || base.clients[i] > 0 { // a price cannot fall below nothing
			norm += g * g
		}
	}
	for f, g := range r.courseOf {
		if g < 0 || base.floors[f] > 0 {
			norm += g * g
		}
	}
	if norm < 1e-12 {
		return false
	}
	by := length * (value - target) / norm
	for i, g := range r.course {
		r.price[i] = math.Max(0, base.clients[i]-by*g)
	}
	for f, g := range r.courseOf {
		r.raise[f] = math.Max(0, base.floors[f]-by*g)
	}
	return true
}

// slack finds by how much each relaxed condition holds, or fails: 1 for a client that
// no pick serves, and for a floor the share reached beyond what it asks.
func (r *relaxation) slack() {
	s := r.s
	for i := range r.served {
		r.served[i] = 1
	}
	for f := range r.reached {
		r.reached[f] = -1
	}
	for _, j := range r.picks {
		if s.capacity > 0 {
			r.knapsack(j, func(it item, share float64) {
				r.served[it.client] -= share
				r.raiseReached(it.client, share*it.save)
			})
			continue
		}
		for k, to := s.span(j); k < to; k++ {
			c := s.client[k]
			if s.save[k]*r.factor[c] <= r.price[c] {
				continue
			}
			r.served[c]--
			r.raiseReached(c, s.save[k])
		}
	}
}

// raiseReached counts what a client is saved for the floors that it is in.
func (r *relaxation) raiseReached(c int32, saved float64) {
	if r.s.floorsOf == nil {
		return
	}
	for _, f := range r.s.floorsOf[c] {
		r.reached[f] += saved / r.s.floors[f].Least
	}
}
