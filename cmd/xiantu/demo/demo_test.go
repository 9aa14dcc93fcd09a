package demo_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"
	"github.com/xuri/excelize/v2"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/cmd/xiantu/demo"
	"github.com/xiantu/xiantu/geo"
)

// unit is a feature of a written file.
type unit struct {
	code             adcode.Code
	name, full, kind string
	parent           string
	shape            orb.MultiPolygon
}

func write(t testing.TB, o demo.Options) (string, []demo.File) {
	t.Helper()
	dir := t.TempDir()
	files, err := demo.Write(dir, o)
	if err != nil {
		t.Fatal(err)
	}
	return dir, files
}

func readUnits(t testing.TB, path string) []unit {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	collection, err := geojson.UnmarshalFeatureCollection(data)
	if err != nil {
		t.Fatal(err)
	}
	if collection.ExtraMembers["synthetic"] != true {
		t.Errorf("%s does not say that it is synthetic", path)
	}
	var units []unit
	for _, f := range collection.Features {
		u := unit{code: adcode.MustParse(f.Properties.MustString("code")), name: f.Properties.MustString("name"),
			full: f.Properties.MustString("name_full", ""), kind: f.Properties.MustString("kind"), parent: f.Properties.MustString("township_code", "")}
		if f.Properties["synthetic"] != true {
			t.Errorf("%s: %v does not say that it is synthetic", path, u.code)
		}
		switch g := f.Geometry.(type) {
		case orb.Polygon:
			u.shape = orb.MultiPolygon{g}
		case orb.MultiPolygon:
			u.shape = g
		}
		units = append(units, u)
	}
	return units
}

func shapesOf(units []unit) []orb.MultiPolygon {
	var shapes []orb.MultiPolygon
	for _, u := range units {
		shapes = append(shapes, u.shape)
	}
	return shapes
}

func TestCountyCounts(t *testing.T) {
	for seed := range uint64(6) {
		_, files := write(t, demo.Options{Seed: seed})
		counts := map[string]int{}
		for _, f := range files {
			counts[filepath.Base(f.Path)] = f.Counts
		}
		for name, want := range map[string][2]int{
			"county.geojson": {1, 1}, "townships_2019.geojson": {10, 10}, "townships_2020.geojson": {5, 8}, "villages_2019.geojson": {75, 105},
			"villages_2020.geojson": {45, 75}, "groups.csv": {850, 1250}, "facilities.xlsx": {64, 76}, "zones.geojson": {20, 30}, "roads.geojson": {500, 800}, "backdrop.geojson": {10, 10},
			"changes_2019-12-20_township.json": {3, 8}, "changes_2020-05-30_village.json": {20, 80},
		} {
			if n := counts[name]; n < want[0] || n > want[1] {
				t.Errorf("seed %d: %s has %d, want %d to %d", seed, name, n, want[0], want[1])
			}
		}
	}
}

// Every group lies in its village on both days, and the numbers of the groups of a
// village run from 1.
func TestGroups(t *testing.T) {
	dir, _ := write(t, demo.Options{Seed: 3})
	data, err := os.ReadFile(filepath.Join(dir, "groups.csv"))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for column, year := range map[int]string{1: "2019", 4: "2020"} {
		shapes, names := map[string]orb.MultiPolygon{}, map[string]string{}
		for _, u := range readUnits(t, filepath.Join(dir, "villages_"+year+".geojson")) {
			shapes[u.code.String()], names[u.code.String()] = u.shape, u.name
		}
		numbers := map[string]int{}
		for _, r := range rows[1:] {
			lon, _ := strconv.ParseFloat(r[7], 64)
			lat, _ := strconv.ParseFloat(r[8], 64)
			if !geo.Contains(shapes[r[column]], orb.Point{lon, lat}) || names[r[column]] != r[column+1] {
				t.Errorf("%v does not lie in its village of %s", r, year)
			}
			numbers[r[column]+"-"+r[column+2]]++
		}
		if len(numbers) != len(rows)-1 {
			t.Errorf("%s: %d groups have %d numbers", year, len(rows)-1, len(numbers))
		}
		for code := range shapes {
			if numbers[code+"-1"] != 1 {
				t.Errorf("%s: %s has no group 1", year, code)
			}
		}
	}
}

func TestSameSeedSameBytes(t *testing.T) {
	a, files := write(t, demo.Options{Seed: 7})
	time.Sleep(1100 * time.Millisecond) // a workbook may bear the second it was made in
	b, _ := write(t, demo.Options{Seed: 7})
	c, _ := write(t, demo.Options{Seed: 8})
	for _, f := range files {
		name := filepath.Base(f.Path)
		if !bytes.Equal(content(t, a, name), content(t, b, name)) {
			t.Errorf("%s differs between two runs", name)
		}
		if bytes.Equal(content(t, a, name), content(t, c, name)) {
			t.Errorf("%s is the same for another seed", name)
		}
	}
}

func content(t *testing.T, dir, name string) []byte {
	data, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// cells are all rows of all sheets of a workbook.
func cells(t *testing.T, dir string) [][]string {
	book, err := excelize.OpenFile(filepath.Join(dir, "facilities.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	var all [][]string
	for _, sheet := range book.GetSheetList() {
		rows, err := book.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, rows...)
	}
	return all
}

// Facilities lie, after their shift, in the village that the row names.
func TestFacilitiesLieInTheirVillages(t *testing.T) {
	dir, files := write(t, demo.Options{Seed: 5})
	shapes := map[string]orb.MultiPolygon{}
	for _, u := range readUnits(t, filepath.Join(dir, "villages_2020.geojson")) {
		shapes[u.code.String()] = u.shape
	}
	placed := 0
	for _, row := range cells(t, dir) {
		for i, cell := range row {
			shape, ok := shapes[cell]
			if !ok {
				continue
			}
			lon, _ := strconv.ParseFloat(row[i+2], 64)
			lat, _ := strconv.ParseFloat(row[i+3], 64)
			placed++
			if !geo.Contains(shape, geo.GCJ02ToGeographic(orb.Point{lon, lat})) {
				t.Errorf("%v does not lie in its village", row)
			}
		}
	}
	for _, f := range files {
		if f.Kind == "facilities" && f.Counts != placed {
			t.Errorf("%d facilities written, %d found", f.Counts, placed)
		}
	}
}

func TestOgrinfoOpensEveryLayer(t *testing.T) {
	dir, files := write(t, demo.Options{Seed: 2})
	for _, f := range files {
		if f.Kind != "divisions" && f.Kind != "zones" {
			continue
		}
		out, err := exec.Command("ogrinfo", "-so", "-al", f.Path).CombinedOutput()
		if err != nil || !strings.Contains(string(out), fmt.Sprintf("Feature Count: %d", f.Counts)) {
			t.Errorf("ogrinfo %s in %s: %v\n%s", filepath.Base(f.Path), dir, err, out)
		}
	}
}

func TestParseSize(t *testing.T) {
	for _, s := range []string{"county", "province", "nation"} {
		if size, err := demo.ParseSize(s); err != nil || string(size) != s {
			t.Errorf("ParseSize(%q) = %v, %v", s, size, err)
		}
	}
	if _, err := demo.ParseSize("planet"); err == nil {
		t.Error("planet is a size")
	}
}

func ExampleWrite() {
	dir, err := os.MkdirTemp("", "demo")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	files, err := demo.Write(dir, demo.Options{Seed: 1})
	if err != nil {
		panic(err)
	}
	for _, f := range files {
		fmt.Println(f.Kind, f.Date, filepath.Base(f.Path))
	}
	// Output:
	// divisions 2019-10-31 county.geojson
	// divisions 2019-10-31 townships_2019.geojson
	// divisions 2019-10-31 villages_2019.geojson
	// divisions 2020-06-30 townships_2020.geojson
	// divisions 2020-06-30 villages_2020.geojson
	// people 2020-06-30 groups.csv
	// facilities 2020-06-30 facilities.xlsx
	// zones 2020-06-30 zones.geojson
	// layer 2020-06-30 backdrop.geojson
	// roads 2020-06-30 roads.geojson
	// changes 2019-12-20 changes_2019-12-20_township.json
	// changes 2020-05-30 changes_2020-05-30_village.json
}
