package siting

import (
	"context"
	"errors"
	"fmt"
	"math"
	"time"
)

// ErrInvalid is in errors about questions that cannot be asked.
var ErrInvalid = errors.New("invalid")

// ErrInfeasible is in errors about questions that no choice of sites answers.
var ErrInfeasible = errors.New("infeasible")

// ErrTime is in errors about questions to which no answer was found in the time given.
var ErrTime = errors.New("out of time")

// Options narrow a question.
type Options struct {
	Radius   float64 // what counts as reached by Cover and CoverAll; 0: every pair of the matrix
	Existing []int   // sites that stand already: they stay, and do not count as chosen

	// Apart are pairs of sites of which at most one may be chosen, such as those nearer to
	// each other than a spacing.
	Apart [][2]int

	// Floors are groups of clients of which a least weight must be reached. Cover only.
	Floors []Floor

	// Target ends the search of Cover as soon as so much weight is reached, or it is known
	// that no choice reaches it; 0: the most is wanted.
	Target float64

	// Capacity is how much weight a chosen site serves at most; existing ones serve all
	// they reach. A client may be served by several sites in parts. Floors, of which no
	// client may be in two, then ask for what can be served. 0: any. Cover only.
	Capacity float64

	TimeLimit time.Duration  // 0: until it is proven
	Progress  func(Progress) // called now and then from the goroutine that asked
}

// Floor asks that of some clients at least a weight is reached, such as 60 % of each
// township's people.
type Floor struct {
	Clients []int
	Least   float64
}

// Progress is how far a search has come.
type Progress struct {
	Objective, Bound float64
	Nodes            int
}

// Solution is an answer with its proof.
type Solution struct {
	Sites     []int     // chosen, ascending, without the existing ones
	Loads     []float64 // with a Capacity: what each of the Sites serves, where the most is served
	Objective float64   // weight reached, number of sites, total or longest way
	Bound     float64   // no choice does better than this
	Proven    bool      // Objective is the best possible
	Nodes     int       // of the search tree
	Elapsed   time.Duration
}

// Gap is how far the objective can be from the best possible at most, as a share of the
// bound: 0.004 is 0.4 %.
func (s *Solution) Gap() float64 {
	if s.Proven || s.Bound == s.Objective {
		return 0
	}
	return math.Abs(s.Bound-s.Objective) / math.Max(math.Abs(s.Bound), math.Abs(s.Objective))
}

// budget ends a search by time or by its context.
type budget struct {
	ctx   context.Context
	start time.Time
	limit time.Duration
	tick  int
	over  bool
}

func newBudget(ctx context.Context, limit time.Duration) *budget {
	return &budget{ctx: ctx, start: time.Now(), limit: limit}
}

// spent reports whether the search is to end now with what it has.
func (b *budget) spent() bool {
	b.over = b.over || b.ctx.Err() != nil || b.limit > 0 && time.Since(b.start) > b.limit
	return b.over
}

// check refuses what cannot be asked of a matrix.
func check(m *Matrix, weights []float64, count int, o Options) error {
	switch {
	case m.err != nil:
		return m.err
	case weights != nil && len(weights) != m.clients:
		return fmt.Errorf("%d weights for %d clients: give one each: %w", len(weights), m.clients, ErrInvalid)
	case m.sites == 0:
		return fmt.Errorf("there are no candidate sites: %w", ErrInvalid)
	case count < 0 || count > m.sites-len(o.Existing):
		return fmt.Errorf("%d sites cannot be chosen of %d candidates: %w", count, m.sites-len(o.Existing), ErrInvalid)
	}
	for i, w := range weights {
		if w < 0 || math.IsNaN(w) || math.IsInf(w, 0) {
			return fmt.Errorf("client %d weighs %v: a weight is a finite number that is not negative: %w", i, w, ErrInvalid)
		}
	}
	for _, j := range o.Existing {
		if j < 0 || j >= m.sites {
			return fmt.Errorf("existing site %d: there are %d sites, counted from 0: %w", j, m.sites, ErrInvalid)
		}
	}
	for _, pair := range o.Apart {
		if a, b := pair[0], pair[1]; min(a, b) < 0 || max(a, b) >= m.sites || a == b {
			return fmt.Errorf("sites %d and %d cannot be kept apart: there are %d sites, counted from 0: %w", a, b, m.sites, ErrInvalid)
		}
	}
	return nil
}
