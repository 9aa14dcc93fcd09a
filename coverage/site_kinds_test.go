package coverage_test

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/geo"
)

// Each kind reaches differently far: the sites found, asked about as facilities of their
// kind, cover more than any others.
func TestSitesOfKindsThatReachDifferentlyFar(t *testing.T) {
	for seed := range uint64(6) {
		ed := crowded(t, seed, 60, 3)
		kinds := []string{community, sub, centre}
		radii := map[string]geo.Metres{community: 1500, sub: 700, centre: 2600}
		points := []orb.Point{in(0, 0, .3, .4), in(1, 0, .5, .5), in(2, 1, .2, .2), in(0, 1, .7, .1), in(1, 1, .5, .9)}
		for n := 1; n <= 2; n++ {
			for _, kind := range kinds {
				q := coverage.SiteQuestion{Kinds: kinds, Radii: radii, NewKind: kind, Count: n, Age: "60+", From: coverage.GivenPoints, Points: points}
				a := sites(t, ed, q)
				covered := func(chosen []int) int64 {
					c := coverage.Question{Kinds: kinds, Radii: radii, PeopleOnly: true}
					for _, j := range chosen {
						c.Add = append(c.Add, coverage.Site{Kind: kind, Place: points[j]})
					}
					return ask(t, ed, c).Total.People["60+"].Covered
				}
				best := int64(0)
				eachChoice(len(points), n, func(chosen []int) { best = max(best, covered(chosen)) })
				if !a.Proven || int64(a.Objective) != best || a.After.Total.People["60+"].Covered != best || a.Already != covered(nil) {
					t.Errorf("seed %d, %d of %s: %v reached beside %d, by trying all %d beside %d", seed, n, kind, a.Objective, a.Already, best, covered(nil))
				}
			}
		}
	}
}

func TestKindsByTheirStandards(t *testing.T) {
	ed := crowded(t, 3, 60, 3)
	a := sites(t, ed, coverage.SiteQuestion{Kinds: []string{community}, Standards: true, Count: 2, From: coverage.GroupPlaces})
	plain := sites(t, ed, coverage.SiteQuestion{Kinds: []string{community}, Radius: a.After.Places[0].Reach, Count: 2, From: coverage.GroupPlaces})
	if a.Question.NewKind != community || a.Objective != plain.Objective || !strings.Contains(a.Definition.Zh, "按各类服务半径") || !strings.Contains(a.Definition.En, "within its kind's radius") {
		t.Errorf("%v by the standard, %v by the same radius; %v", a.Objective, plain.Objective, a.Definition)
	}
}

// Sites for the longest way keep their distance: no others that do bring everyone nearer.
func TestTheLongestWayToSitesApart(t *testing.T) {
	points := []orb.Point{in(0, 0, .3, .4), in(1, 0, .5, .5), in(2, 1, .2, .2), in(0, 1, .7, .1), in(1, 1, .5, .9), in(1, 1, .5, .4)}
	for seed := range uint64(5) {
		ed := crowded(t, 30+seed, 40, 0)
		q := coverage.SiteQuestion{Objective: coverage.LeastLongest, Kinds: []string{community}, Count: 3, Spacing: 2400, From: coverage.GivenPoints, Points: points}
		a := sites(t, ed, q)
		best := math.Inf(1)
		for n := 1; n <= q.Count; n++ {
			eachChoice(len(points), n, func(chosen []int) {
				longest := 0.0
				for k, j := range chosen {
					if slices.ContainsFunc(chosen[:k], func(i int) bool { return geo.Distance(points[i], points[j]) < q.Spacing }) {
						return
					}
				}
				for _, g := range ed.People.Groups {
					near := math.Inf(1)
					for _, j := range chosen {
						near = min(near, float64(geo.Distance(g.Place, points[j])))
					}
					if g.Unit >= 0 && g.Counts[0] > 0 {
						longest = max(longest, near)
					}
				}
				best = min(best, longest)
			})
		}
		if !a.Proven || a.Objective != best {
			t.Errorf("seed %d: %v, by trying all %v", seed, a.Objective, best)
		}
	}
}

// A share of every township is served by sites with room for so many.
func TestAFloorWithRoomForSoMany(t *testing.T) {
	ed := crowded(t, 19, 60, 1)
	q := coverage.SiteQuestion{Kinds: []string{community}, Radius: 1500, From: coverage.GroupPlaces, Count: 4, Capacity: 600, TimeLimit: 20 * time.Second}
	free := sites(t, ed, q)
	q.Floor = 0.2
	a := sites(t, ed, q)
	if !a.Proven || a.Objective > free.Objective {
		t.Errorf("%v with a floor, %v without", a.Objective, free.Objective)
	}
	sum := a.Already
	for _, s := range a.Sites {
		if sum += s.Served; s.Served > 600 {
			t.Errorf("%+v", s)
		}
	}
	if sum != a.People.Covered {
		t.Errorf("%d served, %v said", sum, a.People)
	}
	q.Capacity = 30
	if a, err := coverage.FindSites(t.Context(), ed, q); err == nil {
		t.Errorf("four sites for 30 each serve a fifth of both townships: %+v", a.Sites)
	}
}

// What is far from any road is listed: a candidate, a facility that stands, and groups.
func TestSitesOffTheRoad(t *testing.T) {
	far := in(0, 1, .9, .95)
	ed := withRoads(t, func(p *edition.Parts) {
		p.Facilities = append(p.Facilities, operating(2, community, &far, ""))
	})
	q := coverage.SiteQuestion{Kinds: []string{community}, Minutes: 40, Mode: coverage.Walk, Count: 1, From: coverage.GivenPoints, Points: []orb.Point{in(2, 1, .7, .5), in(1, 0, .5, .5)}}
	a := sites(t, ed, q)
	if len(a.LeftOut) != 1 || a.LeftOut[0].Why != "far_from_road" || !(math.Abs(float64(a.LeftOut[0].Road)-1933) < 3) {
		t.Errorf("left out: %+v", a.LeftOut)
	}
	var groups []int
	for _, s := range a.Stranded {
		if s.Group >= 0 {
			groups = append(groups, s.Group)
		} else if a.Standing[s.Place].At != far {
			t.Errorf("%+v", a.Standing[s.Place])
		}
	}
	if !slices.Equal(groups, []int{3}) || len(a.Stranded) != 2 {
		t.Errorf("stranded: %+v", a.Stranded)
	}
	if !strings.Contains(a.Definition.Zh, "（1个村民小组、1处现有设施）") || !strings.Contains(a.Definition.En, "(1 villager groups, 1 facilities that stand)") {
		t.Error(a.Definition)
	}
	q.OffRoad = 2500
	if wide := sites(t, ed, q); len(wide.LeftOut)+len(wide.Stranded) != 0 || wide.People.Covered < a.People.Covered {
		t.Errorf("walked 2.5 km off the road: %+v", wide)
	}
}
