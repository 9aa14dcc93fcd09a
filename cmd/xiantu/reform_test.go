package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/xiantu/xiantu/edition/editiontest"
)

// unit is what a division is compared by.
type unit struct{ Code, Name, Parent string }

// TestReform does the real reform of 2019-12 and 2020-05 by its two changes files and
// comes to the lists of 2020-06-30; undone, it comes back to the county of before.
func TestReform(t *testing.T) {
	folder := editiontest.File(t, "qingshen")
	file := func(name string) string { return filepath.Join(folder, name) }
	c := newCounty(t)
	for _, level := range []string{"county", "townships_2019", "villages_2019"} {
		c.run(0, "import", "divisions", file(level+".geojson"), "--date", "2019-10-31")
	}
	c.run(0, "import", "people", file("groups.csv"), "--date", "2020-06-30")
	before := c.run(0, "units", "--format", "geojson", "--at", "2019-12-31")

	if said := c.run(0, "change", "preview", file("changes_2019-12-20_township.json"), "--kind", "ALL_ELDER", "--radius", "1000"); !strings.Contains(said, "coverage of 511425") || !strings.Contains(said, "青竹街道") {
		t.Errorf("a preview with a question says\n%s", said)
	}
	c.run(2, "change", "commit", file("changes_2019-12-20_township.json"), "--if-version", "x")
	c.run(1, "change", "commit", file("changes_2019-12-20_township.json"), "--if-version", "99")
	first := c.commitChange(file("changes_2019-12-20_township.json"))
	if again := c.run(1, "change", "commit", file("changes_2019-12-20_township.json")); !strings.Contains(again, "511425106") {
		t.Errorf("the same merger again is said to be: %s", again)
	}
	if said := c.run(0, "change", "preview", file("changes_2020-05-30_village.json")); !strings.Contains(said, "麒麟社区 is a community and is made of") || !strings.Contains(said, "黑龙社区 is a community and is made of") {
		t.Errorf("which units take the default of the urban flag is not said:\n%s", said)
	}
	second := c.commitChange(file("changes_2020-05-30_village.json"))

	c.run(0, "import", "facilities", file("facilities.xlsx"), "--crs", "GCJ-02", "--date", "2020-06-30", "--partial")

	want := append(listed(t, file("townships_2020.geojson")), listed(t, file("villages_2020.geojson"))...)
	if diff := cmp.Diff(byCode(want), byCode(c.units("2020-06-30"))); diff != "" {
		t.Errorf("units after the reform (-want +got):\n%s", diff)
	}
	c.run(0, "check", "--at", "2020-06-30")
	t.Run("coverage", func(t *testing.T) { expectCoverage(t, c, folder) })
	t.Run("urban", func(t *testing.T) { expectUrban(t, c, folder) })
	t.Run("lineage", func(t *testing.T) { expectLineage(t, c) })
	t.Run("crosswalk", func(t *testing.T) { expectCarried(t, c, folder) })
	t.Run("codes", func(t *testing.T) { expectCodes(t, c, folder) })
	t.Run("stages", func(t *testing.T) { expectStages(t, c, first) })
	t.Run("undone", func(t *testing.T) {
		for _, change := range []struct{ id, day string }{{second, "2020-05-30"}, {first, "2019-12-20"}} {
			path := filepath.Join(t.TempDir(), "revert.json")
			text := `{"county": "511425", "title": "撤销", "effective": "` + change.day + `", "changes": [{"kind": "revert", "change": ` + change.id + `}]}`
			if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
			c.commitChange(path)
		}
		if after := c.run(0, "units", "--format", "geojson", "--at", "2019-12-31"); stripVersion(after) != stripVersion(before) {
			t.Error("the county undone is not the county of before")
		}
		if after := c.units("2020-06-30"); len(after) != len(listed(t, file("townships_2019.geojson")))+len(listed(t, file("villages_2019.geojson"))) {
			t.Errorf("%d units on 2020-06-30 after all is undone", len(after))
		}
		c.run(0, "verify")
	})
}

// stripVersion takes the county's version off an answer.
func stripVersion(answer string) string {
	_, features, _ := strings.Cut(answer, `"features"`)
	return features
}

// commitChange commits a changes file and returns the change's number.
func (c *county) commitChange(path string) string {
	c.t.Helper()
	var done struct{ Change int64 }
	c.json(&done, "change", "commit", path)
	return strconv.FormatInt(done.Change, 10)
}

// units are the townships and villages in force on a day.
func (c *county) units(day string, more ...string) []unit {
	c.t.Helper()
	var all []struct{ Code, Name, Level, Parent string }
	c.json(&all, append([]string{"units", "--at", day}, more...)...)
	var units []unit
	for _, u := range all {
		if u.Level != "county" {
			units = append(units, unit{u.Code, u.Name, u.Parent})
		}
	}
	return units
}

func byCode(units []unit) map[string]unit {
	m := map[string]unit{}
	for _, u := range units {
		m[u.Code] = u
	}
	return m
}

// listed reads the units of a file of divisions.
func listed(t *testing.T, path string) []unit {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Features []struct{ Properties map[string]any }
	}
	if err := json.Unmarshal(text, &file); err != nil {
		t.Fatal(err)
	}
	var units []unit
	for _, f := range file.Features {
		code := f.Properties["code"].(string)
		units = append(units, unit{code, f.Properties["name"].(string), code[:len(code)-3]})
	}
	return units
}

func expectLineage(t *testing.T, c *county) {
	var links []struct {
		From, To, Kind, Day, ToName string
		FromName                    string `json:"from_name"`
	}
	c.json(&links, "lineage", "西龙镇龙潭社区", "--at", "2019-12-01")
	if len(links) == 0 {
		t.Error("西龙镇龙潭社区 has no lineage")
	}
	for _, l := range links {
		if l.FromName != "龙潭社区" && l.From[:6] != "511425" {
			t.Errorf("a strand of another county: %+v", l)
		}
	}
	c.run(1, "lineage", "没有的村")
}

// expectCarried carries the people of the old villages over to the new ones, and
// compares with the groups as they are after the reform.
func expectCarried(t *testing.T, c *county, folder string) {
	old, want := map[string]int64{}, map[string]int64{}
	for _, g := range editiontest.Table(t, filepath.Join(folder, "groups.csv")) {
		old[g["village_code_2019"]] += editiontest.Count(t, g["pop_total"])
		want[g["village_code_2020"]] += editiontest.Count(t, g["pop_total"])
	}
	var table strings.Builder
	table.WriteString("code,people\n")
	for code, n := range old {
		table.WriteString(code + "," + strconv.FormatInt(n, 10) + "\n")
	}
	path := filepath.Join(t.TempDir(), "old.csv")
	if err := os.WriteFile(path, []byte(table.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	got := map[string]int64{}
	out := c.run(0, "crosswalk", "--from", "2019-10-31", "--to", "2020-06-30", "--table", path)
	for _, line := range strings.Split(strings.TrimSpace(out), "\n")[1:] {
		cells := strings.Split(line, ",")
		got[cells[0]] = int64(editiontest.Number(t, cells[2]) + 0.5)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("people carried over (-want +got):\n%s", diff)
	}
}

// TestDemoReform does the demo's own reform by its changes files, first as a plan.
func TestDemoReform(t *testing.T) {
	folder := t.TempDir()
	file := func(name string) string { return filepath.Join(folder, name) }
	c := newCounty(t)
	c.run(0, "demo", "--out", folder)
	for _, level := range []string{"county", "townships_2019", "villages_2019"} {
		c.run(0, "import", "divisions", file(level+".geojson"), "--date", "2019-10-31")
	}
	c.run(0, "import", "people", file("groups.csv"), "--date", "2020-06-30")
	want := byCode(append(listed(t, file("townships_2020.geojson")), listed(t, file("villages_2020.geojson"))...))
	before := c.units("2020-06-30")

	files := []string{file("changes_2019-12-20_township.json"), file("changes_2020-05-30_village.json")}
	c.run(0, append([]string{"plan", "create", "甲案"}, files...)...)
	if diff := cmp.Diff(want, byCode(c.units("2020-06-30", "--plan", "1"))); diff != "" {
		t.Errorf("units with the plan (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(before, c.units("2020-06-30")); diff != "" {
		t.Errorf("a plan changed the county (-before +after):\n%s", diff)
	}
	c.run(0, "plan", "compare", "1", "--at", "2020-06-30")
	for _, path := range files {
		c.run(0, "change", "preview", path)
		c.commitChange(path)
	}
	if diff := cmp.Diff(want, byCode(c.units("2020-06-30"))); diff != "" {
		t.Errorf("units after the reform (-want +got):\n%s", diff)
	}
	if said := c.run(0, "plan", "show", "1"); !strings.Contains(said, "no longer fits") {
		t.Errorf("a plan that was carried out by hand is said to be:\n%s", said)
	}
	c.run(1, "plan", "publish", "1", "--effective", "2021-01-01")
	c.run(0, "plan", "delete", "1")
	c.run(1, "plan", "show", "1")
	c.run(0, "check", "--at", "2020-06-30")
}
