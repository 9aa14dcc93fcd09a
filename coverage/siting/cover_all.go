package siting

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// CoverAll chooses the fewest sites that have every client within Radius of one, of the
// chosen or the existing ones (location set covering, LSCP). Bound is the number below
// which no choice does it.
//
// The error is ErrInvalid, ErrInfeasible with the number of clients that no site reaches or
// where no choice keeps to Apart, or ErrTime.
func CoverAll(ctx context.Context, m *Matrix, o Options) (*Solution, error) {
	if err := check(m, nil, 0, o); err != nil {
		return nil, err
	}
	if len(o.Floors) > 0 {
		return nil, fmt.Errorf("floors are for Cover: CoverAll reaches everyone: %w", ErrInvalid)
	}
	b := newBudget(ctx, o.TimeLimit)
	c, err := newCovering(m, o, o.Radius)
	if err != nil {
		return nil, err
	}
	c.budget = b
	if o.Progress != nil {
		c.tell = func(best, bound, nodes int) { o.Progress(Progress{float64(best), float64(bound), nodes}) }
	}
	c.run(m.sites + 1)
	if c.best == nil && b.over {
		return nil, fmt.Errorf("no choice of sites that reaches every client was found in the time given: %w", ErrTime)
	}
	if c.best == nil {
		return nil, fmt.Errorf("no choice of sites so far apart reaches every client: %w", ErrInfeasible)
	}
	slices.Sort(c.best)
	return &Solution{Sites: c.best, Objective: float64(len(c.best)), Bound: float64(c.bound), Proven: c.bound >= len(c.best), Nodes: c.nodes, Elapsed: time.Since(b.start)}, nil
}

// newCovering takes the clients that existing sites do not reach, and for each the
// sites that do.
func newCovering(m *Matrix, o Options, radius float64) (*covering, error) {
	reaches := func(w way) bool { return radius <= 0 || w.far <= radius }
	done := make([]bool, m.clients)
	for _, j := range o.Existing {
		for _, w := range m.bySite[j] {
			done[w.client] = done[w.client] || reaches(w)
		}
	}
	number, out := make([]int32, m.clients), make([]bool, m.sites)
	c := &covering{bySite: make([][]int32, m.sites), apart: apartBySite(m.sites, o)}
	for _, j := range o.Existing {
		out[j] = true
		for _, k := range c.beside(j) {
			out[k] = true
		}
	}
	for i := range number {
		number[i] = -1
		if !done[i] {
			number[i] = int32(c.clients)
			c.clients++
		}
	}
	c.byClient = make([][]int32, c.clients)
	for j, ways := range m.bySite {
		for _, w := range ways {
			if i := number[w.client]; i >= 0 && reaches(w) && !out[j] {
				c.bySite[j] = append(c.bySite[j], i)
				c.byClient[i] = append(c.byClient[i], int32(j))
			}
		}
	}
	lost := 0
	for i := range c.byClient {
		if len(c.byClient[i]) == 0 {
			lost++
		}
	}
	if lost > 0 {
		return nil, fmt.Errorf("%d clients are in reach of no site: add candidates near them, or ask for a longer way: %w", lost, ErrInfeasible)
	}
	return c, nil
}
