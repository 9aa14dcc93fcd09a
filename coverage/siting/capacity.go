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
func (r *relaxation) knapsack(j int, serve func(it item, share float64)) (gain float64) {
	s, items, weight := r.s, r.items[:0], 0.0
	for k, to := s.span(j); k < to; k++ {
		if v := s.save[k]*r.factor[s.client[k]] - r.price[s.client[k]]; v > 0 {
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
			serve(it, share)
		}
	}
	return gain
}

// flow sends clients to chosen sites.
type flow struct {
	reach  [][]int32   // by client: the picks it reaches
	sent   [][]float64 // the same way: how much goes there
	left   []float64   // by client: how much goes nowhere yet
	serves [][]int32   // by pick: the clients that reach it
	room   []float64   // by pick
	from   []int32     // by pick, in a search: the pick that gives way, -1 at the beginning
	out    []int32     // and the client that leaves that one
	by     []int32     // and the client that comes to this one: the same, or one of its floor
	seen   []bool
	queue  []int32
}

// newFlow has everything to send yet.
func (s *savings) newFlow(picks []int) *flow {
	f := &flow{reach: make([][]int32, s.clients), sent: make([][]float64, s.clients), left: make([]float64, s.clients), serves: make([][]int32, len(picks)),
		room: slices.Repeat([]float64{s.capacity}, len(picks)), from: make([]int32, len(picks)), out: make([]int32, len(picks)), by: make([]int32, len(picks)), seen: make([]bool, len(picks))}
	for p, j := range picks {
		for k, to := s.span(j); k < to; k++ {
			c := s.client[k]
			f.reach[c], f.sent[c] = append(f.reach[c], int32(p)), append(f.sent[c], 0)
			f.serves[p] = append(f.serves[p], c)
			f.left[c] = s.save[k]
		}
	}
	return f
}

// served is the most weight that chosen sites can serve together. What the floors ask for
// goes first: no client loses what it is served by what others are served after it, so
// that the most is served all the same.
func (s *savings) served(picks []int) (total float64, f *flow) {
	f = s.newFlow(picks)
	f.meet(s)
	for c := range f.left {
		for f.left[c] > 1e-9 && f.send([]int32{int32(c)}, f.left[c], nil) > 0 {
		}
	}
	for _, room := range f.room {
		total += s.capacity - room
	}
	return total, f
}

// meet sends what the floors ask for, each as much as can be beside those before it, and
// reports whether that is enough.
func (f *flow) meet(s *savings) bool {
	met := true
	for _, floor := range s.floors {
		clients := make([]int32, len(floor.Clients))
		for i, c := range floor.Clients {
			clients[i] = int32(c)
		}
		need := floor.Least
		for need > 1e-9*floor.Least {
			sent := f.send(clients, need, s)
			if sent <= 0 {
				met = false
				break
			}
			need -= sent
		}
	}
	return met
}

// send finds room for one of some clients, where need be by sending others on to further
// sites, and returns how much of it found some. With floors, those who are sent for a
// floor may give way to others of it.
func (f *flow) send(clients []int32, much float64, floors *savings) float64 {
	clear(f.seen)
	f.queue = f.queue[:0]
	for _, c := range clients {
		if f.left[c] > 1e-9 {
			f.visit(c, -1, c)
		}
	}
	for at := 0; at < len(f.queue); at++ {
		p := f.queue[at]
		if f.room[p] > 1e-9 {
			return f.shift(p, much)
		}
		for _, k := range f.serves[p] {
			if f.sent[k][f.slot(k, p)] <= 1e-9 {
				continue
			}
			f.visit(k, p, k)
			if floors == nil || len(floors.floorsOf[k]) == 0 {
				continue
			}
			for _, c := range floors.floors[floors.floorsOf[k][0]].Clients {
				if f.left[c] > 1e-9 {
					f.visit(int32(c), p, k)
				}
			}
		}
	}
	return 0
}

// visit notes that a client may come to the picks it reaches, when another leaves one.
func (f *flow) visit(c, from, out int32) {
	for _, p := range f.reach[c] {
		if !f.seen[p] {
			f.seen[p], f.from[p], f.out[p], f.by[p] = true, from, out, c
			f.queue = append(f.queue, p)
		}
	}
}

// slot is the place of a pick among those that a client reaches.
func (f *flow) slot(c, p int32) int { return slices.Index(f.reach[c], p) }

// shift sends as much as can go along the path found to a pick with room.
func (f *flow) shift(end int32, much float64) float64 {
	much = min(much, f.room[end])
	for p := end; p >= 0; p = f.from[p] {
		if from := f.from[p]; from >= 0 {
			much = min(much, f.sent[f.out[p]][f.slot(f.out[p], from)])
		}
		if f.from[p] < 0 || f.by[p] != f.out[p] {
			much = min(much, f.left[f.by[p]])
		}
	}
	f.room[end] -= much
	for p := end; p >= 0; p = f.from[p] {
		c, out := f.by[p], f.out[p]
		f.sent[c][f.slot(c, p)] += much
		if from := f.from[p]; from >= 0 {
			f.sent[out][f.slot(out, from)] -= much
			f.left[out] += much
		}
		f.left[c] -= much
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
