package web_test

import (
	"net/http"
	"net/url"
	"testing"
)

// A name that bureaus' lists have is found by its first letters in pinyin, under a name
// and a code that it bears no more, too.
func TestSearchByInitials(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	type hit struct{ Name string }
	for q, want := range map[string]string{"jcrj": "甲村日间照料中心", "JCRJZLZX": "甲村日间照料中心", "rjzl": "甲村日间照料中心", "zzzz": ""} {
		var got struct{ Hits []hit }
		s.get("/v1/search?limit=100&q=" + url.QueryEscape(q)).status(http.StatusOK).into(&got)
		found := want == "" && len(got.Hits) == 0
		for _, h := range got.Hits {
			found = found || h.Name == want
		}
		if !found {
			t.Errorf("%s finds %v, want %q", q, got.Hits, want)
		}
	}
}
