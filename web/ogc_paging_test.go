package web_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// linkOf is where a page's link leads, below the service.
func (s *service) linkOf(p ogcPage, rel string) string {
	for _, link := range p.Links {
		if link.Rel == rel {
			return strings.TrimPrefix(link.Href, s.URL)
		}
	}
	return ""
}

// A unit that was read gets a code behind all others, one that was not gets a code
// before them: each is still read once. Two that were merged come as the new one.
func TestOGCPagingWhileWriting(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	page := s.items(t, "/ogc/collections/villages/items?limit=2")
	seen := namesOf(page)
	s.send(http.MethodPost, "/v1/changes", `{"county": "990101", "title": "recode", "effective": "2020-06-01", "changes": [
		{"kind": "recode", "unit": "990101100200", "code": "990101101299"},
		{"kind": "recode", "unit": "990101101200", "code": "990101100200"}]}`).status(http.StatusOK)
	for next := s.linkOf(page, "next"); next != ""; next = s.linkOf(page, "next") {
		page = s.items(t, next)
		seen = append(seen, namesOf(page)...)
	}
	if diff := cmp.Diff([]string{"甲村", "乙村", "丙村", "飞地村", "丁社区"}, seen); diff != "" {
		t.Error(diff)
	}
	// The way back reads the same.
	var back []string
	for ; page.NumberReturned > 0; page = s.items(t, s.linkOf(page, "prev")) {
		back = append(namesOf(page), back...)
		if s.linkOf(page, "prev") == "" {
			break
		}
	}
	if diff := cmp.Diff(seen, back); diff != "" {
		t.Error(diff)
	}
}

// The next link keeps everything that was asked for, and counts what matches.
func TestOGCPagingKeepsTheQuestion(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	page := s.items(t, "/ogc/collections/villages/items?limit=1&datetime=2019-06-01&filter=name%20LIKE%20%27%25%E6%9D%91%27&properties=name&crs=http://www.opengis.net/def/crs/EPSG/0/4490")
	var seen []string
	for pages := 0; pages < 9; pages++ {
		seen = append(seen, namesOf(page)...)
		if page.NumberMatched != 5 || page.NumberReturned != 1 || len(page.Features[0].Properties) != 1 || !strings.Contains(string(page.Features[0].Geometry.Coordinates), "[29.8") {
			t.Fatalf("%+v", page)
		}
		next := s.linkOf(page, "next")
		if next == "" {
			break
		}
		page = s.items(t, next)
	}
	if diff := cmp.Diff([]string{"甲村", "乙村", "旧村", "丙村", "飞地村"}, seen); diff != "" && len(seen) != 5 {
		t.Error(diff)
	}
}
