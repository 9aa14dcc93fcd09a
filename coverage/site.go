package coverage

import (
	"context"
	"errors"
	"fmt"
	"math"
	"time"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/coverage/road"
	"github.com/xiantu/xiantu/coverage/siting"
	"github.com/xiantu/xiantu/edition"
)

// FindSites says where new facilities should stand, with a proof of how good that is. It
// goes on until the answer is proven, the question's TimeLimit is over, or ctx ends:
// only then is the error that of ctx. Else it is ErrInvalid, where the question cannot be
// asked or no choice of sites keeps to its conditions. The editions beside are of the
// counties around, for a question about what stands there too.
func FindSites(ctx context.Context, ed *edition.Edition, q SiteQuestion, beside ...*edition.Edition) (*SiteAnswer, error) {
	began := time.Now()
	q, err := q.checked(ed)
	if err != nil {
		return nil, err
	}
	s := &siteSearch{ed: ed, beside: beside, q: q, began: began}
	if err := s.prepare(ctx); err != nil {
		return nil, err
	}
	a := &SiteAnswer{Question: q, Candidates: len(s.sites), LeftOut: s.leftOut, Unreachable: s.lost, UnreachableSum: s.lostPeople}
	a.Stranded, a.Standing = s.stranded()
	chosen, err := s.solve(ctx, a)
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case errors.Is(err, siting.ErrInfeasible), errors.Is(err, siting.ErrTime):
		return nil, refuse("conditions", "没有满足全部条件（最低覆盖率、间距、数量）的选址：请放宽条件、增加备选点，或给更长时间", "no choice of sites keeps to all that is asked (floor, spacing, count): ask for less, give more candidates, or more time")
	case err != nil:
		return nil, err
	}
	a.Question.Count = len(chosen)
	if err := s.describe(a, chosen); err != nil {
		return nil, err
	}
	a.Elapsed = time.Since(began)
	return a, nil
}

// siteSearch is a question about sites put to an edition.
type siteSearch struct {
	ed     *edition.Edition
	beside []*edition.Edition
	q      SiteQuestion
	base   Question // what is reached now
	began  time.Time

	survey  *survey
	clients []int     // indexes of the groups that are to be served
	weights []float64 // people in them
	people  int64     // all of them, those that no site reaches included
	sites   []siteCandidate
	leftOut []LeftOut
	had     []float64 // by client: the way to what stands; +Inf: none
	stood   []float64 // the same where it counts as reached: within reach, or longer than it
	reach   float64   // metres or minutes within which a new site reaches; +Inf: any
	net     *road.Net // by minutes: the roads; else nil
	matrix  *siting.Matrix
	loads   map[int]float64 // by site chosen: the people it serves, with a capacity
	rows    [][]siteWay     // by site; what stands is one more at the end

	lost       []int // groups that are left out, since nothing can reach them
	lostPeople int64
}

type siteCandidate struct {
	at    int // its index where candidates come from
	place orb.Point
}

type siteWay struct {
	client int
	far    float64
}

// wholeWays reports whether all ways matter, not just those within reach.
func (s *siteSearch) wholeWays() bool {
	return s.q.Objective == LeastTotal || s.q.Objective == LeastLongest
}

// prepare finds who is to be served, what stands, where sites may be, and all ways.
func (s *siteSearch) prepare(ctx context.Context) (err error) {
	s.base = s.q.Question()
	if s.survey, err = prepare(s.ed, s.base, s.beside); err != nil {
		return err
	}
	s.survey.covered = make([]bool, len(s.ed.People.Groups))
	s.survey.count()
	s.findClients()
	s.reach = math.Inf(1)
	switch {
	case s.q.Minutes > 0:
		s.reach = s.q.Minutes
	case s.q.hasReach():
		s.reach = float64(s.q.newReach())
	}
	if r, ok := s.survey.reach.(*byRoad); ok {
		s.net = r.net
	}
	if err := s.findCandidates(); err != nil {
		return err
	}
	if err := s.findWays(ctx); err != nil {
		return err
	}
	s.leaveUnreachable()
	s.fillMatrix()
	return nil
}

// findClients takes the groups that the question is about, as the figures of a coverage
// count them.
func (s *siteSearch) findClients() {
	column := s.ed.People.Age(s.q.Age)
	for i := range s.ed.People.Groups {
		g := &s.ed.People.Groups[i]
		if n := g.Counts[column]; n > 0 && s.survey.home[i] != nobody {
			s.clients, s.weights = append(s.clients, i), append(s.weights, float64(n))
			s.people += n
		}
	}
}

// leaveUnreachable takes out the clients that neither a candidate nor what stands reaches,
// where every client has to be reached.
func (s *siteSearch) leaveUnreachable() {
	if s.q.Objective == MostCovered || s.q.Objective == AllCovered && s.q.Share < 1 {
		return
	}
	reached := make([]bool, len(s.clients))
	for _, row := range s.rows {
		for _, w := range row {
			reached[w.client] = true
		}
	}
	number, kept := make([]int, len(s.clients)), 0
	for i, ok := range reached {
		if !ok {
			s.lost = append(s.lost, s.clients[i])
			s.lostPeople += int64(s.weights[i])
			continue
		}
		number[i] = kept
		s.clients[kept], s.weights[kept], s.had[kept], s.stood[kept] = s.clients[i], s.weights[i], s.had[i], s.stood[i]
		kept++
	}
	s.clients, s.weights, s.had, s.stood = s.clients[:kept], s.weights[:kept], s.had[:kept], s.stood[:kept]
	for _, row := range s.rows {
		for k := range row {
			row[k].client = number[row[k].client]
		}
	}
}

// fillMatrix puts the ways in the solver's terms: what stands is one site, the last.
func (s *siteSearch) fillMatrix() {
	s.matrix = siting.NewMatrix(len(s.clients), len(s.rows))
	for j, row := range s.rows {
		for _, w := range row {
			s.matrix.Add(w.client, j, w.far)
		}
	}
}

// stands is the solver's number of what stands already.
func (s *siteSearch) stands() int { return len(s.sites) }

// left is the time that is left of the limit; 0: there is no limit.
func (s *siteSearch) left() time.Duration {
	if s.q.TimeLimit <= 0 {
		return 0
	}
	return max(time.Millisecond, s.q.TimeLimit-time.Since(s.began))
}

// reachedBy is how many people the sites and what stands reach.
func (s *siteSearch) reachedBy(chosen []int) int64 {
	reached := make([]bool, len(s.clients))
	var sum float64
	for i, far := range s.stood {
		if far <= s.reach && !math.IsInf(far, 1) {
			reached[i] = true
			sum += s.weights[i]
		}
	}
	for _, j := range chosen {
		for _, w := range s.rows[j] {
			if w.far <= s.reach && !reached[w.client] {
				reached[w.client] = true
				sum += s.weights[w.client]
			}
		}
	}
	return int64(sum)
}

// tooMany refuses a question that would cost too much, and says how much.
func tooMany(ways, most int) error {
	return refuse("candidates", "须计算 %d 段距离，超过 %d 段：请减少备选点、缩短半径或指定片区（估计占用内存 %s）", "%d ways between people and candidates would be looked at, more than %d: give fewer candidates, a shorter reach, or a part of the county (estimate: %s of memory)",
		ways, most, fmt.Sprintf("%.1f GB", float64(ways)*60/1e9))
}
