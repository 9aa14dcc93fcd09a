package maps_test

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/edition/editiontest"
	"github.com/xiantu/xiantu/maps"
)

func atlas(t testing.TB, ed *edition.Edition, o maps.AtlasOptions) *maps.Atlas {
	t.Helper()
	a, err := maps.NewAtlas(context.Background(), ed, o)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func atlasPDF(t testing.TB, a *maps.Atlas) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := a.PDF(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// pageTexts are the words that pdftotext finds on each page.
func pageTexts(t *testing.T, pdf []byte) [][]string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "atlas.pdf")
	if err := os.WriteFile(file, pdf, 0o644); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("pdftotext", file, "-").CombinedOutput()
	if err != nil || bytes.Contains(out, []byte("Error")) {
		t.Fatalf("pdftotext: %v: %s", err, out)
	}
	var pages [][]string
	for _, page := range strings.Split(strings.TrimSuffix(string(out), "\f"), "\f") {
		pages = append(pages, strings.Fields(page))
	}
	return pages
}

// reform are the county's links of 2019 and 2020.
func reform(t testing.TB) []boundaries.Link {
	var links []boundaries.Link
	for _, row := range editiontest.Table(t, editiontest.File(t, "qingshen/lineage_2019_2020.csv")) {
		links = append(links, boundaries.Link{
			FromCode: adcode.MustParse(row["from_code"]), FromName: row["from_name"], ToCode: adcode.MustParse(row["to_code"]), ToName: row["to_name"],
			Kind: row["kind"], Day: civil.Date(2020, 5, 30), Change: 7, People: editiontest.Number(t, row["share_pop"]), Area: editiontest.Number(t, row["share_area"])})
	}
	return links
}

// TestAtlas reads the whole book of a real county back from its PDF.
func TestAtlas(t *testing.T) {
	ed := qingshen(t)
	for _, size := range []string{"A4", "A3"} {
		links := reform(t)
		a := atlas(t, ed, maps.AtlasOptions{Sheet: maps.Options{Compiler: "青神县民政局", Paper: paper(t, size)}, Links: links, Papers: map[boundaries.ChangeID]string{7: "川府民政〔2019〕14号"}, Borders: ed.Borders()})
		pdf := atlasPDF(t, a)
		texts := pageTexts(t, pdf)
		if len(texts) != len(a.Pages()) {
			t.Errorf("%s: the PDF has %d pages, want %d", size, len(texts), len(a.Pages()))
		}
		checkLinks(t, a)
		want := []string{"封面", "目录", "全县分乡镇图", "全县分村图", "乡镇概况"}
		towns := ed.At(adcode.Township)
		for _, u := range towns {
			want = append(want, u.Name)
		}
		want = append(want, "行政区划代码表", "地名索引", "沿革表", "界线一览表")
		if got := bookmarks(t, pdf); !slices.Equal(got, want) {
			t.Errorf("%s: the bookmarks are %q, want %q", size, got, want)
		}
		for _, u := range towns {
			checkTown(t, ed, u, a, texts)
		}
		book := slices.Concat(texts...)
		for _, l := range links {
			if !slices.Contains(book, l.FromName) || !slices.Contains(book, l.FromCode.String()) {
				t.Errorf("%s: the table of lineage lacks %s %s", size, l.FromCode, l.FromName)
			}
		}
		if strings.Count(strings.Join(book, " "), "川府民政〔2019〕14号") == 0 {
			t.Errorf("%s: the approval document is not in the table of lineage", size)
		}
		if n := count(book, ed.County.Code.String()); n != 1 {
			t.Errorf("%s: the county's code is found %d times, want once", size, n)
		}
		if len(a.Missing()) > 0 {
			t.Errorf("%s: the font lacks %q", size, a.Missing())
		}
	}
}

func count(words []string, word string) (n int) {
	for _, w := range words {
		if w == word {
			n++
		}
	}
	return n
}

// checkTown looks for a township's names on its sheet, in its index behind it, and in the
// contents with the sheet's page.
func checkTown(t *testing.T, ed *edition.Edition, u *edition.Unit, a *maps.Atlas, texts [][]string) {
	t.Helper()
	i := pageOf(a, u.Name)
	if i < 0 {
		t.Errorf("%s has no page", u.Name)
		return
	}
	for _, k := range u.Below {
		v := ed.Units[k]
		if !slices.Contains(texts[i], v.Name) {
			t.Errorf("the sheet of %s lacks %s", u.Name, v.Name)
		}
		if !slices.Contains(texts[i+1], v.Name) || !slices.Contains(texts[i+1], v.Code.String()) {
			t.Errorf("the index of %s lacks %s %s", u.Name, v.Code, v.Name)
		}
	}
	if !slices.Contains(texts[1], strconv.Itoa(i+1)) || !slices.Contains(texts[1], u.Name) {
		t.Errorf("the contents lack %s, page %d", u.Name, i+1)
	}
	if !slices.Contains(texts[2], strconv.Itoa(i+1)+"页") {
		t.Errorf("the index map lacks page %d of %s", i+1, u.Name)
	}
}

// pageOf is the index of the page with a bookmark; -1: there is none.
func pageOf(a *maps.Atlas, bookmark string) int {
	return slices.IndexFunc(a.Pages(), func(p maps.Page) bool { return p.Bookmark == bookmark })
}

func checkLinks(t *testing.T, a *maps.Atlas) {
	t.Helper()
	all := 0
	for i, p := range a.Pages() {
		for _, l := range p.Links {
			all++
			sheet := orb.Bound{Max: orb.Point{p.Scene.Width, p.Scene.Height}}
			if l.Page < 1 || l.Page > len(a.Pages()) || a.Pages()[l.Page-1].Bookmark == "" || !sheet.Contains(l.Box.Min) || !sheet.Contains(l.Box.Max) {
				t.Errorf("page %d: the link at %v leads to page %d", i+1, l.Box, l.Page)
			}
		}
	}
	if all == 0 {
		t.Error("the atlas has no links")
	}
}

// bookmarks are the titles of a PDF's outline in the order of its objects.
func bookmarks(t *testing.T, pdf []byte) []string {
	t.Helper()
	var titles []string
	for _, m := range regexp.MustCompile(`<</Title<FEFF([0-9A-F]+)>/Parent`).FindAllSubmatch(pdf, -1) {
		raw := make([]byte, hex.DecodedLen(len(m[1])))
		if _, err := hex.Decode(raw, m[1]); err != nil {
			t.Fatal(err)
		}
		var units []uint16
		for i := 0; i+1 < len(raw); i += 2 {
			units = append(units, uint16(raw[i])<<8|uint16(raw[i+1]))
		}
		titles = append(titles, string(utf16.Decode(units)))
	}
	return titles
}

// TestAtlasIsTheSame makes it twice, its sheets in whatever order they are ready.
func TestAtlasIsTheSame(t *testing.T) {
	ed := grid(t, 2, 3, 3, numbered)
	first := atlasPDF(t, atlas(t, ed, maps.AtlasOptions{}))
	if !bytes.Equal(first, atlasPDF(t, atlas(t, ed, maps.AtlasOptions{}))) {
		t.Error("the same atlas twice is not the same bytes")
	}
}

func TestAtlasStops(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	steps := 0
	_, err := maps.NewAtlas(ctx, grid(t, 4, 4, 2, numbered), maps.AtlasOptions{Progress: func(done, of int) {
		if steps++; done != steps || of != 18 {
			t.Errorf("step %d is told as %d of %d, want of 18", steps, done, of)
		}
		if done == 3 {
			cancel()
		}
	}})
	if !errors.Is(err, context.Canceled) || steps > 6 {
		t.Errorf("after it was stopped %d steps were done and the error is %v", steps, err)
	}
}

func TestAtlasRefuses(t *testing.T) {
	ed := grid(t, 1, 2, 2, numbered)
	for name, o := range map[string]maps.AtlasOptions{
		"a kind":               {Sheet: maps.Options{Kind: maps.ByVillage}},
		"a unit":               {Sheet: maps.Options{Unit: adcode.MustParse("990101100")}},
		"a scale":              {Sheet: maps.Options{Scale: 50000}},
		"an order":             {Order: "length"},
		"public, no number":    {Sheet: maps.Options{Public: true}},
		"a title of a novel":   {Sheet: maps.Options{Title: strings.Repeat("长", 501)}},
		"an unknown facility":  {Sheet: maps.Options{Facilities: []string{"X"}}},
		"an unknown language":  {Sheet: maps.Options{Lang: "la"}},
		"paper like a stamp":   {Sheet: maps.Options{Paper: maps.Paper{Width: 20, Height: 20}}},
		"a title beyond bound": {Sheet: maps.Options{Title: strings.Repeat("a", 1000)}},
	} {
		if _, err := maps.NewAtlas(context.Background(), ed, o); !errors.Is(err, maps.ErrInvalid) {
			t.Errorf("%s: the error is %v, want one that is ErrInvalid", name, err)
		}
	}
	list := made(t, edition.Parts{County: edition.County{Code: adcode.MustParse("990101"), Name: "无图县"}})
	if _, err := maps.NewAtlas(context.Background(), list, maps.AtlasOptions{}); !errors.Is(err, maps.ErrNotFound) {
		t.Errorf("without shapes the error is %v, want one that is ErrNotFound", err)
	}
}

func BenchmarkAtlas30(b *testing.B) {
	ed := grid(b, 5, 6, 4, numbered)
	b.ReportAllocs()
	for b.Loop() {
		if err := atlas(b, ed, maps.AtlasOptions{Sheet: maps.Options{Paper: paper(b, "A3")}}).PDF(new(bytes.Buffer)); err != nil {
			b.Fatal(err)
		}
	}
}
