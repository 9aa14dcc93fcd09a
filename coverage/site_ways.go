package coverage

import (
	"context"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/geo"
)

// findCandidates takes the places where sites may stand, and notes why others may not.
func (s *siteSearch) findCandidates() error {
	var zones *judge
	if s.q.KeepZones {
		var err error
		if zones, err = newJudge(s.ed, Zoning{}); err != nil {
			return err
		}
	}
	for _, c := range s.places() {
		if out := s.whyNot(c.place, zones); out.Why != "" {
			s.leftOut = append(s.leftOut, out)
			continue
		}
		s.sites = append(s.sites, c)
	}
	switch n := len(s.sites); {
	case n == 0 && len(s.leftOut) > 0:
		return refuse("candidates", "%d 处备选点都不能用：在县外、离道路太远、在禁建范围内，或离已有设施太近", "none of the %d candidates may be taken: they lie outside the county, too far from any road, in forbidden zones, or nearer than the spacing to what stands", len(s.leftOut))
	case n == 0:
		return refuse("candidates", "没有备选点：请给出点位，或先导入有界线的村、有位置的村民小组", "there are no candidates: give points, or import villages with their extent or villager groups with their places")
	case n > mostCandidates:
		return refuse("candidates", "备选点 %d 处太多：至多 %d 处；请指定片区", "%d candidates are too many: at most %d; name a part of the county", n, mostCandidates)
	case s.q.Count > n:
		return refuse("count", "不能从 %[2]d 处备选点中选出 %[1]d 处：请减少选址数，或增加备选点", "%d sites cannot be chosen of %d candidates: ask for fewer, or give more", s.q.Count, n)
	}
	return nil
}

// places are where the candidates of the question are.
func (s *siteSearch) places() (all []siteCandidate) {
	switch s.q.From {
	case GroupPlaces:
		for i := range s.ed.People.Groups {
			if s.survey.home[i] != nobody {
				all = append(all, siteCandidate{i, s.ed.People.Groups[i].Place})
			}
		}
	case GivenPoints:
		for i, p := range s.q.Points {
			all = append(all, siteCandidate{i, p})
		}
	default:
		for _, u := range s.ed.At(adcode.Village) {
			if s.ed.HasShape(u) && s.survey.inScope(u.Index) {
				all = append(all, siteCandidate{u.Index, u.Label})
			}
		}
	}
	return all
}

// whyNot says why no site may stand in a place; without a Why one may.
func (s *siteSearch) whyNot(p orb.Point, judge *judge) LeftOut {
	if s.q.From == GivenPoints && len(s.ed.Units) > 0 && s.ed.HasShape(&s.ed.Units[0]) && s.ed.Locate(p) == nil {
		return LeftOut{Place: p, Why: "outside"}
	}
	if s.net != nil {
		if _, ok := s.net.Snap(p, s.q.OffRoad); !ok {
			foot, near := s.net.Snap(p, farthestRoad)
			return LeftOut{Place: p, Why: "far_from_road", Road: orInf(foot.Distance, near)}
		}
	}
	if judge != nil {
		if v := judge.judge(p); len(v.Zones) > 0 {
			return LeftOut{Place: p, Why: "zone", Zones: v.Zones}
		}
	}
	if s.q.Spacing > 0 && !s.q.Fresh {
		near := geo.NewVicinity(p, s.q.Spacing)
		for i := range s.survey.places {
			stands := s.survey.places[i].At
			if bound := near.Bound(); bound.Contains(stands) && geo.Distance(p, stands) < s.q.Spacing {
				return LeftOut{Place: p, Why: "spacing"}
			}
		}
	}
	return LeftOut{}
}

// stranded are groups asked for and what stands that lie too far from any road, by minutes.
func (s *siteSearch) stranded() (list []Stranded, standing []Place) {
	if !s.q.Fresh {
		standing = s.survey.places
	}
	if r, ok := s.survey.reach.(*byRoad); ok {
		for _, out := range r.stranded() {
			if out.Why == "far_from_road" && (out.Group >= 0 || !s.q.Fresh) {
				list = append(list, out)
			}
		}
	}
	return list, standing
}

// siteBatch is how many candidates are looked at at once.
const siteBatch = 256

// findWays works out how far everyone is from every candidate and from what stands.
func (s *siteSearch) findWays(ctx context.Context) error {
	number := make([]int, len(s.ed.People.Groups))
	for i := range number {
		number[i] = -1
	}
	for i, g := range s.clients {
		number[g] = i
	}
	if n := len(s.sites) * len(s.clients); s.wholeWays() && n > mostWays {
		return tooMany(n, mostWays)
	}
	ways := 0
	s.rows = make([][]siteWay, len(s.sites), len(s.sites)+1)
	for from := 0; from < len(s.sites); from += siteBatch {
		batch := s.sites[from:min(from+siteBatch, len(s.sites))]
		pairs, err := s.pairs(batch)
		if err != nil {
			return err
		}
		for _, p := range pairs {
			if client := number[p.group]; client >= 0 {
				s.rows[from+int(p.place)] = append(s.rows[from+int(p.place)], siteWay{client, p.far})
				ways++
			}
		}
		if ways > mostWays {
			return tooMany(ways*len(s.sites)/(from+len(batch)), mostWays)
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
	s.findHad(number)
	return nil
}

// pairs are the groups in reach of some candidates, or all of them where all ways matter.
func (s *siteSearch) pairs(batch []siteCandidate) (list []pair, err error) {
	if s.wholeWays() && s.q.Minutes == 0 {
		for j, c := range batch {
			for _, g := range s.clients {
				list = append(list, pair{int32(g), int32(j), float64(geo.Distance(c.place, s.ed.People.Groups[g].Place))})
			}
		}
		return list, nil
	}
	at := survey{ed: s.ed, q: s.survey.q}
	if s.wholeWays() {
		at.q.Minutes = longest
	}
	for j, c := range batch {
		at.places = append(at.places, Place{Facility: j, At: c.place, Reach: geo.Metres(s.siteReach()), Beds: -1, unit: -1})
	}
	r, err := newReach(&at)
	if err != nil {
		return nil, err
	}
	return r.pairs(true), nil
}

// siteReach is how far new sites reach in a straight line; 0 by road.
func (s *siteSearch) siteReach() float64 {
	if s.q.Minutes > 0 {
		return 0
	}
	return s.reach
}

// findHad finds the way of every client to what stands, as the ways of one more site.
func (s *siteSearch) findHad(number []int) {
	s.had = slices.Repeat([]float64{math.Inf(1)}, len(s.clients))
	s.stood = s.had
	if !s.q.Fresh && len(s.survey.places) > 0 {
		list := s.survey.reach.nearest()
		for i, g := range s.clients {
			s.had[i] = list[g].far
		}
		if s.q.byKind() {
			s.findStood(number)
		}
	}
	ways := s.stood
	if s.wholeWays() {
		ways = s.had
	}
	var row []siteWay
	for i, far := range ways {
		if !math.IsInf(far, 1) {
			row = append(row, siteWay{i, far})
		}
	}
	s.rows = append(s.rows, row)
}

// findStood finds who is in reach of something that stands, each by its own reach: as far
// from it as it is, or as the reach of new sites where it is farther.
func (s *siteSearch) findStood(number []int) {
	s.stood = slices.Repeat([]float64{math.Inf(1)}, len(s.clients))
	for _, p := range s.survey.reach.pairs(true) {
		if i := number[p.group]; i >= 0 {
			s.stood[i] = min(s.stood[i], p.far, s.reach)
		}
	}
}

// apart are the pairs of candidates nearer to each other than the spacing.
func (s *siteSearch) apart() (pairs [][2]int) {
	if s.q.Spacing <= 0 {
		return nil
	}
	for i, a := range s.sites {
		near := geo.NewVicinity(a.place, s.q.Spacing)
		bound := near.Bound()
		for j, b := range s.sites[:i] {
			if bound.Contains(b.place) && geo.Distance(a.place, b.place) < s.q.Spacing {
				pairs = append(pairs, [2]int{j, i})
			}
		}
	}
	return pairs
}

// floorGroups are the clients of each township, to ask of each township that a share of its
// people is reached.
func (s *siteSearch) floorGroups() map[int][]int {
	groups := map[int][]int{}
	for i, g := range s.clients {
		unit := s.ed.People.Groups[g].Unit
		if unit < 0 {
			continue
		}
		if t := s.ed.Ancestor(&s.ed.Units[unit], adcode.Township); t != nil {
			groups[t.Index] = append(groups[t.Index], i)
		}
	}
	return groups
}
