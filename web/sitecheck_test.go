package web_test

import (
	"bytes"
	"fmt"
	"math"
	"net/http"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/xuri/excelize/v2"

	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/facilities"
)

// zonedBoard is the board with a river from west to east along its middle, lat 29.81.
func zonedBoard(t testing.TB) *service {
	s := newBoard(t)
	s.commit(edition.Write{Author: "test", Title: "zones", Zones: []edition.ZoneSet{{County: boardCounty, Source: "zones", List: []edition.Zone{
		{ID: "r", Kind: "river", Name: "河", Setback: 200, Article: "四川省公墓管理条例第六条", Shape: orb.LineString{{103.79, 29.81}, {103.83, 29.81}}},
		{ID: "a", Kind: "arable", Name: "=耕地", Article: "殡葬管理条例第十条（一）", Shape: orb.Polygon{rectangle(103.801, 29.815, 103.803, 29.817)[0]}},
	}}}})
	return s
}

type site struct {
	Lon, Lat           float64
	Unit               string
	Outside, Forbidden bool
	Zones, Nearest     []struct {
		Kind, Name, Article string
		Distance            float64 `json:"distance_m"`
		Setback             float64 `json:"setback_m"`
	}
}

func TestSitecheck(t *testing.T) {
	t.Parallel()
	s := zonedBoard(t)
	points := `"points":[[103.805,29.8118],[103.802,29.816],[103.808,29.818],[103.9,29.9]]`
	var sites []site
	a := s.send("POST", "/v1/sitecheck", "{"+points+`,"nearest":1}`).status(http.StatusOK).into(&sites)
	if len(sites) != 4 || a.Header.Get("Xiantu-Input-Hash") == "" || a.Header.Get("Content-Disposition") != "" {
		t.Fatalf("%+v, %v", sites, a.Header)
	}
	if z := sites[0]; !z.Forbidden || len(z.Zones) != 1 || z.Zones[0].Kind != "river" || math.Abs(z.Zones[0].Distance-199.5) > 1 || z.Zones[0].Setback != 200 || z.Zones[0].Article != "四川省公墓管理条例第六条" || z.Unit != "990101100200" {
		t.Errorf("in the strip: %+v", z)
	}
	if z := sites[1]; !z.Forbidden || z.Zones[0].Kind != "arable" || z.Zones[0].Distance != 0 {
		t.Errorf("in arable land: %+v", z)
	}
	if z := sites[2]; z.Forbidden || z.Zones == nil || len(z.Zones) != 0 || len(z.Nearest) != 1 {
		t.Errorf("free: %+v", z)
	}
	if z := sites[3]; !z.Outside || !z.Forbidden || len(z.Zones) != 0 {
		t.Errorf("outside: %+v", z)
	}
	var other []site
	s.send("POST", "/v1/sitecheck", "{"+points+`,"setbacks_m":{"river":100}}`).status(http.StatusOK).into(&other)
	if other[0].Forbidden {
		t.Errorf("with a narrower strip: %+v", other[0])
	}
	var report struct {
		Count, Forbidden int
		Hash             string `json:"input_hash"`
		Edition          map[string]any
		Definition       map[string]string
	}
	s.send("POST", "/v1/sitecheck", "{"+points+`,"format":"report"}`).status(http.StatusOK).into(&report)
	if report.Count != 4 || report.Forbidden != 3 || report.Hash == "" || report.Edition["county"] != "990101" || !strings.Contains(report.Definition["zh"], "河流 200") {
		t.Errorf("%+v", report)
	}
	file := s.send("POST", "/v1/sitecheck", "{"+points+`,"format":"xlsx"}`).status(http.StatusOK)
	book, err := excelize.OpenReader(bytes.NewReader(file.body))
	if err != nil {
		t.Fatal(err)
	}
	if rows, err := book.GetRows("选址判断"); err != nil || len(rows) != 5 || rows[2][7] != "=耕地" {
		t.Errorf("%v, %v", rows, err)
	}
	if text := string(s.send("POST", "/v1/sitecheck", "{"+points+`,"format":"csv"}`).status(http.StatusOK).body); !strings.Contains(text, "'=耕地") {
		t.Errorf("%s", text)
	}
	checkFeatures(t, s.send("POST", "/v1/sitecheck", "{"+points+`,"format":"geojson"}`).status(http.StatusOK), 4)
}

func checkFeatures(t *testing.T, a answer, want int) {
	t.Helper()
	var c struct{ Features []map[string]any }
	if a.into(&c); len(c.Features) != want {
		t.Errorf("%d features, want %d", len(c.Features), want)
	}
}

func TestSitecheckRefusals(t *testing.T) {
	t.Parallel()
	bare, s := newBoard(t), zonedBoard(t)
	if p := bare.send("POST", "/v1/sitecheck", `{"points":[[103.8,29.8]]}`).problem(http.StatusUnprocessableEntity); !strings.Contains(p.Detail, "尚未导入禁建区") {
		t.Errorf("without zones: %s", p.Detail)
	}
	many := strings.Repeat("[103.8,29.8],", 10_001)
	for name, body := range map[string]string{
		"no points": `{"points":[]}`, "metres": `{"points":[[388521,3301993]]}`, "swapped": `{"points":[[29.8,103.8]]}`, "too many": `{"points":[` + many[:len(many)-1] + `]}`,
		"unknown kind": `{"points":[[103.8,29.8]],"setbacks_m":{"moon":5}}`, "negative": `{"points":[[103.8,29.8]],"setbacks_m":{"river":-5}}`,
	} {
		if p := s.send("POST", "/v1/sitecheck", body).problem(http.StatusUnprocessableEntity); p.Detail == "" {
			t.Errorf("%s: %+v", name, p)
		}
	}
	s.send("POST", "/v1/sitecheck/grid", `{"grid_m":1}`).problem(http.StatusUnprocessableEntity)
	s.send("POST", "/v1/sitecheck/grid", `{"grid_m":100,"unit":"990101999"}`).problem(http.StatusUnprocessableEntity)
	s.get("/v1/freeland?setbacks_m=river").problem(http.StatusBadRequest)
	s.get("/v1/freeland?unit=x").problem(http.StatusBadRequest)
	s.get("/v1/cemeteries/need?years=1000").problem(http.StatusUnprocessableEntity)
	s.get("/v1/cemeteries/tombs").problem(http.StatusUnprocessableEntity)
	s.send("POST", "/v1/coverage/compare", `{"question":`+board500+`}`).problem(http.StatusUnprocessableEntity)
	s.send("POST", "/v1/coverage/compare", `{"from":"2020-06-01","to":"2019-06-01","question":`+board500+`}`).problem(http.StatusUnprocessableEntity)
}

// The grid counts what the free land's polygons cover, and those add up to the county.
func TestFreeland(t *testing.T) {
	t.Parallel()
	s := zonedBoard(t)
	var grid struct {
		Count, Free, Forbidden int
		Share                  float64 `json:"free_share"`
		ByKind                 []struct {
			Kind   string
			Places int
		} `json:"by_kind"`
		Sites []site
	}
	s.send("POST", "/v1/sitecheck/grid", `{"grid_m":50}`).status(http.StatusOK).into(&grid)
	if grid.Count != grid.Free+grid.Forbidden || len(grid.Sites) != grid.Count || len(grid.ByKind) != 2 {
		t.Errorf("%+v", grid.ByKind)
	}
	var land struct {
		Hash     string `json:"input_hash"`
		Features []struct {
			Properties struct {
				Unit  string
				Area  float64 `json:"area_m2"`
				Taken float64 `json:"forbidden_m2"`
				Of    float64 `json:"of_m2"`
				Share float64
			}
		}
	}
	for _, by := range []string{"county", "township", "village"} {
		s.get("/v1/freeland?by=" + by).status(http.StatusOK).into(&land)
		sum, of := 0.0, 0.0
		for _, f := range land.Features {
			p := f.Properties
			sum, of = sum+p.Area, of+p.Of
			if math.Abs(p.Area+p.Taken-p.Of) > 0.02 {
				t.Errorf("%+v does not add up", p)
			}
		}
		if want := map[string]int{"county": 1, "township": 2, "village": 5}[by]; len(land.Features) != want || math.Abs(sum/of-grid.Share) > 0.01 {
			t.Errorf("by %s: %d features, %.4f free, the grid says %.4f", by, len(land.Features), sum/of, grid.Share)
		}
	}
	first := land.Hash
	posted := s.send("POST", "/v1/freeland", `{"by":"village"}`).status(http.StatusOK).into(&land)
	if land.Hash != first || posted.Header.Get("Content-Type") != "application/geo+json" {
		t.Errorf("the same question has the hashes %s and %s", first, land.Hash)
	}
	s.get("/v1/freeland?setbacks_m=river:400&unit=990101100").status(http.StatusOK).into(&land)
	if len(land.Features) != 1 || land.Features[0].Properties.Unit != "990101100" || land.Hash == first {
		t.Errorf("%+v", land)
	}
	for _, format := range []string{"csv", "xlsx"} {
		if a := s.get("/v1/freeland?format=" + format).status(http.StatusOK); !strings.Contains(a.Header.Get("Content-Disposition"), "."+format) {
			t.Errorf("%v", a.Header)
		}
	}
}

func TestGraveNeed(t *testing.T) {
	t.Parallel()
	s := zonedBoard(t)
	total, used, tombs, done := 50, 8, 30, 12
	s.commit(edition.Write{Author: "test", Title: "cemeteries", Facilities: []edition.FacilitySet{{County: boardCounty, Put: []facilities.Facility{
		{Kind: "CEM_PUBLIC", Name: "甲村公墓", Place: &orb.Point{103.808, 29.818}, Source: facilities.ByPoint, State: facilities.Operating, Facts: facilities.Facts{GravesTotal: &total, GravesUsed: &used, Served: "甲村、乙村"}},
		{Kind: "TOMB_KEYAREA", Name: "河边", Place: &orb.Point{103.808, 29.811}, Source: facilities.ByPoint, State: facilities.Remediating, Facts: facilities.Facts{TombsTotal: &tombs, TombsDone: &done}},
	}}}})
	var need struct {
		Total    struct{ People, Free int64 }
		Villages []struct {
			Code          string
			People, Free  int64
			Needed, Short float64
		}
		Without []string
	}
	s.get("/v1/cemeteries/need?years=20").status(http.StatusOK).into(&need)
	if need.Total.Free != 42 || need.Total.People != 657 || len(need.Without) != 3 || len(need.Villages) != 5 {
		t.Errorf("%+v", need)
	}
	for _, v := range need.Villages {
		if want := float64(v.People) * 7 * 20 / 1000; math.Abs(v.Needed-want) > 1e-3 || math.Abs(v.Short-(want-float64(v.Free))) > 1e-3 {
			t.Errorf("%+v", v)
		}
	}
	s.get("/v1/cemeteries/need?format=xlsx").status(http.StatusOK)
	var progress struct {
		Settled struct{ Covered, Of int64 }
		Areas   []map[string]any
	}
	s.get("/v1/cemeteries/tombs").status(http.StatusOK).into(&progress)
	if progress.Settled.Covered != 12 || progress.Settled.Of != 30 || len(progress.Areas) != 1 {
		t.Errorf("%+v", progress)
	}
}

// From 2019 to 2020 nothing changed but a name; with a plan that merges two villages the share
// changes by the merger alone. Effects add up as they are written.
func TestCompareCoverage(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	type shares struct {
		Cause       string
		Units, Area float64
		People      map[string]float64
	}
	type comparison struct {
		Before, After struct {
			Total struct {
				Units struct{ Having, Of, Share float64 }
			}
		}
		Change  shares
		Effects []shares
		Moved   []map[string]any
		Units   []struct {
			Code string
			From []struct {
				Code   string
				Having bool
				Moved  int64 `json:"people_moved"`
			}
		}
		Said map[string]string
	}
	var got comparison
	s.send("POST", "/v1/coverage/compare", `{"from":"2019-06-01","to":"2020-06-01","question":`+board500+`}`).status(http.StatusOK).into(&got)
	if got.Change.Units != 0 || len(got.Moved) != 0 || len(got.Units) != 5 || got.Said["zh"] == "" {
		t.Errorf("%+v", got)
	}
	order := `{"county":"990101","title":"并村","document":"1号","approved":"2020-11-01","effective":"2021-01-01","changes":[{"kind":"merge","from":["990101100200","990101100201"],"into":{"code":"990101100202","name":"甲乙村","type":"村"}}]}`
	var plan struct{ ID int64 }
	s.send("POST", "/v1/plans", `{"name":"并村","orders":[`+order+`]}`).status(http.StatusCreated).into(&plan)
	s.send("POST", "/v1/coverage/compare", fmt.Sprintf(`{"plan":%d,"question":%s}`, plan.ID, board500)).status(http.StatusOK).into(&got)
	if b, a := got.Before.Total.Units, got.After.Total.Units; b.Having != 2 || b.Of != 5 || a.Having != 1 || a.Of != 4 {
		t.Errorf("%+v, then %+v", b, a)
	}
	sum := 0.0
	for _, e := range got.Effects {
		sum += e.Units
		if want := map[string]float64{"denominator": .1, "units": -.25}[e.Cause]; math.Abs(e.Units-want) > 1e-9 || e.People["all"] != 0 {
			t.Errorf("%+v, want %f", e, want)
		}
	}
	if math.Abs(sum-got.Change.Units) > 1e-9 {
		t.Errorf("effects of %f, change %f", sum, got.Change.Units)
	}
	for _, u := range got.Units {
		if u.Code == "990101100202" && (len(u.From) != 2 || u.From[0].Moved+u.From[1].Moved != 300 || !u.From[0].Having || !u.From[1].Having) {
			t.Errorf("%+v", u)
		}
	}
	if a := s.send("POST", "/v1/coverage/compare", fmt.Sprintf(`{"plan":%d,"question":%s,"format":"xlsx"}`, plan.ID, board500)).status(http.StatusOK); a.Header.Get("Content-Disposition") == "" {
		t.Errorf("%v", a.Header)
	}
}
