package maps_test

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/maps"
)

// manyTowns is a county of more townships than an A4 sheet has room for in its key.
func manyTowns(t *testing.T) (named func(code adcode.Code) string, sheets map[string]maps.Options) {
	named = func(code adcode.Code) string { return "Saint-Legier-" + code.String()[6:] }
	return named, map[string]maps.Options{"zh": {Paper: paper(t, "A4")}, "en": {Paper: paper(t, "A4"), Lang: maps.English}}
}

// What the key has no room for stands on sheets behind the map: each name is on the map, in
// its key or behind, once, and the map says that there is more.
func TestNamesBehind(t *testing.T) {
	named, sheets := manyTowns(t)
	ed := grid(t, 20, 26, 1, named)
	for lang, o := range sheets {
		s := sheet(t, ed, o)
		for _, f := range faults(s) {
			t.Errorf("%s: %s", lang, f)
		}
		if len(s.Behind()) == 0 {
			t.Fatalf("%s: nothing stands behind the map of 520 townships", lang)
		}
		var behind []string
		for i, b := range s.Behind() {
			checkTexts(t, fmt.Sprint(lang, " behind ", i), b)
			behind = append(behind, said(b)...)
		}
		front := said(s)
		counted := map[string]int{}
		for _, n := range s.Names() {
			listed := slices.Contains(behind, n.Text)
			if listed != (n.Behind || n.Lost) {
				t.Errorf("%s: %s (%d) behind the map: %v, want %v", lang, n.Text, n.Number, listed, n.Behind || n.Lost)
			}
			if key := fmt.Sprintf("%d %s", n.Number, n.Text); n.Number > 0 && slices.Contains(front, key) == n.Behind {
				t.Errorf("%s: %s is in the key: %v", lang, key, n.Behind)
			}
			counted[n.Text]++
		}
		if len(counted) != 520 {
			t.Errorf("%s: the sheet accounts for %d names, want 520", lang, len(counted))
		}
		note := map[string]string{"zh": "见后页", "en": "sheet behind"}[lang]
		if !slices.ContainsFunc(front, func(s string) bool { return strings.Contains(s, note) }) {
			t.Errorf("%s: the map does not say that there is a sheet behind", lang)
		}
		var pdf bytes.Buffer
		if err := s.PDF(&pdf); err != nil {
			t.Fatal(err)
		}
		if pages := bytes.Count(pdf.Bytes(), []byte("/Type/Page/")); pages != 1+len(s.Behind()) {
			t.Errorf("%s: the PDF has %d pages, want %d", lang, pages, 1+len(s.Behind()))
		}
	}
}

// A comparison and an atlas have such sheets too.
func TestNamesBehindInBooks(t *testing.T) {
	named, sheets := manyTowns(t)
	ed := grid(t, 18, 20, 1, named)
	pair, err := maps.Compare(maps.Comparison{Before: ed, After: ed}, sheets["zh"])
	if err != nil {
		t.Fatal(err)
	}
	titles := 0
	for _, s := range pair.Sheets()[1:] {
		if strings.Contains(s.Scene().Title, "地名索引续") {
			titles++
		}
	}
	if titles < 2 {
		t.Errorf("the comparison has %d sheets of further names, want one of each day at least", titles)
	}
	book, err := maps.NewAtlas(context.Background(), ed, maps.AtlasOptions{Sheet: maps.Options{Paper: paper(t, "A4"), Without: []maps.Element{maps.Inset}}})
	if err != nil {
		t.Fatal(err)
	}
	found := slices.IndexFunc(book.Pages(), func(p maps.Page) bool { return strings.Contains(p.Scene.Title, "地名索引续") })
	if found < 0 || len(book.Names()) < 360 {
		t.Errorf("the atlas accounts for %d names; further ones stand on page %d", len(book.Names()), found)
	}
}
