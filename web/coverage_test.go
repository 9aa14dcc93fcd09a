package web_test

import (
	"bytes"
	"encoding/csv"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

type coverageAnswer struct {
	Edition    map[string]any
	Question   map[string]any
	ID         string `json:"question_id"`
	Definition map[string]string
	Total      struct {
		People map[string]struct {
			Covered, Of int
			Share       float64
		}
		Units map[string]float64
		Area  map[string]float64
	}
	By       []coverageLine
	Unplaced []map[string]any
}

type coverageLine struct {
	Code, Name string
	People     map[string]struct{ Covered, Of int }
	Units      map[string]float64
}

const board500 = `{"kinds":["ELD_COMMUNITY"],"radius_m":500,"people":["all","60+"],"by":"village"}`

func TestCoverage(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	var got coverageAnswer
	s.send("POST", "/v1/coverage", board500).status(http.StatusOK).into(&got)
	// Within 500 m of the one centre in operation stands only g1, at about 150 m.
	if all := got.Total.People["all"]; all.Covered != 100 || all.Of != 657 || all.Share != 0.15221 {
		t.Errorf("all: %+v", all)
	}
	if old := got.Total.People["60+"]; old.Covered != 20 || old.Of != 178 {
		t.Errorf("60+: %+v", old)
	}
	if diff := cmp.Diff(map[string]float64{"having": 2, "served": 1, "of": 5, "share": 0.4}, got.Total.Units); diff != "" {
		t.Error(diff)
	}
	if len(got.By) != 5 || got.By[0].Name != "甲村" || got.By[0].People["all"].Covered != 100 {
		t.Errorf("by village: %+v", got.By)
	}
	sum := 0
	for _, line := range got.By {
		sum += line.People["all"].Of
	}
	if sum != 657 {
		t.Errorf("the villages' people come to %d", sum)
	}
	if len(got.Unplaced) != 1 || got.Unplaced[0]["name"] != "乙村日间照料中心" || got.Unplaced[0]["why"] == "" {
		t.Errorf("unplaced: %v", got.Unplaced)
	}
	if got.Definition["zh"] == "" || got.Definition["en"] == "" || got.Edition["at"] != "2020-11-01" || got.Question["scope"] != "all" {
		t.Errorf("what the figures mean: %+v", got)
	}
}

// A question's name is the same however it is written, and its tiles can be had.
func TestQuestionID(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	ask := func(body string) coverageAnswer {
		var got coverageAnswer
		s.send("POST", "/v1/coverage", body).status(http.StatusOK).into(&got)
		return got
	}
	first := ask(`{"kinds":["ELD_COMMUNITY","CEM_PUBLIC"],"radius_m":500}`)
	same := ask(`{"radius_m":500.0,"kinds":["CEM_PUBLIC","ELD_COMMUNITY","CEM_PUBLIC"],"scope":"all","by":"township"}`)
	other := ask(`{"kinds":["ELD_COMMUNITY"],"radius_m":501}`)
	if first.ID != same.ID || first.ID == other.ID || first.ID == "" {
		t.Errorf("ids %q, %q, %q", first.ID, same.ID, other.ID)
	}
	whatIf := ask(`{"kinds":["ELD_COMMUNITY"],"radius_m":500,"facilities":[[103.805,29.805]]}`)
	if whatIf.Total.People["all"].Covered != 300 {
		t.Errorf("with one more centre: %+v", whatIf.Total.People["all"])
	}
	tile := s.get("/tiles/coverage/14/12916/6769.mvt?question=" + whatIf.ID)
	if tile.StatusCode != 200 || len(tile.body) == 0 {
		t.Errorf("tile of the what-if: %d, %d bytes", tile.StatusCode, len(tile.body))
	}
}

// Covered and gap make the whole, in people and in land.
func TestGaps(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	var answer coverageAnswer
	s.send("POST", "/v1/coverage", board500).into(&answer)
	people, area := 0.0, 0.0
	for _, f := range names(t, s.send("POST", "/v1/gaps", board500)) {
		people += f.Properties["people"].(map[string]any)["all"].(float64)
		area += f.Properties.MustFloat64("area_m2")
	}
	if want := float64(answer.Total.People["all"].Of - answer.Total.People["all"].Covered); people != want {
		t.Errorf("people in gaps %g, want %g", people, want)
	}
	if want := answer.Total.Area["of_m2"] - answer.Total.Area["covered_m2"]; area < want-1 || area > want+1 {
		t.Errorf("land in gaps %g, want %g", area, want)
	}
}

func TestExports(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	question := `,"question":` + board500
	for what, rows := range map[string]int{`"units","level":"village"`: 5, `"facilities"`: 3, `"coverage"` + question: 6, `"gaps"` + question: 5} {
		file := s.send("POST", "/v1/exports", `{"format":"csv","what":`+what+`}`).status(http.StatusOK)
		text, ok := bytes.CutPrefix(file.body, []byte("\ufeff"))
		records, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
		if !ok || err != nil || len(records) != rows+1 {
			t.Errorf("%s: mark %v, %v, %d records:\n%s", what, ok, err, len(records), text)
		}
		for _, cell := range strings.FieldsFunc(string(text), func(r rune) bool { return strings.ContainsRune(",\r\n\"", r) }) {
			if strings.ContainsRune("=+@＝", []rune(cell)[0]) {
				t.Errorf("%s: a spreadsheet takes %q for a formula", what, cell)
			}
		}
		book := s.send("POST", "/v1/exports", `{"format":"xlsx","what":`+what+`}`).status(http.StatusOK)
		if got := rowsOf(t, book.body); len(got) != rows+1 || len(got[1]) == 0 {
			t.Errorf("%s: %d rows in the workbook", what, len(got))
		}
		if got := len(s.send("POST", "/v1/exports", `{"format":"geojson","what":`+what+`}`).status(http.StatusOK).body); got == 0 {
			t.Errorf("%s: no GeoJSON", what)
		}
		if d := file.Header.Get("Content-Disposition"); !strings.Contains(d, "filename*=UTF-8''%E6%A3%8B") {
			t.Errorf("Content-Disposition %q", d)
		}
	}
}

// rowsOf reads a workbook's rows, and demands that no cell is a formula.
func rowsOf(t *testing.T, content []byte) [][]string {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	sheet := f.GetSheetName(0)
	rows, err := f.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	for y := range rows {
		for x := range rows[y] {
			at, _ := excelize.CoordinatesToCellName(x+1, y+1)
			if formula, _ := f.GetCellFormula(sheet, at); formula != "" {
				t.Errorf("%s is the formula %q", at, formula)
			}
		}
	}
	return rows
}

func TestSheet(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	for format, magic := range map[string]string{"pdf": "%PDF-1.", "svg": "<", "png": "\x89PNG"} {
		file := s.send("POST", "/v1/maps", `{"paper":"A4","format":"`+format+`"}`).status(http.StatusOK)
		if !strings.HasPrefix(string(file.body), magic) || file.Header.Get("Content-Disposition") == "" {
			t.Errorf("%s: %q, %v", format, file.body[:min(20, len(file.body))], file.Header)
		}
	}
}
