package web_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"github.com/xuri/excelize/v2"

	"github.com/xiantu/xiantu/civil"
)

// newFittedBoard is the board whose towns have a vertex wherever their villages meet, as
// divisions that were cleaned have.
func newFittedBoard(t *testing.T) *service {
	t.Helper()
	s := newService(t)
	town := func(west, east float64) orb.MultiPolygon {
		return orb.MultiPolygon{{{{west, 29.8}, {east, 29.8}, {east, 29.81}, {east, 29.82}, {west, 29.82}, {west, 29.81}, {west, 29.8}}}}
	}
	w := boardWrite(civil.Date(2019, 1, 1), "丁社区")
	w.Snapshots[0].Units[0].Shape, w.Snapshots[0].Units[1].Shape = town(103.8, 103.81), town(103.81, 103.82)
	s.commit(w)
	return s
}

// border is what tests read of a border's properties.
type border struct {
	ID, Number, Name, Level, State, Neighbour string
	Left                                      struct{ Code, Name string }
	Right                                     *struct{ Code, Name string }
	Carriers                                  []string
	Length                                    float64 `json:"length_m"`
	Markers                                   []struct{ Number string }
	Stretches                                 []struct {
		State, Carrier string
		Length         float64 `json:"length_m"`
	}
}

func borders(t *testing.T, a answer) map[string]border {
	t.Helper()
	var fc struct {
		Features []struct {
			ID         string
			Geometry   struct{ Type string }
			Properties border
		}
	}
	a.status(http.StatusOK).into(&fc)
	list := map[string]border{}
	for _, f := range fc.Features {
		if f.ID != f.Properties.ID || !strings.HasSuffix(f.Geometry.Type, "LineString") {
			t.Errorf("feature %s of type %s", f.ID, f.Geometry.Type)
		}
		if _, twice := list[f.Properties.Name]; twice {
			t.Errorf("%s stands twice", f.Properties.Name)
		}
		list[f.Properties.Name] = f.Properties
	}
	return list
}

func TestListBorders(t *testing.T) {
	t.Parallel()
	s := newFittedBoard(t)
	all := borders(t, s.get("/v1/borders"))
	want := map[string]string{"棋盘县—界外": "county", "西镇—东镇": "township", "甲村—乙村": "village", "丁社区—丙村": "village", "丁社区—飞地村": "village"}
	got := map[string]string{}
	for name, b := range all {
		got[name] = b.Level
		if b.State != "草拟" || b.Number != "" || b.Length <= 0 {
			t.Errorf("%s: %+v", name, b)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("borders (-want +got):\n%s", diff)
	}
	for query, n := range map[string]int{"?level=village": 3, "?unit=990101100": 1, "?number=1": 0, "?at=2019-06-01": 5} {
		if got := len(borders(t, s.get("/v1/borders"+query))); got != n {
			t.Errorf("%s: %d borders, want %d", query, got, n)
		}
	}
	s.get("/v1/borders?level=street").problem(http.StatusBadRequest)
	s.get("/v1/borders/7-8").problem(http.StatusNotFound)
}

// A border is recorded, one stretch of it otherwise, refused to whoever saw an older
// version; the day before it was nothing.
func TestRecordBorder(t *testing.T) {
	t.Parallel()
	s := newFittedBoard(t)
	var done struct {
		Edition struct{ Version int64 }
		Border  border
	}
	body := `{"between": ["990101101", "990101100"], "from": "2020-02-01", "number": "9901-01", "state": "勘定", "carrier": "河流", "documents": [{"title": "协议书", "number": "1号", "day": "2019-12-01"}],
		"markers": [{"number": "1", "kind": "单立", "lon": 103.81, "lat": 29.82, "material": "花岗岩", "day": "2019-11-01"}, {"number": "2", "lon": 103.81, "lat": 29.8}]}`
	a := s.send("POST", "/v1/borders", body).status(http.StatusCreated).into(&done)
	if at := "/v1/borders/" + done.Border.ID; !strings.HasPrefix(a.Header.Get("Location"), at) || done.Border.Number != "9901-01" || len(done.Border.Markers) != 2 {
		t.Errorf("recorded %+v at %s", done.Border, a.Header.Get("Location"))
	}
	path := "/v1/borders/" + done.Border.ID
	version := done.Edition.Version
	s.send("PATCH", path, `{"from": "2020-03-01", "carrier": "道路", "stretch": [[103.81, 29.81], [103.81, 29.8]]}`, "If-Match", fmt.Sprint(version-1)).problem(http.StatusPreconditionFailed)
	s.send("PATCH", path, `{"from": "2020-03-01", "carrier": "道路", "stretch": [[103.81, 29.81], [103.81, 29.8]]}`, "If-Match", fmt.Sprint(version)).status(http.StatusOK).into(&done)
	if len(done.Border.Stretches) != 2 || !cmp.Equal(done.Border.Carriers, []string{"道路", "河流"}) {
		t.Errorf("with a road along one half: %+v", done.Border)
	}
	for at, n := range map[string]int{"2020-01-31": 1, "2020-02-28": 1, "2020-03-01": 2} {
		if got := borders(t, s.get("/v1/borders?at="+at))["西镇—东镇"]; len(got.Stretches) != n || (got.Number == "") != (at == "2020-01-31") {
			t.Errorf("on %s: %+v", at, got)
		}
	}
	again := borders(t, s.get("/v1/borders"))["西镇—东镇"]
	s.send("PATCH", path, `{"from": "2020-03-01", "number": "9901-01"}`).status(http.StatusOK).into(&done)
	if got := borders(t, s.get("/v1/borders"))["西镇—东镇"]; !cmp.Equal(got, again) {
		t.Errorf("said again it is %+v, was %+v", got, again)
	}
	for body, status := range map[string]int{
		`{"state": "定了"}`: 422, `{"stretch": [[104.5, 29.8], [103.81, 29.8]]}`: 422, `{"stretch": [[103.81, 29.8], [103.81, 29.8]]}`: 422,
		`{"markers": [{"number": "9", "lon": 104, "lat": 30}]}`: 422, `{"from": "yesterday"}`: 422,
	} {
		if p := s.send("PATCH", path+"?lang=zh-CN", body).problem(status); !strings.ContainsAny(fmt.Sprint(p), "界状线日") {
			t.Errorf("%s: %v", body, p)
		}
	}
	s.send("POST", "/v1/borders", `{"between": ["990101100200", "990101101001"]}`).problem(422)
	s.send("POST", "/v1/borders", `{"between": ["990101"], "neighbour": "邻县", "from": "2020-03-01"}`).status(http.StatusCreated)
	if got := borders(t, s.get("/v1/borders?level=county"))["棋盘县—邻县"]; got.Neighbour != "邻县" {
		t.Errorf("the county's border: %+v", got)
	}
	if err := s.store.Verify(t.Context()); err != nil {
		t.Error(err)
	}
}

// A plan's borders are those of the county with the plan applied.
func TestBordersOfPlan(t *testing.T) {
	t.Parallel()
	s := newFittedBoard(t)
	s.send("POST", "/v1/borders", `{"between": ["990101100200", "990101100201"], "from": "2020-02-01", "number": "村1"}`).status(http.StatusCreated)
	s.send("POST", "/v1/borders", `{"between": ["990101100", "990101101"], "from": "2020-02-01", "number": "乡1"}`).status(http.StatusCreated)
	var plan struct{ ID int64 }
	order := `{"county": "990101", "title": "合村", "effective": "2022-01-01", "changes": [{"kind": "merge", "from": ["990101100200", "990101100201"], "into": {"code": "990101100202", "name": "和村", "type": "村"}}]}`
	s.send("POST", "/v1/plans", `{"name": "合村", "orders": [`+order+`]}`).status(http.StatusCreated).into(&plan)
	with, without := borders(t, s.get(fmt.Sprintf("/v1/borders?plan=%d", plan.ID))), borders(t, s.get("/v1/borders"))
	if _, there := with["甲村—乙村"]; there || without["甲村—乙村"].Number != "村1" || with["西镇—东镇"].Number != "乡1" {
		t.Errorf("with the plan %v, without %v", with, without)
	}
}

func TestRegisters(t *testing.T) {
	t.Parallel()
	s := newFittedBoard(t)
	s.send("POST", "/v1/borders", `{"between": ["990101100", "990101101"], "from": "2020-02-01", "number": "=1+1", "carrier": "河流<&>", "markers": [{"number": "1", "lon": 103.81, "lat": 29.81}]}`).status(http.StatusCreated)
	f, err := excelize.OpenReader(bytes.NewReader(s.get("/v1/registers?lang=zh-CN").status(http.StatusOK).body))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if diff := cmp.Diff([]string{"界线登记表", "界桩登记表", "界桩成果表", "边界点成果表", "边界线走向说明"}, f.GetSheetList()); diff != "" {
		t.Errorf("sheets (-want +got):\n%s", diff)
	}
	rows, err := f.GetRows("界桩成果表")
	if err != nil || len(rows) != 4 || rows[3][1] != "=1+1" || rows[3][3] != "103°48′36.0000″" || rows[3][4] != "29°48′36.0000″" || !strings.HasPrefix(rows[3][6], "35") {
		t.Errorf("markers %v, %v", rows, err)
	}
	if formula, err := f.GetCellFormula("界桩成果表", "B4"); formula != "" || err != nil {
		t.Errorf("formula %q, %v", formula, err)
	}
	file := s.get("/v1/registers?format=docx&lang=zh-CN").status(http.StatusOK).body
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range z.File {
		r, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		for d := xml.NewDecoder(bytes.NewReader(text)); ; {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", part.Name, err)
			}
		}
		if part.Name == "word/document.xml" && !(strings.Contains(string(text), "沿河流&lt;&amp;&gt;向北") && strings.Contains(string(text), "西镇—东镇界线")) {
			t.Errorf("the course is not described: %.3000s", text)
		}
	}
	if english := s.get("/v1/registers?format=docx&lang=en").status(http.StatusOK); bytes.Equal(english.body, file) {
		t.Error("the English register is the Chinese one")
	}
}

func TestOGCBorders(t *testing.T) {
	t.Parallel()
	s := newFittedBoard(t)
	var fc struct {
		Features []struct {
			ID         json.Number
			Properties map[string]any
		}
	}
	for query, n := range map[string]int{"": 5, "?level=village": 3, "?filter=left='990101101'%20OR%20right='990101101'": 1, "?bbox=103.8,29.81,103.805,29.811": 2, "?datetime=2019-06-01": 5} {
		s.get("/ogc/collections/borders/items" + query).status(http.StatusOK).into(&fc)
		if len(fc.Features) != n {
			t.Errorf("%s: %d borders, want %d", query, len(fc.Features), n)
		}
	}
	s.get("/ogc/collections/borders/items/" + fc.Features[0].ID.String()).status(http.StatusOK)
}
