package demo_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"
	"github.com/xuri/excelize/v2"

	"github.com/xiantu/xiantu/boundaries"
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
			"villages_2020.geojson": {45, 75}, "groups.csv": {850, 1250}, "facilities.xlsx": {64, 76}, "zones.geojson": {20, 30},
			"changes_2019-12-20_township.json": {3, 8}, "changes_2020-05-30_village.json": {20, 80},
		} {
			if n := counts[name]; n < want[0] || n > want[1] {
				t.Errorf("seed %d: %s has %d, want %d to %d", seed, name, n, want[0], want[1])
			}
		}
	}
}

// On both days villages tile their townships and these the county: every stretch of
// border has one unit of each level on either side, or is the county's own.
func TestBordersAreSharedExactly(t *testing.T) {
	for seed := range uint64(3) {
		dir, _ := write(t, demo.Options{Seed: seed})
		county := readUnits(t, filepath.Join(dir, "county.geojson"))
		for _, year := range []string{"2019", "2020"} {
			for _, level := range []string{"townships", "villages"} {
				units := readUnits(t, filepath.Join(dir, level+"_"+year+".geojson"))
				checkCoverage(t, fmt.Sprint(seed, " ", level, " ", year), append(shapesOf(units), county[0].shape))
			}
		}
	}
}

// checkCoverage is given shapes of which the last is the union of the others.
func checkCoverage(t *testing.T, name string, shapes []orb.MultiPolygon) {
	t.Helper()
	whole := int32(len(shapes) - 1)
	others := func(side []int32) []int32 {
		return slices.DeleteFunc(slices.Clone(side), func(s int32) bool { return s == whole })
	}
	mesh := geo.NewMesh(shapes)
	for _, arc := range mesh.Arcs {
		left, right := others(arc.Left), others(arc.Right)
		outer := slices.Contains(arc.Left, whole) != slices.Contains(arc.Right, whole)
		if len(left) > 1 || len(right) > 1 || !outer && (len(left) != 1 || len(right) != 1) || outer && len(left)+len(right) != 1 {
			t.Fatalf("%s: at %v: left %v, right %v, the whole on the outside %v", name, arc.Line[0], left, right, outer)
		}
	}
	var parts geo.SquareMetres
	for _, s := range shapes[:whole] {
		parts += geo.Area(s)
	}
	if total := geo.Area(shapes[whole]); math.Abs(float64(parts-total)) > 1 {
		t.Errorf("%s: the parts have %.1f m2, the whole %.1f", name, parts, total)
	}
	checkNoCrossing(t, name, mesh)
}

// checkNoCrossing compares all segments that come near each other.
func checkNoCrossing(t *testing.T, name string, mesh *geo.Mesh) {
	t.Helper()
	type segment struct{ a, b geo.Vertex }
	const size = 2_000_000 // of a square of the index: 0.002 degrees
	index := map[[2]int64][]segment{}
	for _, arc := range mesh.Arcs {
		for i := 1; i < len(arc.Line); i++ {
			s := segment{geo.Snap(arc.Line[i-1]), geo.Snap(arc.Line[i])}
			for x := min(s.a.X, s.b.X) / size; x <= max(s.a.X, s.b.X)/size; x++ {
				for y := min(s.a.Y, s.b.Y) / size; y <= max(s.a.Y, s.b.Y)/size; y++ {
					index[[2]int64{x, y}] = append(index[[2]int64{x, y}], s)
				}
			}
		}
	}
	turn := func(a, b, c geo.Vertex) int64 { return (b.X-a.X)*(c.Y-a.Y) - (b.Y-a.Y)*(c.X-a.X) }
	for _, near := range index {
		for i, s := range near {
			for _, r := range near[:i] {
				if s.a == r.a || s.a == r.b || s.b == r.a || s.b == r.b {
					continue
				}
				if turn(s.a, s.b, r.a) > 0 != (turn(s.a, s.b, r.b) > 0) && turn(r.a, r.b, s.a) > 0 != (turn(r.a, r.b, s.b) > 0) {
					t.Fatalf("%s: borders cross at %v", name, s.a.Point())
				}
			}
		}
	}
}

func TestCodesNamesAndParents(t *testing.T) {
	for seed := range uint64(6) {
		dir, _ := write(t, demo.Options{Seed: seed})
		for _, year := range []string{"2019", "2020"} {
			towns := readUnits(t, filepath.Join(dir, "townships_"+year+".geojson"))
			villages := readUnits(t, filepath.Join(dir, "villages_"+year+".geojson"))
			byCode, names := map[adcode.Code]unit{}, map[string]bool{}
			for _, u := range slices.Concat(towns, villages) {
				if _, twice := byCode[u.code]; twice || names[u.name] {
					t.Errorf("seed %d, %s: %v %s is there twice", seed, year, u.code, u.name)
				}
				byCode[u.code], names[u.name] = u, true
				if boundaries.TypeOf(u.name, u.code) != boundaries.ParseType(u.kind) {
					t.Errorf("%v %s is said to be a %s", u.code, u.name, u.kind)
				}
				if class := u.code.Class(); class == adcode.NoClass || !strings.HasSuffix(u.name, u.kind) {
					t.Errorf("%v %s (%s) is of class %v", u.code, u.name, u.kind, class)
				}
			}
			for _, v := range villages {
				town, ok := byCode[v.code.Township()]
				if !ok || v.parent != town.code.String() {
					t.Errorf("%v %s lies in %s", v.code, v.name, v.parent)
					continue
				}
				if !geo.Contains(town.shape, geo.LabelPoint(v.shape)) {
					t.Errorf("%v %s lies outside %s", v.code, v.name, town.name)
				}
				if wantClass := map[string]adcode.Class{"社区": adcode.Community, "村": adcode.VillageCommittee}[v.kind]; v.code.Class() != wantClass {
					t.Errorf("%v %s has a code of class %v", v.code, v.name, v.code.Class())
				}
			}
		}
	}
}

// Both days have a unit of two parts and one with a hole.
func TestExclaveAndEnclave(t *testing.T) {
	for seed := range uint64(6) {
		dir, _ := write(t, demo.Options{Seed: seed})
		for _, name := range []string{"townships_2019", "villages_2019", "townships_2020", "villages_2020"} {
			parts, holes := 0, 0
			for _, u := range readUnits(t, filepath.Join(dir, name+".geojson")) {
				parts += len(u.shape) - 1
				for _, p := range u.shape {
					holes += len(p) - 1
				}
			}
			if parts < 1 || holes < 1 {
				t.Errorf("seed %d: %s has %d exclaves and %d holes", seed, name, parts, holes)
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

// The changes files lead from the codes and names of the first day to those of the second.
func TestChangesLeadFromBeforeToAfter(t *testing.T) {
	for seed := range uint64(6) {
		dir, files := write(t, demo.Options{Seed: seed})
		units := map[string]string{} // code -> name
		for _, name := range []string{"townships_2019", "villages_2019"} {
			for _, u := range readUnits(t, filepath.Join(dir, name+".geojson")) {
				units[u.code.String()] = u.name
			}
		}
		for _, f := range files {
			if f.Kind == "changes" {
				applyCodes(t, f.Path, units)
			}
		}
		want := map[string]string{}
		for _, name := range []string{"townships_2020", "villages_2020"} {
			for _, u := range readUnits(t, filepath.Join(dir, name+".geojson")) {
				want[u.code.String()] = u.name
			}
		}
		if !maps.Equal(units, want) {
			for code, name := range want {
				if units[code] != name {
					t.Errorf("seed %d: %s is %q after the changes, %q on the second day", seed, code, units[code], name)
				}
			}
			t.Errorf("seed %d: %d units after the changes, %d on the second day", seed, len(units), len(want))
		}
	}
}

// applyCodes does what a changes file says to a register of codes and names.
func applyCodes(t *testing.T, path string, units map[string]string) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Changes []struct {
			Kind, Unit, Name, Code string
			From, Into             json.RawMessage
		}
	}
	if err := json.Unmarshal(data, &file); err != nil {
		t.Fatal(err)
	}
	drop := func(codes ...string) {
		for _, c := range codes {
			if _, ok := units[c]; !ok {
				t.Errorf("%s: there is no %s", path, c)
			}
			delete(units, c)
		}
	}
	for _, c := range file.Changes {
		var from []string
		if len(c.From) > 0 && json.Unmarshal(c.From, &from) != nil {
			from = []string{strings.Trim(string(c.From), `"`)}
		}
		switch c.Kind {
		case "split":
			var into []struct{ Code, To string }
			if err := json.Unmarshal(c.Into, &into); err != nil {
				t.Fatal(err)
			}
			if into[0].Code != from[0] || units[from[0]] == "" || units[into[1].To] == "" {
				t.Errorf("%s: splits %v into %v", path, from, into)
			}
		case "merge":
			var into struct{ Code, Name string }
			if err := json.Unmarshal(c.Into, &into); err != nil {
				t.Fatal(err)
			}
			drop(from...)
			units[into.Code] = into.Name
		case "absorb":
			drop(from...)
			if into := strings.Trim(string(c.Into), `"`); units[into] == "" {
				t.Errorf("%s: absorbed into %s, which is not there", path, into)
			}
		case "rename":
			if units[c.Unit] == "" {
				t.Errorf("%s: renames %s, which is not there", path, c.Unit)
			}
			units[c.Unit] = c.Name
		case "retype", "recode":
			name := units[c.Unit]
			drop(c.Unit)
			units[c.Code] = name
		case "transfer":
		default:
			t.Errorf("%s: change of kind %q", path, c.Kind)
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

func TestJitterTearsBordersApart(t *testing.T) {
	dir, _ := write(t, demo.Options{Seed: 1, Jitter: true})
	for _, arc := range geo.NewMesh(shapesOf(readUnits(t, filepath.Join(dir, "villages_2019.geojson")))).Arcs {
		if len(arc.Left) > 0 && len(arc.Right) > 0 {
			t.Fatalf("a border is still shared at %v", arc.Line[0])
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
	// changes 2019-12-20 changes_2019-12-20_township.json
	// changes 2020-05-30 changes_2020-05-30_village.json
}

// The cut runs from border to border of the village it splits, and the named groups lie on
// their sides of it.
func TestSplit(t *testing.T) {
	for seed := range uint64(6) {
		dir, files := write(t, demo.Options{Seed: seed})
		var file struct {
			Changes []struct {
				Kind string
				From json.RawMessage
				Cut  *geojson.Geometry
				Into json.RawMessage
			}
		}
		if err := json.Unmarshal(content(t, dir, filepath.Base(files[len(files)-1].Path)), &file); err != nil {
			t.Fatal(err)
		}
		split := file.Changes[0]
		if split.Kind != "split" {
			t.Errorf("seed %d: no village is split", seed)
			continue
		}
		before := map[string]orb.MultiPolygon{}
		for _, u := range readUnits(t, filepath.Join(dir, "villages_2019.geojson")) {
			before[u.code.String()] = u.shape
		}
		village := before[strings.Trim(string(split.From), `"`)]
		cut := split.Cut.Geometry().(orb.LineString)
		ring := orb.LineString(village[0][0])
		if !slices.Contains(ring, cut[0]) || !slices.Contains(ring, cut[len(cut)-1]) {
			t.Errorf("seed %d: the cut ends inside the village", seed)
		}
		var parts []struct {
			At     orb.Point
			Groups []string
		}
		if err := json.Unmarshal(split.Into, &parts); err != nil {
			t.Fatal(err)
		}
		for _, p := range parts {
			if len(p.Groups) == 0 || !geo.Contains(village, p.At) {
				t.Errorf("seed %d: a part at %v has the groups %v", seed, p.At, p.Groups)
			}
		}
	}
}
