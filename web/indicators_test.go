package web_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

type indicatorAnswer struct {
	Code, Name, Day, Op    string
	Input                  string `json:"input_hash"`
	Year                   int
	Numerator, Denominator *int64
	Share, Pct, Target     *float64
	Met                    *bool
	Missing                *int64
	Definition             map[string]string
	Units                  []struct {
		Code, Name             string
		Facility               int64
		Numerator, Denominator int64
	}
	Gap     []string
	By      []struct{ Numerator, Denominator int64 }
	Edition map[string]any
}

func indicatorsOn(s *service, query string) map[string]indicatorAnswer {
	var list []indicatorAnswer
	s.get("/v1/indicators?" + query).status(http.StatusOK).into(&list)
	by := map[string]indicatorAnswer{}
	for _, i := range list {
		by[i.Code] = i
	}
	return by
}

func TestIndicators(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	all := indicatorsOn(s, "year=2020")
	got := all["COMM_SERVICE_COVERAGE"]
	if len(all) < 35 || got.Numerator == nil || *got.Numerator != 0 || *got.Denominator != 5 || len(got.Gap) != 5 || len(got.Units) != 5 || got.Day != "2020-12-31" || got.Target != nil || got.Met != nil {
		t.Errorf("%d indicators, %+v", len(all), got)
	}
	if station := all["STATION_COVERAGE"]; *station.Target != 90 || station.Op != ">=" || *station.Met || *station.Missing != 5-*station.Numerator || station.Definition["zh"] == "" || station.Definition["en"] == "" || station.Edition["county"] == "" {
		t.Errorf("%+v", station)
	}
	for format, starts := range map[string]string{"csv": "\ufeff代码,指标", "xlsx": "PK"} {
		if body := s.get("/v1/indicators?year=2020&lang=zh-CN&format=" + format).status(http.StatusOK).body; !strings.HasPrefix(string(body), starts) {
			t.Errorf("%s begins %.20q", format, body)
		}
	}
	s.get("/v1/indicators?year=12").problem(http.StatusBadRequest)
}

// A bureau takes the table, changes it and gives it back; every bad cell is named.
func TestIndicatorDefinitions(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	table := string(s.get("/v1/indicators/definitions").status(http.StatusOK).body)
	put := func(query, table string) answer {
		return s.do(http.MethodPut, "/v1/indicators/definitions?"+query, strings.NewReader(table), "Content-Type", "text/csv")
	}
	p := put("", table+"bad,,,,frob(),,,,,\n").problem(http.StatusUnprocessableEntity)
	if len(p.Errors) != 3 || !strings.HasPrefix(p.Errors[0].Message, "指标表第 ") {
		t.Errorf("%+v", p)
	}
	put("from=2020-09-01", strings.Replace(table, "percent,90,2020", "percent,20,2020", 1)+"MINE,自定,,,units(),,,5,,\n").status(http.StatusOK)
	before, after := indicatorsOn(s, "at=2020-08-31"), indicatorsOn(s, "at=2020-09-01")
	if *before["STATION_COVERAGE"].Target != 90 || *after["STATION_COVERAGE"].Target != 20 || before["MINE"].Numerator != nil || !*after["MINE"].Met {
		t.Errorf("before %+v, after %+v %+v", before["STATION_COVERAGE"], after["STATION_COVERAGE"], after["MINE"])
	}
	s.do(http.MethodDelete, "/v1/indicators/definitions?from=2020-09-01", nil).status(http.StatusOK)
	if again := indicatorsOn(s, "at=2020-09-01"); again["MINE"].Numerator != nil {
		t.Error("the built-in table does not hold again")
	}
}

func TestStatistics(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	var list struct {
		Figures []struct {
			Unit, Key, Day string
			Value          int64
		}
	}
	county := boardCounty.String()
	s.send("POST", "/v1/statistics", `{"figures":[{"unit":"`+county+`","key":"deaths","year":2020,"value":50},{"unit":"`+county+`","key":"cremated","year":2020,"value":48}]}`).status(http.StatusOK).into(&list)
	if len(list.Figures) != 2 || list.Figures[0].Day != "2020-12-31" {
		t.Errorf("%+v", list)
	}
	first := indicatorsOn(s, "year=2020")["CREMATION"]
	if *first.Numerator != 48 || *first.Pct != 96 || !*first.Met || *first.Missing != 0 {
		t.Errorf("%+v", first)
	}
	s.do(http.MethodPost, "/v1/statistics/file?year=2020", strings.NewReader("单位,火化人数\n全县,47\n"), "Content-Type", "application/octet-stream").status(http.StatusOK)
	if now := indicatorsOn(s, "year=2020")["CREMATION"]; *now.Numerator != 47 || *now.Met || *now.Missing != 1 || now.Input == first.Input {
		t.Errorf("after the table: %+v", now)
	}
	p := s.do(http.MethodPost, "/v1/statistics/file?year=2020", strings.NewReader("单位,火化人数\n某处,47\n全县,若干\n"), "Content-Type", "application/octet-stream").problem(http.StatusUnprocessableEntity)
	if len(p.Errors) != 2 || !strings.HasPrefix(p.Errors[0].Message, "第 2 行") {
		t.Errorf("%+v", p)
	}
	s.send("POST", "/v1/statistics", `{"figures":[{"unit":"`+county+`","key":"cremated","year":2020,"value":null}]}`).status(http.StatusOK)
	if gone := indicatorsOn(s, "year=2020")["CREMATION"]; gone.Numerator != nil || gone.Met != nil {
		t.Errorf("taken away: %+v", gone)
	}
	for _, bad := range []string{`{"unit":"999999","key":"deaths","year":2020,"value":1}`, `{"key":"deaths","year":2020,"value":1}`, `{"unit":"` + county + `","key":"X","year":2020,"value":1}`, `{"unit":"` + county + `","key":"deaths","value":1}`, `{"unit":"` + county + `","key":"deaths","year":2020,"value":-1}`} {
		s.send("POST", "/v1/statistics", `{"figures":[`+bad+`]}`).problem(http.StatusUnprocessableEntity)
	}
}

func TestAccess(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	var got struct {
		Question   map[string]any
		Definition map[string]string
		Total      struct{ Supply, Mean float64 }
		By         []struct{ Supply float64 }
		Groups     []struct{ Access float64 }
		Sources    []struct{ Supply, Demand, Ratio float64 }
		Unplaced   []map[string]any
		Hash       string `json:"input_hash"`
	}
	s.send("POST", "/v1/access", `{"kinds":["ELD_COMMUNITY"],"radius_m":3000,"supply":"facilities","decay":{"kind":"gaussian"},"people":"60+","by":"village","groups":true}`).status(http.StatusOK).into(&got)
	sum := 0.0
	for _, l := range got.By {
		sum += l.Supply
	}
	if len(got.Sources) != 1 || got.Total.Supply < 0.999999 || got.Total.Supply > 1.000001 || sum > 1.000001 || len(got.Groups) == 0 || len(got.Unplaced) != 1 || got.Hash == "" || got.Definition["zh"] == "" || got.Question["people"] != "60+" {
		t.Errorf("%+v", got)
	}
	p := s.send("POST", "/v1/access", `{"kinds":["ELD_COMMUNITY"],"radius_m":0,"people":"70+"}`).problem(http.StatusUnprocessableEntity)
	if len(p.Errors) != 2 {
		t.Errorf("%+v", p)
	}
}

// The workbook has the units behind every number, what is short, and the townships' part.
func TestIndicatorWorkbook(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	book, err := excelize.OpenReader(bytes.NewReader(s.get("/v1/indicators?year=2020&lang=zh-CN&format=xlsx").status(http.StatusOK).body))
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{"指标", "名单", "缺口", "分乡镇", "说明"}, book.GetSheetList()); d != "" {
		t.Error(d)
	}
	short := 0
	rows, _ := book.GetRows("缺口")
	for _, row := range rows {
		if row[0] == "COMM_SERVICE_COVERAGE" {
			short++
		}
	}
	if townships, _ := book.GetRows("分乡镇"); short != 5 || len(townships) < 35 {
		t.Errorf("%d short of a community centre, %d rows by township", short, len(townships))
	}
}

// An answer as files, with a site assumed and a facility gone; the workbook says what it was
// asked and what its figures mean.
func TestAccessFiles(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	ask := func(format string) []byte {
		return s.send("POST", "/v1/access?lang=zh-CN", `{"kinds":["ELD_COMMUNITY"],"radius_m":3000,"supply":"facilities","people":"60+","by":"village","groups":true,"format":"`+format+`",
			"add":[{"kind":"ELD_COMMUNITY","lon":103.84,"lat":29.84}]}`).status(http.StatusOK).body
	}
	text := string(ask("csv"))
	if !strings.HasPrefix(text, "\ufeff代码,名称,人口 60+,每千人设施（平均）") || strings.Count(text, "\n") != 7 {
		t.Errorf("csv: %s", text)
	}
	var features struct {
		Features []struct{ Properties struct{ Mean *float64 } }
		Hash     string `json:"input_hash"`
	}
	if err := json.Unmarshal(ask("geojson"), &features); err != nil || len(features.Features) != 5 || features.Features[0].Properties.Mean == nil {
		t.Errorf("%v, %+v", err, features)
	}
	book, err := excelize.OpenReader(bytes.NewReader(ask("xlsx")))
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{"可达性", "供给", "小组", "未计入", "说明"}, book.GetSheetList()); d != "" {
		t.Error(d)
	}
	if hash, _ := book.GetCellValue("说明", "B3"); hash != features.Hash {
		t.Errorf("input hash %q, elsewhere %q", hash, features.Hash)
	}
	if assumed, _ := book.GetCellValue("供给", "B3"); assumed != "假设设施1" {
		t.Errorf("the second source is %q", assumed)
	}
	if kind, _ := book.GetCellType("可达性", "D2"); kind == excelize.CellTypeSharedString || kind == excelize.CellTypeInlineString {
		t.Errorf("a figure is of type %v", kind)
	}
}
