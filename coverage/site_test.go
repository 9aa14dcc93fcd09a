package coverage_test

import (
	"context"
	"errors"
	"math"
	"math/bits"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/geo"
)

func sites(t testing.TB, ed *edition.Edition, q coverage.SiteQuestion) *coverage.SiteAnswer {
	t.Helper()
	a, err := coverage.FindSites(context.Background(), ed, q)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// eachChoice calls see with every choice of n of so many.
func eachChoice(of, n int, see func(chosen []int)) {
	for set := range 1 << of {
		if bits.OnesCount(uint(set)) != n {
			continue
		}
		var chosen []int
		for j := range of {
			if set&(1<<j) != 0 {
				chosen = append(chosen, j)
			}
		}
		see(chosen)
	}
}

// The sites found are asked about as what-if facilities: no choice of village centres has
// more people covered, and the figures are those of the coverage.
func TestSitesAreTheBestOfAllChoices(t *testing.T) {
	for seed := range uint64(6) {
		ed := crowded(t, seed, 60, 3)
		var centres []orb.Point
		for _, code := range []string{codeA, codeB, codeC, codeD} {
			for i := range ed.Units {
				if ed.Units[i].Code.String() == code {
					centres = append(centres, ed.Units[i].Label)
				}
			}
		}
		for n := 1; n <= 3; n++ {
			q := coverage.SiteQuestion{Kinds: []string{community}, Radius: 1500, Count: n, Age: "60+"}
			a := sites(t, ed, q)
			covered := func(chosen []int) (sum int64) {
				var places []orb.Point
				for _, j := range chosen {
					places = append(places, centres[j])
				}
				return ask(t, ed, coverage.Question{Kinds: q.Kinds, Radius: q.Radius, WhatIf: places, PeopleOnly: true}).Total.People["60+"].Covered
			}
			best := int64(0)
			eachChoice(len(centres), n, func(chosen []int) { best = max(best, covered(chosen)) })
			if !a.Proven || int64(a.Objective) != best || a.People.Covered != best || a.After.Total.People["60+"].Covered != best {
				t.Errorf("seed %d, %d sites: %v reached (%v after), by trying all %d", seed, n, a.Objective, a.After.Total.People["60+"], best)
			}
			if a.Already != covered(nil) || a.Before.Total.People["60+"].Covered != a.Already {
				t.Errorf("seed %d: %d reached already, asked: %d", seed, a.Already, covered(nil))
			}
			total := a.Already
			for _, s := range a.Sites {
				if total += s.Gained; s.Total != total || s.Gained > s.Reached || s.Served > s.Reached {
					t.Errorf("seed %d: the ranking does not add up: %+v", seed, a.Sites)
				}
			}
			if total != best {
				t.Errorf("seed %d: the sites gain up to %d, not %d", seed, total, best)
			}
		}
	}
}

// Ten new sites at groups beside the 60 that stand, by distance on the ellipsoid: on the
// plane, which makes ways 0.015 % longer, it is 32,231 people for 1 km.
func TestTenBesideTheSixty(t *testing.T) {
	ed := madeCounty(t, "county")
	for radius, more := range map[geo.Metres]int64{1000: 32392, 2000: 28745} {
		a := sites(t, ed, coverage.SiteQuestion{Kinds: []string{community}, Radius: radius, Count: 10, From: coverage.GroupPlaces})
		if !a.Proven || a.People.Covered-a.Already != more {
			t.Errorf("%v m: %d more beside %d (proven %v), want %d", radius, a.People.Covered-a.Already, a.Already, a.Proven, more)
		}
		t.Logf("%v m: %v, %d nodes", radius, a.Elapsed.Round(time.Millisecond), a.Nodes)
	}
}

func TestFewestForAShare(t *testing.T) {
	ed := crowded(t, 11, 60, 2)
	q := coverage.SiteQuestion{Objective: coverage.AllCovered, Kinds: []string{community}, Radius: 1500, From: coverage.GroupPlaces, Share: 0.8}
	a := sites(t, ed, q)
	if !a.Proven || a.People.Share() < 0.8 || float64(len(a.Sites)) != a.Objective {
		t.Fatalf("%+v", a)
	}
	one := coverage.SiteQuestion{Kinds: q.Kinds, Radius: q.Radius, From: q.From, Count: len(a.Sites) - 1}
	if fewer := sites(t, ed, one); fewer.People.Share() >= 0.8 {
		t.Errorf("%d sites do it too: %v", one.Count, fewer.People)
	}
	q.Share = 1
	all := sites(t, ed, q)
	if !all.Proven || all.People.Covered != all.People.Of || len(all.Sites) < len(a.Sites) {
		t.Errorf("%d sites for all: %v", len(all.Sites), all.People)
	}
	q.Spacing = 100
	if apart := sites(t, ed, q); apart.People.Covered != apart.People.Of || len(apart.Sites) < len(all.Sites) {
		t.Errorf("%d sites at 100 m from each other: %v", len(apart.Sites), apart.People)
	}
}

func TestCurveOverSites(t *testing.T) {
	ed := crowded(t, 12, 60, 2)
	a := sites(t, ed, coverage.SiteQuestion{Kinds: []string{community}, Radius: 1500, From: coverage.GroupPlaces, Count: 5, Curve: true})
	if len(a.Curve) != 6 || a.Curve[0].Covered != a.Already || a.Curve[5].Covered != a.People.Covered {
		t.Fatalf("%+v", a.Curve)
	}
	for n, c := range a.Curve {
		if c.Sites != n || !c.Proven || n > 0 && c.Covered < a.Curve[n-1].Covered {
			t.Errorf("%d sites: %+v", n, c)
		}
	}
}

func TestSitesKeepTheirDistanceAndTheFloors(t *testing.T) {
	ed := crowded(t, 13, 80, 3)
	q := coverage.SiteQuestion{Kinds: []string{community}, Radius: 1500, From: coverage.GroupPlaces, Count: 3, Spacing: 1800}
	a := sites(t, ed, q)
	places := a.Places()
	for _, f := range a.Before.Places {
		places = append(places, f.At)
	}
	for i, p := range places[:len(a.Sites)] {
		for _, o := range places[i+1:] {
			if d := geo.Distance(p, o); d < q.Spacing {
				t.Errorf("%v and %v are %v m from each other", p, o, d)
			}
		}
	}
	if !slices.ContainsFunc(a.LeftOut, func(l coverage.LeftOut) bool { return l.Why == "spacing" }) {
		t.Error("no candidate is left out for what stands")
	}
	q.Spacing, q.Floor, q.Count = 0, 0.6, 4
	for _, line := range sites(t, ed, q).After.Lines {
		if r := line.People["all"]; r.Share() < 0.6 {
			t.Errorf("%s: %v", ed.Units[line.Unit].Code, r)
		}
	}
}

func TestWaysAreShortest(t *testing.T) {
	ed := crowded(t, 14, 40, 2)
	for _, o := range []coverage.Objective{coverage.LeastTotal, coverage.LeastLongest} {
		q := coverage.SiteQuestion{Objective: o, Kinds: []string{community}, Count: 2}
		best := math.Inf(1)
		var labels []orb.Point
		for _, s := range sites(t, ed, coverage.SiteQuestion{Objective: o, Kinds: q.Kinds, Count: 4}).Sites {
			labels = append(labels, s.Place)
		}
		value := func(places []orb.Point) (v float64) {
			for _, f := range ed.Facilities.List {
				if f.Kind == community {
					places = append(places, *f.Place)
				}
			}
			for _, g := range ed.People.Groups {
				if g.Unit < 0 || g.Counts[0] == 0 {
					continue
				}
				d := math.Inf(1)
				for _, p := range places {
					d = min(d, float64(geo.Distance(g.Place, p)))
				}
				if o == coverage.LeastLongest {
					v = max(v, d)
				} else {
					v += d * float64(g.Counts[0])
				}
			}
			return v
		}
		eachChoice(len(labels), 2, func(chosen []int) { best = min(best, value([]orb.Point{labels[chosen[0]], labels[chosen[1]]})) })
		a := sites(t, ed, q)
		if !a.Proven || math.Abs(a.Objective-best) > 1e-9*best {
			t.Errorf("%v: %v, by trying all %v", o, a.Objective, best)
		}
		if w := a.Ways; w[1].Mean > w[0].Mean || w[1].Longest > w[0].Longest || o == coverage.LeastLongest && w[1].Longest != a.Objective {
			t.Errorf("%v: ways %+v", o, w)
		}
	}
}

func TestSitesThatCannotBeAsked(t *testing.T) {
	ed := crowded(t, 15, 20, 2)
	good := coverage.SiteQuestion{Kinds: []string{community}, Radius: 1000, Count: 2}
	for _, c := range []struct {
		part, says string
		change     func(q *coverage.SiteQuestion)
	}{
		{"count", "above 0", func(q *coverage.SiteQuestion) { q.Count = 0 }},
		{"count", "cannot be chosen of 4", func(q *coverage.SiteQuestion) { q.Count = 5 }},
		{"candidates", "no candidates", func(q *coverage.SiteQuestion) { q.From = coverage.GivenPoints }},
		{"candidates", "none of the 1", func(q *coverage.SiteQuestion) {
			q.From, q.Points = coverage.GivenPoints, []orb.Point{{110, 20}}
		}},
		{"candidates", "too many", func(q *coverage.SiteQuestion) {
			q.From, q.Points = coverage.GivenPoints, make([]orb.Point, 60_000)
		}},
		{"radius", "what counts as reached", func(q *coverage.SiteQuestion) { q.Radius = 0 }},
		{"radius", "not a radius", func(q *coverage.SiteQuestion) { q.Radius = -1 }},
		{"radius", "not a radius", func(q *coverage.SiteQuestion) { q.Radius = 1e9 }},
		{"kinds", "not a kind", func(q *coverage.SiteQuestion) { q.Kinds = []string{"X"} }},
		{"people", "not counted", func(q *coverage.SiteQuestion) { q.Age = "7+" }},
		{"conditions", "no choice", func(q *coverage.SiteQuestion) { q.Floor = 1; q.Radius = 10 }},
		{"share", "not a share", func(q *coverage.SiteQuestion) { q.Objective, q.Share = coverage.AllCovered, 1.5 }},
		{"share", "all 4 candidates", func(q *coverage.SiteQuestion) {
			q.Objective, q.Share, q.Radius = coverage.AllCovered, .99, 100
		}},
	} {
		q := good
		c.change(&q)
		_, err := coverage.FindSites(context.Background(), ed, q)
		var refused *coverage.QuestionError
		if !errors.As(err, &refused) || refused.Part != c.part || !strings.Contains(refused.Said, c.says) || refused.Zh == "" || strings.Contains(refused.Zh, "%!") {
			t.Errorf("%s %q: %v", c.part, c.says, err)
		}
	}
}

// No site serves more than it has room for, and all together serve what is said.
func TestSitesWithRoomForSoMany(t *testing.T) {
	ed := crowded(t, 19, 60, 1)
	q := coverage.SiteQuestion{Kinds: []string{community}, Radius: 1500, From: coverage.GroupPlaces, Count: 3, Capacity: 500}
	a := sites(t, ed, q)
	sum := a.Already
	for _, s := range a.Sites {
		if s.Served > 500 || s.Served > s.Reached {
			t.Errorf("%+v", s)
		}
		sum += s.Served
	}
	if !a.Proven || sum != a.People.Covered || sum > a.Already+1500 {
		t.Errorf("%d served, %v said", sum, a.People)
	}
	q.Capacity = 0
	if free := sites(t, ed, q); free.People.Covered < a.People.Covered {
		t.Errorf("%v without a capacity, %v with", free.People, a.People)
	}
}

// On the board with roads, where b has a facility: by car all but d and the land r are
// reached, so the site goes to d's island, and nobody ever comes to r.
func TestSitesByRoad(t *testing.T) {
	ed := withRoads(t, nil)
	q := coverage.SiteQuestion{Kinds: []string{community}, Minutes: 6.5, Mode: coverage.Drive, Count: 1}
	a := sites(t, ed, q)
	if !a.Proven || a.Already != 30 || a.People.Covered != 40 || a.After.Total.People["all"].Covered != 40 || ed.Units[a.Sites[0].Unit].Code.String() != codeD {
		t.Errorf("%+v", a)
	}
	if !strings.Contains(a.Definition.Zh, "驾车6.5分钟") || !strings.Contains(a.Definition.En, "6.5 minutes by road (drive)") {
		t.Error(a.Definition)
	}
	q.Objective, q.Count = coverage.AllCovered, 0
	if all := sites(t, ed, q); len(all.Sites) != 1 || len(all.Unreachable) != 1 || all.People.Covered != 40 {
		t.Errorf("%d sites, %d groups out of reach, %v", len(all.Sites), len(all.Unreachable), all.People)
	}
	q.Objective, q.Count = coverage.LeastTotal, 1
	if ways := sites(t, ed, q); !ways.Proven || len(ways.Unreachable) != 1 || ways.Ways[1].Longest > 7 {
		t.Errorf("%+v", ways)
	}
}

// What nobody can reach is listed, and the rest is covered.
func TestUnreachablePeopleAreListed(t *testing.T) {
	ed := crowded(t, 16, 30, 0)
	a := sites(t, ed, coverage.SiteQuestion{Objective: coverage.AllCovered, Kinds: []string{community}, Radius: 900})
	if len(a.Unreachable) == 0 || a.People.Covered+a.UnreachableSum != a.People.Of || !a.Proven {
		t.Errorf("%d groups, %d people, %v", len(a.Unreachable), a.UnreachableSum, a.People)
	}
	if !strings.Contains(a.Definition.En, "that no candidate reaches") || !strings.Contains(a.Definition.Zh, "未计入") {
		t.Error(a.Definition)
	}
}

func TestSitesEndWithTheirCaller(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err := coverage.FindSites(ctx, crowded(t, 17, 30, 0), coverage.SiteQuestion{Kinds: []string{community}, Radius: 900, Count: 1})
	if !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestSitesTheSameTwice(t *testing.T) {
	ed := crowded(t, 18, 60, 2)
	q := coverage.SiteQuestion{Kinds: []string{community}, Radius: 1500, From: coverage.GroupPlaces, Count: 4}
	one, two := sites(t, ed, q), sites(t, ed, q)
	if diff := cmp.Diff(one.Sites, two.Sites); diff != "" {
		t.Error(diff)
	}
}
