package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xiantu/xiantu/edition/editiontest"
)

// reportedPiece is a gap or an overlap as the report has it.
type reportedPiece struct {
	Piece, Kind, Choice, To string
	Rule                    bool
	Width                   float64 `json:"width_m"`
	Units                   []struct{ Code string }
}

// The county's broken villages: what the report lists is decided in a file, named as in the
// report, and a choice that does not fit leaves the county as it was.
func TestImportRepairs(t *testing.T) {
	file := filepath.Join(editiontest.File(t, "qingshen"), "broken", "villages_2019_broken.geojson")
	c := newCounty(t)
	folder := t.TempDir()
	read := func(code int, extra ...string) (string, []reportedPiece) {
		t.Helper()
		report := filepath.Join(folder, "report.json")
		said := c.run(code, append([]string{"import", "divisions", file, "--date", "2019-10-31", "--partial", "--report", report}, extra...)...)
		text, err := os.ReadFile(report)
		var told struct {
			Repairs struct{ Pieces []reportedPiece }
		}
		if err == nil {
			err = json.Unmarshal(text, &told)
		}
		if err != nil {
			t.Fatal(err)
		}
		return said, told.Repairs.Pieces
	}
	said, pieces := read(0, "--dry-run")
	wide := slices.IndexFunc(pieces, func(p reportedPiece) bool {
		return strings.HasPrefix(p.Piece, "overlap") && p.Width > 10 && len(p.Units) == 2
	})
	if wide < 0 || !strings.Contains(said, pieces[0].Piece) || !strings.Contains(said, "0 given to units") {
		t.Fatalf("%+v\n%s", pieces, said)
	}
	choice := func(name, piece, to string) string {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte(`{"narrow_m": 10, "pieces": {"`+piece+`": "`+to+`"}}`), 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	if said, _ := read(exitFailed, "--repairs", choice("stale.json", "gap-0000000000", "longest")); !strings.Contains(said, "gap-0000000000") {
		t.Errorf("a choice for no piece is refused with %s", said)
	}
	if left := c.run(exitFailed, "units"); strings.Contains(left, "511425") {
		t.Errorf("a refused import wrote %s", left)
	}
	want := pieces[wide].Units[1].Code
	said, pieces = read(0, "--repairs", choice("choices.json", pieces[wide].Piece, want), "--narrow", "1")
	if p := pieces[wide]; p.To != want || p.Choice != want || p.Rule {
		t.Errorf("%+v", p)
	}
	for _, p := range pieces {
		if p.Rule != (p.Choice == "" && p.Width <= 1) {
			t.Errorf("by a width of 1 m: %+v", p)
		}
	}
	if !strings.Contains(said, "m² gained") || !strings.Contains(said, want) {
		t.Errorf("%s", said)
	}
}

// What no file could fit is refused before a file is read.
func TestImportRepairsThatAreWrong(t *testing.T) {
	c := newCounty(t)
	path := filepath.Join(t.TempDir(), "choices.json")
	if err := os.WriteFile(path, []byte(`{"pieces": {"gap-1": "somebody"}}`), 0o644); err != nil {
		t.Fatal(err)
	}
	for said, args := range map[string][]string{
		"gap-1":     {"divisions", path, "--date", "2020-01-01", "--repairs", path},
		"narrow_m":  {"divisions", path, "--date", "2020-01-01", "--narrow=-3"},
		"divisions": {"people", path, "--narrow", "3"},
	} {
		if code, stdout, stderr := c.do(append([]string{"import"}, args...)...); code == 0 || !strings.Contains(stdout+stderr, said) {
			t.Errorf("%v: exit %d, want %q in %s%s", args, code, said, stdout, stderr)
		}
	}
}
