package coverage_test

import (
	"fmt"
	"math"
	"path/filepath"
	"strings"
	"testing"

	"github.com/peterstace/simplefeatures/geom"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/edition/editiontest"
	"github.com/xiantu/xiantu/geo"
)

var midsummer = civil.Date(2020, 6, 30)

// lineOf is the answer's line for a code of the expected tables; ALL is the total.
func lineOf(t *testing.T, ed *edition.Edition, a *coverage.Answer, code string) coverage.Line {
	t.Helper()
	if code == "ALL" {
		return a.Total
	}
	for _, l := range a.Lines {
		if ed.Units[l.Unit].Code.String() == code {
			return l
		}
	}
	t.Fatalf("no line for %s", code)
	return coverage.Line{}
}

func ask(t testing.TB, ed *edition.Edition, q coverage.Question, beside ...*edition.Edition) *coverage.Answer {
	t.Helper()
	a, err := coverage.Ask(ed, q, beside...)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestPeopleAsComputedElsewhere(t *testing.T) {
	ed := editiontest.Qingshen(t, midsummer)
	rows := editiontest.Table(t, filepath.Join(editiontest.File(t, "qingshen"), "expected", "coverage_population.csv"))
	for _, r := range rows {
		a := ask(t, ed, coverage.Question{Kinds: editiontest.KindsOf(r["set"], ed), Radius: geo.Metres(editiontest.Number(t, r["radius_m"])), PeopleOnly: true, With: []coverage.Extra{coverage.ExtraNearest}})
		l := lineOf(t, ed, a, r["township"])
		for age, column := range map[string]string{"all": "pop_total", "60+": "pop_60p", "65+": "pop_65p", "80+": "pop_80p"} {
			want := coverage.Ratio{Covered: editiontest.Count(t, r[column+"_covered"]), Of: editiontest.Count(t, r[column])}
			if got := l.People[age]; got != want || !isPercent(got.Share(), r[column+"_pct"]) {
				t.Errorf("%s %s m %s, %s: %v, want %v, %s %%", r["set"], r["radius_m"], r["township"], age, got, want, r[column+"_pct"])
			}
		}
		checkCounts(t, ed, a, r)
		if len(a.Outside) > 0 || a.Rest.People["all"].Of != 0 {
			t.Fatalf("people left over: %v, %v", a.Outside, a.Rest)
		}
	}
	if len(rows) != 360 {
		t.Errorf("%d lines", len(rows))
	}
	t.Logf("%d lines of 4 age groups are equal", len(rows))
}

// isPercent compares a share with per cent to three decimals.
func isPercent(share float64, text string) bool {
	return strings.TrimSuffix(strings.TrimRight(fmt.Sprintf("%.3f", 100*share), "0"), ".") == strings.TrimSuffix(text, ".0")
}

// checkCounts compares how many groups and facilities a line has, and how many of the groups
// are covered.
func checkCounts(t *testing.T, ed *edition.Edition, a *coverage.Answer, r map[string]string) {
	t.Helper()
	in := func(unit int) bool {
		if unit < 0 {
			return false
		}
		town := ed.Ancestor(&ed.Units[unit], adcode.Township)
		return r["township"] == "ALL" || town != nil && town.Code.String() == r["township"]
	}
	var groups, covered, places int64
	for i := range ed.People.Groups {
		if in(ed.People.Groups[i].Unit) {
			groups++
		}
	}
	for _, n := range a.Nearest {
		if in(ed.People.Groups[n.Group].Unit) && n.Far <= float64(a.Question.Radius) {
			covered++
		}
	}
	for _, i := range a.Facilities {
		if in(ed.Facilities.List[i].Unit) {
			places++
		}
	}
	if groups != editiontest.Count(t, r["groups"]) || covered != editiontest.Count(t, r["groups_covered"]) || places != editiontest.Count(t, r["facilities"]) {
		t.Errorf("%s %s m %s: %d groups, %d covered, %d facilities, want %s, %s, %s", r["set"], r["radius_m"], r["township"], groups, covered, places, r["groups"], r["groups_covered"], r["facilities"])
	}
}

// How near the nearest facility of any group comes to a radius is told to the millimetre:
// nobody is in or out by rounding.
func TestMarginsAsComputedElsewhere(t *testing.T) {
	ed := editiontest.Qingshen(t, midsummer)
	rows := editiontest.Table(t, filepath.Join(editiontest.File(t, "qingshen"), "expected", "threshold_margins.csv"))
	for _, r := range rows {
		radius := editiontest.Number(t, r["radius_m"])
		a := ask(t, ed, coverage.Question{Kinds: editiontest.KindsOf(r["set"], ed), Radius: geo.Metres(radius), PeopleOnly: true, With: []coverage.Extra{coverage.ExtraNearest}})
		least := math.Inf(1)
		for _, n := range a.Nearest {
			least = min(least, math.Abs(n.Far-radius))
		}
		if want := editiontest.Number(t, r["closest_group_to_threshold_m"]); !(math.Abs(least-want) <= 0.00051) {
			t.Errorf("%s %s m: a group comes within %.4f m, want %s", r["set"], r["radius_m"], least, r["closest_group_to_threshold_m"])
		}
	}
	if len(rows) != 45 {
		t.Errorf("%d margins", len(rows))
	}
}

func TestLandAsComputedElsewhere(t *testing.T) {
	ed := editiontest.Qingshen(t, midsummer)
	worst := 0.0
	rows := editiontest.Table(t, filepath.Join(editiontest.File(t, "qingshen"), "expected", "coverage_area.csv"))
	for _, r := range rows {
		a := ask(t, ed, coverage.Question{Kinds: editiontest.KindsOf(r["set"], ed), Radius: geo.Metres(editiontest.Number(t, r["radius_m"]))})
		land := lineOf(t, ed, a, r["township"]).Land
		if of := editiontest.Number(t, r["area_km2"]); math.Abs(float64(land.Of)/1e6-of) > 1e-5 || math.Abs(100*land.Share()-editiontest.Number(t, r["pct"])) > max(0.06, 0.2/of) {
			t.Errorf("%s %s m %s: %.3f %% of %.5f km2, want %s %% of %s", r["set"], r["radius_m"], r["township"], 100*land.Share(), land.Of/1e6, r["pct"], r["area_km2"])
		}
		got := float64(land.Covered) / 1e6
		want := editiontest.Number(t, r["covered_km2"])
		off := math.Abs(got - want)
		if off > max(0.001, 0.0005*want) {
			t.Errorf("%s %s m %s: %.5f km2, want %.5f", r["set"], r["radius_m"], r["township"], got, want)
		}
		if want > 0.1 {
			worst = max(worst, off/want)
		}
	}
	if len(rows) != 360 {
		t.Errorf("%d areas", len(rows))
	}
	t.Logf("%d areas, the worst is %.4f %% off", len(rows), worst*100)
}

func TestUnitsAsComputedElsewhere(t *testing.T) {
	dir := editiontest.File(t, "qingshen")
	editions := map[string]*edition.Edition{"2020-06-30": editiontest.Qingshen(t, midsummer), "2020-12-31": editiontest.Qingshen(t, civil.Date(2020, 12, 31))}
	checked := 0
	for _, r := range editiontest.Table(t, filepath.Join(dir, "expected", "coverage_units.csv")) {
		ed := editions[r["date"]]
		q := coverage.Question{Kinds: editiontest.KindsOf(r["set"], ed), Radius: 1000, By: adcode.Village, PeopleOnly: true}
		var covered, of int64
		var gap []string
		for _, l := range ask(t, ed, q).Lines {
			u := &ed.Units[l.Unit]
			if !inDenominator(r["denominator"], u) {
				continue
			}
			covered, of = covered+l.Units.Having, of+l.Units.Of
			if l.Units.Having == 0 {
				gap = append(gap, u.Code.String())
			}
		}
		if covered != editiontest.Count(t, r["covered"]) || of != editiontest.Count(t, r["units"]) || strings.Join(gap, " ") != r["gap"] || !isPercent(coverage.Ratio{Covered: covered, Of: of}.Share(), r["pct"]) {
			t.Errorf("%s %s of %s: %d of %d, want %s of %s; without: %v", r["set"], r["date"], r["denominator"], covered, of, r["covered"], r["units"], gap)
		}
		if scope := map[string]coverage.Scope{"all_units": coverage.ScopeAll, "urban_seat_communities": coverage.ScopeUrban, "all_but_urban": coverage.ScopeRural}; r["denominator"] != "villages" && r["denominator"] != "all_communities" {
			q.By, q.Scope = adcode.Township, scope[r["denominator"]]
			if got := ask(t, ed, q).Total.Units; got.Having != covered || got.Of != of {
				t.Errorf("%s %s scope %v: %+v, want %d of %d", r["set"], r["date"], q.Scope, got, covered, of)
			}
		}
		checked++
	}
	if checked != 150 {
		t.Errorf("%d shares", checked)
	}
	t.Logf("%d shares of units are equal", checked)
}

// Every gap of the real county, with its exclave, its enclave and the holes they make, is a
// valid shape of the area computed, and its people are those left.
func TestGapsOfQingshen(t *testing.T) {
	ed := editiontest.Qingshen(t, midsummer)
	shapes, vertices := 0, 0
	for _, set := range []string{"ALL_ELDER", "VOL_STATION", "HEALTH", "CEM_PUBLIC"} {
		for _, radius := range []geo.Metres{300, 1000, 2500} {
			for _, by := range adcode.Levels {
				for scope := range coverage.ScopeRural + 1 {
					q := coverage.Question{Kinds: editiontest.KindsOf(set, ed), Radius: radius, By: by, Scope: scope}
					checkLaws(t, ed, q)
					gaps, err := coverage.Gaps(ed, q)
					if err != nil {
						t.Fatal(err)
					}
					for _, g := range gaps {
						checkShape(t, ed, g, radius)
						shapes++
						for _, p := range g.Shape {
							vertices += len(p[0])
						}
					}
				}
			}
		}
	}
	t.Logf("%d gaps with %d vertices are valid", shapes, vertices)
}

func checkShape(t *testing.T, ed *edition.Edition, g coverage.Gap, radius geo.Metres) {
	t.Helper()
	var polygons []geom.Polygon
	for _, polygon := range g.Shape {
		var rings []geom.LineString
		for i, ring := range polygon {
			if (geo.RingArea(ring) > 0) != (i == 0) {
				t.Errorf("%s: ring %d runs the wrong way", ed.Units[g.Unit].Code, i)
			}
			var xy []float64
			for _, p := range ring {
				xy = append(xy, float64(geo.Snap(p).X), float64(geo.Snap(p).Y))
			}
			rings = append(rings, geom.NewLineString(geom.NewSequence(xy, geom.DimXY)))
		}
		polygons = append(polygons, geom.NewPolygon(rings))
	}
	if err := geom.NewMultiPolygon(polygons).Validate(); err != nil {
		t.Errorf("%s at %v m: %v", ed.Units[g.Unit].Code, radius, err)
	}
	slack := max(0.2, radius/1000) * geo.Metres(geo.Perimeter(g.Shape)+1000)
	if drawn := geo.Area(g.Shape); math.Abs(float64(drawn-g.Area)) > float64(slack) {
		t.Errorf("%s at %v m: drawn %.0f m2, exact %.0f", ed.Units[g.Unit].Code, radius, drawn, g.Area)
	}
}

func inDenominator(name string, u *edition.Unit) bool {
	community := u.Code.Class() == adcode.Community
	switch name {
	case "urban_seat_communities":
		return u.IsUrban
	case "all_communities":
		return community
	case "villages":
		return !community
	case "all_but_urban":
		return !u.IsUrban
	}
	return true
}
