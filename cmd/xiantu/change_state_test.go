package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

type shownDossier struct {
	States []struct{ State, Day, Why string }
	Past   []struct{ State, Day string }
	Papers []struct {
		ID   int64
		Name string
	}
	Due struct {
		Approved, Due string
		Late          bool
	}
	Warnings []struct{ Rule string }
}

// expectStages enters what a bureau knows of the township reform, and gets its approval
// back as it came.
func expectStages(t *testing.T, c *county, change string) {
	scanned := filepath.Join(t.TempDir(), "批复.pdf")
	if err := os.WriteFile(scanned, []byte("%PDF-1.4\n川府民政\n%%EOF"), 0o644); err != nil {
		t.Fatal(err)
	}
	page := filepath.Join(t.TempDir(), "批复.html")
	if err := os.WriteFile(page, []byte("<html>"), 0o644); err != nil {
		t.Fatal(err)
	}
	c.run(2, "change", "state", change, "开会", "--day", "2019-12-01")
	c.run(1, "change", "state", change, "公示", "--day", "2019-10-01")
	c.run(1, "change", "state", change, "批复", "--day", "2019-12-13", "--paper", page)
	c.run(1, "change", "state", "9999", "公告", "--day", "2019-12-13")
	c.run(0, "change", "state", change, "公示", "--day", "2019-10-01", "--why", "补登")
	c.run(0, "change", "state", change, "批复", "--day", "2019-12-14", "--why", "日期登错", "--paper", scanned)
	c.run(0, "change", "state", change, "公告", "--day", "2019-12-25", "--note", "县政府网站")
	if said := c.run(0, "change", "show", change); !strings.Contains(said, "to be carried out by 2020-12-14: done on 2019-12-20") || !strings.Contains(said, "批复.pdf") || !strings.Contains(said, "(批复)") {
		t.Errorf("shown as\n%s", said)
	}
	var d shownDossier
	c.json(&d, "change", "show", change)
	if len(d.States) != 4 || d.States[1].Day != "2019-12-14" || len(d.Past) != 1 || d.Past[0].Day != "2019-12-13" || d.Due.Due != "2020-12-14" || d.Due.Late || len(d.Warnings) != 0 || len(d.Papers) != 1 {
		t.Fatalf("dossier %+v", d)
	}
	if said := c.run(0, "change", "list"); !strings.Contains(said, "公告") {
		t.Errorf("listed as\n%s", said)
	}
	out := filepath.Join(t.TempDir(), "again.pdf")
	c.run(0, "change", "paper", "1", "--out", out)
	want, _ := os.ReadFile(scanned)
	if got, err := os.ReadFile(out); err != nil || string(got) != string(want) {
		t.Errorf("the paper came back as %q, %v", got, err)
	}
	c.run(0, "verify")
}
