package coverage_test

import (
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
		a := ask(t, ed, coverage.Question{Kinds: editiontest.KindsOf(r["set"], ed), Radius: geo.Metres(editiontest.Number(t, r["radius_m"])), PeopleOnly: true})
		l := lineOf(t, ed, a, r["township"])
		for age, column := range map[string]string{"all": "pop_total", "60+": "pop_60p", "65+": "pop_65p", "80+": "pop_80p"} {
			want := coverage.Ratio{Covered: editiontest.Count(t, r[column+"_covered"]), Of: editiontest.Count(t, r[column])}
			if got := l.People[age]; got != want {
				t.Errorf("%s %s m %s, %s: %v, want %v", r["set"], r["radius_m"], r["township"], age, got, want)
			}
		}
		if len(a.Outside) > 0 || a.Rest.People["all"].Of != 0 {
			t.Fatalf("people left over: %v, %v", a.Outside, a.Rest)
		}
	}
	t.Logf("%d lines of 4 age groups are equal", len(rows))
}

func TestLandAsComputedElsewhere(t *testing.T) {
	ed := editiontest.Qingshen(t, midsummer)
	worst := 0.0
	rows := editiontest.Table(t, filepath.Join(editiontest.File(t, "qingshen"), "expected", "coverage_area.csv"))
	for _, r := range rows {
		a := ask(t, ed, coverage.Question{Kinds: editiontest.KindsOf(r["set"], ed), Radius: geo.Metres(editiontest.Number(t, r["radius_m"]))})
		got := float64(lineOf(t, ed, a, r["township"]).Land.Covered) / 1e6
		want := editiontest.Number(t, r["covered_km2"])
		off := math.Abs(got - want)
		if off > max(0.001, 0.0005*want) {
			t.Errorf("%s %s m %s: %.5f km2, want %.5f", r["set"], r["radius_m"], r["township"], got, want)
		}
		if want > 0.1 {
			worst = max(worst, off/want)
		}
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
		if covered != editiontest.Count(t, r["covered"]) || of != editiontest.Count(t, r["units"]) || strings.Join(gap, " ") != r["gap"] {
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
