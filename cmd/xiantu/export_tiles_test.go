package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xiantu/xiantu/tiles"
)

// The demo county's tiles as an archive: whole, found again, and nothing left half done.
func TestExportTiles(t *testing.T) {
	c := newCounty(t)
	c.run(0, "demo", "--load")
	folder := t.TempDir()
	out := filepath.Join(folder, "county.pmtiles")
	c.run(0, "export", "tiles", "--out", out, "--max-zoom", "12")
	file, err := os.Open(out)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	a, err := tiles.OpenArchive(file)
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for at, err := range a.Tiles() {
		if err != nil {
			t.Fatal(err)
		}
		if tile, err := a.Tile(at[0], at[1], at[2]); err != nil || len(tile) == 0 {
			t.Errorf("%v: %d bytes, %v", at, len(tile), err)
		}
		found++
	}
	if found < 20 || uint64(found) != a.Header.Addressed || a.Header.MaxZoom != 12 {
		t.Errorf("%d tiles, %+v", found, a.Header)
	}
	for _, args := range [][]string{
		{"--out", filepath.Join(folder, "x.zip")},
		{"--out", filepath.Join(folder, "x.pmtiles"), "--set", "coverage"},
		{"--out", filepath.Join(folder, "x.pmtiles"), "--set", "roads"},
		{"--out", filepath.Join(folder, "x.pmtiles"), "--min-zoom", "9", "--max-zoom", "3"},
	} {
		if said := c.run(2, append([]string{"export", "tiles"}, args...)...); strings.Count(said, "\n") != 1 {
			t.Errorf("%q: %s", args, said)
		}
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) != 1 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}
