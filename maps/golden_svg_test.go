package maps_test

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/xiantu/xiantu/cmd/xiantu/demo"
	"github.com/xiantu/xiantu/maps"
)

// fontData is the font that an SVG carries: left out of what is kept, which then is shown in
// an installed one.
var fontData = regexp.MustCompile(`@font-face\{[^}]*\}\n`)

// TestGoldenSVG compares the sheets of the demo county, as SVG files that a browser shows,
// with those that were looked at and found good.
func TestGoldenSVG(t *testing.T) {
	ed := land(t, demo.County, 1)[0]
	for name, o := range map[string]maps.Options{
		"demo-townships-a4.svg": {Compiler: "演示县民政局"},
		"demo-villages-a3.svg":  {Kind: maps.ByVillage, Paper: paper(t, "A3"), Compiler: "演示县民政局"},
	} {
		var got bytes.Buffer
		if err := sheet(t, ed, o).SVG(&got); err != nil {
			t.Fatal(err)
		}
		text := fontData.ReplaceAll(got.Bytes(), nil)
		file := filepath.Join("testdata", name)
		if *update {
			if err := os.WriteFile(file, text, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(want, text) {
			t.Errorf("%s differs; look at the sheet, and run with -update if it is right", file)
		}
	}
}
