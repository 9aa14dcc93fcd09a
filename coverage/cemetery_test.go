package coverage_test

import (
	"errors"
	"math"
	"testing"

	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/edition/editiontest"
	"github.com/xiantu/xiantu/facilities"
)

func graves(total, used int, served string) facilities.Facts {
	return facilities.Facts{GravesTotal: &total, GravesUsed: &used, Served: served}
}

// The board's villages a, b, c, d have ten people each, e has none; one cemetery serves a and
// b, another c, d and a village that nobody knows; one stands in d and does not say its graves.
func TestAskGraves(t *testing.T) {
	ed := edited(t, func(p *edition.Parts) {
		for i, facts := range []facilities.Facts{graves(10, 3, "单元"+codeA+"、单元"+codeB), graves(5, 9, "单元"+codeC+"，单元"+codeD+",某村"), {}} {
			f := operating(i+1, "CEM_PUBLIC", at(2, 1, .5, .5), "")
			f.Facts = facts
			p.Facilities = append(p.Facilities, f)
		}
	})
	g, err := coverage.AskGraves(ed, coverage.GraveQuestion{RateMille: 100, Years: 5})
	if err != nil {
		t.Fatal(err)
	}
	if len(g.Villages) != 5 || len(g.Towns) != 2 || len(g.Cemeteries) != 3 {
		t.Fatalf("%+v", g)
	}
	free := map[string]int64{}
	for _, l := range g.Villages {
		free[ed.Units[l.Unit].Code.String()] = l.Free
		if want := float64(l.People) * .1 * 5; l.Needed != want || l.Short != want-float64(l.Free) {
			t.Errorf("%s: %+v", ed.Units[l.Unit].Code, l)
		}
	}
	if free[codeA]+free[codeB] != 7 || free[codeA] < 3 || free[codeB] < 3 || free[codeC]+free[codeD] != 0 {
		t.Errorf("free graves: %v", free)
	}
	if len(g.Without) != 1 || ed.Units[g.Without[0]].Code.String() != codeE {
		t.Errorf("villages without a cemetery: %v", g.Without)
	}
	if c := g.Cemeteries[1]; len(c.Unknown) != 1 || c.Unknown[0] != "某村" || c.Free != 0 || g.Cemeteries[2].Counted {
		t.Errorf("cemeteries: %+v", g.Cemeteries)
	}
	people, short := int64(0), 0.0
	for _, l := range g.Towns {
		people, short = people+l.People, short+l.Short
	}
	if g.Total.Free != 7 || g.Total.People < people || math.Abs(g.Total.Annual-float64(g.Total.People)*.1) > 1e-9 || g.Total.Short < short {
		t.Errorf("total: %+v, of townships %d people and %f", g.Total, people, short)
	}
}

func TestGravesThatCannotBe(t *testing.T) {
	ed := edited(t, func(*edition.Parts) {})
	empty := edited(t, func(p *edition.Parts) { p.People = nil })
	for name, err := range map[string]error{
		"negative rate": second(coverage.AskGraves(ed, coverage.GraveQuestion{RateMille: -1})),
		"no rate":       second(coverage.AskGraves(ed, coverage.GraveQuestion{RateMille: math.NaN()})),
		"1000 years":    second(coverage.AskGraves(ed, coverage.GraveQuestion{Years: 1000})),
		"no people":     second(coverage.AskGraves(empty, coverage.GraveQuestion{})),
		"no tombs":      second(coverage.AskTombs(ed)),
	} {
		if !errors.Is(err, coverage.ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// The real county's key areas, as their rows say: 48 of 48, 61 of 112, 27 of 27, 20 of 75.
func TestTombsOfQingshen(t *testing.T) {
	ed := qingshenZones(t)
	rows := editiontest.Table(t, editiontest.File(t, "qingshen/facilities_expected.csv"))
	for i := range ed.Facilities.List {
		f := &ed.Facilities.List[i]
		for _, r := range rows {
			if r["id"] == f.Ref && r["tombs_total"] != "" {
				total, done := int(editiontest.Count(t, r["tombs_total"])), int(editiontest.Count(t, r["tombs_done"]))
				f.Facts.TombsTotal, f.Facts.TombsDone = &total, &done
			}
			if r["id"] == f.Ref && r["graves_total"] != "" {
				f.Facts = graves(int(editiontest.Count(t, r["graves_total"])), int(editiontest.Count(t, r["graves_used"])), r["served"])
			}
		}
	}
	tombs, err := coverage.AskTombs(ed)
	if err != nil {
		t.Fatal(err)
	}
	if len(tombs.Areas) != 4 || tombs.Settled != (coverage.Ratio{Covered: 156, Of: 262}) {
		t.Errorf("%d areas, %+v", len(tombs.Areas), tombs.Settled)
	}
	for _, a := range tombs.Areas {
		if a.Along == nil || a.Along.Distance > 20_000 || a.Unit < 0 {
			t.Errorf("%s: %+v", ed.Facilities.List[a.Facility].Name, a.Along)
		}
	}
	g, err := coverage.AskGraves(ed, coverage.GraveQuestion{})
	if err != nil {
		t.Fatal(err)
	}
	var sum int64
	for _, l := range g.Villages {
		sum += l.Free
	}
	// 1200-35, 800-0, 600-590 and 450-210; the fourth opens in October.
	if sum != 2215 || g.Total.Free != 2215 || g.Total.Annual != float64(g.Total.People)*7/1000 || len(g.Cemeteries) != 4 {
		t.Errorf("%d free graves, %+v", sum, g.Total)
	}
	for _, c := range g.Cemeteries {
		if len(c.Villages) != 5 || len(c.Unknown) > 0 {
			t.Errorf("%s serves %v, and %v", ed.Facilities.List[c.Facility].Name, c.Villages, c.Unknown)
		}
	}
	t.Logf("%d villages without, %.0f graves short of %.0f", len(g.Without), g.Total.Short, g.Total.Needed)
}
