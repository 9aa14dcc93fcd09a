package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xiantu/xiantu/cmd/xiantu/demo"
)

// topoRun does one topo command and returns what it wrote; it must exit with code.
func topoRun(t *testing.T, code int, args ...string) (stdout, stderr string) {
	t.Helper()
	var out, err bytes.Buffer
	if got := Run(t.Context(), append([]string{"topo"}, args...), &out, &err); got != code {
		t.Fatalf("xiantu topo %s: exit %d, want %d\n%s%s", strings.Join(args, " "), got, code, out.String(), err.String())
	}
	return out.String(), err.String()
}

func topoWrite(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// Two units of which the right one lacks the middle vertex of the left one's border, which
// bulges by 2e-5 degree (2 m): a sliver gap.
const sliver = `{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"code":"a","town":"T"},"geometry":{"type":"Polygon","coordinates":[[[103.80,29.80],[103.81,29.80],[103.80998,29.805],[103.81,29.81],[103.80,29.81],[103.80,29.80]]]}},
{"type":"Feature","properties":{"code":"b","town":"T"},"geometry":{"type":"Polygon","coordinates":[[[103.81,29.80],[103.82,29.80],[103.82,29.81],[103.81,29.81],[103.81,29.80]]]}},
{"type":"Feature", "properties":{"code":"far","town":"U"}, "geometry":{"type":"Polygon","coordinates":[[[103.900,29.80],[103.91,29.80],[103.91,29.81],[103.900,29.80]]]}}
]}
`

func TestTopoFindsAndCloses(t *testing.T) {
	in := topoWrite(t, "in.geojson", sliver)
	folder := filepath.Dir(in)
	report, out := filepath.Join(folder, "report.json"), filepath.Join(folder, "out.geojson")
	_, said := topoRun(t, 1, "check", in, "--report", report, "--findings", filepath.Join(folder, "f.geojson"))
	if !strings.Contains(said, "sliver_gap at 103.8") {
		t.Error(said)
	}
	var found struct{ Defects []topoDefect }
	content, _ := os.ReadFile(report)
	if err := json.Unmarshal(content, &found); err != nil || len(found.Defects) != 1 {
		t.Fatalf("%v: %s", err, content)
	}
	d := found.Defects[0]
	slices.Sort(d.Units)
	if d.Kind != "sliver_gap" || d.Done != "left" || !slices.Equal(d.Units, []string{"a", "b"}) || d.Width < 0.5 || d.Width > 2 {
		t.Errorf("%+v", d)
	}
	figures, _ := topoRun(t, 0, "clean", in, "--out", out, "--report", report, "--json")
	var f topoFigures
	if err := json.Unmarshal([]byte(figures), &f); err != nil || *f.Gaps+*f.Overlaps+*f.Crossings != 0 || *f.Touched != 1 || f.Peak == 0 {
		t.Errorf("%v: %s", err, figures)
	}
	cleaned, _ := os.ReadFile(out)
	if bytes.Count(cleaned, []byte("[103.80998,29.805]")) != 2 {
		t.Errorf("the border's detail is gone: %s", cleaned)
	}
	if far := sliver[strings.Index(sliver, `{"type":"Feature", `):]; !bytes.HasSuffix(cleaned, []byte(far)) {
		t.Errorf("an untouched feature is not as it was: %s", cleaned)
	}
	topoRun(t, 0, "check", out)
	again := filepath.Join(folder, "again.geojson")
	topoRun(t, 0, "clean", out, "--out", again)
	if second, _ := os.ReadFile(again); !bytes.Equal(second, cleaned) {
		t.Error("cleaning what is clean changes it")
	}
}

func TestTopoDropsDuplicates(t *testing.T) {
	a := `{"type":"Feature","properties":{"code":"a"},"geometry":{"type":"Polygon","coordinates":[[[1,1],[1.1,1],[1.1,1.1],[1,1]]]}}`
	list := func(features ...string) string {
		return `{"type":"FeatureCollection","features":[` + strings.Join(features, ", ") + "]}"
	}
	b := strings.ReplaceAll(strings.ReplaceAll(a, "[1.1,1.1]", "[1,0.9]"), `"a"`, `"b"`)
	for _, features := range [][]string{{a, a, b}, {a, b, a}, {b, a, a}} {
		in := topoWrite(t, "in.geojson", list(features...))
		out := in + ".out"
		topoRun(t, 0, "clean", in, "--out", out)
		kept := slices.Clone(features)
		last := 2
		if features[2] == b {
			last = 1
		}
		want := list(slices.Delete(kept, last, last+1)...)
		if got, _ := os.ReadFile(out); string(got) != want {
			t.Errorf("%s\nnot\n%s", got, want)
		}
	}
}

func TestTopoSaysWhatIsWrong(t *testing.T) {
	in := topoWrite(t, "in.geojson", sliver)
	out := filepath.Join(t.TempDir(), "out.geojson")
	for _, x := range []struct {
		code int
		said string
		args []string
	}{
		{exitUsage, "5%", []string{"simplify", in, "--keep", "five", "--out", out}},
		{exitUsage, "5%", []string{"simplify", in, "--keep", "120%", "--out", out}},
		{exitUsage, "out", []string{"clean", in}},
		{exitFailed, `"village"`, []string{"dissolve", in, "--by", "village", "--out", out}},
		{exitFailed, "empty", []string{"check", topoWrite(t, "x.geojson", "")}},
		{exitFailed, "line 1, byte", []string{"check", topoWrite(t, "x.geojson", `{"type":"FeatureCollection","features":[{"type":"Feature",`)}},
		{exitFailed, "metres", []string{"check", topoWrite(t, "x.geojson", strings.Replace(sliver, "[103.80,29.80]", "[380123.5,3299000]", 1))}},
		{exitFailed, "damaged", []string{"check", topoWrite(t, "x.shp", "no shapefile")}},
		{exitFailed, "no shapes", []string{"check", topoWrite(t, "x.csv", "a,b\n1,2\n")}},
	} {
		stdout, stderr := topoRun(t, x.code, x.args...)
		if !strings.Contains(stdout+stderr, x.said) {
			t.Errorf("%v: %q is not in %s", x.args, x.said, stderr)
		}
		if _, err := os.Stat(out); err == nil {
			t.Errorf("%v: a refused command wrote a file", x.args)
		}
	}
}

func TestTopoDissolveAndSimplify(t *testing.T) {
	in := topoWrite(t, "in.geojson", sliver)
	out := in + ".out"
	said, _ := topoRun(t, 0, "dissolve", in, "--by", "town", "--out", out)
	if !strings.Contains(said, "3 features joined to 2") {
		t.Error(said)
	}
	topoRun(t, 0, "simplify", in, "--keep", "0.5", "--out", out)
	topoRun(t, 0, "simplify", out, "--keep", "100%", "--out", out) // onto itself
}

// A shapefile, a zipped one and a GeoPackage in metres hold what the GeoJSON holds.
func TestTopoOtherFormats(t *testing.T) {
	shared := os.Getenv("XIANTU_SHARED")
	if shared == "" {
		t.Skip("XIANTU_SHARED is not set")
	}
	data := filepath.Join(shared, "data/qingshen")
	for _, name := range []string{"villages_2019.geojson", "formats/townships_2019_gbk_shp.zip", "formats/villages_2019_epsg4544.gpkg"} {
		topoRun(t, 0, "check", filepath.Join(data, name))
	}
	out := filepath.Join(t.TempDir(), "out.geojson")
	topoRun(t, 0, "dissolve", filepath.Join(data, "formats/townships_2019_gbk_shp.zip"), "--by", "XZQMC", "--out", out)
	if content, _ := os.ReadFile(out); !bytes.Contains(content, []byte("汉阳镇")) {
		t.Error("the names are not decoded")
	}
}

// Every defect of a county broken on purpose is found where it is, and no others.
func TestTopoBrokenCounty(t *testing.T) {
	shared := os.Getenv("XIANTU_SHARED")
	if shared == "" {
		t.Skip("XIANTU_SHARED is not set")
	}
	data := filepath.Join(shared, "data/qingshen")
	content, err := os.ReadFile(filepath.Join(data, "broken/defects.json"))
	if err != nil {
		t.Fatal(err)
	}
	var known struct {
		Defects []struct {
			Type     string
			Lon, Lat float64
		}
	}
	if err := json.Unmarshal(content, &known); err != nil {
		t.Fatal(err)
	}
	report := filepath.Join(t.TempDir(), "report.json")
	topoRun(t, 1, "check", filepath.Join(data, "broken/villages_2019_broken.geojson"), "--outline", filepath.Join(data, "county.geojson"), "--report", report)
	content, _ = os.ReadFile(report)
	var found struct{ Defects []topoDefect }
	if err := json.Unmarshal(content, &found); err != nil {
		t.Fatal(err)
	}
	matched := make([]bool, len(found.Defects))
	for _, k := range known.Defects {
		any := false
		for i, d := range found.Defects {
			const m = 0.0002 // 20 m
			if string(d.Kind) == k.Type && d.Bound[0]-m <= k.Lon && k.Lon <= d.Bound[2]+m && d.Bound[1]-m <= k.Lat && k.Lat <= d.Bound[3]+m {
				matched[i], any = true, true
			}
		}
		if !any {
			t.Errorf("%s at %g, %g is not found", k.Type, k.Lon, k.Lat)
		}
	}
	for i, d := range found.Defects {
		if !matched[i] {
			t.Errorf("%s at %g, %g is none", d.Kind, d.Lon, d.Lat)
		}
	}
}

// Interrupted in the middle of its work a command ends at once, and leaves no file behind.
func TestTopoEndsWhenInterrupted(t *testing.T) {
	folder := t.TempDir()
	if _, err := demo.Write(filepath.Join(folder, "torn"), demo.Options{Seed: 1, Jitter: true}); err != nil {
		t.Fatal(err)
	}
	in, out := filepath.Join(folder, "torn", "villages_2019.geojson"), filepath.Join(folder, "out.geojson")
	for _, command := range [][]string{{"clean", in, "--out", out}, {"simplify", in, "--out", out}, {"dissolve", in, "--by", "parent", "--out", out}, {"check", in}} {
		ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond) // reading alone takes longer
		var stdout, stderr bytes.Buffer
		code := Run(ctx, append([]string{"topo"}, command...), &stdout, &stderr)
		cancel()
		if code != exitFailed || !strings.Contains(stderr.String(), "deadline") {
			t.Errorf("%s: exit %d, %s", command[0], code, stderr.String())
		}
	}
	left, err := os.ReadDir(folder)
	if err != nil || len(left) != 1 {
		t.Errorf("%v: %v", err, left)
	}
}
