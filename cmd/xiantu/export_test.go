package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/xiantu/xiantu/edition/editiontest"
)

// unitsOf are a county's units as GeoJSON, without what a county of its own numbers them by.
func (c *county) unitsOf(level string) map[string]string {
	c.t.Helper()
	var file struct {
		Features []struct {
			Properties map[string]any
			Geometry   struct {
				Type        string
				Coordinates json.RawMessage
			}
		}
	}
	if err := json.Unmarshal([]byte(c.run(0, "units", "--format", "geojson", "--level", level)), &file); err != nil {
		c.t.Fatal(err)
	}
	units := map[string]string{}
	for _, f := range file.Features {
		delete(f.Properties, "id")
		facts, err := json.Marshal(f.Properties)
		if err != nil {
			c.t.Fatal(err)
		}
		rings := string(f.Geometry.Coordinates)
		if f.Geometry.Type == "Polygon" {
			rings = "[" + rings + "]"
		}
		units[f.Properties["code"].(string)] = string(facts) + edgesOf(c.t, rings)
	}
	return units
}

// edgesOf are the edges of polygons, whichever way their rings run and wherever they begin.
func edgesOf(t *testing.T, coordinates string) string {
	t.Helper()
	var polygons [][][][2]json.Number
	if err := json.Unmarshal([]byte(coordinates), &polygons); err != nil {
		t.Fatal(err)
	}
	var edges []string
	for _, polygon := range polygons {
		for _, ring := range polygon {
			for i := 1; i < len(ring); i++ {
				ends := []string{fmt.Sprint(ring[i-1]), fmt.Sprint(ring[i])}
				slices.Sort(ends)
				edges = append(edges, ends[0]+ends[1])
			}
		}
	}
	slices.Sort(edges)
	return strings.Join(edges, " ")
}

// TestExportedUnitsComeBack exports a county and imports it again: codes, names, types,
// parents and shapes are the same to the last vertex.
func TestExportedUnitsComeBack(t *testing.T) {
	t.Parallel()
	folder := editiontest.File(t, "qingshen")
	first, out := newCounty(t), t.TempDir()
	first.run(0, "import", "divisions", filepath.Join(folder, "townships_2019.geojson"), "--date", "2019-10-31")
	first.run(0, "import", "divisions", filepath.Join(folder, "villages_2019.geojson"), "--date", "2019-10-31")
	for _, c := range []struct {
		name  string
		files map[string][]string // level to flags
	}{
		{"out.gpkg", map[string][]string{"township": {}, "village": {}}},
		{"out.shp.zip", map[string][]string{"township": {"--encoding", "gb18030"}, "village": {"--encoding", "gb18030"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			again := newCounty(t)
			for _, level := range []string{"township", "village"} {
				file := filepath.Join(out, level+"-"+c.name)
				first := first.within(t)
				first.run(0, append([]string{"export", "units", "--level", level, "--out", file}, c.files[level]...)...)
				again.run(0, "import", "divisions", file, "--date", "2019-10-31")
			}
			for _, level := range []string{"township", "village"} {
				if diff := cmp.Diff(unitsAs(t, first, level), again.unitsOf(level)); diff != "" {
					t.Errorf("%s (-exported +imported):\n%.3000s", level, diff)
				}
			}
		})
	}
}

func unitsAs(t *testing.T, c *county, level string) map[string]string {
	return c.within(t).unitsOf(level)
}

func TestExportLeavesNothingHalfDone(t *testing.T) {
	t.Parallel()
	c := newCounty(t)
	c.run(0, "demo", "--load", "--seed", "3", "--out", filepath.Join(t.TempDir(), "files"))
	out := t.TempDir()
	for _, args := range [][]string{
		{"export", "codes", "--out", filepath.Join(out, "a.gpkg")},
		{"export", "units", "--out", filepath.Join(out, "a.gpkg"), "--crs", "EPSG:4610"},
		{"export", "units", "--out", filepath.Join(out, "none", "a.gpkg")},
	} {
		if said := c.run(1, args...); strings.Count(strings.TrimSpace(said), "\n") > 0 {
			t.Errorf("%v: more than a sentence: %s", args, said)
		}
	}
	c.run(2, "export", "units", "--out", filepath.Join(out, "a.dwg"))
	c.run(2, "units", "--format", "xlsx")
	c.run(2, "export", "coverage", "--out", filepath.Join(out, "a.gpkg"))
	c.run(2, "export", "crosswalk", "--out", filepath.Join(out, "a.csv"))
	left, err := os.ReadDir(out)
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	for _, name := range []string{"all.gpkg", "all.kml"} {
		c.run(0, "export", "all", "--out", filepath.Join(out, name), "--lang", "zh-CN")
	}
	c.run(0, "units", "--format", "xlsx", "--out", filepath.Join(out, "units.xlsx"))
	c.run(0, "export", "gaps", "--kind", "ALL_ELDER", "--radius", "2000", "--out", filepath.Join(out, "gaps.fgb"))
	c.run(0, "export", "coverage", "--kind", "ALL_ELDER", "--radius", "2000", "--out", filepath.Join(out, "coverage.gpkg"), "--crs", "gauss")
}
