//go:build swiss

package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"

	"github.com/xiantu/xiantu/edition/editiontest"
	"github.com/xiantu/xiantu/geo"
)

// swiss are the municipalities of Switzerland by year, a canton taken for a county. The
// tests are made with -tags swiss; XIANTU_SWISS names the folder of the npm package swiss-maps
// 4.7.0, unpacked.
type swiss struct {
	t      *testing.T
	files  map[string]string                      // GeoJSON by year
	shapes map[string]map[string]orb.MultiPolygon // by year and code
	names  map[string]map[string]string
	pairs  []map[string]string
}

func newSwiss(t *testing.T) *swiss {
	folder := os.Getenv("XIANTU_SWISS")
	if folder == "" {
		t.Fatal("XIANTU_SWISS does not name the folder of swiss-maps")
	}
	s := &swiss{t, map[string]string{}, map[string]map[string]orb.MultiPolygon{}, map[string]map[string]string{},
		editiontest.Table(t, filepath.Join(editiontest.File(t, "swiss"), "merge_pairs_2019_2021.csv"))}
	for _, year := range []string{"2019", "2020", "2021"} {
		s.files[year] = filepath.Join(t.TempDir(), year+".geojson")
		out, err := exec.Command("ogr2ogr", "-f", "GeoJSON", "-t_srs", "EPSG:4490", "-dim", "XY", "-oo", "ENCODING=UTF-8", "-lco", "COORDINATE_PRECISION=9",
			s.files[year], filepath.Join(folder, year, "municipalities.shp")).CombinedOutput()
		if err != nil {
			t.Fatalf("ogr2ogr: %v\n%s", err, out)
		}
		s.read(year)
	}
	return s
}

func (s *swiss) read(year string) {
	text, err := os.ReadFile(s.files[year])
	if err != nil {
		s.t.Fatal(err)
	}
	layer, err := geojson.UnmarshalFeatureCollection(text)
	if err != nil {
		s.t.Fatal(err)
	}
	s.shapes[year], s.names[year] = map[string]orb.MultiPolygon{}, map[string]string{}
	for _, f := range layer.Features {
		code := fmt.Sprintf("756%03d%03d", f.Properties.MustInt("KTNR"), f.Properties.MustInt("id")%1000)
		shape, ok := f.Geometry.(orb.MultiPolygon)
		if p, single := f.Geometry.(orb.Polygon); single {
			shape, ok = orb.MultiPolygon{p}, true
		}
		if ok {
			s.shapes[year][code] = append(s.shapes[year][code], geo.SnapShape(shape)...)
			s.names[year][code] = f.Properties.MustString("name")
		}
	}
}

func (s *swiss) take(c *county, year string) {
	c.run(0, "import", "divisions", s.files[year], "--date", year+"-01-01", "--columns", "code=756{KTNR:3}{id:3},name=name")
}

// mergers are the former codes of each code that began between two years by a merger.
func (s *swiss) mergers(y0, y1 string) map[string][]string {
	find := func(year, id string) string {
		for code := range s.shapes[year] {
			if strings.HasSuffix(code, fmt.Sprintf("%03s", id[max(0, len(id)-3):])) && s.is(year, code, id) {
				return code
			}
		}
		return ""
	}
	all := map[string][]string{}
	for _, row := range s.pairs {
		if row["y0"] == y0 && row["y1"] == y1 {
			from, to := find(y0, row["mId_old"]), find(y1, row["mId_new"])
			if from == "" || to == "" {
				continue // a step within the year
			}
			all[to] = append(all[to], from)
		}
	}
	for to, from := range all {
		if slices.Sort(from); !slices.ContainsFunc(from, func(f string) bool { return f != to && !s.livesOn(f, y0, y1) }) {
			delete(all, to) // it gave land, or took some
		}
	}
	return all
}

func (s *swiss) livesOn(code, y0, y1 string) bool { return s.names[y0][code] == s.names[y1][code] }

// is reports whether a code is that of a municipality's number: names decide, since a
// code has the number's last three digits only.
func (s *swiss) is(year, code, id string) bool {
	for _, row := range s.pairs {
		if row["mId_old"] == id && sameName(row["mShortName_old"], s.names[year][code]) || row["mId_new"] == id && sameName(row["mShortName_new"], s.names[year][code]) {
			return true
		}
	}
	return false
}

func sameName(short, name string) bool {
	return short == name || strings.HasPrefix(name, strings.TrimSuffix(short, ".")) || strings.HasPrefix(short, name)
}

// TestSwissSnapshots takes three years in as lists: every merger is inferred, none is
// invented.
func TestSwissSnapshots(t *testing.T) {
	s := newSwiss(t)
	c := newCounty(t)
	for _, year := range []string{"2019", "2020", "2021"} {
		s.take(c, year)
	}
	for _, years := range [][2]string{{"2019", "2020"}, {"2020", "2021"}} {
		want := map[string][]string{}
		for to, from := range s.mergers(years[0], years[1]) {
			if len(from) > 1 {
				want[to] = from
			}
		}
		got, least := map[string][]string{}, 1.0
		cantons := map[string]bool{}
		for code := range s.shapes[years[1]] {
			cantons[code[:6]] = true
		}
		for canton := range cantons {
			var list []ruled
			c.json(&list, "--county", canton, "change", "inferences", "--day", years[1]+"-01-01")
			for _, i := range list {
				got[i.To] = append(got[i.To], i.From)
				least = min(least, i.Confidence)
			}
		}
		for to, from := range got {
			if slices.Sort(from); len(from) == 1 {
				t.Logf("%s -> %s: %s is %s", years[0], years[1], s.names[years[0]][from[0]], s.names[years[1]][to])
				delete(got, to)
			}
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s -> %s (-want +got):\n%s", years[0], years[1], d)
		}
		t.Logf("%s -> %s: %d mergers inferred, the least sure strand with %.4f", years[0], years[1], len(got), least)
	}
}

// TestSwissMergers does every merger by a changes file: the result is the official
// polygon.
func TestSwissMergers(t *testing.T) {
	s := newSwiss(t)
	for _, years := range [][2]string{{"2019", "2020"}, {"2020", "2021"}} {
		c := newCounty(t)
		s.take(c, years[0])
		exact, exclaves := 0, 0
		mergers := s.mergers(years[0], years[1])
		for to, from := range mergers {
			if len(from) < 2 || slices.ContainsFunc(from, func(f string) bool { return f != to && s.livesOn(f, years[0], years[1]) }) {
				delete(mergers, to)
				continue
			}
			path := s.order(years, to, from, false)
			if said := c.runAny("change", "commit", path); strings.Contains(said, "touch") {
				t.Logf("%s does not touch: %s", s.names[years[1]][to], strings.TrimSpace(said))
				exclaves++
				c.run(0, "change", "commit", s.order(years, to, from, true))
			}
			if d := s.difference(c, years[1], to); d == 0 {
				exact++
			} else {
				t.Errorf("%s %s differs from the official one by %.1f m2", to, s.names[years[1]][to], d)
			}
		}
		t.Logf("%s -> %s: %d of %d mergers give the official polygon, %d of them with an exclave declared", years[0], years[1], exact, len(mergers), exclaves)
	}
}

// runAny does a command that may fail and returns what it said.
func (c *county) runAny(args ...string) string {
	_, stdout, stderr := c.do(args...)
	return stdout + stderr
}

func (s *swiss) order(years [2]string, to string, from []string, exclave bool) string {
	change := map[string]any{"kind": "merge", "from": from, "into": map[string]any{"code": to, "name": s.names[years[1]][to]}}
	if slices.Contains(from, to) {
		change = map[string]any{"kind": "absorb", "from": slices.DeleteFunc(slices.Clone(from), func(c string) bool { return c == to }), "into": to}
	}
	if exclave {
		change["exclave"] = true
	}
	text, err := json.Marshal(map[string]any{"county": to[:6], "title": "merger", "effective": years[1] + "-01-01", "changes": []any{change}})
	path := filepath.Join(s.t.TempDir(), to+".json")
	if err == nil {
		err = os.WriteFile(path, text, 0o644)
	}
	if err != nil {
		s.t.Fatal(err)
	}
	return path
}

// difference is the land, in square metres, that a unit and its official polygon do not
// have in common.
func (s *swiss) difference(c *county, year, code string) float64 {
	var layer struct {
		Features []struct {
			Geometry   *geojson.Geometry
			Properties struct{ Code string }
		}
	}
	text := c.run(0, "--county", code[:6], "units", "--level", "township", "--format", "geojson", "--at", year+"-01-01")
	if err := json.Unmarshal([]byte(text), &layer); err != nil {
		s.t.Fatal(err)
	}
	for _, f := range layer.Features {
		if f.Properties.Code != code {
			continue
		}
		shape, _ := f.Geometry.Geometry().(orb.MultiPolygon)
		if p, single := f.Geometry.Geometry().(orb.Polygon); single {
			shape = orb.MultiPolygon{p}
		}
		sum := 0.0
		for _, piece := range geo.Overlay([]orb.MultiPolygon{shape}, []orb.MultiPolygon{s.shapes[year][code]}) {
			if piece.A < 0 || piece.B < 0 {
				sum += float64(piece.Area)
			}
		}
		return sum
	}
	s.t.Errorf("%s is not in force", code)
	return -1
}
