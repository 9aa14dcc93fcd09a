package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What is wrong with a command line, or with a file, is said in one sentence, and
// nothing is half done.
func TestRunSaysWhatIsWrong(t *testing.T) {
	c := newCounty(t)
	c.run(0, "demo", "--load")
	write := func(name, content string) string {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	before := c.run(0, "units", "--format", "csv")
	square := func(coordinates string) string {
		return `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"519925109","name":"新镇"},"geometry":{"type":"Polygon","coordinates":[` + coordinates + `]}}]}`
	}
	for _, x := range []struct {
		name string
		code int
		said string
		args []string
	}{
		{"no command", exitUsage, "expected", nil},
		{"an unknown flag", exitUsage, "--radios", []string{"coverage", "--radios", "3"}},
		{"a day that is no day", exitUsage, "2020-02-30", []string{"units", "--at", "2020-02-30"}},
		{"a kind that is none", exitUsage, "ELD_NOTHING", []string{"coverage", "--kind", "ELD_NOTHING", "--radius", "500"}},
		{"a reach below zero", exitUsage, "radius", []string{"coverage", "--kind", "ALL_ELDER", "--radius=-5"}},
		{"a county that is not there", exitFailed, "511425", []string{"--county", "511425", "units"}},
		{"an address that others can reach", exitUsage, "127.0.0.1", []string{"serve", "--listen", "0.0.0.0:8080"}},
		{"profiles that others can read", exitUsage, "--profiles", []string{"serve", "--listen", "127.0.0.1:0", "--profiles", "0.0.0.0:6060"}},
		{"a base map's address without places", exitUsage, "{z}", []string{"serve", "--basemap", "https://tiles.example.cn/"}},
		{"words of a base map that is none", exitUsage, "--basemap", []string{"serve", "--basemap-attribution", "x"}},
		{"a picture format that is none", exitUsage, ".pdf", []string{"map", "--out", "x.doc"}},
		{"a public map without a number", exitUsage, "审图号", []string{"map", "--out", filepath.Join(t.TempDir(), "x.pdf"), "--public"}},
		{"a file that is not there", exitFailed, "nothing.geojson", []string{"import", "divisions", "nothing.geojson", "--date", "2021-01-01"}},
		{"a code that is no code", exitFailed, "12ab", []string{"import", "people", write("g.csv", "group_id,village_code,group_no,lon,lat,pop_total\ng1,12ab,1,104.8,31.1,5\n")}},
		{"a code that a spreadsheet ruined", exitFailed, "5.19925E+11", []string{"import", "people", write("g.csv", "group_id,village_code,group_no,lon,lat,pop_total\ng1,5.19925E+11,1,104.8,31.1,5\n")}},
		{"a missing column", exitFailed, "lat", []string{"import", "people", write("g.csv", "group_id,village_code,group_no,lon,pop_total\ng1,519925001001,1,104.8,5\n")}},
		{"a ring that does not close", exitFailed, "close", []string{"import", "divisions", write("t.geojson", square("[[104.8,31.1],[104.9,31.1],[104.9,31.2],[104.8,31.2]]")), "--date", "2021-01-01"}},
		{"swapped coordinates", exitFailed, "swap", []string{"import", "divisions", write("t.geojson", square("[[31.1,104.8],[31.1,104.9],[31.2,104.9],[31.1,104.8]]")), "--date", "2021-01-01"}},
		{"divisions without a day", exitFailed, "--date", []string{"import", "divisions", write("t.geojson", square("[[104.8,31.1],[104.9,31.1],[104.9,31.2],[104.8,31.1]]"))}},
		{"a wrapped file", exitFailed, "encrypt", []string{"import", "facilities", write("f.xlsx", "%TSD-Header-###%\x00\x01")}},
	} {
		t.Run(x.name, func(t *testing.T) {
			code, stdout, stderr := c.do(x.args...)
			if code != x.code || !strings.Contains(stdout+stderr, x.said) {
				t.Errorf("exit %d, want %d and %q in:\n%s%s", code, x.code, x.said, stdout, stderr)
			}
		})
	}
	if after := c.run(0, "units", "--format", "csv"); after != before {
		t.Error("a refused command changed the county")
	}
}

func TestMapFiles(t *testing.T) {
	c := newCounty(t)
	c.run(0, "demo", "--load")
	for name, magic := range map[string]string{"m.pdf": "%PDF-", "m.svg": "<?xml", "m.png": "\x89PNG"} {
		path := filepath.Join(t.TempDir(), name)
		c.run(0, "map", "--out", path, "--paper", "A4", "--at", "2019-12-31")
		content, err := os.ReadFile(path)
		if err != nil || !bytes.HasPrefix(content, []byte(magic)) {
			t.Errorf("%s begins with %.10q (%v)", name, content, err)
		}
	}
}
