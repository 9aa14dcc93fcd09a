package maps_test

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/edition/editiontest"
	"github.com/xiantu/xiantu/maps"
)

// twoDays is the county before and after its redistricting, with the lineage between.
func twoDays(t testing.TB) maps.Comparison {
	t.Helper()
	ids := map[string]boundaries.UnitID{}
	id := func(year int, code adcode.Code) boundaries.UnitID {
		key := fmt.Sprint(year, code)
		if ids[key] == 0 {
			ids[key] = boundaries.UnitID(len(ids) + 1)
		}
		return ids[key]
	}
	c := maps.Comparison{Papers: map[boundaries.ChangeID]string{1: "川府民政〔2019〕14号", 2: "青府发〔2020〕6号"}}
	for _, row := range editiontest.Table(t, editiontest.File(t, "qingshen/lineage_2019_2020.csv")) {
		from, to := adcode.MustParse(row["from_code"]), adcode.MustParse(row["to_code"])
		l := boundaries.Link{From: id(2019, from), To: id(2020, to), FromCode: from, ToCode: to, FromName: row["from_name"], ToName: row["to_name"],
			Kind: row["kind"], Day: civil.Date(2019, 12, 20), Change: 1, People: editiontest.Number(t, row["share_pop"]), Area: editiontest.Number(t, row["share_area"])}
		if from.Level() == adcode.Village {
			l.Day, l.Change = civil.Date(2020, 5, 30), 2
		}
		c.Links = append(c.Links, l)
	}
	at := func(year int, day civil.Day) *edition.Edition {
		county := adcode.MustParse("511425")
		parts := edition.Parts{County: edition.County{Code: county, Name: "青神县", Fiction: true}, People: editiontest.People(t)}
		for _, name := range []string{"county", fmt.Sprintf("townships_%d", year), fmt.Sprintf("villages_%d", year)} {
			for _, v := range editiontest.Units(t, name) {
				if v.Unit = id(year, v.Code); v.Code == county {
					v.Unit = 9999
				}
				parts.Units = append(parts.Units, v)
			}
		}
		ed, err := edition.Make(edition.Key{County: county, At: day}, parts)
		if err != nil {
			t.Fatal(err)
		}
		return ed
	}
	c.Before, c.After = at(2019, civil.Date(2019, 10, 31)), at(2020, civil.Date(2020, 6, 30))
	return c
}

func compare(t testing.TB, c maps.Comparison, o maps.Options) *maps.Document {
	t.Helper()
	doc, err := maps.Compare(c, o)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// TestCompareQingshen checks that every unit that became another stands in the table, on
// whatever sheet, and that nothing overlaps.
func TestCompareQingshen(t *testing.T) {
	c := twoDays(t)
	for _, o := range []maps.Options{
		{Paper: paper(t, "A4")}, {Paper: paper(t, "A3横"), Lang: maps.English},
		{Kind: maps.ByVillage, Paper: paper(t, "A3")}, {Kind: maps.ByVillage, Paper: paper(t, "A1"), Palette: maps.Grey},
	} {
		what := fmt.Sprint(o.Paper.Name, " ", o.Kind)
		doc := compare(t, c, o)
		var all []string
		for i, s := range doc.Sheets() {
			checkTexts(t, fmt.Sprint(what, " sheet ", i+1), s)
			if len(s.Missing()) > 0 {
				t.Errorf("%s: the font lacks %q", what, s.Missing())
			}
			all = append(all, said(s)...)
		}
		whole := strings.Join(all, "")
		level := adcode.Township
		if o.Kind == maps.ByVillage {
			level = adcode.Village
		}
		for _, l := range c.Links {
			changed := l.FromCode != l.ToCode || l.FromName != l.ToName
			if changed && l.FromCode.Level() == level && (!strings.Contains(whole, l.FromCode.String()) || !strings.Contains(whole, l.ToCode.String())) {
				t.Errorf("%s: %s %s → %s %s is not in the table", what, l.FromCode, l.FromName, l.ToCode, l.ToName)
			}
		}
		if level == adcode.Township && !slices.Contains(all, "16.4%") {
			t.Errorf("%s: the share of 西龙镇 that went to 青竹街道 is missing", what)
		}
	}
}

// TestCompareWithoutLineage checks that shapes tell what no lineage does: of a plan.
//
//	A | B      A      B takes the row of its own, and the upper of A's
//	A | B  ->  A/B
func TestCompareWithoutLineage(t *testing.T) {
	before, after := grid(t, 1, 2, 2, numbered), movedVillage(t)
	doc := compare(t, maps.Comparison{Before: before, After: after, AfterName: "方案一"}, maps.Options{})
	texts := said(doc.Sheets()[0])
	for _, want := range []string{"现：方案一", "75.0%", "25.0%", "调整"} {
		if !slices.Contains(texts, want) {
			t.Errorf("%q is not on the sheet: %q", want, texts)
		}
	}
	same := said(compare(t, maps.Comparison{Before: before, After: before}, maps.Options{}).Sheets()[0])
	if !slices.Contains(same, "两期区划相同。") {
		t.Errorf("a county compared with itself: %q", same)
	}
}

// movedVillage is grid(1, 2, 2) with a village of the first township given to the second.
func movedVillage(t testing.TB) *edition.Edition {
	ed := grid(t, 1, 2, 2, numbered)
	var units []boundaries.Version
	moved := false
	for i := range ed.Units {
		v := ed.Units[i].Version
		if v.Code.Level() == adcode.Village {
			v.Shape = ed.Shape(&ed.Units[i])
		} else {
			v.Shape = nil
		}
		if v.Code.Level() == adcode.Village && !moved {
			to := ed.At(adcode.Township)[1].Code
			v.Parent, v.Code, moved = to, to.Child(299), true
		}
		units = append(units, v)
	}
	return made(t, edition.Parts{County: ed.County, Units: units})
}

func TestComparisonsRefused(t *testing.T) {
	ed := grid(t, 1, 2, 1, numbered)
	other := *ed
	other.County.Code = adcode.MustParse("990102")
	late := *ed
	late.Key.At = civil.Date(2021, 1, 1)
	for name, c := range map[string]struct {
		c maps.Comparison
		o maps.Options
	}{
		"one":       {maps.Comparison{Before: ed}, maps.Options{}},
		"counties":  {maps.Comparison{Before: ed, After: &other}, maps.Options{}},
		"backwards": {maps.Comparison{Before: &late, After: ed}, maps.Options{}},
		"theme":     {maps.Comparison{Before: ed, After: ed}, maps.Options{Theme: rising(ed, adcode.Township)}},
		"scale":     {maps.Comparison{Before: ed, After: ed}, maps.Options{Scale: 100}},
	} {
		if _, err := maps.Compare(c.c, c.o); !errors.Is(err, maps.ErrInvalid) {
			t.Errorf("%s: %v, want ErrInvalid", name, err)
		}
	}
}

// TestDocumentPDF checks that the sheets are the pages of one file, the same each time.
func TestDocumentPDF(t *testing.T) {
	c := maps.Comparison{Before: grid(t, 1, 2, 2, numbered), After: movedVillage(t)}
	var first, second bytes.Buffer
	for _, w := range []*bytes.Buffer{&first, &second} {
		if err := compare(t, c, maps.Options{}).PDF(w); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) || !bytes.HasPrefix(first.Bytes(), []byte("%PDF")) {
		t.Error("two runs give two files")
	}
}
