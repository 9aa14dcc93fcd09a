package siting

import (
	"context"
	"fmt"
)

// Median chooses count sites so that the sum over clients of weight times way to the
// nearest site, existing ones included, is least (p-median).
//
// Every client must reach some choice: a pair missing in the matrix is a way so long
// that it is taken only where there is no other choice. The error is ErrInvalid, or
// ErrInfeasible where a client reaches no site at all.
func Median(ctx context.Context, m *Matrix, weights []float64, count int, o Options) (*Solution, error) {
	if err := check(m, weights, count, o); err != nil {
		return nil, err
	}
	if len(o.Floors) > 0 {
		return nil, fmt.Errorf("floors are for Cover: Median serves everyone: %w", ErrInvalid)
	}
	if count+len(o.Existing) == 0 {
		return nil, fmt.Errorf("somebody must serve the clients: choose one site at least: %w", ErrInvalid)
	}
	beyond, err := beyondReach(m, weights)
	if err != nil {
		return nil, err
	}
	s := newSavings(m, o, func(w way) float64 { return beyond[w.client] - weights[w.client]*w.far })
	most := sum(beyond) - sum(s.had)
	best, err := solve(ctx, s, count, o, func(saved float64) float64 { return most - saved })
	if err == nil && !reachesAll(m, append(best.Sites, o.Existing...)) {
		return nil, fmt.Errorf("with %d to choose, no choice of sites reaches every client: choose more: %w", count, ErrInfeasible)
	}
	return best, err
}

// beyondReach is for each client more than any way costs it: a client without a chosen
// site is charged so much that no choice leaves one if another choice does not.
func beyondReach(m *Matrix, weights []float64) ([]float64, error) {
	longest := make([]float64, m.clients)
	seen, pairs := make([]bool, m.clients), 0
	for _, ways := range m.bySite {
		pairs += len(ways)
		for _, w := range ways {
			seen[w.client] = true
			longest[w.client] = max(longest[w.client], weights[w.client]*w.far)
		}
	}
	for i, ok := range seen {
		if !ok {
			return nil, fmt.Errorf("client %d reaches no site: %w", i, ErrInfeasible)
		}
	}
	extra := 0.0
	if pairs < m.clients*m.sites {
		extra = sum(longest) + 1
	}
	for i := range longest {
		longest[i] += extra
	}
	return longest, nil
}

func reachesAll(m *Matrix, sites []int) bool {
	reached, n := make([]bool, m.clients), 0
	for _, j := range sites {
		for _, w := range m.bySite[j] {
			if !reached[w.client] {
				reached[w.client] = true
				n++
			}
		}
	}
	return n == m.clients
}
