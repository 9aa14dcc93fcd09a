package siting

import (
	"math"
	"slices"
)

// savings is the problem underneath Cover and Median: choose count sites so that the
// sum over clients of the best saving of a chosen site is greatest. It holds the savings
// by site, one after another.
type savings struct {
	clients, sites int
	start          []int32   // by site: its first in client and save; one more at the end
	client         []int32   // ascending for each site
	save           []float64 // > 0
	whole          bool      // all savings are whole numbers, and so is every sum of them
	capacity       float64   // what a site can serve; 0: any
	floors         []Floor
	floorsOf       [][]int32 // by client: the floors it is in; nil without floors
	apart          [][]int32 // by site: those that may not stand beside it; nil without
	out            []bool    // by site: it stands already, or may not stand beside one that does
	had            []float64 // by client: what the existing sites save it
}

// span is the range of a site's savings.
func (s *savings) span(site int) (from, to int32) { return s.start[site], s.start[site+1] }

// newSavings takes what each site saves each client, by value(way), leaving out what
// saves nothing over what stands already.
func newSavings(m *Matrix, o Options, value func(w way) float64) *savings {
	s := &savings{clients: m.clients, sites: m.sites, whole: true, start: make([]int32, 1, m.sites+1),
		out: make([]bool, m.sites), had: make([]float64, m.clients)}
	for _, j := range o.Existing {
		s.out[j] = true
		for _, w := range m.bySite[j] {
			s.had[w.client] = max(s.had[w.client], value(w))
		}
	}
	s.keepApart(o)
	for j, ways := range m.bySite {
		from := len(s.client)
		for _, w := range ways {
			had := s.had[w.client]
			if v := value(w); !s.out[j] && v > had {
				s.client, s.save = append(s.client, w.client), append(s.save, v-had)
				s.whole = s.whole && isWhole(v) && isWhole(had)
			}
		}
		s.sort(from)
		s.start = append(s.start, int32(len(s.client)))
	}
	return s
}

func isWhole(v float64) bool { return v == math.Trunc(v) && math.Abs(v) < 1<<40 }

// keepApart notes which sites may not stand beside one another.
func (s *savings) keepApart(o Options) {
	s.apart = apartBySite(s.sites, o)
	if s.apart == nil {
		return
	}
	for _, j := range o.Existing {
		for _, k := range s.apart[j] {
			s.out[k] = true
		}
	}
}

// apartBySite are for each site those that may not stand beside it, ascending; nil where
// any may.
func apartBySite(sites int, o Options) [][]int32 {
	if len(o.Apart) == 0 {
		return nil
	}
	apart := make([][]int32, sites)
	for _, pair := range o.Apart {
		a, b := pair[0], pair[1]
		apart[a], apart[b] = append(apart[a], int32(b)), append(apart[b], int32(a))
	}
	for j, list := range apart {
		slices.Sort(list)
		apart[j] = slices.Compact(list)
	}
	return apart
}

// sort puts the savings of the last site by client.
func (s *savings) sort(from int) {
	clients, saves := s.client[from:], s.save[from:]
	if slices.IsSorted(clients) {
		return
	}
	order := make([]int, len(clients))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return int(clients[a]) - int(clients[b]) })
	sortedClients, sortedSaves := make([]int32, len(order)), make([]float64, len(order))
	for to, from := range order {
		sortedClients[to], sortedSaves[to] = clients[from], saves[from]
	}
	copy(clients, sortedClients)
	copy(saves, sortedSaves)
}

// value is what chosen sites save together.
func (s *savings) value(chosen []int) float64 {
	if s.capacity > 0 {
		served, _ := s.served(chosen)
		return served
	}
	return sum(s.best(chosen))
}

// dominated finds the sites that another one can always stand in for: it saves every
// client as much. Where sites must stand apart, or serve
// only so much, just those that may not stand at all are.
func (s *savings) dominated() []bool {
	out := slices.Clone(s.out)
	if s.apart != nil || s.capacity > 0 {
		return out
	}
	at := make([][]int32, s.clients) // by client: sites that save it
	for j := range s.sites {
		for k, to := s.span(j); k < to; k++ {
			at[s.client[k]] = append(at[s.client[k]], int32(j))
		}
	}
	for j := range s.sites {
		from, to := s.span(j)
		if from == to {
			continue
		}
		rarest := s.client[from]
		for _, c := range s.client[from:to] {
			if len(at[c]) < len(at[rarest]) {
				rarest = c
			}
		}
		for _, by := range at[rarest] {
			if int(by) != j && !out[by] && s.contains(int(by), j) && (int(by) < j || !s.contains(j, int(by))) {
				out[j] = true
				break
			}
		}
	}
	return out
}

// contains reports whether site a saves each client at least as much as site b does.
func (s *savings) contains(a, b int) bool {
	k, end := s.span(a)
	i, to := s.span(b)
	if end-k < to-i {
		return false
	}
	for ; i < to; i++ {
		for k < end && s.client[k] < s.client[i] {
			k++
		}
		if k == end || s.client[k] != s.client[i] || s.save[k] < s.save[i] {
			return false
		}
	}
	return true
}

// reach reports whether a choice of sites reaches what the floors ask for, or can serve it
// where there is a capacity.
func (s *savings) reach(picks []int) bool {
	if s.capacity > 0 {
		return s.newFlow(picks).meet(s)
	}
	best := s.best(picks)
	for _, f := range s.floors {
		var sum float64
		for _, c := range f.Clients {
			sum += best[c]
		}
		if sum < f.Least*(1-1e-12) {
			return false
		}
	}
	return true
}

// asked is the least that a choice saves which keeps to the floors.
func (s *savings) asked() (least float64) {
	for _, f := range s.floors {
		least = max(least, f.Least)
	}
	return least
}

// best is what the best of some sites saves each client.
func (s *savings) best(sites []int) []float64 {
	best := make([]float64, s.clients)
	for _, j := range sites {
		for k, to := s.span(j); k < to; k++ {
			best[s.client[k]] = max(best[s.client[k]], s.save[k])
		}
	}
	return best
}

// most is what all sites together save.
func (s *savings) most() float64 {
	best := make([]float64, s.clients)
	for k, c := range s.client {
		best[c] = max(best[c], s.save[k])
	}
	return sum(best)
}
