package web_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb/geojson"

	"github.com/xiantu/xiantu/civil"
)

func TestUnits(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	for name, c := range map[string]struct {
		query string
		names []string
	}{
		"villages":          {"level=village", []string{"甲村", "乙村", "丁社区", "丙村", "飞地村"}},
		"villages of 2019":  {"level=village&at=2019-12-31", []string{"甲村", "乙村", "旧村", "丙村", "飞地村"}},
		"on the very day":   {"level=village&at=2020-01-01", []string{"甲村", "乙村", "丁社区", "丙村", "飞地村"}},
		"townships":         {"level=township&county=990101", []string{"西镇", "东镇"}},
		"all levels":        {"", []string{"棋盘县", "西镇", "东镇", "甲村", "乙村", "丁社区", "丙村", "飞地村"}},
		"before everything": {"at=1999-01-01", []string{"棋盘县"}},
	} {
		t.Run(name, func(t *testing.T) {
			a := s.get("/v1/units?" + c.query).status(http.StatusOK)
			fc, err := geojson.UnmarshalFeatureCollection(a.body)
			if err != nil {
				t.Fatal(err)
			}
			var names []string
			for _, f := range fc.Features {
				names = append(names, f.Properties.MustString("name"))
			}
			if diff := cmp.Diff(c.names, names); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// What the figures of a unit say, to the last member.
func TestUnitFacts(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	var got struct {
		Edition  map[string]any
		Features []struct {
			ID         int64
			Geometry   map[string]any
			Properties map[string]any
		}
	}
	s.get("/v1/units?level=village&at=2020-06-30").status(http.StatusOK).into(&got)
	if diff := cmp.Diff(map[string]any{"county": "990101", "at": "2020-06-30", "plan": nil, "version": got.Edition["version"]}, got.Edition); diff != "" {
		t.Error(diff)
	}
	facts := got.Features[2].Properties
	if area := facts["area_m2"].(float64); area < 860e3 || area > 920e3 {
		t.Errorf("area %g m2 of about 1.07 km2 less the hole", area)
	}
	delete(facts, "area_m2")
	want := map[string]any{
		"id": float64(got.Features[2].ID), "code": "990101101001", "name": "丁社区", "type": "社区", "level": "village", "parent": "990101101",
		"urban": false, "from": "2020-01-01", "to": nil, "people": map[string]any{"all": 50.0, "60+": 5.0},
	}
	if diff := cmp.Diff(want, facts); diff != "" {
		t.Error(diff)
	}
	wantShape := []any{
		[]any{[]any{103.81, 29.8}, []any{103.82, 29.8}, []any{103.82, 29.81}, []any{103.81, 29.81}, []any{103.81, 29.8}},
		[]any{[]any{103.814, 29.803}, []any{103.814, 29.807}, []any{103.818, 29.807}, []any{103.818, 29.803}, []any{103.814, 29.803}},
	}
	if diff := cmp.Diff(map[string]any{"type": "Polygon", "coordinates": wantShape}, got.Features[2].Geometry); diff != "" {
		t.Error(diff)
	}
}

// The newest state says its day, and asking for that day gives the same answer.
func TestNewestDay(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	newest := s.get("/v1/units?level=township").status(http.StatusOK)
	var got struct{ Edition struct{ At string } }
	newest.into(&got)
	if got.Edition.At != "2020-11-01" {
		t.Fatalf("newest day %q", got.Edition.At)
	}
	again := s.get("/v1/units?level=township&at=" + got.Edition.At)
	if !bytes.Equal(newest.body, again.body) || newest.Header.Get("ETag") != again.Header.Get("ETag") {
		t.Error("the day printed gives another answer")
	}
}

func TestConditional(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	first := s.get("/v1/units").status(http.StatusOK)
	tag := first.Header.Get("ETag")
	for name, c := range map[string]struct {
		header string
		status int
	}{
		"same": {tag, 304}, "weak": {"W/" + tag, 304}, "in a list": {`"x", ` + tag, 304}, "any": {"*", 304}, "other": {`"x"`, 200},
	} {
		if got := s.get("/v1/units", "If-None-Match", c.header).StatusCode; got != c.status {
			t.Errorf("%s: %d, want %d", name, got, c.status)
		}
	}
	s.commit(boardWrite(civil.Date(2021, 1, 1), "新社区"))
	if got := s.get("/v1/units", "If-None-Match", tag).StatusCode; got != 200 {
		t.Errorf("after a write: %d", got)
	}
}

func TestCompression(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	plain := s.get("/v1/units").status(http.StatusOK)
	for header, compressed := range map[string]bool{"gzip": true, "br, gzip;q=0.5": true, "gzip;q=0": false, "identity": false} {
		a := s.get("/v1/units", "Accept-Encoding", header)
		if got := a.Header.Get("Content-Encoding") == "gzip"; got != compressed {
			t.Errorf("%q: compressed %v", header, got)
			continue
		}
		if compressed {
			r, err := gzip.NewReader(bytes.NewReader(a.body))
			if err != nil {
				t.Fatal(err)
			}
			if a.body, err = io.ReadAll(r); err != nil {
				t.Fatal(err)
			}
		}
		if !bytes.Equal(plain.body, a.body) {
			t.Errorf("%q: another body", header)
		}
	}
}

func TestSearch(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	type hit struct{ Kind, Name, Matched, Code, To string }
	for q, want := range map[string][]hit{
		"甲村":           {{"unit", "甲村", "", "990101100200", ""}, {"facility", "甲村日间照料中心", "", "", ""}},
		"旧村":           {{"unit", "旧村", "", "990101101001", "2020-01-01"}},
		"990101101001": {{"unit", "丁社区", "", "990101101001", ""}, {"unit", "旧村", "", "990101101001", "2020-01-01"}},
		"丁社":           {{"unit", "丁社区", "", "990101101001", ""}},
		"dsq":          {{"unit", "丁社区", "", "990101101001", ""}},
		"JC":           {{"unit", "甲村", "", "990101100200", ""}, {"unit", "旧村", "", "990101101001", "2020-01-01"}, {"facility", "甲村日间照料中心", "", "", ""}},
		"无此名":          {},
	} {
		var got struct{ Hits []hit }
		a := s.get("/v1/search?q=" + q).status(http.StatusOK).into(&got)
		if diff := cmp.Diff(want, got.Hits); diff != "" {
			t.Errorf("%s: %s\n%s", q, diff, a.body)
		}
	}
}

func TestDays(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	var got struct {
		Days []struct {
			Day, What, Level string
			Opened, Closed   int
		}
	}
	a := s.get("/v1/days").status(http.StatusOK).into(&got)
	found := false
	for _, d := range got.Days {
		found = found || d.Day == "2020-01-01" && d.What == "divisions" && d.Level == "village" && d.Opened == 1 && d.Closed == 1
	}
	if !found {
		t.Errorf("the change of 2020-01-01 is not among %s", a.body)
	}
}

func TestCounties(t *testing.T) {
	t.Parallel()
	s := newService(t)
	if got := string(s.get("/v1/counties").status(200).body); got != "{\"counties\":[]}\n" {
		t.Errorf("before the first import: %q", got)
	}
	s.get("/v1/units").problem(http.StatusNotFound)
	s.commit(boardWrite(civil.Date(2019, 1, 1), "旧村"))
	var got struct{ Counties []map[string]any }
	s.get("/v1/counties").status(200).into(&got)
	want := []map[string]any{{"code": "990101", "name": "棋盘县", "fiction": true, "bbox": []any{103.8, 29.8, 103.82, 29.82}, "version": got.Counties[0]["version"]}}
	if diff := cmp.Diff(want, got.Counties); diff != "" {
		t.Error(diff)
	}
}

// Units of a county that are asked for again cost no more than their bytes.
func TestUnitsAreKept(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	s.get("/v1/units").status(200)
	start := time.Now()
	for range 50 {
		s.get("/v1/units").status(200)
	}
	t.Logf("%v a request", time.Since(start)/50)
}
