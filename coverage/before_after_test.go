package coverage_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/edition/editiontest"
	"github.com/xiantu/xiantu/facilities"
)

func compare(t testing.TB, before, after *edition.Edition, q coverage.Question) *coverage.Comparison {
	t.Helper()
	c, err := coverage.Compare(before, after, q, nil)
	if err != nil {
		t.Fatal(err)
	}
	checkEffects(t, c)
	return c
}

// checkEffects demands that effects add up to the change of every share.
func checkEffects(t testing.TB, c *coverage.Comparison) {
	t.Helper()
	equal := func(what string, before, after float64, of func(coverage.Effect) float64) {
		sum := before
		for _, e := range c.Effects {
			sum += of(e)
		}
		if math.Abs(sum-after) > 1e-12 {
			t.Errorf("%s: %.15f with all effects, is %.15f", what, sum, after)
		}
	}
	b, a := c.Before.Total, c.After.Total
	equal("units", b.Units.Share(), a.Units.Share(), func(e coverage.Effect) float64 { return e.Units })
	equal("land", b.Land.Share(), a.Land.Share(), func(e coverage.Effect) float64 { return e.Land })
	for age := range b.People {
		equal(age, b.People[age].Share(), a.People[age].Share(), func(e coverage.Effect) float64 { return e.People[age] })
	}
}

func effect(c *coverage.Comparison, cause coverage.Cause) coverage.Effect {
	for _, e := range c.Effects {
		if e.Cause == cause {
			return e
		}
	}
	return coverage.Effect{}
}

// reshaped is the board with its villages a and b merged into b, which keeps its code.
func reshaped(t testing.TB, change func(*edition.Parts)) *edition.Edition {
	return edited(t, func(p *edition.Parts) {
		ring := orb.Ring{in(0, 1, 0, 0), in(1, 1, 0, 0), in(2, 1, 0, 0), in(2, 2, 0, 0), in(1, 2, 0, 0), in(0, 2, 0, 0), in(0, 1, 0, 0)}
		var units []boundaries.Version
		for _, u := range p.Units {
			switch u.Code.String() {
			case codeA:
			case codeB:
				units = append(units, unit(codeB, orb.Polygon{ring}))
			default:
				units = append(units, u)
			}
		}
		p.Units = units
		change(p)
	})
}

// Of 5 villages a and b have a station each; they merge: 2 of 5 become 1 of 4. The smaller
// number alone would make 2 of 4, that both are one makes 1 of 4.
func TestMergersAlone(t *testing.T) {
	stations := func(p *edition.Parts) {
		p.Facilities = []facilities.Facility{operating(1, community, at(0, 1, .5, .5), codeA), operating(2, community, at(1, 1, .5, .5), codeB)}
	}
	before, after := edited(t, stations), reshaped(t, stations)
	c := compare(t, before, after, coverage.Question{Kinds: []string{community}, Radius: 500})
	if b, a := c.Before.Total.Units, c.After.Total.Units; b.Having != 2 || b.Of != 5 || a.Having != 1 || a.Of != 4 {
		t.Fatalf("%+v, then %+v", b, a)
	}
	for cause, want := range map[coverage.Cause]float64{coverage.CauseDenominator: 2./4 - 2./5, coverage.CauseUnits: -1. / 4, coverage.CauseClosed: 0, coverage.CauseMoved: 0, coverage.CauseOpened: 0} {
		if got := effect(c, cause).Units; math.Abs(got-want) > 1e-12 {
			t.Errorf("%s: %f, want %f", cause, got, want)
		}
	}
	if e := effect(c, coverage.CauseUnits); e.People["all"] != 0 || c.Before.Total.People["all"] != c.After.Total.People["all"] {
		t.Errorf("people changed: %+v", c.After.Total.People)
	}
	for _, h := range c.Villages {
		want := 1
		if after.Units[h.Unit].Code.String() == codeB {
			want = 2
			if h.Line.Units.Having != 1 || h.From[0].Line.Units.Having != 1 || h.From[1].Line.Units.Having != 1 || h.From[0].Area != 1 || h.From[0].Moved != 10 || h.From[0].People != 1 {
				t.Errorf("b came from %+v", h.From)
			}
		}
		if after.HasShape(&after.Units[h.Unit]) && len(h.From) != want {
			t.Errorf("%s came from %d", after.Units[h.Unit].Code, len(h.From))
		}
	}
	if len(c.Moved) != 1 || c.Moved[0].How != "unit" {
		t.Errorf("moved: %+v", c.Moved)
	}
	if !strings.Contains(c.Said.Zh, "2/5") || !strings.Contains(c.Said.En, "1 of 4") || strings.Contains(c.Said.En, "%!") {
		t.Errorf("said: %+v", c.Said)
	}
}

// Facilities that close, move and open each have an effect of their own.
func TestFacilitiesAlone(t *testing.T) {
	before := edited(t, func(p *edition.Parts) {
		p.Facilities = []facilities.Facility{operating(1, community, at(0, 1, .5, .5), codeA), operating(2, community, at(1, 1, .5, .5), codeB), operating(5, sub, at(1, 1, .5, .5), codeB)}
	})
	after := edited(t, func(p *edition.Parts) {
		p.Facilities = []facilities.Facility{operating(2, community, at(0, 0, .5, .5), codeC), operating(3, community, at(2, 1, .5, .5), codeD), operating(4, community, at(1, 1, .5, .4), codeB)}
	})
	c := compare(t, before, after, coverage.Question{Kinds: []string{community}, Radius: 500})
	for cause, want := range map[coverage.Cause]float64{coverage.CauseClosed: -.2, coverage.CauseMoved: 0, coverage.CauseOpened: .4, coverage.CauseDenominator: 0, coverage.CauseUnits: 0} {
		if got := effect(c, cause); math.Abs(got.Units-want) > 1e-12 || math.Abs(got.People["all"]-want) > 1e-12 {
			t.Errorf("%s: %+v, want %f", cause, got, want)
		}
	}
	how := map[string]int{}
	for _, s := range c.Moved {
		how[s.How]++
		if s.How == "moved" && (s.Facility != 2 || s.Way < 2000) {
			t.Errorf("%+v", s)
		}
	}
	if how["closed"] != 1 || how["moved"] != 1 || how["opened"] != 2 || len(c.Moved) != 4 {
		t.Errorf("%v", how)
	}
}

// A village becomes urban; among the urban ones it then counts.
func TestReclassifiedAlone(t *testing.T) {
	stations := func(p *edition.Parts) {
		p.Facilities = []facilities.Facility{operating(1, community, at(0, 1, .5, .5), codeA)}
	}
	before := edited(t, stations)
	after := edited(t, func(p *edition.Parts) {
		stations(p)
		for i := range p.Units {
			if p.Units[i].Code.String() == codeB {
				p.Units[i].Urban = boundaries.Yes
			}
		}
	})
	c := compare(t, before, after, coverage.Question{Kinds: []string{community}, Radius: 500, Scope: coverage.ScopeUrban})
	if e := effect(c, coverage.CauseReclassified); e.Units != -.5 || e.People["all"] != -.5 || e.Land == 0 || effect(c, coverage.CauseDenominator).Units != 0 {
		t.Errorf("%+v, from %+v to %+v", c.Effects, c.Before.Total, c.After.Total)
	}
}

// Whatever changes, effects add up.
func TestEffectsAddUp(t *testing.T) {
	for seed := range uint64(20) {
		random := rand.New(rand.NewPCG(seed, 9))
		before := crowded(t, seed, 60, 12)
		after := crowded(t, seed+100, 60, 12)
		scope := coverage.Scope(seed % 3)
		if seed%2 == 1 {
			after = reshaped(t, func(p *edition.Parts) {
				for i := range 10 {
					place := in(3*random.Float64(), 2*random.Float64(), 0, 0)
					p.Facilities = append(p.Facilities, operating(i+1, community, &place, ""))
				}
			})
		}
		compare(t, before, after, coverage.Question{Kinds: []string{community, sub}, Radius: 700, Scope: scope, Rule: coverage.UnitRule(seed % 2)})
	}
}

func TestComparisonsThatCannotBe(t *testing.T) {
	ed := edited(t, func(*edition.Parts) {})
	other := *ed
	other.County.Code = adcode.MustParse("511424")
	q := coverage.Question{Kinds: []string{community}, Radius: 500}
	beside := q
	beside.Neighbours = true
	for name, err := range map[string]error{
		"another county": second(coverage.Compare(ed, &other, q, nil)),
		"neighbours":     second(coverage.Compare(ed, ed, beside, nil)),
		"no question":    second(coverage.Compare(ed, ed, coverage.Question{}, nil)),
	} {
		if !errors.Is(err, coverage.ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// The real reform: 89 villages became 58 while every station stayed where it was. People are
// covered as before; the units' share changes by mergers alone.
func TestReformAlone(t *testing.T) {
	before, after := reform(t)
	for _, set := range []string{"VOL_STATION", "ALL_ELDER", "HEALTH"} {
		for scope := range coverage.ScopeRural + 1 {
			c := compare(t, before, after, coverage.Question{Kinds: editiontest.KindsOf(set, after), Radius: 1000, Scope: scope})
			for _, cause := range []coverage.Cause{coverage.CausePeople, coverage.CauseClosed, coverage.CauseMoved, coverage.CauseOpened} {
				if e := effect(c, cause); e.Units != 0 || e.Land != 0 || e.People["all"] != 0 {
					t.Errorf("%s %s, %s: %+v", set, scope, cause, e)
				}
			}
			if scope == coverage.ScopeAll && c.Before.Total.People["60+"] != c.After.Total.People["60+"] {
				t.Errorf("%s: people %+v, then %+v", set, c.Before.Total.People, c.After.Total.People)
			}
		}
	}
	c := compare(t, before, after, coverage.Question{Kinds: []string{"VOL_STATION"}, Radius: 1000})
	if b, a := c.Before.Total.Units, c.After.Total.Units; b.Of != 89 || a.Of != 58 || a.Having != 50 {
		t.Errorf("%+v, then %+v", b, a)
	}
	moved, sources := int64(0), map[int]float64{}
	for _, h := range c.Villages {
		if len(h.From) == 0 {
			t.Errorf("%s came from nowhere", after.Units[h.Unit].Name)
		}
		for _, a := range h.From {
			moved += a.Moved
			sources[a.Unit] += a.Area
		}
	}
	if all := c.After.Total.People["all"].Of; moved != all || len(sources) != 89 {
		t.Errorf("%d people of %d came from %d villages", moved, all, len(sources))
	}
	for unit, area := range sources {
		if math.Abs(area-1) > 1e-3 {
			t.Errorf("%s: %.5f of its land is accounted for", before.Units[unit].Name, area)
		}
	}
	t.Log(c.Said.Zh)
	t.Log(c.Said.En)
}

// reform is the real county on the day before its villages merged and after, with the same
// facilities.
func reform(t testing.TB) (before, after *edition.Edition) {
	after = editiontest.Qingshen(t, midsummer)
	parts := edition.Parts{
		County: after.County, Versions: edition.Versions{County: 1}, People: editiontest.People(t), Facilities: editiontest.Facilities(t),
		Days: []edition.Change{{Day: civil.Date(2020, 5, 30), What: "divisions", Level: adcode.Village}},
	}
	for _, name := range []string{"county", "townships_2019", "villages_2019"} {
		parts.Units = append(parts.Units, editiontest.Units(t, name)...)
	}
	// The same day, so that the same facilities are open.
	before, err := edition.Make(edition.Key{County: after.Key.County, At: civil.Date(2020, 5, 29)}, parts)
	if err != nil {
		t.Fatal(err)
	}
	before.Key.At = midsummer
	return before, after
}
