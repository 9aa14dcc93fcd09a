package web_test

import (
	"bytes"
	"encoding/csv"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

const workbookKind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

func TestSitingAsTables(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	var answer sitingAnswer
	s.send("POST", "/v1/siting", siting500).status(http.StatusOK).into(&answer)
	byFormat := strings.TrimSuffix(siting500, "}") + `,"format":"csv"}`
	for _, file := range [][]byte{
		s.send("POST", "/v1/siting?lang=en", siting500, "Accept", "text/csv").status(http.StatusOK).body,
		s.send("POST", "/v1/siting?lang=en", byFormat).status(http.StatusOK).body,
	} {
		rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(file, []byte("\ufeff")))).ReadAll()
		if err != nil || len(rows) != 2 {
			t.Fatalf("%v %q", err, rows)
		}
		for column, want := range map[string]string{"rank": "1", "people newly reached": "300", "people covered before": "100", "people covered": "400", "people": "657", "bound": "400", "gap": "0", "proven": "yes", "question_id": answer.ID, "definition": answer.Definition["en"]} {
			if got := rows[1][slices.Index(rows[0], column)]; got != want {
				t.Errorf("%s: %q, want %q", column, got, want)
			}
		}
	}
	file := s.send("POST", "/v1/siting?lang=zh-CN", `{"kinds":["ELD_COMMUNITY"],"radius_m":500,"count":1,"curve":true,"candidates":[[110,20],[103.805,29.805]]}`, "Accept", workbookKind).status(http.StatusOK)
	if id := file.Header.Get("Xiantu-Input-Hash"); len(id) != 20 || !strings.Contains(file.Header.Get("Content-Disposition"), "-sites.xlsx") {
		t.Errorf("%v", file.Header)
	}
	book, err := excelize.OpenReader(bytes.NewReader(file.body))
	if err != nil {
		t.Fatal(err)
	}
	if got := book.GetSheetList(); !slices.Equal(got, []string{"选址", "乡镇", "覆盖曲线", "不可用的备选点", "说明"}) {
		t.Errorf("sheets %v", got)
	}
	if why, err := book.GetCellValue("不可用的备选点", "C2"); why != "在县外" {
		t.Errorf("%q %v", why, err)
	}
	if said, err := book.GetCellValue("说明", "B10"); !strings.Contains(said, "新增1处") {
		t.Errorf("%q %v", said, err)
	}
	none := s.send("POST", "/v1/siting?lang=en", `{"kinds":["ELD_COMMUNITY"],"radius_m":60000,"objective":"all-covered","format":"csv"}`).status(http.StatusOK)
	if rows, err := csv.NewReader(bytes.NewReader(none.body)).ReadAll(); err != nil || len(rows) != 2 || !slices.Contains(rows[1], "yes") {
		t.Errorf("%v %q", err, rows)
	}
}

func TestSitingByKind(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	var one, two sitingAnswer
	s.send("POST", "/v1/siting", `{"kinds":["ELD_COMMUNITY","ELD_HOME"],"radii_m":{"ELD_COMMUNITY":500,"ELD_HOME":1},"new_kind":"ELD_COMMUNITY","count":1,"candidates":"groups"}`).status(http.StatusOK).into(&one)
	s.send("POST", "/v1/siting", `{"kinds":["ELD_COMMUNITY"],"standards":true,"count":1,"candidates":"groups"}`).status(http.StatusOK).into(&two)
	if !one.Proven || one.After.Covered != 400 || !strings.Contains(one.Definition["en"], "within its kind's radius") || !two.Proven {
		t.Errorf("%+v %+v", one, two)
	}
	for body, says := range map[string]string{
		`{"kinds":["ELD_COMMUNITY","ELD_HOME"],"radii_m":{"ELD_COMMUNITY":500,"ELD_HOME":1},"count":1}`: "of which kind",
		`{"kinds":["ELD_COMMUNITY"],"radius_m":500,"new_kind":"ELD_HOME","count":1}`:                    "not asked for",
		`{"kinds":["ELD_COMMUNITY"],"radii_m":{"ELD_COMMUNITY":-3},"count":1}`:                          "not a radius",
	} {
		if a := s.send("POST", "/v1/siting?lang=en", body).status(http.StatusUnprocessableEntity); !strings.Contains(string(a.body), says) {
			t.Errorf("%s: %s", body, a.body)
		}
	}
}
