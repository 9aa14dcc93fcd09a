package main

import (
	"math"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/xiantu/xiantu/edition/editiontest"
)

// sets are the sets of kinds that the expected answers name.
var sets = map[string]string{
	"URBAN_HOME_COMMUNITY": "ELD_COMPLEX,ELD_COMMUNITY",
	"RURAL_THREE_TIER":     "ELD_RURAL_CENTRE,ELD_RURAL_SUB,ELD_RURAL_POINT",
	"ALL_ELDER":            "ELD_COMPLEX,ELD_COMMUNITY,ELD_RURAL_CENTRE,ELD_RURAL_SUB,ELD_RURAL_POINT,ELD_HOME",
}

type people struct{ Covered, Of int64 }

type coverageLine struct {
	Code   string
	People map[string]people
	Area   struct {
		Covered float64 `json:"covered_m2"`
		Of      float64 `json:"of_m2"`
	}
}

type coverageAnswer struct {
	Total coverageLine
	By    []coverageLine
}

// TestQingshen takes a whole county in as a bureau would send it and compares what
// comes out with the answers computed elsewhere.
func TestQingshen(t *testing.T) {
	folder := editiontest.File(t, "qingshen")
	c := newCounty(t)
	file := func(name string) string { return filepath.Join(folder, name) }
	c.run(0, "import", "divisions", file("county.geojson"), "--date", "2019-10-31")
	c.run(0, "import", "divisions", file("townships_2019.geojson"), "--date", "2019-10-31")
	c.run(0, "import", "divisions", file("villages_2019.geojson"), "--date", "2019-10-31")
	c.run(0, "import", "divisions", file("townships_2020.geojson"), "--date", "2020-06-30")
	c.run(0, "import", "divisions", file("villages_2020.geojson"), "--date", "2020-06-30")
	c.run(0, "import", "people", file("groups.csv"), "--date", "2020-06-30")
	c.run(1, "import", "facilities", file("facilities.xlsx"), "--crs", "GCJ-02", "--date", "2020-06-30")
	c.run(0, "import", "facilities", file("facilities.xlsx"), "--crs", "GCJ-02", "--date", "2020-06-30", "--partial")
	c.run(0, "import", "zones", file("zones.geojson"))

	t.Run("units", func(t *testing.T) {
		for day, want := range map[string]int{"2019-10-31": 1 + 10 + 89, "2020-06-29": 1 + 10 + 89, "2020-06-30": 1 + 7 + 58} {
			var units []map[string]any
			c.json(&units, "units", "--at", day)
			if len(units) != want {
				t.Errorf("%d units on %s, want %d", len(units), day, want)
			}
		}
		c.run(0, "check", "--at", "2019-12-31")
		c.run(0, "check", "--at", "2020-06-30")
	})
	t.Run("coverage", func(t *testing.T) { expectCoverage(t, c, folder) })
	t.Run("gaps", func(t *testing.T) { expectGaps(t, c) })
	t.Run("indicators", func(t *testing.T) { expectIndicators(t, c, folder) })
	t.Run("minutes", func(t *testing.T) { expectMinutes(t, c, folder) })
}

// expectGaps compares the people of the gaps with those not covered.
func expectGaps(t *testing.T, c *county) {
	for _, kinds := range []string{"ALL_ELDER", "VOL_STATION", "CEM_PUBLIC"} {
		for _, radius := range []string{"500", "1000", "2000"} {
			for _, by := range []string{"township", "village"} {
				question := []string{"--kind", kinds, "--radius", radius, "--at", "2020-06-30", "--by", by}
				var answer coverageAnswer
				c.json(&answer, append([]string{"coverage"}, question...)...)
				var gaps struct {
					Features []struct {
						Properties struct {
							People map[string]int64
							Area   float64 `json:"area_m2"`
						}
					}
				}
				c.json(&gaps, append([]string{"gaps"}, question...)...)
				missed, area := map[string]int64{}, 0.0
				for _, gap := range gaps.Features {
					area += gap.Properties.Area
					for age, n := range gap.Properties.People {
						missed[age] += n
					}
				}
				for age, total := range answer.Total.People {
					if total.Covered+missed[age] != total.Of {
						t.Errorf("%s %s m by %s, %s: %d covered + %d in gaps is not %d", kinds, radius, by, age, total.Covered, missed[age], total.Of)
					}
				}
				if total := answer.Total.Area; math.Abs(total.Covered+area-total.Of) > 1 {
					t.Errorf("%s %s m by %s: %.1f m2 covered + %.1f m2 in gaps is not %.1f m2", kinds, radius, by, total.Covered, area, total.Of)
				}
			}
		}
	}
}

func expectCoverage(t *testing.T, c *county, folder string) {
	type place struct{ set, radius string }
	wantPeople, wantArea := map[place]map[string]map[string]people{}, map[place]map[string][2]float64{}
	for _, row := range editiontest.Table(t, filepath.Join(folder, "expected", "coverage_population.csv")) {
		p := place{row["set"], row["radius_m"]}
		if wantPeople[p] == nil {
			wantPeople[p] = map[string]map[string]people{}
		}
		wantPeople[p][row["township"]] = map[string]people{
			"all": {editiontest.Count(t, row["pop_total_covered"]), editiontest.Count(t, row["pop_total"])}, "60+": {editiontest.Count(t, row["pop_60p_covered"]), editiontest.Count(t, row["pop_60p"])},
			"65+": {editiontest.Count(t, row["pop_65p_covered"]), editiontest.Count(t, row["pop_65p"])}, "80+": {editiontest.Count(t, row["pop_80p_covered"]), editiontest.Count(t, row["pop_80p"])},
		}
	}
	for _, row := range editiontest.Table(t, filepath.Join(folder, "expected", "coverage_area.csv")) {
		p := place{row["set"], row["radius_m"]}
		if wantArea[p] == nil {
			wantArea[p] = map[string][2]float64{}
		}
		wantArea[p][row["township"]] = [2]float64{editiontest.Number(t, row["covered_km2"]), editiontest.Number(t, row["area_km2"])}
	}
	compared := 0
	for p, townships := range wantPeople {
		kinds := p.set
		if list, ok := sets[p.set]; ok {
			kinds = list
		}
		var answer coverageAnswer
		c.json(&answer, "coverage", "--kind", kinds, "--radius", p.radius, "--at", "2020-06-30", "--by", "township")
		answer.Total.Code = "ALL"
		for _, line := range append(answer.By, answer.Total) {
			for age, want := range townships[line.Code] {
				compared++
				if line.People[age] != want {
					t.Errorf("%s %s m, %s, %s: %+v, want %+v", p.set, p.radius, line.Code, age, line.People[age], want)
				}
			}
			if want, ok := wantArea[p][line.Code]; ok {
				compared++
				if d := math.Abs(line.Area.Covered/1e6 - want[0]); d > 0.001 && d > 0.002*want[0] {
					t.Errorf("%s %s m, %s: %.5f km2, want %.5f", p.set, p.radius, line.Code, line.Area.Covered/1e6, want[0])
				}
			}
		}
	}
	t.Logf("%d figures compared", compared)
	if compared < 1000 {
		t.Errorf("only %d figures were compared", compared)
	}
}

// TestQingshenFormats takes the same units in from other formats.
func TestQingshenFormats(t *testing.T) {
	folder := editiontest.File(t, "qingshen")
	units := func(t *testing.T, file string) string {
		c := newCounty(t)
		c.run(0, "import", "divisions", filepath.Join(folder, file), "--date", "2019-10-31")
		return c.run(0, "units", "--format", "csv")
	}
	for _, same := range [][]string{
		{"townships_2019.geojson", "formats/townships_2019_gbk_shp.zip", "formats/townships_2019_gbk_nocpg_ldid0_shp.zip"},
		{"villages_2019.geojson", "formats/villages_2019_epsg4544.gpkg"},
	} {
		want := units(t, same[0])
		for _, file := range same[1:] {
			t.Run(file, func(t *testing.T) {
				if d := cmp.Diff(want, units(t, file)); d != "" {
					t.Error(d)
				}
			})
		}
	}
}
