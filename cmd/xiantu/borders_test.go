package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// The demo's borders, on both days and as registers.
func TestBordersCommand(t *testing.T) {
	folder := t.TempDir()
	c := newCounty(t)
	c.run(0, "demo", "--out", folder)
	for _, level := range []string{"county", "townships_2019", "villages_2019"} {
		c.run(0, "import", "divisions", filepath.Join(folder, level+".geojson"), "--date", "2019-10-31")
	}
	var lines []struct {
		ID, Level, Name string
		Length          float64 `json:"length_m"`
	}
	c.json(&lines, "borders", "--at", "2019-12-01")
	seen := map[string]int{}
	for _, l := range lines {
		seen[l.Level]++
		seen[l.Level+l.ID]++
		if seen[l.Level+l.ID] > 1 || l.Length <= 0 || l.Name == "" {
			t.Errorf("line %+v", l)
		}
	}
	if seen["county"] == 0 || seen["township"] == 0 || seen["village"] == 0 {
		t.Errorf("lines by level: %v", seen)
	}
	if out := c.run(0, "borders", "--level", "township"); strings.Count(out, "\n") != seen["township"]+1 || !strings.Contains(out, "草拟") {
		t.Errorf("%d townships' lines are said to be:\n%s", seen["township"], out)
	}
	book := filepath.Join(folder, "borders.xlsx")
	c.run(0, "borders", "--format", "xlsx", "--out", book)
	f, err := excelize.OpenFile(book)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if rows, err := f.GetRows("界线登记表"); err != nil || len(rows) != len(lines)+3 {
		t.Errorf("%d rows of %d lines, %v", len(rows), len(lines), err)
	}
	document := filepath.Join(folder, "borders.docx")
	c.run(0, "borders", "--format", "docx", "--level", "township", "--out", document)
	if info, err := os.Stat(document); err != nil || info.Size() < 2000 {
		t.Errorf("document %v, %v", info, err)
	}
	c.run(2, "borders", "--format", "pdf")
	c.run(2, "borders", "--tolerance", "-1")
}
