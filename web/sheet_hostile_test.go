package web_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/facilities"
)

// hostileNames are what nobody calls a village; the last one is of a speck of 0.1 m2.
var hostileNames = []string{"<script>alert(1)</script>村", `"'&<>]]>%s村`, "\u202e村反\u202c", "שלום村", "塆䢺𬭎村", strings.Repeat("长", 60) + "村", "无字\U0001FAE0村", "微村"}

// newHostileCounty serves a county a hundred times as high as wide, of villages with
// hostile names one above the other, and so many facilities in them:
//
//	+---+
//	| 7 |
//	:   :
//	| 1 |
//	+---+-+
//	| 0  |8  a speck at the lower right corner
//	+----+
func newHostileCounty(t *testing.T, places int) *service {
	t.Helper()
	s := newService(t)
	town := boardCounty.Child(100)
	const west, width, high, speck = 103.8, 0.01, 0.14, 3e-6
	shape := func(i int) orb.Polygon {
		south, north, east := 29.0+high*float64(i), 29.0+high*float64(i+1), west+width
		switch i {
		case 0:
			return orb.Polygon{{{west, south}, {east - speck, south}, {east - speck, south + speck}, {east, south + speck}, {east, north}, {west, north}, {west, south}}}
		case len(hostileNames) - 1:
			return rectangle(east-speck, 29, east, 29+speck)
		}
		return rectangle(west, south, east, north)
	}
	var villages []boundaries.Version
	for i, name := range hostileNames {
		villages = append(villages, boundaries.Version{Code: town.Child(200 + i), Name: name, Type: boundaries.VillageCommittee, Parent: town, Shape: orb.MultiPolygon{shape(i)}})
	}
	s.commit(edition.Write{Author: "test", Title: "hostile", Counties: []edition.County{{Code: boardCounty, Name: "长县", Fiction: true}},
		Snapshots: []boundaries.Snapshot{{County: boardCounty, Level: adcode.Village, Day: civil.Date(2020, 1, 1), Units: villages}}})
	var list []facilities.Facility
	for i := range places {
		at := orb.Point{west + 0.0098*float64(i%100)/100, 29.01 + 0.95*float64(i)/float64(places)}
		list = append(list, facilities.Facility{Kind: "ELD_COMMUNITY", Name: fmt.Sprintf("%s第%d站", hostileNames[i%6], i), Place: &at, Source: facilities.ByPoint, Unit: town.Child(200 + min(int((at[1]-29)/high), 6)), State: facilities.Operating})
	}
	if places > 0 {
		s.commit(edition.Write{Author: "test", Title: "facilities", Facilities: []edition.FacilitySet{{County: boardCounty, Put: list}}})
	}
	return s
}

// checkSVG checks that a sheet is XML that neither runs anything nor turns text round.
func checkSVG(t *testing.T, sheet string) {
	t.Helper()
	for decoder := xml.NewDecoder(strings.NewReader(sheet)); ; {
		_, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("the sheet is no XML: %v", err)
		}
	}
	for _, bad := range []string{"<script", "<b", "\x00", "\x1b", "\u202e"} {
		if strings.Contains(sheet, bad) {
			t.Errorf("the sheet has %q", bad)
		}
	}
}

// Whatever names, titles and shapes are sent, the sheet is whole, and has its names.
func TestSheetsOfHostileData(t *testing.T) {
	t.Parallel()
	s := newHostileCounty(t, 40)
	title, err := json.Marshal("图\x01\x1b[31m\u202e<b onload=1>\"'&\U0001FAE0")
	if err != nil {
		t.Fatal(err)
	}
	for name, x := range map[string]struct {
		order string
		has   []string
	}{
		"hostile names":           {`"kind":"villages","paper":"A1"`, []string{"alert(1)", "שלום村", "塆䢺𬭎村", "无字", "微村"}},
		"a hostile title":         {`"title":` + string(title), []string{"图[31m", "\U0001FAE0"}},
		"500 characters":          {`"title":"` + strings.Repeat("长", 500) + `","compiler":"` + strings.Repeat("局", 500) + `"`, []string{"长长长", "局局局"}},
		"A0 that lies":            {`"kind":"villages","paper":"A0 landscape"`, []string{"微村"}},
		"600 x 100 mm":            {`"paper":"600x100"`, []string{"长县"}},
		"named facilities":        {`"facilities":["ELD_COMMUNITY"],"facility_names":true,"paper":"A3"`, []string{"第7站"}},
		"a border with the speck": {`"kind":"border","between":["` + hostileNames[7] + `","990101100200"],"paper":"A3"`, []string{"微村"}},
	} {
		t.Run(name, func(t *testing.T) {
			sheet := s.sheet(x.order)
			checkSVG(t, sheet)
			for _, text := range x.has {
				if !strings.Contains(sheet, text) {
					t.Errorf("it lacks %s", text)
				}
			}
		})
	}
	p := s.send("POST", "/v1/maps", `{"kind":"coverage","question":{"kinds":["ELD_COMMUNITY"],"radius_m":1000}}`).problem(http.StatusNotFound)
	if !strings.Contains(p.Detail, "请先导入人口") {
		t.Errorf("of coverage without people it is said: %s", p.Detail)
	}
	size := regexp.MustCompile(`viewBox="0 0 (\S+) (\S+)"`).FindStringSubmatch(s.sheet(`"paper":"A0 landscape"`))
	width, _ := strconv.ParseFloat(size[1], 64)
	height, _ := strconv.ParseFloat(size[2], 64)
	if width <= height {
		t.Errorf("A0 landscape is %g x %g", width, height)
	}
}

// What the sheet does not show as it is called is told with it, in the caller's language.
func TestSheetTellsOfItsNames(t *testing.T) {
	t.Parallel()
	s := newHostileCounty(t, 0)
	for tongue, said := range map[string]string{"zh-CN": "图上以〓代替；所在地名：无字\U0001FAE0村、שלום村", "en": "\U0001FAE0: 〓 stands in their place, in 无字\U0001FAE0村, שלום村"} {
		a := s.send("POST", "/v1/maps", `{"kind":"villages","paper":"100x400"}`, "Accept-Language", tongue).status(http.StatusOK)
		notes, err := url.PathUnescape(a.Header.Get("Xiantu-Notes"))
		if err != nil || !strings.Contains(notes, said) {
			t.Errorf("%s: %v: %q lacks %q", tongue, err, notes, said)
		}
		if counts := map[string]string{"zh-CN": "地名 8 个：图上注记", "en": "of 8 names stand on the map"}[tongue]; !strings.Contains(notes, counts) {
			t.Errorf("%s: %q lacks %q", tongue, notes, counts)
		}
	}
	if a := newBoard(t).send("POST", "/v1/maps", `{"paper":"A1"}`).status(http.StatusOK); a.Header.Get("Xiantu-Notes") != "" {
		t.Errorf("of a sheet without flaws: %s", a.Header.Get("Xiantu-Notes"))
	}
}

// newCrowdedCounty serves a county of so many villages, thirty in a row, that no key has room
// for their names.
func newCrowdedCounty(t *testing.T, villages int) *service {
	t.Helper()
	s := newService(t)
	town := boardCounty.Child(100)
	var units []boundaries.Version
	for i := range villages {
		x, y := 103.8+0.01*float64(i%30), 29+0.01*float64(i/30)
		units = append(units, boundaries.Version{Code: town.Child(200 + i), Name: fmt.Sprintf("第%d号生态农业示范村", i), Type: boundaries.VillageCommittee, Parent: town, Shape: orb.MultiPolygon{rectangle(x, y, x+0.01, y+0.01)}})
	}
	s.commit(edition.Write{Author: "test", Title: "crowded", Counties: []edition.County{{Code: boardCounty, Name: "密县", Fiction: true}},
		Snapshots: []boundaries.Snapshot{{County: boardCounty, Level: adcode.Village, Day: civil.Date(2020, 1, 1), Units: units}}})
	return s
}

// What the key of a sheet has no room for is the next page of its PDF, and page 2 of an SVG.
func TestSheetBehind(t *testing.T) {
	t.Parallel()
	s := newCrowdedCounty(t, 600)
	a := s.send("POST", "/v1/maps", `{"kind":"villages","format":"svg"}`, "Accept-Language", "en").status(http.StatusOK)
	notes, _ := url.PathUnescape(a.Header.Get("Xiantu-Notes"))
	if !strings.Contains(notes, "on a sheet behind") || !strings.Contains(notes, "is page 2") || !strings.Contains(string(a.body), "sheet behind") {
		t.Errorf("neither said nor printed that there is a sheet behind: %s", notes)
	}
	if sheet := s.sheet(`"kind":"villages","page":2`); !strings.Contains(sheet, "地名索引续") || !strings.Contains(sheet, "号生态农业示范村") {
		t.Error("page 2 is not the sheet behind")
	}
	if a := s.send("POST", "/v1/maps", `{"kind":"villages"}`).status(http.StatusOK); bytes.Count(a.body, []byte("/Type/Page/")) < 2 {
		t.Error("the PDF has one page")
	}
	s.working()
	var job orderedJob
	s.send("POST", "/v1/maps", `{"kind":"villages","format":"svg"}`, "Accept-Language", "en", "Prefer", "respond-async").status(http.StatusAccepted).into(&job)
	if job = s.job(job.ID); job.State != "done" || strings.Join(job.Notes, "\n") != notes {
		t.Errorf("of the sheet made by a job it is said: %+v", job)
	}
	if file := s.get(job.File).status(http.StatusOK); file.Header.Get("Xiantu-Notes") != a.Header.Get("Xiantu-Notes") {
		t.Errorf("with its file it is said: %s", file.Header.Get("Xiantu-Notes"))
	}
}

// Ten thousand facilities, named, are clusters on a sheet that is made at once.
func TestSheetOfTenThousandFacilities(t *testing.T) {
	t.Parallel()
	s := newHostileCounty(t, 10_000)
	const order = `"facilities":["ELD_COMMUNITY"],"facility_names":true`
	sheet := s.sheet(order)
	checkSVG(t, sheet)
	if !strings.Contains(sheet, "设施群") {
		t.Error("there are no clusters")
	}
	if a := s.send("POST", "/v1/maps", `{"format":"pdf",`+order+`}`).status(http.StatusOK); len(a.body) > 2<<20 {
		t.Errorf("the sheet has %d bytes", len(a.body))
	}
}
