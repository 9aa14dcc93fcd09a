package maps_test

import (
	"bytes"
	"image/png"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/facilities"
	"github.com/xiantu/xiantu/geo"
	"github.com/xiantu/xiantu/maps"
)

// Sheets of what nobody would send on purpose are whole in every format: the picture
// decodes, the SVG is XML without anything that runs, poppler reads the PDF without a word.
func TestSheetsOfBadInput(t *testing.T) {
	plain := *grid(t, 2, 2, 2, numbered)
	for name, c := range map[string]struct {
		ed *edition.Edition
		o  maps.Options
	}{
		"title of 500 characters": {&plain, maps.Options{Title: strings.Repeat("长题", 250), Compiler: strings.Repeat("局", 500), Attribution: strings.Repeat("源", 500), ReviewNumber: strings.Repeat("9", 500)}},
		"thin, lying, A0":         {thin(t), maps.Options{Kind: maps.ByVillage, Paper: paper(t, "A0 landscape")}},
		"a unit of 0.1 m2":        {specked(t), maps.Options{Kind: maps.ByVillage}},
		"hostile facilities":      {hostileFacilities(t), maps.Options{Facilities: []string{facilities.Kinds()[0].Code}, FacilityNames: true}},
		"hostile names":           {grid(t, 3, 4, 2, hostileName), maps.Options{Kind: maps.ByVillage, Title: hostile[1] + hostile[4], Mark: hostile[0]}},
	} {
		t.Run(name, func(t *testing.T) {
			s := sheet(t, c.ed, c.o)
			for _, f := range faults(s) {
				t.Error(f)
			}
			run(t, s, "pdftotext", "FILE", "-")
			var svg, picture bytes.Buffer
			if err := s.SVG(&svg); err != nil {
				t.Fatal(err)
			}
			checkXML(t, svg.Bytes())
			for _, bad := range []string{"<script", "onload=", "\x00", "\x1b", "\u202e"} {
				if bytes.Contains(svg.Bytes(), []byte(bad)) {
					t.Errorf("the SVG has %q", bad)
				}
			}
			if err := s.PNG(&picture, 40); err != nil {
				t.Fatal(err)
			}
			if _, err := png.Decode(&picture); err != nil {
				t.Error(err)
			}
		})
	}
}

// specked is a county of two townships and a third of 0.1 m2 between them.
func specked(t *testing.T) *edition.Edition {
	code := adcode.MustParse("990101")
	const w = 3e-6
	square := func(x0, x1, y0, y1 float64) orb.MultiPolygon {
		return geo.SnapShape(orb.MultiPolygon{{{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}, {x0, y0}}}})
	}
	west := geo.SnapShape(orb.MultiPolygon{{{{104, 30}, {104.1, 30}, {104.1, 30.05}, {104.1 - w, 30.05}, {104.1 - w, 30.05 + w}, {104.1, 30.05 + w}, {104.1, 30.1}, {104, 30.1}, {104, 30}}}})
	return made(t, edition.Parts{County: edition.County{Code: code, Name: "点县"}, Units: []boundaries.Version{
		{Code: code, Name: "点县", Unit: 1},
		{Code: code.Child(100), Parent: code, Name: "西镇", Unit: 2, Shape: west},
		{Code: code.Child(101), Parent: code, Name: "东镇", Unit: 3, Shape: square(104.1, 104.2, 30, 30.1)},
		{Code: code.Child(102), Parent: code, Name: "微镇", Unit: 4, Shape: square(104.1-w, 104.1, 30.05, 30.05+w)},
	}})
}

// hostileFacilities is a county whose facilities bear the hostile names.
func hostileFacilities(t *testing.T) *edition.Edition {
	ed, _ := furnished(t, len(hostile))
	for i := range ed.Facilities.List {
		ed.Facilities.List[i].Name = hostile[i]
		ed.Facilities.List[i].Kind = facilities.Kinds()[0].Code
	}
	return ed
}

// A unit of which a scale leaves nothing is named, or stands in the key.
func TestSpeckIsNamed(t *testing.T) {
	for _, size := range []string{"A4", "A1", "A0 landscape"} {
		s := sheet(t, specked(t), maps.Options{Paper: paper(t, size)})
		if !strings.Contains(strings.Join(said(s), "\n"), "微镇") {
			t.Errorf("%s: the unit of 0.1 m2 is not on the sheet", size)
		}
		for _, f := range faults(s) {
			t.Errorf("%s: %s", size, f)
		}
	}
}
