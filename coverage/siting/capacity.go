package siting

import (
	"cmp"
	"slices"
)

// With a capacity a site serves so much weight at most, and a client may be served by
// several sites. What chosen sites serve is then a greatest flow from clients to sites,
// and what a site brings at given prices a knapsack whose items may be cut.

// item is what a client brings a site: at most all of its weight.
type item struct {
	client     int32
	save, gain float64
}

// knapsack is what a site brings at the present prices, from the clients that are worth
// most by weight; serve is told each client's share.
func (r *relaxation) knapsack(j int, serve func(client int32, share float64)) (gain float64) {
	s, items, weight := r.s, r.items[:0], 0.0
	for k, to := s.span(j); k < to; k++ {
		if v := s.save[k] - r.price[s.client[k]]; v > 0 {
			items = append(items, item{s.client[k], s.save[k], v})
			weight += s.save[k]
		}
	}
	r.items = items
	if weight > s.capacity {
		slices.SortFunc(items, func(a, b item) int {
			return cmp.Or(cmp.Compare(b.gain*a.save, a.gain*b.save), cmp.Compare(a.client, b.client))
		})
	}
	room := s.capacity
	for _, it := range items {
		share := min(1, room/it.save)
		if share <= 0 {
			break
		}
		gain += share * it.gain
		room -= share * it.save
		if serve != nil {
			serve(it.client, share)
		}
	}
	return gain
}

// flow sends clients to chosen sites.
type flow struct {
	reach  [][]int32   // by client: the picks it reaches
	sent   [][]float64 // the same way: how much goes there
	serves [][]int32   // by pick: the clients that reach it
	room   []float64   // by pick
	from   []int32     // by pick, in a search: the pick that gives way, -1 at the beginning
	by     []int32     // and the client that goes on to this one
	seen   []bool
	queue  []int32
}

// served is the most weight that chosen sites can serve together.
func (s *savings) served(picks []int) (total float64, f *flow) {
	f = &flow{reach: make([][]int32, s.clients), sent: make([][]float64, s.clients), serves: make([][]int32, len(picks)), room: slices.Repeat([]float64{s.capacity}, len(picks)),
		from: make([]int32, len(picks)), by: make([]int32, len(picks)), seen: make([]bool, len(picks))}
	supply := make([]float64, s.clients)
	for p, j := range picks {
		for k, to := s.span(j); k < to; k++ {
			c := s.client[k]
			f.reach[c], f.sent[c] = append(f.reach[c], int32(p)), append(f.sent[c], 0)
			f.serves[p] = append(f.serves[p], c)
			supply[c] = s.save[k]
		}
	}
	for c, left := range supply {
		for left > 1e-9 {
			sent := f.send(int32(c), left)
			if sent <= 0 {
				break
			}
			left -= sent
			total += sent
		}
	}
	return total, f
}

// send finds room for a client, where need be by sending others on to further sites, and
// returns how much of it found some.
func (f *flow) send(c int32, left float64) float64 {
	clear(f.seen)
	f.queue = f.queue[:0]
	for _, p := range f.reach[c] {
		f.seen[p], f.from[p], f.by[p] = true, -1, c
		f.queue = append(f.queue, p)
	}
	for at := 0; at < len(f.queue); at++ {
		p := f.queue[at]
		if f.room[p] > 1e-9 {
			return f.shift(p, left)
		}
		for _, k := range f.serves[p] {
			if f.sent[k][f.slot(k, p)] <= 1e-9 {
				continue
			}
			for _, next := range f.reach[k] {
				if !f.seen[next] {
					f.seen[next], f.from[next], f.by[next] = true, p, k
					f.queue = append(f.queue, next)
				}
			}
		}
	}
	return 0
}

// slot is the place of a pick among those that a client reaches.
func (f *flow) slot(c, p int32) int { return slices.Index(f.reach[c], p) }

// shift sends as much as can go along the path found to a pick with room.
func (f *flow) shift(end int32, left float64) float64 {
	much := min(left, f.room[end])
	for p := end; f.from[p] >= 0; p = f.from[p] {
		much = min(much, f.sent[f.by[p]][f.slot(f.by[p], f.from[p])])
	}
	f.room[end] -= much
	for p := end; p >= 0; p = f.from[p] {
		c := f.by[p]
		f.sent[c][f.slot(c, p)] += much
		if from := f.from[p]; from >= 0 {
			f.sent[c][f.slot(c, from)] -= much
		}
	}
	return much
}

// exchange swaps sites of a choice for free ones that look best, as long as more is served.
func (x *search) exchange(picks []int, value float64) ([]int, float64) {
	for again := true; again; {
		again = false
		try := x.relax.order[:min(len(x.relax.order), 2*x.count)]
		for at := range picks {
			for _, j := range try {
				if x.start[j] == barred || slices.Contains(picks, int(j)) || x.budget.spent() {
					continue
				}
				was := picks[at]
				picks[at] = int(j)
				if v := x.s.value(picks); v > value+1e-9 && x.allowed(picks) {
					value, again = v, true
				} else {
					picks[at] = was
				}
			}
		}
	}
	return picks, value
}
