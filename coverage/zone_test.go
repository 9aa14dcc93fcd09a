package coverage_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/edition/editiontest"
	"github.com/xiantu/xiantu/geo"
)

// zoned is the board with a river through its middle from west to east, a square of arable
// land in cell b, and a well in cell c without a kind.
func zoned(t testing.TB) *edition.Edition {
	middle := in(0, 1, 0, 0)
	return edited(t, func(p *edition.Parts) {
		p.Zones = &edition.Zones{List: []edition.Zone{
			{ID: "r", Kind: "river", Name: "河", Setback: 200, Article: "四川省公墓管理条例第六条", Shape: orb.LineString{{west - side, middle[1]}, {west + 4*side, middle[1]}}},
			{ID: "a", Kind: "arable", Name: "耕地", Article: "殡葬管理条例第十条（一）", Shape: orb.Polygon{{in(1, 1, .25, .25), in(1, 1, .75, .25), in(1, 1, .75, .75), in(1, 1, .25, .75), in(1, 1, .25, .25)}}},
			{ID: "w", Name: "井", Setback: 100, Shape: in(0, 0, .5, .2)},
		}}
	})
}

func judge(t testing.TB, ed *edition.Edition, z coverage.Zoning, places ...orb.Point) []coverage.Verdict {
	t.Helper()
	v, err := coverage.Judge(ed, z, places)
	if err != nil {
		t.Fatal(err)
	}
	return v.Places
}

func TestJudge(t *testing.T) {
	ed := zoned(t)
	river := func(column, metres float64) orb.Point {
		return geo.Direct(in(column, 1, .5, 0), 0, geo.Metres(metres))
	}
	for name, c := range map[string]struct {
		place orb.Point
		want  string // kinds that forbid, the nearest first
	}{
		"free":                    {in(0, 1, .5, .5), "[]"},
		"on the river":            {river(0, 0), "[river]"},
		"in its strip":            {river(0, 199), "[river]"},
		"just out of it":          {river(0, 201), "[]"},
		"in arable land":          {in(1, 1, .5, .5), "[arable]"},
		"on its border":           {in(1, 1, .25, .25), "[arable]"},
		"beside it, of no strip":  {in(1, 1, .2, .5), "[]"},
		"at a well of no kind":    {in(0, 0, .5, .2), "[]"},
		"outside, in the strip":   {in(3, 1, .5, 0), "[river]"},
		"outside, by no zone":     {in(3, 1, .5, .5), "[]"},
		"land of no village":      {in(1, 0, .5, .5), "[]"},
		"known by no county here": {orb.Point{0, 0}, "[]"},
	} {
		v := judge(t, ed, coverage.Zoning{}, c.place)[0]
		kinds := []string{}
		for _, h := range v.Zones {
			if h.Distance > h.Setback {
				t.Errorf("%s: %+v does not forbid", name, h)
			}
			kinds = append(kinds, ed.Zones.List[h.Zone].Kind)
		}
		want := c.want
		if name == "at a well of no kind" {
			want = "[" + "]"
			if len(kinds) != 1 || kinds[0] != "" {
				t.Errorf("%s: %q", name, kinds)
			}
			continue
		}
		if fmt.Sprint(kinds) != want {
			t.Errorf("%s: %v, want %s", name, kinds, want)
		}
	}
	// The board's county has a shape of its townships' only: outside of all is outside.
	if v := judge(t, ed, coverage.Zoning{}, in(3, 1, .5, .5))[0]; !v.Outside || !v.Forbidden || v.Unit != -1 {
		t.Errorf("outside the county: %+v", v)
	}
	wide := judge(t, ed, coverage.Zoning{Setbacks: map[string]geo.Metres{"arable": 5000}, Nearest: 2}, in(0, 1, .5, .9))[0]
	if len(wide.Zones) != 1 || wide.Zones[0].Setback != 5000 || len(wide.Nearest) != 2 || wide.Nearest[0].Margin() > wide.Nearest[1].Margin() {
		t.Errorf("with a strip of another width: %+v", wide)
	}
}

func TestZoningThatCannotBe(t *testing.T) {
	ed := zoned(t)
	bare := edited(t, func(*edition.Parts) {})
	many := make([]orb.Point, 10_001)
	place := in(0, 1, .5, .5)
	for name, c := range map[string]struct {
		ed     *edition.Edition
		z      coverage.Zoning
		places []orb.Point
		part   string
	}{
		"no zones":      {bare, coverage.Zoning{}, []orb.Point{place}, "zones"},
		"no place":      {ed, coverage.Zoning{}, nil, "points"},
		"too many":      {ed, coverage.Zoning{}, many, "points"},
		"metres":        {ed, coverage.Zoning{}, []orb.Point{{388521, 3301993}}, "points"},
		"swapped":       {ed, coverage.Zoning{}, []orb.Point{{29.8, 103.8}}, "points"},
		"not a number":  {ed, coverage.Zoning{}, []orb.Point{{math.NaN(), 29.8}}, "points"},
		"unknown kind":  {ed, coverage.Zoning{Setbacks: map[string]geo.Metres{"moon": 1}}, []orb.Point{place}, "setbacks"},
		"negative":      {ed, coverage.Zoning{Setbacks: map[string]geo.Metres{"river": -1}}, []orb.Point{place}, "setbacks"},
		"endless":       {ed, coverage.Zoning{Setbacks: map[string]geo.Metres{"river": geo.Metres(math.Inf(1))}}, []orb.Point{place}, "setbacks"},
		"nearest of -1": {ed, coverage.Zoning{Nearest: -1}, []orb.Point{place}, "nearest"},
	} {
		_, err := coverage.Judge(c.ed, c.z, c.places)
		var question *coverage.QuestionError
		if !errors.As(err, &question) || question.Part != c.part || question.Zh == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, err := range map[string]error{
		"grid of 0":         second(coverage.JudgeRaster(ed, coverage.Raster{})),
		"grid too fine":     second(coverage.JudgeRaster(ed, coverage.Raster{Step: 1})),
		"no such unit":      second(coverage.JudgeRaster(ed, coverage.Raster{Step: 100, Unit: adcode.MustParse("511425999")})),
		"unit of no extent": second(coverage.JudgeRaster(ed, coverage.Raster{Step: 100, Unit: adcode.MustParse(codeE)})),
		"free, no zones":    second(coverage.FreeLand(bare, coverage.FreeQuestion{})),
		"free, tolerance":   second(coverage.FreeLand(ed, coverage.FreeQuestion{Tolerance: -1})),
	} {
		if !errors.Is(err, coverage.ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func second[T any](_ T, err error) error { return err }

// The places of the reference data, with what forbids them and their nearest zones.
func TestCemeteryCandidatesAsComputedElsewhere(t *testing.T) {
	ed := qingshenZones(t)
	var candidates []struct {
		ID        string
		Lon, Lat  float64
		Village   string `json:"village_code_2020"`
		Forbidden bool
		By        []expectedZone `json:"forbidden_by"`
		Nearest   []expectedZone `json:"nearest_zones"`
	}
	content, err := os.ReadFile(editiontest.File(t, "qingshen/expected/cemetery_candidates.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(content, &candidates); err != nil {
		t.Fatal(err)
	}
	worst := 0.0
	for _, c := range candidates {
		v := judge(t, ed, coverage.Zoning{Nearest: 5}, orb.Point{c.Lon, c.Lat})[0]
		if v.Forbidden != c.Forbidden || len(v.Zones) != len(c.By) || ed.Units[v.Unit].Code.String() != c.Village {
			t.Errorf("%s: %+v, want %+v", c.ID, v, c)
		}
		all := append(append([]coverage.ZoneHit{}, v.Zones...), v.Nearest...)
		for i, want := range c.Nearest {
			got := all[i]
			zone := ed.Zones.List[got.Zone]
			off := math.Abs(float64(got.Distance) - want.Distance)
			worst = max(worst, off)
			if zone.ID != want.Zone || float64(got.Setback) != want.Buffer || off > 0.05 {
				t.Errorf("%s: zone %d is %s at %.2f m, want %s at %.2f", c.ID, i+1, zone.ID, got.Distance, want.Zone, want.Distance)
			}
		}
	}
	t.Logf("%d places, distances at most %.3f m off", len(candidates), worst)
}

type expectedZone struct {
	Zone     string
	Buffer   float64 `json:"buffer_m"`
	Distance float64 `json:"distance_m"`
}

// qingshenZones is the real county with its zones.
func qingshenZones(t testing.TB) *edition.Edition {
	ed := *editiontest.Qingshen(t, midsummer)
	ed.Zones = &edition.Zones{}
	for _, f := range editiontest.Features(t, editiontest.File(t, "qingshen/zones.geojson")) {
		ed.Zones.List = append(ed.Zones.List, edition.Zone{
			ID: f.Properties.MustString("id"), Kind: f.Properties.MustString("kind"), Name: f.Properties.MustString("name"),
			Setback: geo.Metres(f.Properties.MustFloat64("buffer_m")), Shape: f.Geometry,
		})
	}
	return &ed
}

// The free land of the real county: of each township it adds up to the county's, and a raster
// of places finds it free and taken where it is drawn so.
func TestFreeLandOfQingshen(t *testing.T) {
	ed := qingshenZones(t)
	whole, err := coverage.FreeLand(ed, coverage.FreeQuestion{})
	if err != nil {
		t.Fatal(err)
	}
	line := whole.Lines[0]
	checkShape(t, ed, coverage.Gap{Unit: 0, Shape: line.Shape, Area: line.Free}, 1000)
	parts, err := coverage.FreeLand(ed, coverage.FreeQuestion{By: adcode.Township})
	if err != nil {
		t.Fatal(err)
	}
	var sum geo.SquareMetres
	for _, l := range parts.Lines {
		sum += l.Free
		if l.Free+l.Taken != l.Of {
			t.Errorf("%s: %f + %f is not %f", ed.Units[l.Unit].Code, l.Free, l.Taken, l.Of)
		}
	}
	if len(parts.Lines) != 7 || math.Abs(float64(sum-line.Free)) > 1e-6*float64(line.Free) {
		t.Errorf("%d townships have %f m2 free, the county %f", len(parts.Lines), sum, line.Free)
	}
	raster, err := coverage.JudgeRaster(ed, coverage.Raster{Step: 250})
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range raster.Places {
		if free := geo.Contains(line.Shape, v.Place); free == v.Forbidden && !byEdge(t, ed, v.Place) {
			t.Errorf("%v: forbidden %v, drawn free %v", v.Place, v.Forbidden, free)
		}
	}
	if share, drawn := float64(raster.Free)/float64(len(raster.Places)), float64(line.Free/line.Of); math.Abs(share-drawn) > 0.01 {
		t.Errorf("%.4f of the raster is free, %.4f of the land", share, drawn)
	}
	t.Logf("%.3f of %.3f km2 are free; %d of %d places; %v", line.Free/1e6, line.Of/1e6, raster.Free, len(raster.Places), raster.ByKind)
}

// byEdge reports whether a place lies within the tolerance of a strip's edge.
func byEdge(t testing.TB, ed *edition.Edition, p orb.Point) bool {
	for _, h := range judge(t, ed, coverage.Zoning{Nearest: 1}, p)[0].Nearest {
		if h.Margin() < 0.51 {
			return true
		}
	}
	return false
}

// A wider strip never frees a place nor land.
func TestWiderStripsNeverFree(t *testing.T) {
	ed := zoned(t)
	rapid.Check(t, func(t *rapid.T) {
		kind := rapid.SampledFrom([]string{"river", "arable", ""}).Draw(t, "kind")
		narrow := rapid.IntRange(0, 2000).Draw(t, "narrow")
		wide := narrow + rapid.IntRange(0, 2000).Draw(t, "more")
		p := in(rapid.Float64Range(-.1, 3.1).Draw(t, "x"), rapid.Float64Range(-.1, 2.1).Draw(t, "y"), 0, 0)
		of := func(m int) coverage.Zoning {
			return coverage.Zoning{Setbacks: map[string]geo.Metres{kind: geo.Metres(m)}}
		}
		first, err := coverage.Judge(ed, of(narrow), []orb.Point{p})
		if err != nil {
			t.Fatal(err)
		}
		second, err := coverage.Judge(ed, of(wide), []orb.Point{p})
		if err != nil {
			t.Fatal(err)
		}
		if first.Forbidden > second.Forbidden || len(first.Places[0].Zones) > len(second.Places[0].Zones) {
			t.Fatalf("%v: %+v, and with a wider strip %+v", p, first.Places[0], second.Places[0])
		}
		before, err := coverage.FreeLand(ed, coverage.FreeQuestion{Zoning: of(narrow)})
		if err != nil {
			t.Fatal(err)
		}
		after, err := coverage.FreeLand(ed, coverage.FreeQuestion{Zoning: of(wide)})
		if err != nil {
			t.Fatal(err)
		}
		if b, a := before.Lines[0].Free, after.Lines[0].Free; a > b+100 {
			t.Fatalf("strips of %d m leave %f m2, of %d m %f", narrow, b, wide, a)
		}
	})
}
