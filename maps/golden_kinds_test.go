package maps_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/maps"
)

// TestGoldenKinds is TestGolden for a thematic sheet, a comparison and a border sheet.
func TestGoldenKinds(t *testing.T) {
	ed := grid(t, 1, 2, 2, numbered)
	border, err := maps.BorderSheets(ed, described(borderOf(ed, adcode.Township), 2), maps.Options{Paper: paper(t, "A1")})
	if err != nil {
		t.Fatal(err)
	}
	for name, s := range map[string]*maps.Sheet{
		"theme-a4":   sheet(t, ed, maps.Options{Theme: rising(ed, adcode.Township)}),
		"compare-a4": compare(t, maps.Comparison{Before: ed, After: movedVillage(t)}, maps.Options{}).Sheets()[0],
		"border-a1":  border.Sheets()[0],
	} {
		var got bytes.Buffer
		fmt.Fprintf(&got, "sheet %.1f x %.1f %s %s\n", s.Scene().Width, s.Scene().Height, s.Scene().Title, s.Scene().Created)
		dump(&got, s.Scene().Nodes, "")
		file := filepath.Join("testdata", name+".golden")
		if *update {
			if err := os.WriteFile(file, got.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got.String(), "\n")); diff != "" {
			t.Errorf("%s differs; look at the sheet, and run with -update if it is right (-want +got):\n%s", name, diff)
		}
	}
}
