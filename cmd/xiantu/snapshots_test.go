package main

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/xiantu/xiantu/edition/editiontest"
)

// weight is a pair of a crosswalk as --json prints it.
type weight struct {
	From, To string
	People   float64 `json:"share_people"`
	Area     float64 `json:"share_area"`
	Inferred float64
}

// newSnapshots is the real county listed in 2019 and again in 2020, without any
// changes file between.
func newSnapshots(t *testing.T, folder string) *county {
	c := newCounty(t)
	for _, list := range [][2]string{{"county", "2019-10-31"}, {"townships_2019", "2019-10-31"}, {"villages_2019", "2019-10-31"}, {"townships_2020", "2020-06-30"}, {"villages_2020", "2020-06-30"}} {
		c.run(0, "import", "divisions", filepath.Join(folder, list[0]+".geojson"), "--date", list[1])
	}
	c.run(0, "import", "people", filepath.Join(folder, "groups.csv"), "--date", "2020-06-30")
	return c
}

// The reform of 2019 and 2020 is inferred from its two lists: the same pairs, with the
// same people to the person and the same land, as the real orders record.
func TestSnapshotsInferTheReform(t *testing.T) {
	folder := editiontest.File(t, "qingshen")
	c := newSnapshots(t, folder)
	var walk []weight
	c.json(&walk, "crosswalk", "--from", "2019-10-31", "--to", "2020-06-30")
	got := map[string]weight{}
	for _, w := range walk {
		got[w.From+" "+w.To] = w
	}
	delete(got, "511425 511425")
	for _, row := range editiontest.Table(t, filepath.Join(folder, "lineage_2019_2020.csv")) {
		pair := row["from_code"] + " " + row["to_code"]
		w, ok := got[pair]
		delete(got, pair)
		if !ok || math.Abs(w.People-editiontest.Number(t, row["share_pop"])) > 1e-6 || math.Abs(w.Area-editiontest.Number(t, row["share_area"])) > 1e-6 {
			t.Errorf("%s: got %.6f of the people and %.6f of the land, want %s and %s", pair, w.People, w.Area, row["share_pop"], row["share_area"])
		}
	}
	for pair := range got {
		t.Errorf("%s is no lineage", pair)
	}
	expectCarried(t, c, folder)
	t.Run("back", func(t *testing.T) { expectBack(t, c, folder) })
	t.Run("confirmed", func(t *testing.T) { expectRulings(t, c) })
	t.Run("addresses", func(t *testing.T) { expectAddresses(t, c, folder, "2020-06-30") })
}

// expectBack carries the people of the new villages back to the old ones: the sum stays,
// and no village that had a successor of its own gets another's people.
func expectBack(t *testing.T, c *county, folder string) {
	old, now, heirs := map[string]int64{}, map[string]int64{}, map[string]map[string]bool{}
	var sum int64
	for _, g := range editiontest.Table(t, filepath.Join(folder, "groups.csv")) {
		n := editiontest.Count(t, g["pop_total"])
		old[g["village_code_2019"]] += n
		now[g["village_code_2020"]] += n
		sum += n
		if heirs[g["village_code_2020"]] == nil {
			heirs[g["village_code_2020"]] = map[string]bool{}
		}
		heirs[g["village_code_2020"]][g["village_code_2019"]] = true
	}
	table := "code,people\n"
	for code, n := range now {
		table += code + "," + strconv.FormatInt(n, 10) + "\n"
	}
	path := filepath.Join(t.TempDir(), "new.csv")
	if err := os.WriteFile(path, []byte(table), 0o644); err != nil {
		t.Fatal(err)
	}
	got := 0.0
	for _, line := range strings.Split(strings.TrimSpace(c.run(0, "crosswalk", "--from", "2019-10-31", "--to", "2020-06-30", "--table", path, "--back")), "\n")[1:] {
		cells := strings.Split(line, ",")
		n := editiontest.Number(t, cells[2])
		if math.Abs(n-float64(old[cells[0]])) > 1e-6 {
			t.Errorf("%s has %.3f people, had %d", cells[0], n, old[cells[0]])
		}
		got += n
	}
	if math.Abs(got-float64(sum)) > 1e-6 {
		t.Errorf("%.3f people carried back, want %d", got, sum)
	}
	c.run(2, "crosswalk", "--from", "2019-10-31", "--to", "2020-06-30", "--back")
}

type ruled struct {
	ID                         int64
	From, To, Kind, State, Why string
	Confidence                 float64
}

// expectRulings confirms what is sure, corrects one and rejects one.
func expectRulings(t *testing.T, c *county) {
	var all, sure, open []ruled
	c.json(&all, "change", "inferences")
	if len(all) == 0 {
		t.Fatal("nothing was inferred")
	}
	least := 1.0
	for _, i := range all {
		least = min(least, i.Confidence)
		if i.State != "proposed" || i.Why == "" {
			t.Errorf("inferred %+v", i)
		}
	}
	t.Logf("%d links inferred, the least sure with %.3f", len(all), least)
	if said := c.run(0, "lineage", "西龙镇龙潭社区"); !strings.Contains(said, "龙凤社区") || !strings.Contains(said, "inferred, confidence") {
		t.Errorf("lineage of 龙潭社区:\n%s", said)
	}
	c.json(&sure, "change", "confirm", "--above", "0.9", "--day", "2020-06-30")
	c.json(&open, "change", "inferences", "--state", "proposed")
	if len(sure)+len(open) != len(all) || len(sure) == 0 {
		t.Errorf("%d confirmed and %d open of %d", len(sure), len(open), len(all))
	}
	if said := c.run(0, "lineage", "西龙镇龙潭社区"); !strings.Contains(said, "confirmed") {
		t.Errorf("lineage of 龙潭社区, confirmed:\n%s", said)
	}
	number := fmt.Sprint(all[0].ID)
	c.run(0, "change", "reject", number)
	c.run(0, "change", "confirm", number, "--kind", "merge")
	c.run(1, "change", "confirm", number, "--kind", "magic")
	c.run(1, "change", "confirm", number, "--to", "511425999999")
	c.run(1, "change", "confirm", "999999")
	c.run(2, "change", "confirm")
	c.run(0, "verify")
}

// expectAddresses imports a facility a villager group, each with the address of 2019:
// those of villages that are no more must be found at their own group.
func expectAddresses(t *testing.T, c *county, folder, day string) {
	towns, names, now := map[string]string{}, map[string]string{}, map[string]bool{}
	for _, u := range c.units("2019-10-31") {
		towns[u.Code], names[u.Code] = u.Name, u.Name
	}
	for _, u := range c.units(day) {
		now[u.Name] = true
	}
	table, want := "名称,类型,地址\n", map[string]string{}
	for i, g := range editiontest.Table(t, filepath.Join(folder, "groups.csv")) {
		code := g["village_code_2019"]
		if name := names[code]; !now[name] {
			station := fmt.Sprintf("第%d站", i)
			table += fmt.Sprintf("%s,志愿服务站,%s%s%s组\n", station, towns[code[:9]], name, g["group_no_2019"])
			want[station] = g["group_id"]
		}
	}
	path, report := filepath.Join(t.TempDir(), "stations.csv"), filepath.Join(t.TempDir(), "report.json")
	if err := os.WriteFile(path, []byte(table), 0o644); err != nil {
		t.Fatal(err)
	}
	c.run(0, "import", "facilities", path, "--date", day, "--report", report)
	got := reportedGroups(t, report)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("groups found (-want +got):\n%s", diff)
	}
	t.Logf("%d addresses of former villages resolved", len(got))
	c.run(0, "check", "--at", day)
}

// reportedGroups are the groups that rows were found at.
func reportedGroups(t *testing.T, path string) map[string]string {
	t.Helper()
	var report struct {
		Rows []struct {
			ID       string
			Problems []struct{ Code, Value string }
		}
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &report); err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, row := range report.Rows {
		for _, p := range row.Problems {
			if p.Code == "no_coordinates_geocoded_to_group" {
				got[row.ID] = p.Value
			}
		}
	}
	return got
}
