package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xiantu/xiantu/edition/editiontest"
)

type judgedSite struct {
	Lon, Lat  float64
	Forbidden bool
	Zones     []struct {
		ID, Kind, Name, Article string
		Distance                float64 `json:"distance_m"`
		Setback                 float64 `json:"setback_m"`
	}
}

// A county's cemeteries on the command line: places judged as computed elsewhere, the land left
// free, graves needed, tombs settled, and coverage before and after its villages merged.
func TestCemeteriesOfQingshen(t *testing.T) {
	folder := editiontest.File(t, "qingshen")
	c := newCounty(t)
	file := func(name string) string { return filepath.Join(folder, name) }
	out := func(name string) string { return filepath.Join(c.data, name) }
	for _, level := range []string{"county", "townships_2019", "villages_2019"} {
		c.run(0, "import", "divisions", file(level+".geojson"), "--date", "2019-10-31")
	}
	c.run(0, "import", "divisions", file("townships_2020.geojson"), "--date", "2020-06-30")
	c.run(0, "import", "divisions", file("villages_2020.geojson"), "--date", "2020-06-30")
	c.run(0, "import", "people", file("groups.csv"), "--date", "2020-06-30")
	c.run(0, "import", "facilities", file("facilities.xlsx"), "--crs", "GCJ-02", "--date", "2019-10-31", "--partial")
	if said := c.run(1, "sitecheck", "103.85,29.85"); !strings.Contains(said, "import them first") {
		t.Errorf("without zones: %s", said)
	}
	c.run(0, "import", "zones", file("zones.geojson"))

	t.Run("candidates", func(t *testing.T) { expectCandidates(t, c, folder) })
	t.Run("usage", func(t *testing.T) {
		for _, args := range [][]string{
			{}, {"103.85,29.85", "--grid", "100"}, {"388521,3301993"}, {"x,y"}, {"--grid", "1"}, {"--free", out("free.pdf")},
			{"103.85,29.85", "--setback", "river"}, {"--grid", "500", "--unit", "1"},
		} {
			c.run(2, append([]string{"sitecheck"}, args...)...)
		}
		c.run(1, "sitecheck", out("nowhere.geojson"))
		c.run(1, "sitecheck", file("zones.geojson")) // lines and polygons
		c.run(1, "sitecheck", "103.85,29.85", "--county", "511421")
	})
	t.Run("free", func(t *testing.T) {
		c.run(0, "sitecheck", "--free", out("free.geojson"), "--by", "township")
		content, err := os.ReadFile(out("free.geojson"))
		if err != nil {
			t.Fatal(err)
		}
		var land struct {
			Features []struct {
				Properties struct {
					Area float64 `json:"area_m2"`
				}
			}
		}
		if err := json.Unmarshal(content, &land); err != nil {
			t.Fatal(err)
		}
		sum := 0.0
		for _, f := range land.Features {
			sum += f.Properties.Area
		}
		expectFreeExported(t, c, sum)
		var grid struct {
			Share float64 `json:"free_share"`
			Count int
		}
		c.json(&grid, "sitecheck", "--grid", "500", "--out", out("grid.xlsx"))
		if len(land.Features) != 7 || math.Abs(sum/387.311e6-grid.Share) > .02 {
			t.Errorf("%d townships with %.0f m2 free, of the grid %.3f", len(land.Features), sum, grid.Share)
		}
	})
	t.Run("graves and tombs", func(t *testing.T) {
		var need struct {
			Total struct{ Free int64 }
		}
		c.json(&need, "cemeteries", "need", "--at", "2020-06-30")
		if need.Total.Free != 2215 {
			t.Errorf("%d graves are free", need.Total.Free)
		}
		c.run(0, "cemeteries", "need", "--out", out("graves.xlsx"))
		c.run(2, "cemeteries", "need", "--years", "1000")
		var tombs struct {
			Settled struct{ Covered, Of int64 }
		}
		if c.json(&tombs, "cemeteries", "tombs", "--at", "2020-06-30"); tombs.Settled.Covered != 156 || tombs.Settled.Of != 262 {
			t.Errorf("tombs settled: %+v", tombs.Settled)
		}
	})
	t.Run("before and after", func(t *testing.T) {
		expectComparison(t, c)
		c.run(0, "coverage", "--kind", "VOL_STATION", "--radius", "1000", "--compare", "2020-06-29", "--at", "2020-06-30", "--out", out("compared.xlsx"))
		c.run(2, "coverage", "--kind", "VOL_STATION", "--radius", "1000", "--compare", "plan:x")
		c.run(1, "coverage", "--kind", "VOL_STATION", "--radius", "1000", "--compare", "plan:99")
	})
}

// expectFreeExported compares the free land as other programs read it.
func expectFreeExported(t *testing.T, c *county, sum float64) {
	path := filepath.Join(t.TempDir(), "free.gpkg")
	c.run(0, "export", "freeland", "--level", "township", "--out", path)
	said, err := exec.Command("ogr2ogr", "-f", "CSV", "/vsistdout/", path, "freeland").Output()
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(said)).ReadAll()
	if err != nil || len(rows) != 1+7 {
		t.Fatalf("%d rows, %v:\n%s", len(rows), err, said)
	}
	at, got := slices.Index(rows[0], "area_m2"), 0.0
	for _, row := range rows[1:] {
		area, err := strconv.ParseFloat(row[at], 64)
		if err != nil {
			t.Fatal(err)
		}
		got += area
	}
	if math.Abs(got-sum) > 0.1 {
		t.Errorf("%.2f m2 are free in the GeoPackage, %.2f in the GeoJSON", got, sum)
	}
	c.run(0, "export", "freeland", "--out", filepath.Join(t.TempDir(), "free.xlsx"))
}

func expectCandidates(t *testing.T, c *county, folder string) {
	content, err := os.ReadFile(filepath.Join(folder, "expected", "cemetery_candidates.json"))
	if err != nil {
		t.Fatal(err)
	}
	var want []struct {
		ID        string
		Forbidden bool
		By        []struct {
			Zone     string
			Distance float64 `json:"distance_m"`
		} `json:"forbidden_by"`
	}
	if err := json.Unmarshal(content, &want); err != nil {
		t.Fatal(err)
	}
	var got []judgedSite
	c.json(&got, "sitecheck", filepath.Join(folder, "cemetery_candidates.geojson"))
	if len(got) != len(want) {
		t.Fatalf("%d places, want %d", len(got), len(want))
	}
	for i, w := range want {
		g := got[i]
		if g.Forbidden != w.Forbidden || len(g.Zones) != len(w.By) {
			t.Errorf("%s: %+v, want %+v", w.ID, g, w)
			continue
		}
		for k, by := range w.By {
			if z := g.Zones[k]; z.ID != by.Zone || math.Abs(z.Distance-by.Distance) > 0.05 || z.Article == "" || z.Name == "" {
				t.Errorf("%s: %+v, want %+v", w.ID, z, by)
			}
		}
	}
	var narrow []judgedSite
	c.json(&narrow, "sitecheck", "103.8216637,29.8177755", "--setback", "river:150")
	if narrow[0].Forbidden {
		t.Errorf("with a strip of 150 m: %+v", narrow)
	}
	if text := c.run(0, "sitecheck", "103.8216637,29.8177755"); !strings.Contains(text, "FORBIDDEN") || !strings.Contains(text, "199.00") || !strings.Contains(text, "四川省公墓管理条例") {
		t.Errorf("%s", text)
	}
}

// expectComparison looks at the stations, none of which moved while 89 villages became 58.
func expectComparison(t *testing.T, c *county) {
	var got struct {
		Before, After struct {
			Total struct {
				Units  struct{ Having, Of int64 }
				People map[string]people
			}
		}
		Change  struct{ Units float64 }
		Effects []struct {
			Cause string
			Units float64
		}
		Units []struct{ From []struct{ Name string } }
	}
	c.json(&got, "coverage", "--kind", "VOL_STATION", "--radius", "1000", "--compare", "2020-06-29", "--at", "2020-06-30")
	if b, a := got.Before.Total.Units, got.After.Total.Units; b.Of != 89 || a.Of != 58 || a.Having != 50 || len(got.Units) != 58 {
		t.Errorf("%+v, then %+v", b, a)
	}
	if got.Before.Total.People["all"] != got.After.Total.People["all"] {
		t.Errorf("people %+v, then %+v", got.Before.Total.People, got.After.Total.People)
	}
	sum := 0.0
	for _, e := range got.Effects {
		if sum += e.Units; e.Units != 0 && e.Cause != "denominator" && e.Cause != "units" {
			t.Errorf("%+v", e)
		}
	}
	if math.Abs(sum-got.Change.Units) > 1e-9 || sum == 0 {
		t.Errorf("effects of %f, change %f", sum, got.Change.Units)
	}
}
