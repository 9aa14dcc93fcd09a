package siting

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// Center chooses count sites so that the longest way of a client to its nearest site,
// existing ones included, is least (p-center). It looks for the shortest way for which
// count sites cover everyone, among all ways of the matrix (Minieka, The m-center problem,
// 1970). Weights are not asked for: everyone counts.
//
// The error is ErrInvalid, ErrInfeasible where count sites that keep to Apart do not reach
// everyone, or ErrTime.
func Center(ctx context.Context, m *Matrix, count int, o Options) (*Solution, error) {
	if err := check(m, nil, count, o); err != nil {
		return nil, err
	}
	if len(o.Floors) > 0 {
		return nil, fmt.Errorf("floors are for Cover: Center serves everyone: %w", ErrInvalid)
	}
	s := &centerSearch{m: m, count: count, o: o, budget: newBudget(ctx, o.TimeLimit), ways: waysOf(m), proven: -1}
	if len(s.ways) == 0 {
		return nil, fmt.Errorf("nobody reaches any site: %w", ErrInfeasible)
	}
	low, high := -1, len(s.ways) // no choice does ways[low]; a choice does ways[high]
	sure := true
	for high-low > 1 {
		middle := (low + high) / 2
		sites, proven := s.within(s.ways[middle])
		if sites != nil {
			s.best, high = sites, middle
			continue
		}
		sure = sure && proven
		low = middle
		if sure {
			s.proven = middle
		}
	}
	if high == len(s.ways) && !sure {
		return nil, fmt.Errorf("with %d to choose, no choice of sites that reaches every client was found in the time given: %w", count, ErrTime)
	}
	if high == len(s.ways) {
		return nil, fmt.Errorf("with %d to choose, no choice of sites reaches every client: choose more: %w", count, ErrInfeasible)
	}
	return s.solution(high), nil
}

// centerSearch is the work of Center.
type centerSearch struct {
	m      *Matrix
	count  int
	o      Options
	budget *budget
	ways   []float64 // all lengths, ascending
	best   []int
	proven int // the longest of the ways proven to be too short; -1: none is
	nodes  int
}

func waysOf(m *Matrix) []float64 {
	var all []float64
	for _, ways := range m.bySite {
		for _, w := range ways {
			all = append(all, w.far)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// within finds count sites that have everyone within a radius; nil where there are none,
// or where none were found before the budget was spent (then it is not proven).
func (s *centerSearch) within(radius float64) (sites []int, proven bool) {
	c, err := newCovering(s.m, s.o, max(radius, 1e-300))
	if err != nil {
		return nil, true
	}
	c.budget, c.enough = s.budget, s.count
	c.run(s.count + 1)
	s.nodes += c.nodes
	if c.best == nil {
		return nil, !s.budget.over
	}
	return append([]int{}, c.best...), true
}

func (s *centerSearch) solution(at int) *Solution {
	slices.Sort(s.best)
	return &Solution{Sites: s.best, Objective: s.ways[at], Bound: s.ways[s.proven+1], Proven: s.proven+1 == at, Nodes: s.nodes, Elapsed: time.Since(s.budget.start)}
}
