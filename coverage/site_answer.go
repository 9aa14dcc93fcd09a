package coverage

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/facilities"
)

func sortCurve(curve []CurveSites) {
	slices.SortFunc(curve, func(a, b CurveSites) int { return cmp.Compare(a.Sites, b.Sites) })
}

// describe says what the chosen sites bring: in what order, to whom, and what that makes of
// the county's coverage.
func (s *siteSearch) describe(a *SiteAnswer, chosen []int) (err error) {
	a.Already, a.People = s.reachedBy(nil), Ratio{s.reachedBy(chosen), s.people}
	chosen = s.ranked(chosen)
	a.Sites = s.newSites(chosen)
	if s.q.Capacity > 0 {
		a.People.Covered = int64(math.Round(a.Objective))
		for k, j := range chosen {
			a.Sites[k].Served = int64(math.Round(s.loads[j]))
		}
	} else {
		s.nearest(a, chosen)
	}
	if s.wholeWays() {
		a.Ways = [2]WaySum{s.waySum(nil), s.waySum(chosen)}
	}
	if s.q.hasReach() {
		before := s.base
		if s.q.Fresh {
			before.Close = s.standing()
		}
		if a.Before, err = Ask(s.ed, before, s.beside...); err != nil {
			return err
		}
		after := before
		for _, site := range a.Sites {
			if s.q.NewKind == "" {
				after.WhatIf = append(after.WhatIf, site.Place)
			} else {
				after.Add = append(after.Add, Site{Kind: s.q.NewKind, Place: site.Place})
			}
		}
		if a.After, err = Ask(s.ed, after, s.beside...); err != nil {
			return err
		}
	}
	a.Definition = s.define(a)
	return nil
}

// standing are the facilities of the county that stand.
func (s *siteSearch) standing() (ids []facilities.ID) {
	for i := range s.survey.places {
		if p := &s.survey.places[i]; p.From == s.ed {
			ids = append(ids, p.ID())
		}
	}
	return ids
}

// ranked puts the sites in the order in which each brings most after those before it.
func (s *siteSearch) ranked(chosen []int) []int {
	best := s.begin()
	rest, order := slices.Clone(chosen), []int(nil)
	for len(rest) > 0 {
		at, most := 0, math.Inf(-1)
		for k, j := range rest {
			if gain := s.gain(j, best); gain > most {
				at, most = k, gain
			}
		}
		for _, w := range s.rows[rest[at]] {
			best[w.client] = min(best[w.client], w.far)
		}
		order = append(order, rest[at])
		rest = slices.Delete(rest, at, at+1)
	}
	return order
}

// begin are the ways to what stands: those that count as reached, where something says what does.
func (s *siteSearch) begin() []float64 {
	if s.q.hasReach() {
		return slices.Clone(s.stood)
	}
	return slices.Clone(s.had)
}

// gain is what a site brings where people have ways already: people reached, or ways made
// shorter where nothing says what counts as reached.
func (s *siteSearch) gain(j int, best []float64) (sum float64) {
	for _, w := range s.rows[j] {
		switch {
		case s.q.hasReach() && w.far <= s.reach && best[w.client] > s.reach:
			sum += s.weights[w.client]
		case !s.q.hasReach() && w.far < best[w.client]:
			sum += s.weights[w.client] * (min(best[w.client], 1e7) - w.far)
		}
	}
	return sum
}

func (s *siteSearch) newSites(order []int) []NewSite {
	best, total := s.begin(), s.reachedBy(nil)
	sites := make([]NewSite, 0, len(order))
	for _, j := range order {
		c := s.sites[j]
		site := NewSite{Place: c.place, Candidate: c.at, Unit: -1}
		if u := s.ed.Locate(c.place); u != nil {
			site.Unit = u.Index
		}
		if s.q.From == VillageCentres {
			site.Unit = c.at
		}
		for _, w := range s.rows[j] {
			if w.far > s.reach {
				continue
			}
			site.Reached += int64(s.weights[w.client])
			if best[w.client] > s.reach {
				site.Gained += int64(s.weights[w.client])
			}
			best[w.client] = min(best[w.client], w.far)
		}
		total += site.Gained
		site.Total = total
		sites = append(sites, site)
	}
	return sites
}

// nearest counts for each site the people to whom nothing within reach is nearer.
func (s *siteSearch) nearest(a *SiteAnswer, order []int) {
	best, by := s.begin(), slices.Repeat([]int{-1}, len(s.clients))
	for k, j := range order {
		for _, w := range s.rows[j] {
			if w.far <= s.reach && w.far < best[w.client] {
				best[w.client], by[w.client] = w.far, k
			}
		}
	}
	for i, k := range by {
		if k >= 0 {
			a.Sites[k].Served += int64(s.weights[i])
		}
	}
}

// waySum is how far people are from what stands and the chosen sites.
func (s *siteSearch) waySum(chosen []int) (sum WaySum) {
	best := slices.Clone(s.had)
	for _, j := range chosen {
		for _, w := range s.rows[j] {
			best[w.client] = min(best[w.client], w.far)
		}
	}
	var people float64
	for i, far := range best {
		sum.Mean += s.weights[i] * far
		people += s.weights[i]
		sum.Longest = max(sum.Longest, far)
	}
	if sum.Mean /= people; math.IsInf(sum.Longest, 1) || people == 0 {
		return WaySum{math.NaN(), math.NaN()}
	}
	return sum
}

// Places are where the sites of an answer are, in its order.
func (a *SiteAnswer) Places() []orb.Point {
	places := make([]orb.Point, len(a.Sites))
	for i := range a.Sites {
		places[i] = a.Sites[i].Place
	}
	return places
}
