package siting

import (
	"context"
	"fmt"
	"math"
	"slices"
	"time"
)

// Cover chooses count sites so that the weight of clients within Radius of one is
// greatest (maximal covering, MCLP). The objective counts what existing sites reach too.
//
// The error is ErrInvalid, or ErrInfeasible where no choice keeps to Apart and Floors.
func Cover(ctx context.Context, m *Matrix, weights []float64, count int, o Options) (*Solution, error) {
	if err := check(m, weights, count, o); err != nil {
		return nil, err
	}
	if o.Capacity < 0 || math.IsNaN(o.Capacity) {
		return nil, fmt.Errorf("a capacity of %v: it is not negative: %w", o.Capacity, ErrInvalid)
	}
	weightOf := func(w way) float64 {
		if o.Radius > 0 && w.far > o.Radius {
			return 0
		}
		return weights[w.client]
	}
	s := newSavings(m, o, weightOf)
	if err := s.addFloors(o.Floors); err != nil {
		return nil, err
	}
	if o.Capacity > 0 && slices.ContainsFunc(s.floorsOf, func(f []int32) bool { return len(f) > 1 }) {
		return nil, fmt.Errorf("with a capacity no client may be in two floors: %w", ErrInvalid)
	}
	s.capacity = o.Capacity
	s.whole = s.whole && isWhole(o.Capacity)
	base := sum(s.had)
	if o.Target > 0 {
		o.Target = max(o.Target-base, 1e-9)
	}
	return solve(ctx, s, count, o, func(saved float64) float64 { return base + saved })
}

func sum(values []float64) (total float64) {
	for _, v := range values {
		total += v
	}
	return total
}

// addFloors takes the floors that the existing sites do not reach yet.
func (s *savings) addFloors(floors []Floor) error {
	for _, f := range floors {
		least := f.Least
		for _, c := range f.Clients {
			if c < 0 || c >= s.clients {
				return fmt.Errorf("a floor names client %d: there are %d, counted from 0: %w", c, s.clients, ErrInvalid)
			}
			least -= s.had[c]
		}
		if least > 0 {
			s.floors = append(s.floors, Floor{f.Clients, least})
		}
	}
	if len(s.floors) == 0 {
		return nil
	}
	s.floorsOf = make([][]int32, s.clients)
	for f := range s.floors {
		for _, c := range s.floors[f].Clients {
			s.floorsOf[c] = append(s.floorsOf[c], int32(f))
		}
	}
	return nil
}

// solve runs the search and puts its answer in the question's terms.
func solve(ctx context.Context, s *savings, count int, o Options, objective func(saved float64) float64) (*Solution, error) {
	x := &search{s: s, count: count, budget: newBudget(ctx, o.TimeLimit), target: o.Target}
	if o.Progress != nil {
		x.tell = func(value, bound float64, nodes int) { o.Progress(Progress{objective(value), objective(bound), nodes}) }
	}
	x.run()
	if x.best == nil {
		if x.budget.over {
			return nil, fmt.Errorf("with %d to choose, no choice of sites that keeps to the conditions was found in the time given: %w", count, ErrTime)
		}
		return nil, fmt.Errorf("with %d to choose, no choice of sites keeps to the conditions: choose more, or ask for less: %w", count, ErrInfeasible)
	}
	x.top = min(x.top, max(x.value, s.most()))
	slices.Sort(x.best)
	var loads []float64
	if s.capacity > 0 {
		_, f := s.served(x.best)
		for _, room := range f.room {
			loads = append(loads, s.capacity-room)
		}
	}
	return &Solution{Sites: x.best, Loads: loads, Objective: objective(x.value), Bound: objective(x.top), Proven: x.isProven(), Nodes: x.nodes, Elapsed: time.Since(x.budget.start)}, nil
}
