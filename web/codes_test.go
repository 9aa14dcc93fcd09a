package web_test

import (
	"bytes"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

type codeLine struct {
	Code, Name, Class, Type, Parent string
	To                              *string
	Came, Went                      *struct{ Kind, Title, Document string }
	Reused                          bool
}

type registered struct {
	At       string
	Codes    []codeLine
	Changes  []struct{ From, To, Kind, Day, Document string }
	Findings []struct{ Severity, Rule, Code, Said string }
}

func (r registered) lines() []string {
	var lines []string
	for _, c := range r.Codes {
		line := c.Code + " " + c.Name + " " + c.Class
		if c.Went != nil {
			line += " until " + *c.To + " " + c.Went.Kind + " " + c.Went.Document
		}
		lines = append(lines, line)
	}
	return lines
}

func TestCodes(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	s.send(http.MethodPost, "/v1/changes", boardOrder("2021-01-01", boardMerger)).status(http.StatusOK)
	var now, before, ever registered
	s.get("/v1/codes").status(http.StatusOK).into(&now)
	s.get("/v1/codes?at=2020-12-31").status(http.StatusOK).into(&before)
	s.get("/v1/codes?history=true").status(http.StatusOK).into(&ever)
	if !slices.Contains(now.lines(), "990101100210 和村 village committee") || strings.Contains(fmt.Sprint(now.lines()), "甲村") {
		t.Errorf("now: %q", now.lines())
	}
	if !slices.Contains(before.lines(), "990101100200 甲村 village committee until 2021-01-01 order 某府〔2021〕1号") || before.At != "2020-12-31" {
		t.Errorf("before: %q", before.lines())
	}
	if len(ever.Codes) != len(before.Codes)+2 || !slices.Contains(ever.lines(), "990101101001 旧村 community until 2020-01-01 divisions ") { // 和村, and 旧村 of the first list
		t.Errorf("ever: %q", ever.lines())
	}
	var kinds []string
	for _, c := range ever.Changes {
		kinds = append(kinds, c.Kind+" "+c.From+">"+c.To+" "+c.Document)
	}
	kinds = kinds[max(0, len(kinds)-2):] // what the two first lists suggest stands before
	want := []string{"merge 990101100200>990101100210 某府〔2021〕1号", "merge 990101100201>990101100210 某府〔2021〕1号"}
	if !slices.Equal(kinds, want) || now.Changes != nil {
		t.Errorf("changes %+v", ever.Changes)
	}
	noted := false
	for _, f := range now.Findings {
		noted = noted || f.Rule == "code_skipped" && f.Code == "990101100" && strings.Contains(f.Said, "顺序号")
	}
	if !noted {
		t.Errorf("findings %+v", now.Findings)
	}
	s.get("/v1/codes?county=110101").problem(http.StatusNotFound)
	s.get("/v1/codes?at=2020").problem(http.StatusBadRequest)
}

func TestCodesAreProposed(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	var advice struct {
		Type      string
		Class     [2]int
		Proposals []struct{ Code, Reason string }
		Free      []string
		Former    []struct{ Code, Name string }
	}
	s.send(http.MethodPost, "/v1/changes", boardOrder("2021-01-01", boardMerger)).status(http.StatusOK)
	s.get("/v1/codes/proposals?parent=990101100&type=村&count=2").status(http.StatusOK).into(&advice)
	if len(advice.Proposals) != 2 || advice.Proposals[0].Code != "990101100211" || !strings.Contains(advice.Proposals[0].Reason, "210（和村）") || advice.Proposals[1].Code != "990101100212" {
		t.Errorf("proposals %+v", advice.Proposals)
	}
	if len(advice.Free) != 197 || advice.Free[0] != "990101100202" || len(advice.Former) != 2 || advice.Former[0].Name != "甲村" || advice.Type != "村" || advice.Class != [2]int{200, 399} {
		t.Errorf("advice %+v", advice)
	}
	for query, status := range map[string]int{
		"parent=990101100": http.StatusBadRequest, "parent=99010110&type=村": http.StatusBadRequest, "parent=990101100&type=镇": http.StatusUnprocessableEntity,
		"parent=990101199&type=村": http.StatusUnprocessableEntity, "parent=990101100&type=村&count=0": http.StatusBadRequest,
	} {
		s.get("/v1/codes/proposals?" + query).problem(status)
	}
}

func TestCodeTableIsAWorkbook(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	s.send(http.MethodPost, "/v1/changes", boardOrder("2021-01-01", boardMerger)).status(http.StatusOK)
	a := s.send(http.MethodPost, "/v1/exports", `{"what": "codes", "format": "xlsx"}`).status(http.StatusOK)
	book, err := excelize.OpenReader(bytes.NewReader(a.body))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	if diff := cmp.Diff([]string{"现行代码", "变更对照", "历史"}, book.GetSheetList()); diff != "" {
		t.Errorf("sheets (-want +got)\n%s", diff)
	}
	for sheet, want := range map[string][]string{
		"现行代码": {"2", "990101100", "西镇", "", "镇", "990101", "棋盘县"},
		"变更对照": {"1", "990101100200", "甲村", "990101100210", "和村", "合并", "2021-01-01", "某府〔2021〕1号 板上调整"},
	} {
		rows, err := book.GetRows(sheet)
		if err != nil || len(rows) < 3 {
			t.Fatalf("%s: %v %v", sheet, rows, err)
		}
		want := append([]string{want[0]}, want[1:]...)
		row := slices.IndexFunc(rows, func(r []string) bool { return r[1] == want[1] })
		want[0] = fmt.Sprint(row)
		if diff := cmp.Diff(want, rows[row]); diff != "" {
			t.Errorf("%s (-want +got)\n%s", sheet, diff)
		}
	}
	if kind, err := book.GetCellType("现行代码", "B3"); err != nil || kind != excelize.CellTypeInlineString && kind != excelize.CellTypeSharedString {
		t.Errorf("a code is stored as %v, %v", kind, err)
	}
	if s.send(http.MethodPost, "/v1/exports", `{"what": "codes", "format": "csv"}`).status(http.StatusOK); !strings.Contains(a.Header.Get("Content-Disposition"), "attachment") {
		t.Errorf("headers %v", a.Header)
	}
	s.send(http.MethodPost, "/v1/exports", `{"what": "codes", "format": "geojson"}`).problem(http.StatusUnprocessableEntity)
}
