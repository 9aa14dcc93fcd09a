package coverage_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/coverage/road"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/geo"
)

// streets are roads by chance over the board, some one-way, in pieces that may not meet.
func streets(seed uint64, n int) *edition.Roads {
	random := rand.New(rand.NewPCG(seed, 5))
	crossing := func() orb.Point { return in(0, 0, 0.25*float64(random.IntN(13)), 0.25*float64(random.IntN(9))) }
	roads := &edition.Roads{Speeds: road.DefaultSpeeds()}
	for range n {
		a, b := crossing(), crossing()
		if a != b {
			roads.List = append(roads.List, road.Road{Line: orb.LineString{a, b}, Class: "tertiary", Way: road.Way(random.IntN(3))})
		}
	}
	return roads
}

// asks draws a question by radii of their own, by one radius or by road; of all, of urban or
// rural units, or of a part of the county.
func asks(r *rapid.T) coverage.Question {
	q := coverage.Question{
		Kinds: []string{community, sub}, PeopleOnly: true,
		Scope: coverage.Scope(rapid.IntRange(0, 2).Draw(r, "scope")), Rule: coverage.UnitRule(rapid.IntRange(0, 1).Draw(r, "rule")),
	}
	if rapid.Bool().Draw(r, "in an area") {
		q.Area.Units = rapid.SampledFrom([][]string{{townshipX}, {townshipY, codeA}, {codeB, codeC}}).Draw(r, "area")
	}
	radius := rapid.Float64Range(50, 3000)
	switch rapid.IntRange(0, 2).Draw(r, "how") {
	case 0:
		q.Radius = geo.Metres(radius.Draw(r, "radius"))
	case 1:
		q.Radii = map[string]geo.Metres{community: geo.Metres(radius.Draw(r, "of one")), sub: geo.Metres(radius.Draw(r, "of the other"))}
	default:
		q.Minutes, q.Mode = rapid.Float64Range(0.5, 90).Draw(r, "minutes"), rapid.SampledFrom([]coverage.Mode{coverage.Walk, coverage.Drive}).Draw(r, "mode")
		q.OffRoad = geo.Metres(rapid.Float64Range(100, 1500).Draw(r, "off the road"))
	}
	return q
}

// Whatever is asked: covered and gap make up all people of every unit, age group and level;
// every level has the same total; more reach and more facilities cover no fewer; and the
// order in which facts come changes nothing.
func TestLawsOfEveryQuestion(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		seed := rapid.Uint64().Draw(r, "seed")
		base := crowded(t, seed, rapid.IntRange(0, 120).Draw(r, "groups"), rapid.IntRange(0, 12).Draw(r, "places"))
		roads := streets(seed, rapid.IntRange(5, 40).Draw(r, "roads"))
		parts := board()
		parts.People, parts.Roads = base.People, roads
		for _, f := range base.Facilities.List {
			parts.Facilities = append(parts.Facilities, f.Facility)
		}
		ed := edited(t, func(p *edition.Parts) { *p = parts })
		q := asks(r)
		answers := checkLevels(r, t, ed, q)
		checkNoLess(r, "with more reach", answers[adcode.Village], ask(t, ed, wider(q)))
		more := q
		more.By, more.Kinds = adcode.Village, append(slices.Clone(q.Kinds), centre)
		if q.Radii != nil {
			more.Radius = 500
		}
		checkNoLess(r, "with another kind", answers[adcode.Village], ask(t, ed, more))
		turned := edited(t, func(p *edition.Parts) {
			*p = parts
			p.Units, p.Facilities = slices.Clone(p.Units), slices.Clone(p.Facilities)
			slices.Reverse(p.Units)
			slices.Reverse(p.Facilities)
			people := *p.People
			people.Groups = slices.Clone(people.Groups)
			slices.Reverse(people.Groups)
			p.People, p.Roads = &people, &edition.Roads{Speeds: roads.Speeds, List: slices.Clone(roads.List)}
			slices.Reverse(p.Roads.List)
		})
		q.By = adcode.Village
		again := ask(t, turned, q)
		if diff := cmp.Diff(answers[adcode.Village].Lines, again.Lines) + cmp.Diff(answers[adcode.Village].Total, again.Total); diff != "" {
			r.Errorf("turned round: %s", diff)
		}
	})
}

// wider is the question with more reach, by village.
func wider(q coverage.Question) coverage.Question {
	q.By, q.Radius, q.Minutes = adcode.Village, 1.3*q.Radius, 1.3*q.Minutes
	radii := map[string]geo.Metres{}
	for kind, r := range q.Radii {
		radii[kind] = 1.3 * r
	}
	if len(radii) > 0 {
		q.Radii = radii
	}
	return q
}

// checkLevels asks at every level, and fails where covered, gap and total do not agree.
func checkLevels(r *rapid.T, t *testing.T, ed *edition.Edition, q coverage.Question) map[adcode.Level]*coverage.Answer {
	answers := map[adcode.Level]*coverage.Answer{}
	for _, level := range adcode.Levels {
		q.By = level
		a := ask(t, ed, q)
		answers[level] = a
		gaps, err := coverage.Gaps(ed, q)
		if err != nil {
			r.Fatal(err)
		}
		left := map[int]map[string]int64{}
		for _, g := range gaps {
			left[g.Unit] = g.People
		}
		sum := map[string]coverage.Ratio{}
		for _, l := range append(slices.Clone(a.Lines), a.Rest) {
			for age, n := range l.People {
				if n.Covered+left[l.Unit][age] != n.Of || n.Covered < 0 {
					r.Errorf("by %s, unit %d, %s: %+v with a gap of %d", level, l.Unit, age, n, left[l.Unit][age])
				}
				sum[age] = coverage.Ratio{Covered: sum[age].Covered + n.Covered, Of: sum[age].Of + n.Of}
			}
		}
		if diff := cmp.Diff(a.Total.People, sum) + cmp.Diff(answers[adcode.County].Total, a.Total); diff != "" {
			r.Errorf("by %s: %s", level, diff)
		}
	}
	return answers
}
