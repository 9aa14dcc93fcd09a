package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"

	"github.com/xiantu/xiantu/cmd/xiantu/demo"
	"github.com/xiantu/xiantu/cmd/xiantu/topo"
	"github.com/xiantu/xiantu/geo"
)

// Land whose shapes were drawn each for itself becomes the coverage that it was: without
// crossing, overlap or gap, with every neighbour, exclave and hole. A second cleaning
// changes nothing, and any number of processors gives the same bytes. With XIANTU_PROVINCE set
// this is shown for five million vertices (two minutes), else for counties.
func TestTopoCleansJitteredLand(t *testing.T) {
	if os.Getenv("XIANTU_PROVINCE") != "" {
		cleanJittered(t, demo.Options{Size: demo.Province, Seed: 1})
		return
	}
	for seed := range uint64(4) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) { cleanJittered(t, demo.Options{Seed: seed}) })
	}
}

func cleanJittered(t *testing.T, options demo.Options) {
	folder := t.TempDir()
	for name, jitter := range map[string]bool{"given": false, "torn": true} {
		options.Jitter = jitter
		if _, err := demo.Write(filepath.Join(folder, name), options); err != nil {
			t.Fatal(err)
		}
	}
	given, torn := filepath.Join(folder, "given", "villages_2019.geojson"), filepath.Join(folder, "torn", "villages_2019.geojson")
	out := filepath.Join(folder, "out.geojson")
	first := topoCleaned(t, torn, out, "--workers", "2")
	if *first.Crossings+*first.Overlaps > 0 || *first.Gaps > 20 || *first.Left != *first.Gaps {
		t.Errorf("%d crossings, %d overlaps, %d gaps, %d defects left", *first.Crossings, *first.Overlaps, *first.Gaps, *first.Left)
	}
	t.Logf("%.1f s of the processors, %d MB", first.CPU, first.Peak>>20)
	sameLand(t, readLand(t, given), readLand(t, out))

	again := filepath.Join(folder, "again.geojson")
	before := runtime.GOMAXPROCS(1)
	topoCleaned(t, torn, again, "--workers", "1")
	runtime.GOMAXPROCS(before)
	sameBytes(t, "one processor", out, again)
	if second := topoCleaned(t, out, again); *second.Touched > 0 {
		t.Errorf("a second cleaning touches %d features", *second.Touched)
	}
	sameBytes(t, "a second cleaning", out, again)
	topoCleaned(t, given, again)
	sameBytes(t, "cleaning of what is sound", given, again)
}

func topoCleaned(t *testing.T, in, out string, flags ...string) (f topoFigures) {
	t.Helper()
	text, _ := topoRun(t, 0, append([]string{"clean", in, "--out", out, "--json"}, flags...)...)
	if err := json.Unmarshal([]byte(text), &f); err != nil {
		t.Fatal(err)
	}
	return f
}

func sameBytes(t *testing.T, what, a, b string) {
	t.Helper()
	one, err := os.ReadFile(a)
	other, err2 := os.ReadFile(b)
	if err != nil || err2 != nil || !bytes.Equal(one, other) {
		t.Errorf("%s gives other bytes", what)
	}
}

func readLand(t *testing.T, path string) []orb.MultiPolygon {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	file, err := topo.Read(text, 2)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(file.Problems()); n > 0 {
		t.Errorf("%s: %d problems", path, n)
	}
	return file.Shapes()
}

// sameLand compares what must outlive cleaning: who borders on whom, and of each shape
// its parts, its holes, and its area but for a twentieth.
func sameLand(t *testing.T, given, got []orb.MultiPolygon) {
	t.Helper()
	was, is := neighbourPairs(given), neighbourPairs(got)
	lost := 0
	for pair := range was {
		if !is[pair] {
			lost++
			t.Logf("%v are neighbours no more", pair)
		}
	}
	t.Logf("%d pairs of neighbours, %d now", len(was), len(is))
	if lost > 0 {
		t.Errorf("%d pairs of neighbours are lost", lost)
	}
	for i, shape := range given {
		if a, b := outlineOf(shape), outlineOf(got[i]); a != b {
			t.Errorf("shape %d had %s, has %s", i, a, b)
		}
		if a, b := planar.Area(shape), planar.Area(got[i]); max(a-b, b-a) > a/20 {
			t.Errorf("shape %d has %.3f of its area", i, b/a)
		}
	}
}

// outlineOf tells how many parts and holes a shape has.
func outlineOf(shape orb.MultiPolygon) string {
	holes := 0
	for _, polygon := range shape {
		holes += len(polygon) - 1
	}
	return fmt.Sprint(len(shape), " parts, ", holes, " holes")
}

func neighbourPairs(shapes []orb.MultiPolygon) map[[2]int32]bool {
	pairs := map[[2]int32]bool{}
	for _, arc := range geo.NewMesh(shapes).Arcs {
		for _, l := range arc.Left {
			for _, r := range arc.Right {
				pairs[[2]int32{min(l, r), max(l, r)}] = true
			}
		}
	}
	return pairs
}
