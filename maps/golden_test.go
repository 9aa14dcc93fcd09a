package maps_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/maps"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestGolden compares the whole scene of a small sheet, written as lines to a tenth of
// a millimetre, with the one that was looked at and found good.
func TestGolden(t *testing.T) {
	plain, all := grid(t, 2, 2, 2, numbered), watered(t)
	for name, c := range map[string]struct {
		ed *edition.Edition
		o  maps.Options
	}{
		"townships-a4": {plain, maps.Options{Compiler: "丘陵县民政局"}},
		"villages-en":  {plain, maps.Options{Kind: maps.ByVillage, Paper: maps.Paper{Name: "200x150mm", Width: 200, Height: 150, Fixed: true}, Lang: maps.English, ReviewNumber: "S(2026)1"}},
		"backdrop-a4":  {all, maps.Options{Graticule: true, Mark: "送审稿"}},
	} {
		checkGolden(t, name, sheet(t, c.ed, c.o).Scene())
	}
}

func checkGolden(t *testing.T, name string, scene *maps.Scene) {
	t.Helper()
	var got bytes.Buffer
	fmt.Fprintf(&got, "sheet %.1f x %.1f %s %s\n", scene.Width, scene.Height, scene.Title, scene.Created)
	dump(&got, scene.Nodes, "")
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

func dump(b *bytes.Buffer, nodes []maps.Node, indent string) {
	hex := func(c maps.Color) string {
		if !c.Opaque {
			return "none"
		}
		return fmt.Sprintf("%02x%02x%02x", c.R, c.G, c.B)
	}
	for _, n := range nodes {
		switch n := n.(type) {
		case *maps.Group:
			fmt.Fprintf(b, "%sgroup %s\n", indent, n.Layer)
			dump(b, n.Nodes, indent+"  ")
		case *maps.Path:
			fmt.Fprintf(b, "%spath fill %s stroke %s %.2f dash %.2f", indent, hex(n.Fill), hex(n.Stroke), n.Width, n.Dash)
			for _, line := range n.Lines {
				fmt.Fprintf(b, " %d points %.1f to %.1f", len(line), line[0], line[len(line)-1])
			}
			b.WriteByte('\n')
		case *maps.Circle:
			fmt.Fprintf(b, "%scircle %.1f radius %.2f fill %s\n", indent, n.Centre, n.Radius, hex(n.Fill))
		case *maps.Text:
			fmt.Fprintf(b, "%stext %.1f size %.2f spacing %.2f %q", indent, n.At, n.Size, n.Spacing, n.String)
			for _, l := range n.Letters {
				fmt.Fprintf(b, " %.1f %.0f°", l.At, l.Angle)
			}
			b.WriteByte('\n')
		}
	}
}
