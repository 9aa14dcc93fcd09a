package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// twoRoads is a county of one village, two groups and two roads that do not meet:
//
//	103.80 ............ 103.84
//	|  g1--road   island--g2  |   a health post at g1
func twoRoads(t *testing.T) *county {
	t.Helper()
	c := newCounty(t)
	write := func(name, content string) string {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	feature := func(properties, kind, coordinates string) string {
		return `{"type":"Feature","properties":` + properties + `,"geometry":{"type":"` + kind + `","coordinates":` + coordinates + `}}`
	}
	collection := func(features ...string) string {
		return `{"type":"FeatureCollection","features":[` + strings.Join(features, ",") + `]}`
	}
	square := `[[[103.8,29.8],[103.84,29.8],[103.84,29.82],[103.8,29.82],[103.8,29.8]]]`
	c.run(0, "import", "divisions", write("t.geojson", collection(feature(`{"code":"511425100","name":"甲镇"}`, "Polygon", square))), "--date", "2020-01-01")
	c.run(0, "import", "divisions", write("v.geojson", collection(feature(`{"code":"511425100201","name":"甲村"}`, "Polygon", square))), "--date", "2020-01-01")
	c.run(0, "import", "people", write("g.csv", "group_id,village_code,group_no,lon,lat,pop_total\ng1,511425100201,1,103.805,29.81,70\ng2,511425100201,2,103.835,29.81,30\n"))
	c.run(0, "import", "facilities", write("f.csv", "设施类别,设施名称,经度,纬度,状态\nHEALTH,甲村卫生室,103.805,29.81,运营\n"))
	c.run(0, "import", "roads", write("r.geojson", collection(
		feature(`{"highway":"tertiary"}`, "LineString", `[[103.804,29.81],[103.81,29.81]]`), feature(`{"highway":"tertiary"}`, "LineString", `[[103.83,29.81],[103.836,29.81]]`))))
	return c
}

// refused runs a command that must say, in one sentence on standard error, what is wrong.
func (c *county) refused(code int, said string, args ...string) {
	c.t.Helper()
	got, stdout, stderr := c.do(args...)
	text := strings.TrimSpace(stderr)
	if got != code || stdout != "" || !strings.HasPrefix(text, "xiantu: ") || !strings.Contains(text, said) || strings.Contains(text, "\n") {
		c.t.Errorf("xiantu %.200s: exit %d, want %d and %q in one sentence:\n%.500s%.500s", strings.Join(args, " "), got, code, said, stdout, stderr)
	}
}

// What cannot be is refused by every question in one sentence that names what is wrong.
func TestHostileQuestions(t *testing.T) {
	c := twoRoads(t)
	var many []string
	for range 10_000 {
		many = append(many, "--add", "103.805,29.81")
	}
	for _, command := range []string{"coverage", "gaps", "access", "site"} {
		ask := func(said string, args ...string) {
			t.Helper()
			base := []string{command}
			switch command {
			case "site":
				base = append(base, "--count", "1")
			case "access":
				base = append(base, "--supply", "facilities")
			}
			c.refused(exitUsage, said, append(base, args...)...)
		}
		ask("radius", "--kind", "HEALTH", "--radius", "1e9")
		ask("HEALTHY", "--kind", "HEALTHY", "--radius", "500")
		ask("2020-01-01", "--kind", "HEALTH", "--radius", "500", "--at", "1800-01-01")
		if command != "coverage" {
			continue
		}
		ask("radius", "--kind", "HEALTH", "--radius", "0")
		ask("radius", "--kind", "HEALTH")
		ask("radius", "--kind", "HEALTH", "--radius=-1")
		ask("minutes", "--kind", "HEALTH", "--minutes", "1e9", "--mode", "walk")
		ask("2020-02-30", "--kind", "HEALTH", "--radius", "500", "--at", "2020-02-30")
		ask("10000 assumed sites", append([]string{"--kind", "HEALTH", "--radius", "500"}, many...)...)
		ask("is not a place", "--kind", "HEALTH", "--radius", "500", "--add", "500,29.8")
		ask("facility 99", "--kind", "HEALTH", "--radius", "500", "--close", "99")
		ask("虚村", "--kind", "HEALTH", "--radius", "500", "--area", "虚村")
		ask("70+", "--kind", "HEALTH", "--radius", "500", "--people", "70+")
	}
	c.refused(exitFailed, "no zones are imported", "sitecheck", "103.81,29.81")
	c.refused(exitUsage, "2020-01-01", "sitecheck", "103.81,29.81", "--at", "1800-01-01")
	c.refused(exitUsage, "2020-01-01", "indicators", "--at", "1800-01-01")
	c.refused(exitUsage, "--year", "indicators", "--year", "3")
	c.run(0, "indicators", "--at", "2020-01-01")
}

// An island is said to be one, and whoever lives on it is in no facility's reach.
func TestIslandOnTheCommandLine(t *testing.T) {
	c := twoRoads(t)
	for _, mode := range []string{"walk", "drive"} {
		question := []string{"--kind", "HEALTH", "--minutes", "600", "--mode", mode, "--people", "all"}
		var answer coverageAnswer
		if c.json(&answer, append([]string{"coverage"}, question...)...); answer.Total.People["all"] != (people{70, 100}) {
			t.Errorf("%s: %+v", mode, answer.Total)
		}
		if said := c.run(0, append([]string{"coverage"}, question...)...); !strings.Contains(said, "g2") || !strings.Contains(said, "no road leads") {
			t.Errorf("%s: the island is not named: %s", mode, said)
		}
	}
}

// Without any facility of a kind the answer is nobody, and the gap is the whole county.
func TestNoFacilities(t *testing.T) {
	c := twoRoads(t)
	var answer coverageAnswer
	if c.json(&answer, "coverage", "--kind", "CEM_PUBLIC", "--radius", "500"); answer.Total.People["all"] != (people{0, 100}) || answer.Total.Area.Covered != 0 {
		t.Errorf("%+v", answer.Total)
	}
	var gaps struct {
		Features []struct {
			Properties struct{ People map[string]int64 }
		}
	}
	if c.json(&gaps, "gaps", "--kind", "CEM_PUBLIC", "--radius", "500"); len(gaps.Features) != 1 || gaps.Features[0].Properties.People["all"] != 100 {
		t.Errorf("%+v", gaps)
	}
	var sites struct{ After people }
	if c.json(&sites, "site", "--kind", "ELD_HOME", "--count", "1", "--radius", "5000", "--candidates", "groups"); sites.After != (people{100, 100}) {
		t.Errorf("%+v", sites)
	}
}
