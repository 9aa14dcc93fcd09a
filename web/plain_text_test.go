package web_test

import (
	"bytes"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
)

// A text that PostgreSQL cannot keep is refused with its place, wherever it is sent.
func TestTextsThatCannotBeKept(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	for _, c := range []struct{ method, path, body, at string }{
		{"POST", "/v1/facilities", `{"kind":"HEALTH","name":"甲\u0000站","lon":103.805,"lat":29.805}`, "body.name"},
		{"POST", "/v1/plans", `{"name":"\u0000","orders":[]}`, "body.name"},
		{"POST", "/v1/plans", `{"name":"甲案","orders":[` + boardOrder("2021-01-01", `"kind":"rename","unit":"990101100200","name":"甲\u0000村"`) + `]}`, "body.orders[0].changes[0].name"},
		{"POST", "/v1/changes", boardOrder("2021-01-01", `"kind":"rename","unit":"990101100200","name":"甲\u0000村"`), "body.changes[0].name"},
		{"POST", "/v1/changes", boardOrder("2021-01-01", `"kind":"rename","unit":"990101100200","name":"`+strings.Repeat("长", 101)+`"`), "body.changes[0].name"},
		{"POST", "/v1/coverage", `{"kinds":["\u0000"],"radius_m":500}`, "body.kinds[0]"},
		{"GET", "/v1/search?q=%00", "", "query.q"},
		{"GET", "/v1/search?q=%ff", "", "query.q"},
		{"GET", "/v1/units?level=village&county=%00", "", "query.county"},
		{"GET", "/v1/imports/%00", "", "path"},
		{"GET", "/v1/imports/%ff", "", "path"},
	} {
		a := s.send(c.method, c.path, c.body, "Accept-Language", "en")
		p := a.problem(a.StatusCode)
		if a.StatusCode != 400 && a.StatusCode != 422 || !slices.Contains(locations(p), c.at) {
			t.Errorf("%s %s %.150s: %d %s at %v, want %s", c.method, c.path, c.body, a.StatusCode, p.Detail, locations(p), c.at)
		}
	}
	key := s.send("POST", "/v1/changes", boardOrder("2021-01-01", `"kind":"rename","unit":"990101100200","name":"新村"`), "Idempotency-Key", "\xff")
	key.problem(http.StatusBadRequest)
	for _, name := range []string{"a\x00b.csv", strings.Repeat("长", 201) + ".csv"} {
		body, kind := form(t, "x.csv", []byte("code,name\n"), nil)
		var text bytes.Buffer
		text.ReadFrom(body)
		sent := strings.Replace(text.String(), `filename="x.csv"`, fmt.Sprintf(`filename="%s"`, name), 1)
		a := s.do(http.MethodPost, "/v1/imports/divisions", strings.NewReader(sent), "Content-Type", kind)
		if p := a.problem(a.StatusCode); a.StatusCode >= 500 || a.StatusCode < 400 || p.Detail == "" {
			t.Errorf("a file called %.20q: %d %s", name, a.StatusCode, p.Detail)
		}
	}
	body, kind := form(t, "x.csv", []byte("code,name\n"), map[string]string{"crs": "\x00"})
	if p := s.do(http.MethodPost, "/v1/imports/divisions", body, "Content-Type", kind).problem(http.StatusUnprocessableEntity); !slices.Contains(locations(p), "body.crs") {
		t.Errorf("a crs of a zero character: %v", locations(p))
	}
}

// An import whose names cannot be kept ends as one that is refused, with the row; nothing
// of it can be committed, and nothing is.
func TestImportOfTextsThatCannotBeKept(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	s.work()
	before := s.version()
	square := `{"type":"Polygon","coordinates":[[[103.8,29.81],[103.81,29.81],[103.81,29.82],[103.8,29.81]]]}`
	for name, want := range map[string]string{`甲\u0000村`: "zero character", strings.Repeat("长", 101): "101 characters"} {
		file := `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"990101100200","name":"` + name + `","\u0000":1},"geometry":` + square + `}]}`
		u := s.rest(s.upload("divisions", "units.geojson", []byte(file), map[string]string{"date": "2021-02-01"}).ID)
		if u.State != "failed" || u.Report == nil || len(u.Report.Rows) != 1 || !strings.Contains(fmt.Sprint(u.Report.Rows[0]["problems"]), want) {
			t.Errorf("%.20s: %s %s %+v", name, u.State, u.Failure, u.Report)
		}
		s.do(http.MethodPost, "/v1/imports/"+u.ID+"/commit", nil).problem(http.StatusConflict)
	}
	nameless := `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"\u0000":"x"},"geometry":` + square + `}]}`
	if u := s.rest(s.upload("divisions", "units.geojson", []byte(nameless), map[string]string{"date": "2021-02-01"}).ID); u.State != "failed" || !strings.Contains(u.Failure, "代码") {
		t.Errorf("without a code, under a header of a zero character: %s %s", u.State, u.Failure)
	}
	if s.version() != before {
		t.Error("something was written")
	}
}
