package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestOGCFilter(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	for filter, want := range map[string][]string{
		"name = '丙村'": {"丙村"},
		"name LIKE '%村' AND parent = '990101100'": {"甲村", "乙村"},
		"people_60p > 50": {"乙村", "丙村"},
		"code IN ('990101100200', '990101101001') OR FALSE":                             {"甲村", "丁社区"},
		"\"from\" >= DATE('2020-01-01')":                                                {"丁社区"},
		"tier IS NOT NULL":                                                              nil,
		"S_INTERSECTS(geometry, POINT(103.816 29.805))":                                 {"飞地村"},
		"S_INTERSECTS(geometry, BBOX(103.801,29.811,103.802,29.812)) AND urban = FALSE": {"甲村"},
	} {
		page := s.items(t, "/ogc/collections/villages/items?filter="+url.QueryEscape(filter))
		if diff := cmp.Diff(want, namesOf(page)); diff != "" || page.NumberMatched != len(want) {
			t.Errorf("%s: %s", filter, diff)
		}
	}
	// As JSON, with the axes of a coordinate system, and beside a parameter and a box.
	for query, want := range map[string][]string{
		"filter-lang=cql2-json&filter=" + url.QueryEscape(`{"op": "=", "args": [{"property": "name"}, "丙村"]}`):                             {"丙村"},
		"filter-crs=http://www.opengis.net/def/crs/EPSG/0/4490&filter=" + url.QueryEscape("S_INTERSECTS(geometry, POINT(29.805 103.816))"): {"飞地村"},
		"parent=990101101&bbox=103.8,29.8,103.82,29.8001&filter=" + url.QueryEscape("people_all > 0"):                                      {"丁社区"},
		"urban=false&people_60p=20": {"甲村"},
		"from=2020-01-01":           {"丁社区"},
		"datetime=2019-06-01&name=" + url.QueryEscape("旧村"): {"旧村"},
		"county=990101&county=990101&limit=1":               {"甲村"},
		"county=990102":                                     nil,
	} {
		if diff := cmp.Diff(want, namesOf(s.items(t, "/ogc/collections/villages/items?"+query))); diff != "" {
			t.Errorf("%s: %s", query, diff)
		}
	}
}

// What is wrong with a filter is said with the column and what was expected, in the
// language asked for.
func TestOGCFilterRefused(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	for query, words := range map[string][2]string{
		"filter=nmae='x'":                                  {"没有属性“nmae”", `no column "nmae"`},
		"filter=code=990101100200":                         {"code", "a text was expected, not a number"},
		"filter=people_60p='x'":                            {"应为数", "a number was expected"},
		"filter=name":                                      {"第 1 个字符", "at character 1"},
		"filter=S_WITHIN(geometry,geometry)":               {"不提供 S_WITHIN", "S_WITHIN() is not offered"},
		"filter=name='" + strings.Repeat("x", 17000) + "'": {"长于", "longer than"},
		"filter=" + strings.Repeat("(", 70):                {"嵌套", "nested deeper"},
		"filter=S_INTERSECTS(geometry,POINT(1%20100))":     {"不符合要求", "not as expected"},
		"filter-lang=sql&filter=1":                         {"filter-lang", "filter-lang"},
		"filter-crs=EPSG:4544&filter=TRUE":                 {"坐标系", "coordinate system"},
		"people_60p=many":                                  {"people_60p", "people_60p"},
		"nothing=1":                                        {"没有参数“nothing”", `no parameter "nothing"`},
		"kind=ELD_COMMUNITY":                               {"没有参数“kind”", `no parameter "kind"`},
		"properties=name,nothing":                          {"没有属性“nothing”", `no property "nothing"`},
		"after=xyz":                                        {"after", "after"},
		"limit=0":                                          {"整数", "whole number"},
		"limit=ten":                                        {"整数", "whole number"},
		"f=xml":                                            {"json 或 html", "json or html"},
	} {
		zh := s.get("/ogc/collections/villages/items?" + query).problem(http.StatusBadRequest)
		en := s.get("/ogc/collections/villages/items?" + query + "&lang=en").problem(http.StatusBadRequest)
		if !strings.Contains(zh.Detail, words[0]) || !strings.Contains(en.Detail, words[1]) || len(zh.Errors) == 0 || zh.Errors[0].Location == "" {
			t.Errorf("%.60s: %s / %s", query, zh.Detail, en.Detail)
		}
	}
}

// Queryables are what a filter may name, and all of it works.
func TestOGCQueryables(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	for _, id := range []string{"counties", "townships", "villages", "borders", "facilities", "people"} {
		var schema struct {
			ID         string `json:"$id"`
			Properties map[string]struct{ Type, Format, Title string }
			Additional *bool `json:"additionalProperties"`
		}
		a := s.get("/ogc/collections/" + id + "/queryables").status(http.StatusOK).into(&schema)
		if a.Header.Get("Content-Type") != "application/schema+json" || schema.ID != s.URL+"/ogc/collections/"+id+"/queryables" || schema.Additional == nil || *schema.Additional {
			t.Errorf("%s: %s %+v", id, a.Header.Get("Content-Type"), schema)
		}
		page := s.items(t, "/ogc/collections/"+id+"/items")
		if len(page.Features) == 0 {
			t.Fatalf("no %s", id)
		}
		for name := range page.Features[0].Properties {
			if _, ok := schema.Properties[name]; !ok {
				t.Errorf("%s: %s is not in queryables", id, name)
			}
		}
		for name, is := range schema.Properties {
			value := map[string]string{"string": "'x'", "number": "1", "boolean": "TRUE"}[is.Type]
			filter := `"` + name + `" = ` + value
			if is.Format == "date" {
				filter = `"` + name + `" > DATE('2020-01-01')`
			} else if name == "geometry" {
				filter = "S_INTERSECTS(geometry, POINT(0 0))"
			}
			if is.Title == "" {
				t.Errorf("%s: %s has no title", id, name)
			}
			s.get("/ogc/collections/" + id + "/items?filter=" + url.QueryEscape(filter)).status(http.StatusOK)
		}
	}
}

func TestOGCProperties(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	page := s.items(t, "/ogc/collections/villages/items?properties=name,people_all&limit=1")
	if diff := cmp.Diff(map[string]any{"name": "甲村", "people_all": 100.0}, page.Features[0].Properties); diff != "" {
		t.Error(diff)
	}
}
