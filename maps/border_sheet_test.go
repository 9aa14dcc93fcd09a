package maps_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/maps"
)

// described is a border with the points and sentences of its course; every so many of its
// turns bear a marker.
func described(b edition.Border, every int) maps.BorderSheet {
	sheet := maps.BorderSheet{Border: b}
	n := 0
	for _, runs := range b.Parts {
		course := boundaries.CourseOfRuns(runs, 60)
		for i, p := range course.Points {
			n++
			q := maps.BorderPoint{Name: fmt.Sprint("J", n), Kind: p.Kind, Where: p.Kind.Chinese(), Place: p.Place}
			if p.Kind == boundaries.TurningPoint && i%every == 0 {
				q.Marker, q.Kind = fmt.Sprintf("%03d", n), boundaries.MarkerPoint
			}
			sheet.Points = append(sheet.Points, q)
			if i > 0 {
				leg := course.Legs[i-1]
				sheet.Course = append(sheet.Course, fmt.Sprintf("由J%d起，向%s延伸%.1f米，至J%d。", n-1, leg.Sector.Chinese(), leg.Length, n))
			}
		}
	}
	return sheet
}

// borderOf is the longest inner border of a level.
func borderOf(ed *edition.Edition, l adcode.Level) (longest edition.Border) {
	for _, b := range ed.Borders() {
		if b.Level == l && b.Right != nil && b.Length > longest.Length {
			longest = b
		}
	}
	return longest
}

// TestBorderSheets checks that all points stand in the table with their coordinates and the
// course is whole, that each point is on a sheet's map, and that nothing overlaps.
func TestBorderSheets(t *testing.T) {
	ed := qingshen(t)
	for _, l := range []adcode.Level{adcode.Township, adcode.Village} {
		b := described(borderOf(ed, l), 5)
		for _, o := range []maps.Options{{Paper: paper(t, "A3")}, {Paper: paper(t, "A4横"), Scale: 50000, Lang: maps.English}} {
			what := fmt.Sprint(l, " ", o.Paper.Name)
			doc, err := maps.BorderSheets(ed, b, o)
			if err != nil {
				t.Fatal(err)
			}
			var all []string
			mapped := map[string]bool{}
			for i, s := range doc.Sheets() {
				checkTexts(t, fmt.Sprint(what, " sheet ", i+1), s)
				all = append(all, said(s)...)
				for _, p := range b.Points {
					if place := s.Placement(); place != nil && place.Field.Contains(place.Paper(p.Place)) {
						mapped[p.Name] = true
					}
				}
			}
			whole := strings.Join(all, "")
			for i, p := range b.Points {
				if !mapped[p.Name] || !strings.Contains(whole, p.Name) {
					t.Errorf("%s: %s is on no map, or in no table", what, p.Name)
				}
				if i > 0 && !strings.Contains(whole, b.Course[i-1]) {
					t.Errorf("%s: the course lacks %s", what, b.Course[i-1])
				}
			}
			for _, side := range []string{b.Border.Left.Name, b.Border.Right.Name} {
				if !strings.Contains(whole, side) {
					t.Errorf("%s: %s is not named", what, side)
				}
			}
		}
	}
}

// TestShortBorder checks that a short border has one sheet with everything on it.
func TestShortBorder(t *testing.T) {
	ed := grid(t, 1, 2, 1, numbered)
	b := described(borderOf(ed, adcode.Township), 2)
	doc, err := maps.BorderSheets(ed, b, maps.Options{Paper: paper(t, "A1")})
	if err != nil {
		t.Fatal(err)
	}
	if n := len(doc.Sheets()); n != 1 {
		t.Fatalf("%d sheets, want 1", n)
	}
	s := doc.Sheets()[0]
	checkTexts(t, "short", s)
	if texts := said(s); !slices.Contains(texts, "界线走向说明") || !slices.Contains(texts, "代表签字：") {
		t.Errorf("course or signatures are missing: %q", texts)
	}
	if s.Placement().Scale > 10000 {
		t.Errorf("1:%d, want 1:10000 or larger", s.Placement().Scale)
	}
}

func TestBorderSheetsRefused(t *testing.T) {
	ed := grid(t, 1, 2, 1, numbered)
	b := described(borderOf(ed, adcode.Township), 2)
	if _, err := maps.BorderSheets(ed, maps.BorderSheet{}, maps.Options{}); !errors.Is(err, maps.ErrNotFound) {
		t.Errorf("no border: %v", err)
	}
	for name, o := range map[string]maps.Options{"scale": {Scale: 100}, "theme": {Theme: rising(ed, adcode.Township)}} {
		if _, err := maps.BorderSheets(ed, b, o); !errors.Is(err, maps.ErrInvalid) {
			t.Errorf("%s: %v, want ErrInvalid", name, err)
		}
	}
	b.Points = []maps.BorderPoint{{Name: strings.Repeat("长", 501), Place: orb.Point{104, 30}}}
	if _, err := maps.BorderSheets(ed, b, maps.Options{}); !errors.Is(err, maps.ErrInvalid) {
		t.Errorf("a long name: %v", err)
	}
}
