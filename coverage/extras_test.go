package coverage_test

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/edition/editiontest"
	"github.com/xiantu/xiantu/facilities"
	"github.com/xiantu/xiantu/geo"
)

// What PostGIS geography says of the made county beyond shares.
func TestMadeCountyExtras(t *testing.T) {
	var expected struct {
		County struct {
			Covered map[string]struct{ Pop, P60, P65, P80 int64 }
			Depth   map[string]int64 `json:"overlap_r1000_pop_by_count"`
			Wrong   map[string]int64 `json:"wrong_answers_r1000"`
			Naive   int64            `json:"naive_double_count_r1000"`
			Nearest struct {
				Mean   float64 `json:"geodesic_true"`
				People float64 `json:"geodesic_true_pop_weighted"`
			} `json:"nearest_mean_m"`
		}
	}
	content, err := os.ReadFile(filepath.Join(editiontest.File(t, "synthetic"), "expected.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(content, &expected); err != nil {
		t.Fatal(err)
	}
	ed := madeCounty(t, "county")
	q := oneKind
	q.With, q.Curve = coverage.Extras, []geo.Metres{3000, 500, 2000, 1000, 500}
	a := ask(t, ed, q)
	depth, naive := a.Total.Depth["all"], int64(0)
	for n := range depth {
		naive += int64(n) * depth[n]
		want := expected.County.Depth[string(rune('0'+n))]
		if n < 10 && depth[n] != want || n == 10 && depth[n] != 0 {
			t.Errorf("%d people covered by exactly %d, want %d", depth[n], n, want)
		}
	}
	if naive != expected.County.Naive {
		t.Errorf("counted once a facility %d, want %d", naive, expected.County.Naive)
	}
	if a.Total.People["all"].Covered == naive {
		t.Error("people are counted once a facility")
	}
	d := a.Total.Distance
	if math.Abs(d.Mean-expected.County.Nearest.Mean) > 1e-6 || math.Abs(d.PeopleMean-expected.County.Nearest.People) > 1e-6 || d.Groups != 1000 || d.Unreached != 0 {
		t.Errorf("nearest %+v, want %+v", d, expected.County.Nearest)
	}
	if len(a.Curve) != 4 {
		t.Fatalf("curve %+v", a.Curve)
	}
	for i, radius := range []string{"500", "1000", "2000", "3000"} {
		want := expected.County.Covered[radius]
		for age, n := range map[string]int64{"all": want.Pop, "60+": want.P60, "65+": want.P65, "80+": want.P80} {
			if got := a.Curve[i].People[age].Covered; got != n {
				t.Errorf("curve at %s m, %s: %d, want %d", radius, age, got, n)
			}
		}
	}
}

func TestNearestAsComputedElsewhere(t *testing.T) {
	ed := editiontest.Qingshen(t, midsummer)
	answers := map[string]map[string]coverage.Nearest{}
	places := map[string][]coverage.Place{}
	worst, compared := 0.0, 0
	for _, r := range editiontest.Table(t, filepath.Join(editiontest.File(t, "qingshen"), "expected", "nearest.csv")) {
		set := r["set"]
		if answers[set] == nil {
			a := ask(t, ed, coverage.Question{Kinds: editiontest.KindsOf(set, ed), Radius: 1000, PeopleOnly: true, With: []coverage.Extra{coverage.ExtraNearest}})
			answers[set], places[set] = map[string]coverage.Nearest{}, a.Places
			for _, n := range a.Nearest {
				answers[set][ed.People.Groups[n.Group].ID] = n
			}
		}
		n := answers[set][r["group_id"]]
		p := places[set][n.Place]
		if ref := p.From.Facilities.List[p.Facility].Ref; ref != r["nearest"] {
			t.Errorf("%s %s: nearest %s, want %s", set, r["group_id"], ref, r["nearest"])
		}
		worst = max(worst, math.Abs(n.Far-editiontest.Number(t, r["distance_m"])))
		compared++
	}
	if worst > 0.01 || compared != 15045 {
		t.Errorf("%d distances, the worst %.4f m off", compared, worst)
	}
	t.Logf("%d nearest facilities, the worst %.4f m off", compared, worst)
}

// Every extra agrees with the answer it comes with, and closing costs with asking again.
func TestExtrasAreOneAnswer(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		random := rapid.Uint64().Draw(r, "seed")
		ed := crowded(t, random, rapid.IntRange(0, 120).Draw(r, "groups"), rapid.IntRange(0, 15).Draw(r, "places"))
		for i := range ed.Facilities.List {
			if beds := int(random>>uint(i%20)) % 200; i%3 > 0 {
				ed.Facilities.List[i].Facts.Beds = &beds
			}
		}
		q := coverage.Question{
			Kinds: []string{community, sub}, With: coverage.Extras, PeopleOnly: true, ServedShare: 0.3,
			Radii:  map[string]geo.Metres{community: geo.Metres(rapid.Float64Range(50, 3000).Draw(r, "radius"))},
			Radius: geo.Metres(rapid.Float64Range(50, 3000).Draw(r, "other")),
			By:     rapid.SampledFrom(adcode.Levels).Draw(r, "by"), Scope: coverage.Scope(rapid.IntRange(0, 2).Draw(r, "scope")),
		}
		if rapid.Bool().Draw(r, "in an area") {
			q.Area.Units = []string{townshipY, codeA}
		}
		a := ask(t, ed, q)
		for _, line := range append(a.Lines, a.Total) {
			checkExtras(r, &line, q)
		}
		checkClosing(r, ed, q, a)
		checkLoad(r, a)
		for i := 1; i < len(a.Curve); i++ {
			if a.Curve[i].People["all"].Covered < a.Curve[i-1].People["all"].Covered {
				t.Errorf("the curve falls: %+v", a.Curve)
			}
		}
		q.Radii, q.Radius = nil, a.Curve[7].Radius
		if again := ask(t, ed, q).Total.People; !cmp.Equal(again, a.Curve[7].People) {
			t.Errorf("curve %v, asked at that radius %v", a.Curve[7].People, again)
		}
	})
}

func checkExtras(r *rapid.T, line *coverage.Line, q coverage.Question) {
	for age, n := range line.People {
		sum := int64(0)
		for _, d := range line.Depth[age] {
			sum += d
		}
		if sum != n.Of || line.Depth[age][0] != n.Of-n.Covered {
			r.Errorf("%s of unit %d: %+v, by depth %v", age, line.Unit, n, line.Depth[age])
		}
	}
	old, b := line.People["60+"], line.Beds
	if b.Served+b.Waiting+b.Unknown+b.Out != old.Of || b.Out != old.Of-old.Covered || min(b.Served, b.Waiting, b.Unknown, b.Out) < 0 {
		r.Errorf("beds of unit %d: %+v of %+v", line.Unit, b, old)
	}
	if d := line.Distance; d != nil && d.Groups > 0 && !(d.Least <= d.Mean && d.Mean <= d.Most && d.P95 <= d.Most) {
		r.Errorf("distances %+v", d)
	}
}

// checkLoad fails where beds and people in them differ, or somebody waits beside a bed.
func checkLoad(r *rapid.T, a *coverage.Answer) {
	taken, free := int64(0), int64(0)
	for _, l := range a.Load {
		taken += l.Taken
		free += max(0, l.Beds) - l.Taken
		if l.Taken > max(0, l.Beds) {
			r.Errorf("%+v", l)
		}
	}
	if taken != a.Total.Beds.Served || free < 0 {
		r.Errorf("%d taken, %d served", taken, a.Total.Beds.Served)
	}
}

func checkClosing(r *rapid.T, ed *edition.Edition, q coverage.Question, a *coverage.Answer) {
	q.With = nil
	for _, c := range a.Closing {
		without := q
		without.Close = []facilities.ID{ed.Facilities.List[c.Facility].ID}
		b, err := coverage.Ask(ed, without)
		if err != nil {
			r.Fatal(err)
		}
		for age, lost := range c.People {
			if a.Total.People[age].Covered-b.Total.People[age].Covered != lost {
				r.Errorf("closing %d costs %d of %s, asked without it %d are lost", c.Facility, lost, age, a.Total.People[age].Covered-b.Total.People[age].Covered)
			}
		}
		if a.Total.Units.Having-b.Total.Units.Having != c.Having || a.Total.Units.Served-b.Total.Units.Served != c.Served {
			r.Errorf("closing %d: units %+v, then %+v, told %+v", c.Facility, a.Total.Units, b.Total.Units, c)
		}
	}
}

// The order in which facts and what-ifs come changes nothing, to the last bit.
func TestOrderIsIrrelevant(t *testing.T) {
	sites := []orb.Point{in(0, 1, .3, .3), in(2, 1, .5, .1), in(1, 0, .2, .9), in(0, 1, .3, .3)}
	var kept [][]coverage.Line
	for _, turned := range []bool{false, true} {
		ed := edited(t, func(p *edition.Parts) {
			for i := range 60 {
				place := in(float64(i%3), float64(i%2), float64(i*7%10)/10, float64(i*3%10)/10)
				beds := i % 7
				f := operating(i+1, community, &place, "")
				f.Facts.Beds = &beds
				p.Facilities = append(p.Facilities, f)
				p.People.Groups = append(p.People.Groups, edition.Group{ID: "g" + string(rune('A'+i)), Place: in(float64(i%2), float64(i%2), float64(i*9%10)/10, float64(i%10)/10), Counts: edition.Counts{int64(i), int64(i / 2)}})
			}
			if turned {
				slices.Reverse(p.Facilities)
				slices.Reverse(p.People.Groups)
				slices.Reverse(p.Units)
			}
		})
		q := coverage.Question{Kinds: []string{community, sub}, Radius: 700, By: adcode.Village, With: coverage.Extras, WhatIf: slices.Clone(sites)}
		if turned {
			slices.Reverse(q.WhatIf)
			slices.Reverse(q.Kinds)
		}
		a := ask(t, ed, q)
		kept = append(kept, append(a.Lines, a.Total))
	}
	for i := range kept[0] {
		if diff := cmp.Diff(kept[0][i], kept[1][i]); diff != "" {
			t.Errorf("line %d: %s", i, diff)
		}
	}
}
