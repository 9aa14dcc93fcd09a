package coverage_test

import (
	"errors"
	"fmt"
	"math"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/facilities"
	"github.com/xiantu/xiantu/geo"
)

// people writes an answer's covered people by code: "511425101 10/20 ...".
func people(ed *edition.Edition, a *coverage.Answer) string {
	var s []string
	for _, l := range a.Lines {
		s = append(s, fmt.Sprintf("%s %d/%d", ed.Units[l.Unit].Code.String()[6:], l.People["all"].Covered, l.People["all"].Of))
	}
	return strings.Join(s, ", ") + fmt.Sprintf("; total %d/%d", a.Total.People["all"].Covered, a.Total.People["all"].Of)
}

func TestWhatCounts(t *testing.T) {
	q := coverage.Question{Kinds: []string{community}, Radius: 300, By: adcode.Village}
	for _, c := range []struct {
		name     string
		put      func(*edition.Parts)
		ask      func(*coverage.Question)
		people   string
		units    coverage.Units
		unplaced []string
	}{
		{name: "no facility", people: "101001 0/10, 101201 0/10, 102201 0/10, 102202 0/10, 102203 0/0; total 0/50", units: coverage.Units{Of: 5}},
		{name: "one in the middle of b",
			put: func(p *edition.Parts) {
				p.Facilities = append(p.Facilities, operating(1, community, at(1, 1, .5, .5), codeB))
			},
			people: "101001 0/10, 101201 10/10, 102201 0/10, 102202 0/10, 102203 0/0; total 10/50", units: coverage.Units{Having: 1, Served: 1, Of: 5}},
		{name: "by village only: for the unit, not by distance",
			put:    func(p *edition.Parts) { p.Facilities = append(p.Facilities, operating(1, community, nil, codeB)) },
			people: "101001 0/10, 101201 0/10, 102201 0/10, 102202 0/10, 102203 0/0; total 0/50", units: coverage.Units{Having: 1, Of: 5}, unplaced: []string{"village_only"}},
		{name: "in a village without extent",
			put:    func(p *edition.Parts) { p.Facilities = append(p.Facilities, operating(1, community, nil, codeE)) },
			people: "101001 0/10, 101201 0/10, 102201 0/10, 102202 0/10, 102203 0/0; total 0/50", units: coverage.Units{Having: 1, Of: 5}, unplaced: []string{"village_only"}},
		{name: "of the whole township: by distance, for no unit",
			put: func(p *edition.Parts) {
				p.Facilities = append(p.Facilities, operating(1, community, at(1, 1, .5, .5), townshipX), operating(2, community, nil, townshipY), operating(3, community, nil, "511425999"))
			},
			people: "101001 0/10, 101201 10/10, 102201 0/10, 102202 0/10, 102203 0/0; total 10/50", units: coverage.Units{Served: 1, Of: 5}, unplaced: []string{"township_only", "unknown_unit"}},
		{name: "of another kind, closed, not yet open, to be opened, over",
			put: func(p *edition.Parts) {
				five := []facilities.Facility{}
				for i := range 5 {
					five = append(five, operating(i+1, community, at(1, 1, .5, .5), codeB))
				}
				five[0].Kind, five[1].State, five[2].State = sub, facilities.Closed, facilities.Building
				five[3].Opened, five[4].Valid.To = civil.Date(2020, 7, 1), midsummer
				p.Facilities = five
			},
			people: "101001 0/10, 101201 0/10, 102201 0/10, 102202 0/10, 102203 0/0; total 0/50", units: coverage.Units{Of: 5}},
		{name: "under construction, when asked for",
			put: func(p *edition.Parts) {
				f := operating(1, community, at(0, 0, .5, .5), codeC)
				f.State = facilities.Building
				p.Facilities = append(p.Facilities, f)
			},
			ask:    func(q *coverage.Question) { q.States = []facilities.State{facilities.Building} },
			people: "101001 0/10, 101201 0/10, 102201 10/10, 102202 0/10, 102203 0/0; total 10/50", units: coverage.Units{Having: 1, Served: 1, Of: 5}},
		{name: "what if",
			ask:    func(q *coverage.Question) { q.WhatIf = []orb.Point{in(2, 1, .5, .5)} },
			people: "101001 0/10, 101201 0/10, 102201 0/10, 102202 10/10, 102203 0/0; total 10/50", units: coverage.Units{Having: 1, Served: 1, Of: 5}},
		{name: "urban", ask: func(q *coverage.Question) { q.Scope = coverage.ScopeUrban; q.WhatIf = []orb.Point{in(0, 1, .5, .5)} },
			people: "101001 10/10; total 10/10", units: coverage.Units{Having: 1, Served: 1, Of: 1}},
		// The people of the township's own land count as the township's, which is not urban.
		{name: "rural", ask: func(q *coverage.Question) { q.Scope = coverage.ScopeRural; q.WhatIf = []orb.Point{in(1, 0, .5, .5)} },
			people: "101201 0/10, 102201 0/10, 102202 0/10, 102203 0/0; total 10/40", units: coverage.Units{Of: 4}},
		{name: "townships", ask: func(q *coverage.Question) { q.By = adcode.Township; q.WhatIf = []orb.Point{in(1, 0, .5, .5)} },
			people: "101 0/20, 102 10/30; total 10/50", units: coverage.Units{Of: 5}},
		{name: "urban townships", ask: func(q *coverage.Question) { q.By, q.Scope = adcode.Township, coverage.ScopeUrban },
			people: "101 0/10; total 0/10", units: coverage.Units{Of: 1}},
		{name: "served by a fifth",
			put: func(p *edition.Parts) {
				p.People.Groups = append(p.People.Groups, edition.Group{ID: "x", Place: in(1, 1, .1, .1), Counts: edition.Counts{40, 0}})
			},
			ask: func(q *coverage.Question) {
				q.WhatIf = []orb.Point{in(1, 1, .5, .5)}
				q.ServedShare = 0.2
				q.Ages = []string{"60+", "all"}
			},
			people: "101001 0/10, 101201 10/50, 102201 0/10, 102202 0/10, 102203 0/0; total 10/90", units: coverage.Units{Having: 1, Served: 1, Of: 5}},
	} {
		t.Run(c.name, func(t *testing.T) {
			ed := edited(t, func(p *edition.Parts) {
				if c.put != nil {
					c.put(p)
				}
			})
			q := q
			if c.ask != nil {
				c.ask(&q)
			}
			a := ask(t, ed, q)
			var why []string
			for _, u := range a.Unplaced {
				why = append(why, u.Why)
			}
			if got := people(ed, a); got != c.people {
				t.Errorf("people\n got %s\nwant %s", got, c.people)
			}
			if diff := cmp.Diff(c.units, a.Total.Units) + cmp.Diff(c.unplaced, why); diff != "" {
				t.Error(diff)
			}
			checkLaws(t, ed, q)
		})
	}
}

// A group that lies in no unit is of no county whose extent is known; where a county is a
// list without shapes its people count in the total.
func TestGroupsInNoUnit(t *testing.T) {
	q := coverage.Question{Kinds: []string{community}, Radius: 300}
	far := edition.Group{ID: "far", Place: orb.Point{104.5, 30.5}, Counts: edition.Counts{1000, 500}}
	ed := edited(t, func(p *edition.Parts) { p.People.Groups = append(p.People.Groups, far) })
	a := ask(t, ed, q)
	if len(a.Outside) != 1 || ed.People.Groups[a.Outside[0]].ID != "far" || a.Total.People["all"].Of != 50 {
		t.Errorf("outside %v, total %v", a.Outside, a.Total.People)
	}
	listed := edited(t, func(p *edition.Parts) {
		p.People.Groups = append(p.People.Groups, far)
		for i := range p.Units {
			p.Units[i].Shape = nil
		}
	})
	a = ask(t, listed, q)
	if len(a.Outside) != 0 || a.Total.People["all"].Of != 1050 || a.Rest.People["all"].Of != 1050 || a.Total.Land.Of != 0 || len(a.Shapeless) != 2 {
		t.Errorf("%+v", a)
	}
	checkLaws(t, listed, q)
}

func TestEmptyEdition(t *testing.T) {
	ed, err := edition.Make(edition.Key{County: adcode.MustParse("511425")}, edition.Parts{County: edition.County{Code: adcode.MustParse("511425"), Name: "空县"}})
	if err != nil {
		t.Fatal(err)
	}
	q := coverage.Question{Kinds: []string{community}, Radius: 300, WhatIf: []orb.Point{{103.8, 29.8}}}
	if a := ask(t, ed, q); a.Total.People["all"].Of != 0 || a.Total.Units.Share() != 0 || a.Total.Land.Share() != 0 {
		t.Errorf("%+v", a)
	}
	checkLaws(t, ed, q)
}

func TestBadQuestions(t *testing.T) {
	ed := edited(t, func(*edition.Parts) {})
	for want, q := range map[string]coverage.Question{
		"kinds: no kind of facility":          {Radius: 1000},
		"kinds: \"SCHOOLS\" is not":           {Kinds: []string{"SCHOOLS"}, Radius: 1000},
		"radius: 0 m":                         {Kinds: []string{community}},
		"radius: -1 m":                        {Kinds: []string{community}, Radius: -1},
		"radius: NaN m":                       {Kinds: []string{community}, Radius: geo.Metres(math.NaN())},
		"radius: +Inf m":                      {Kinds: []string{community}, Radius: geo.Metres(math.Inf(1))},
		"people: the people":                  {Kinds: []string{community}, Radius: 1, Ages: []string{"70+"}},
		"people: \"all\" is asked for twice":  {Kinds: []string{community}, Radius: 1, Ages: []string{"all", "all"}},
		"by: there is no such level":          {Kinds: []string{community}, Radius: 1, By: 9},
		"scope: there is no such scope":       {Kinds: []string{community}, Radius: 1, Scope: 9},
		"unit_rule: there is no such rule":    {Kinds: []string{community}, Radius: 1, Rule: 9},
		"served_share: 1.5 is not a share":    {Kinds: []string{community}, Radius: 1, ServedShare: 1.5},
		"states: \"open\" is not a state":     {Kinds: []string{community}, Radius: 1, States: []facilities.State{"open"}},
		"facilities: 1001 assumed sites":      {Kinds: []string{community}, Radius: 1, WhatIf: make([]orb.Point, 1001)},
		"facilities: point 1 (NaN, 30) is no": {Kinds: []string{community}, Radius: 1, WhatIf: []orb.Point{{math.NaN(), 30}}},
	} {
		for name, try := range map[string]func() error{
			"Ask":     func() error { _, err := coverage.Ask(ed, q); return err },
			"Gaps":    func() error { _, err := coverage.Gaps(ed, q); return err },
			"ReachOf": func() error { _, err := coverage.ReachOf(ed, q); return err },
		} {
			if err := try(); !errors.Is(err, coverage.ErrInvalid) || !strings.Contains(err.Error(), want) {
				t.Errorf("%s: error %v, want %q", name, err, want)
			}
		}
	}
}

// checkLaws asks for an answer and its gaps and fails where sums do not agree: lines and
// rest make the total, covered and gap make all, for every age group and for the land.
func checkLaws(t failer, ed *edition.Edition, q coverage.Question) {
	t.Helper()
	a, err := coverage.Ask(ed, q)
	if err != nil {
		t.Fatal(err)
	}
	gaps, err := coverage.Gaps(ed, q)
	if err != nil {
		t.Fatal(err)
	}
	gap := map[int]coverage.Gap{}
	for _, g := range gaps {
		gap[g.Unit] = g
	}
	sum := coverage.Line{People: map[string]coverage.Ratio{}}
	for _, l := range append(a.Lines, a.Rest) {
		for age, n := range l.People {
			if n.Covered < 0 || n.Covered > n.Of || gap[l.Unit].People[age] != n.Of-n.Covered {
				t.Errorf("unit %d, %s: %+v with a gap of %d", l.Unit, age, n, gap[l.Unit].People[age])
			}
			have := sum.People[age]
			sum.People[age] = coverage.Ratio{Covered: have.Covered + n.Covered, Of: have.Of + n.Of}
		}
		if left := l.Land.Of - l.Land.Covered; l.Unit >= 0 && math.Abs(float64(gap[l.Unit].Area-left)) > 1e-6 {
			t.Errorf("unit %d: land %+v with a gap of %f", l.Unit, l.Land, gap[l.Unit].Area)
		}
		sum.Land.Covered += l.Land.Covered
		sum.Land.Of += l.Land.Of
		sum.Units.Having += l.Units.Having
		sum.Units.Served += l.Units.Served
		sum.Units.Of += l.Units.Of
	}
	sum.Units.Rule = a.Total.Units.Rule
	if diff := cmp.Diff(a.Total.People, sum.People) + cmp.Diff(a.Total.Units, sum.Units); diff != "" {
		t.Errorf("lines and rest are not the total: %s", diff)
	}
	if slack := 1e-7*float64(a.Total.Land.Of) + 1e-6; math.Abs(float64(sum.Land.Of-a.Total.Land.Of)) > slack || math.Abs(float64(sum.Land.Covered-a.Total.Land.Covered)) > slack {
		t.Errorf("land of lines and rest %+v, of the total %+v", sum.Land, a.Total.Land)
	}
}

// failer is what checks need of a *testing.T or a *rapid.T.
type failer interface {
	Helper()
	Errorf(format string, args ...any)
	Fatal(args ...any)
}

func TestLaws(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		ed := crowded(t, rapid.Uint64().Draw(r, "seed"), rapid.IntRange(0, 200).Draw(r, "groups"), rapid.IntRange(0, 30).Draw(r, "places"))
		q := coverage.Question{
			Kinds: []string{community}, Radius: geo.Metres(rapid.Float64Range(50, 3000).Draw(r, "radius")),
			By:    rapid.SampledFrom(adcode.Levels).Draw(r, "by"),
			Scope: coverage.Scope(rapid.IntRange(0, 2).Draw(r, "scope")), Rule: coverage.UnitRule(rapid.IntRange(0, 1).Draw(r, "rule")),
		}
		checkLaws(r, ed, q)
		less := ask(t, ed, q)
		q.Kinds = append(q.Kinds, sub)
		checkNoLess(r, "with another kind", less, ask(t, ed, q))
		less = ask(t, ed, q)
		q.Radius *= 1.2
		checkNoLess(r, "at a larger radius", less, ask(t, ed, q))
		q.By = adcode.Village
		checkScopes(r, ed, q)
	})
}

func checkNoLess(t failer, when string, less, more *coverage.Answer) {
	t.Helper()
	for i, l := range less.Lines {
		m := more.Lines[i]
		for age, n := range l.People {
			if m.People[age].Covered < n.Covered || m.People[age].Of != n.Of {
				t.Errorf("%s %s: %v, was %v", age, when, m.People[age], n)
			}
		}
		if m.Units.Having < l.Units.Having || m.Units.Served < l.Units.Served || m.Land.Covered < l.Land.Covered-1e-3 {
			t.Errorf("%s: %+v, was %+v", when, m, l)
		}
	}
}

// checkScopes fails where urban and rural villages are not all villages.
func checkScopes(t failer, ed *edition.Edition, q coverage.Question) {
	t.Helper()
	var units [3]coverage.Units
	for _, q.Scope = range []coverage.Scope{coverage.ScopeAll, coverage.ScopeUrban, coverage.ScopeRural} {
		a, err := coverage.Ask(ed, q)
		if err != nil {
			t.Fatal(err)
		}
		units[q.Scope] = a.Total.Units
	}
	if units[1].Of+units[2].Of != units[0].Of || units[1].Having+units[2].Having != units[0].Having || units[1].Served+units[2].Served != units[0].Served {
		t.Errorf("all %+v, urban %+v, rural %+v", units[0], units[1], units[2])
	}
}

func TestID(t *testing.T) {
	ed := edited(t, func(*edition.Parts) {})
	q := coverage.Question{Kinds: []string{sub, community}, Radius: 1000}
	id := coverage.ID(ed, q)
	same := coverage.Question{Kinds: []string{community, sub, community}, Radius: 1000, By: adcode.Township, Ages: []string{"all", "60+"}, ServedShare: 0.5}
	if len(id) != 20 || coverage.ID(ed, same) != id || coverage.ID(edited(t, func(*edition.Parts) {}), q) != id {
		t.Errorf("%s, %s", id, coverage.ID(ed, same))
	}
	seen := map[string]bool{id: true}
	for _, other := range []coverage.Question{
		{Kinds: []string{sub}, Radius: 1000}, {Kinds: q.Kinds, Radius: 1000.5}, {Kinds: q.Kinds, Radius: 1000, By: adcode.Village},
		{Kinds: q.Kinds, Radius: 1000, Scope: coverage.ScopeRural}, {Kinds: q.Kinds, Radius: 1000, WhatIf: []orb.Point{{1, 2}}},
		{Kinds: q.Kinds, Radius: 1000, Rule: coverage.Served}, {Kinds: q.Kinds, Radius: 1000, States: []facilities.State{facilities.Building}},
	} {
		seen[coverage.ID(ed, other)] = true
	}
	seen[coverage.ID(edited(t, func(p *edition.Parts) { p.Versions.County++ }), q)] = true
	if len(seen) != 9 {
		t.Errorf("%d IDs, want 9", len(seen))
	}
}

// What is kept beside an edition goes with it.
func TestEditionsAreLetGo(t *testing.T) {
	gone := make(chan bool, 1)
	func() {
		ed := crowded(t, 1, 100, 10)
		ask(t, ed, coverage.Question{Kinds: []string{community}, Radius: 1000})
		runtime.AddCleanup(ed.Mesh, func(c chan bool) { c <- true }, gone)
	}()
	for range 20 {
		runtime.GC()
		select {
		case <-gone:
			return
		default:
		}
	}
	t.Error("the mesh of an edition that nobody holds is still there")
}

func TestDefinition(t *testing.T) {
	ed := edited(t, func(p *edition.Parts) { p.Units[3].Urban = boundaries.Yes })
	d := ask(t, ed, coverage.Question{Kinds: []string{community}, Radius: 500, Scope: coverage.ScopeRural, Rule: coverage.Served, States: []facilities.State{facilities.Building}, WhatIf: []orb.Point{{103.8, 29.8}}}).Definition
	for _, part := range []string{"社区养老服务设施", "500米", "户籍人口", "2020-01-01", "2020-06-30", "农村", "在建", "50%", "邻县设施不计", "1处假设设施", "数据版本7"} {
		if !strings.Contains(d.Zh, part) {
			t.Errorf("%q is missing in %s", part, d.Zh)
		}
	}
	for _, part := range []string{"500 m", "registered", "2020-01-01", "2020-06-30", "rural", "在建", "50%", "neighbouring counties", "1 assumed site", "version 7"} {
		if !strings.Contains(d.En, part) {
			t.Errorf("%q is missing in %s", part, d.En)
		}
	}
}
