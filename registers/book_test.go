package registers_test

import (
	"archive/zip"
	"bytes"
	"io"
	"math"
	"regexp"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/xuri/excelize/v2"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/edition/editiontest"
	"github.com/xiantu/xiantu/registers"
)

// pair is a county of two towns, 甲镇 in the west and 乙镇 in the east, whose border of
// some 2.2 km runs north along a river; a marker stands in its middle.
func pair(t *testing.T) *edition.Edition {
	t.Helper()
	unit := func(id boundaries.UnitID, code, name string, west, east float64) boundaries.Version {
		c := adcode.MustParse(code)
		ring := orb.Ring{{west, 29.8}, {east, 29.8}, {east, 29.81}, {east, 29.82}, {west, 29.82}, {west, 29.81}, {west, 29.8}}
		return boundaries.Version{Unit: id, Code: c, Name: name, Parent: c.Parent(), Shape: orb.MultiPolygon{{ring}}}
	}
	parts := edition.Parts{County: edition.County{Code: adcode.MustParse("990101"), Name: "试验县"}, Units: []boundaries.Version{
		unit(1, "990101100", "甲镇", 103.80, 103.81), unit(2, "990101101", "乙镇", 103.81, 103.82)}}
	key := edition.Key{County: parts.County.Code, At: civil.Date(2020, 6, 30)}
	ed, err := edition.Make(key, parts)
	if err != nil {
		t.Fatal(err)
	}
	number, carrier := "99010101", "河流"
	markers := []boundaries.Marker{{Number: "1", Place: orb.Point{103.81, 29.81}}}
	for _, b := range ed.Borders() {
		if b.Level == adcode.Township {
			if parts.Stretches, err = b.Edit(edition.BorderEdit{Number: &number, Carrier: &carrier, Markers: &markers}); err != nil {
				t.Fatal(err)
			}
		}
	}
	if ed, err = edition.Make(key, parts); err != nil {
		t.Fatal(err)
	}
	return ed
}

// part reads a part of a Word document.
func part(t *testing.T, file []byte, name string) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	text, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestCourseIsSaid(t *testing.T) {
	ed := pair(t)
	for lang, want := range map[registers.Lang][]string{
		registers.Chinese: {"甲镇—乙镇界线起自J1（甲镇、乙镇界线与县级界线交会点，东经103°48′36.00″、北纬29°48′00.00″），左侧为甲镇，右侧为乙镇。",
			"由J1起，沿河流向北（方位角0°00′）延伸1108.5米，至J2（1号界桩，东经103°48′36.00″、北纬29°48′36.00″）。", "止于J3，全长2217.0米。"},
		registers.English: {"From J1 it runs along 河流 to the north (azimuth 0°00′) for 1108.5 m, to J2"},
	} {
		var file bytes.Buffer
		if err := registers.New(ed, registers.Options{Lang: lang, Level: adcode.Township}).DOCX(&file); err != nil {
			t.Fatal(err)
		}
		text := part(t, file.Bytes(), "word/document.xml")
		for _, sentence := range want {
			if !strings.Contains(text, sentence) {
				t.Errorf("%s: not said: %s\n%s", lang, sentence, regexp.MustCompile(`<[^>]+>`).ReplaceAllString(text, " "))
			}
		}
	}
}

// The real county: every leg is in the sector of its azimuth, and the legs of every line
// add up to it.
func TestQingshenRegisters(t *testing.T) {
	ed := editiontest.Qingshen(t, civil.Date(2020, 6, 30))
	book := registers.New(ed, registers.Options{})
	legs := 0
	for _, l := range book.Lines {
		sum := 0.0
		for _, p := range l.Parts {
			sum += float64(p.Length())
			for _, leg := range p.Legs {
				legs++
				if off := math.Mod(leg.Azimuth-22.5*float64(leg.Sector)+371.25, 360); off < 0 || off > 22.5 {
					t.Errorf("%s: azimuth %.3f is not %v", l.Name, leg.Azimuth, leg.Sector)
				}
			}
		}
		if math.Abs(sum-float64(l.Length)) > 0.01 {
			t.Errorf("%s: legs of %.3f m on a line of %.3f m", l.Name, sum, l.Length)
		}
	}
	if book.Zone != 35 || len(book.Lines) < 100 {
		t.Errorf("zone %d, %d lines", book.Zone, len(book.Lines))
	}
	var file bytes.Buffer
	if err := book.XLSX(&file); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows("边界线走向说明")
	if err != nil || len(rows) != legs+3 {
		t.Errorf("%d rows of %d legs, %v", len(rows), legs, err)
	}
	t.Logf("%d lines, %d legs", len(book.Lines), legs)
}
