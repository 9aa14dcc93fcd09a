package main

import (
	"math"
	"path/filepath"
	"strings"
	"testing"
)

// expectMinutes compares people within minutes by road with those of an independent
// computation in the plane: no group is within 0.4 s of its bound.
func expectMinutes(t *testing.T, c *county, folder string) {
	question := func(minutes, mode string) []string {
		return []string{"--kind", "ALL_ELDER", "--minutes", minutes, "--mode", mode, "--at", "2020-06-30", "--people", "all"}
	}
	if said := c.run(2, append([]string{"coverage"}, question("15", "walk")...)...); !strings.Contains(said, "import roads") {
		t.Errorf("without roads: %s", said)
	}
	if said := c.run(0, "import", "roads", filepath.Join(folder, "roads.osm.pbf")); !strings.Contains(said, "1472 rows: 1471 accepted, 0 repaired, 1 to look at") {
		t.Errorf("roads: %s", said)
	}
	for _, want := range []struct {
		minutes, mode string
		people        int64
	}{{"15", "walk", 46549}, {"30", "walk", 86419}, {"15", "drive", 164487}} {
		var answer coverageAnswer
		c.json(&answer, append([]string{"coverage"}, question(want.minutes, want.mode)...)...)
		if got := answer.Total.People["all"]; got.Covered != want.people || got.Of != 167990 {
			t.Errorf("%s minutes (%s): %+v, want %d of 167990", want.minutes, want.mode, got, want.people)
		}
		var gaps struct {
			Features []struct {
				Properties struct {
					People map[string]int64
					Area   float64 `json:"area_m2"`
				}
			}
		}
		c.json(&gaps, append([]string{"gaps"}, question(want.minutes, want.mode)...)...)
		missed, area := int64(0), 0.0
		for _, gap := range gaps.Features {
			missed, area = missed+gap.Properties.People["all"], area+gap.Properties.Area
		}
		if missed != 167990-want.people || math.Abs(area+answer.Total.Area.Covered-answer.Total.Area.Of) > 1 {
			t.Errorf("%s minutes (%s): %d people and %.0f m2 in gaps beside %+v", want.minutes, want.mode, missed, area, answer.Total)
		}
	}
}
