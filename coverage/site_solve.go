package coverage

import (
	"context"
	"errors"
	"math"
	"time"

	"github.com/xiantu/xiantu/coverage/siting"
)

// solve chooses the sites, and writes down how good the choice is.
func (s *siteSearch) solve(ctx context.Context, a *SiteAnswer) (chosen []int, err error) {
	switch s.q.Objective {
	case LeastTotal, LeastLongest:
		return s.solveWays(ctx, a)
	case AllCovered:
		return s.solveShare(ctx, a)
	}
	if s.q.Curve {
		if err := s.solveCurve(ctx, a); err != nil {
			return nil, err
		}
	}
	best, err := s.cover(ctx, s.q.Count, 0, s.left())
	if err != nil {
		return nil, err
	}
	a.take(best)
	s.loads = map[int]float64{}
	for k, load := range best.Loads {
		s.loads[best.Sites[k]] = load
	}
	if s.q.Curve {
		a.Curve = append(a.Curve, curveOf(s.q.Count, best))
	}
	return best.Sites, nil
}

// take writes down what the solver says.
func (a *SiteAnswer) take(s *siting.Solution) {
	a.Objective, a.Bound, a.Gap, a.Proven, a.Nodes = s.Objective, s.Bound, s.Gap(), s.Proven, a.Nodes+s.Nodes
}

// options are those that all questions to the solver share.
func (s *siteSearch) options(count int, limit time.Duration) siting.Options {
	o := siting.Options{Radius: s.reach, Existing: []int{s.stands()}, Apart: s.apart(), TimeLimit: limit}
	if math.IsInf(s.reach, 1) || s.wholeWays() {
		o.Radius = 0
	}
	if s.q.Progress != nil {
		o.Progress = func(p siting.Progress) {
			s.q.Progress(SiteProgress{count, p.Objective, p.Bound, time.Since(s.began)})
		}
	}
	return o
}

// cover reaches the most people with so many sites; with a target it is enough to know
// whether so many are reached.
func (s *siteSearch) cover(ctx context.Context, count int, target float64, limit time.Duration) (*siting.Solution, error) {
	o := s.options(count, limit)
	o.Target, o.Capacity = target, s.q.Capacity
	if s.q.Floor > 0 {
		for _, clients := range s.floorGroups() {
			var people float64
			for _, i := range clients {
				people += s.weights[i]
			}
			o.Floors = append(o.Floors, siting.Floor{Clients: clients, Least: math.Ceil(s.q.Floor*people - 1e-9)})
		}
	}
	return siting.Cover(ctx, s.matrix, s.weights, count, o)
}

// solveWays makes ways short: all together, or the longest.
func (s *siteSearch) solveWays(ctx context.Context, a *SiteAnswer) ([]int, error) {
	if len(s.clients) == 0 {
		return nil, refuse("people", "没有人能到达备选点：这一范围内没有有位置、有人口的村民小组", "nobody who is asked for can reach a candidate: there are no groups with a place and people in this part of the county")
	}
	o := s.options(s.q.Count, s.left())
	best, err := (*siting.Solution)(nil), error(nil)
	if s.q.Objective == LeastLongest {
		best, err = siting.Center(ctx, s.matrix, s.q.Count, o)
	} else {
		best, err = siting.Median(ctx, s.matrix, s.weights, s.q.Count, o)
	}
	if err != nil {
		return nil, err
	}
	a.take(best)
	return best.Sites, nil
}

// solveCurve finds the most that each smaller number of sites reaches, each with a fair
// part of the time.
func (s *siteSearch) solveCurve(ctx context.Context, a *SiteAnswer) error {
	for n := range s.q.Count {
		limit := s.left()
		if limit > 0 {
			limit = max(time.Millisecond, limit/time.Duration(s.q.Count+1-n))
		}
		best, err := s.cover(ctx, n, 0, limit)
		if err != nil {
			return err
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		a.Curve, a.Nodes = append(a.Curve, curveOf(n, best)), a.Nodes+best.Nodes
	}
	return nil
}

func curveOf(n int, best *siting.Solution) CurveSites {
	return CurveSites{n, int64(math.Round(best.Objective)), best.Bound, best.Proven}
}

// solveShare finds the fewest sites that reach everyone who can be reached, or a share.
func (s *siteSearch) solveShare(ctx context.Context, a *SiteAnswer) ([]int, error) {
	already := s.reachedBy(nil)
	target := int64(math.Ceil(s.q.Share*float64(s.people) - 1e-9))
	if s.q.Share == 1 {
		best, err := siting.CoverAll(ctx, s.matrix, s.options(0, s.left()))
		if err != nil {
			return nil, err
		}
		a.take(best)
		return best.Sites, nil
	}
	if already >= target {
		a.Proven = true
		return nil, nil
	}
	all := make([]int, len(s.sites))
	for j := range all {
		all[j] = j
	}
	if most := s.reachedBy(all); most < target {
		return nil, refuse("share", "全部 %d 处备选点合计覆盖 %d 人，总人口 %d 人，达不到要求的比例：请增加备选点、加大半径，或降低比例", "all %d candidates together reach %d of %d people, less than the share asked for: give more candidates, a longer reach, or a smaller share", len(all), most, s.people)
	}
	return s.fewest(ctx, a, target)
}

// fewest finds the fewest sites that reach a number of people: numbers double until they
// are enough, then the gap is halved. Below low no number is enough, for sure as long as
// sure; high is.
func (s *siteSearch) fewest(ctx context.Context, a *SiteAnswer, target int64) ([]int, error) {
	low, high, sure := 0, 0, 0
	var best *siting.Solution
	try := func(n int) error {
		found, err := s.cover(ctx, n, float64(target), s.part())
		switch {
		case err != nil && n < len(s.sites): // no such choice keeps to the conditions
			if errors.Is(err, siting.ErrInfeasible) && sure == low {
				sure = n
			}
			low = n
			return nil
		case err != nil:
			return err
		case ctx.Err() != nil:
			return ctx.Err()
		}
		a.Nodes += found.Nodes
		a.Curve = append(a.Curve, curveOf(n, found))
		if int64(math.Round(found.Objective)) >= target {
			best, high = found, n
			return nil
		}
		if found.Bound < float64(target) && sure == low {
			sure = n
		}
		low = n
		return nil
	}
	for n := 1; best == nil; n = min(2*n, len(s.sites)) {
		if err := try(n); err != nil {
			return nil, err
		}
		if best == nil && n == len(s.sites) {
			return nil, refuse("conditions", "没有找到满足比例与条件的选址：请放宽条件，或给更长时间", "no choice of sites that reaches the share and keeps to the conditions was found: ask for less, or give more time")
		}
	}
	for high-low > 1 {
		if err := try((low + high) / 2); err != nil {
			return nil, err
		}
	}
	sortCurve(a.Curve)
	a.Objective, a.Bound = float64(high), float64(sure+1)
	a.Proven = sure+1 == high
	a.Gap = (a.Objective - a.Bound) / a.Objective
	return best.Sites, nil
}

// part is a fifth of the time that is left.
func (s *siteSearch) part() time.Duration {
	if limit := s.left(); limit > 0 {
		return max(time.Millisecond, limit/5)
	}
	return 0
}
