package importer_test

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/geo"
	importer "github.com/xiantu/xiantu/import"
)

// reform is the real county with its reform: the state before, the orders, and the units
// that must come out.
type reform struct {
	t      *testing.T
	folder string
	state  boundaries.State
	groups [][]string // groups.csv
	column map[string]int
}

func openReform(t *testing.T) *reform {
	folder := os.Getenv("XIANTU_SHARED")
	if folder == "" {
		t.Skip("XIANTU_SHARED does not name the real data")
	}
	r := &reform{t: t, folder: filepath.Join(folder, "data", "qingshen"), column: map[string]int{}}
	since := civil.Span{From: civil.Date(2019, 10, 31)}
	for _, file := range []string{"county", "townships_2019", "villages_2019"} {
		for _, v := range r.units(file) {
			v.ID = boundaries.VersionID(len(r.state.Units) + 1)
			v.Unit, v.Valid = boundaries.UnitID(v.ID), since
			r.state.Units = append(r.state.Units, v)
		}
	}
	r.readGroups()
	return r
}

// units reads a file of divisions.
func (r *reform) units(file string) []boundaries.Version {
	r.t.Helper()
	text, err := os.ReadFile(filepath.Join(r.folder, file+".geojson"))
	if err != nil {
		r.t.Fatal(err)
	}
	layer, err := geojson.UnmarshalFeatureCollection(text)
	if err != nil {
		r.t.Fatal(err)
	}
	var units []boundaries.Version
	for _, f := range layer.Features {
		text := func(key string) string { s, _ := f.Properties[key].(string); return s }
		v := boundaries.Version{Code: adcode.MustParse(text("code")), Name: text("name"), Full: text("name_full"), Type: boundaries.ParseType(text("kind"))}
		if parent := text("township_code"); parent != "" {
			v.Parent = adcode.MustParse(parent)
		} else if v.Level() == adcode.Township {
			v.Parent = v.Code.County()
		}
		switch g := f.Geometry.(type) {
		case orb.Polygon:
			v.Shape = geo.SnapShape(orb.MultiPolygon{g})
		case orb.MultiPolygon:
			v.Shape = geo.SnapShape(g)
		}
		units = append(units, v)
	}
	return units
}

func (r *reform) readGroups() {
	file, err := os.Open(filepath.Join(r.folder, "groups.csv"))
	if err != nil {
		r.t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		r.t.Fatal(err)
	}
	for i, name := range rows[0] {
		r.column[name] = i
	}
	r.groups = rows[1:]
	for _, row := range r.groups {
		lon, _ := strconv.ParseFloat(r.cell(row, "lon"), 64)
		lat, _ := strconv.ParseFloat(r.cell(row, "lat"), 64)
		people, _ := strconv.ParseInt(r.cell(row, "pop_total"), 10, 64)
		r.state.Groups = append(r.state.Groups, boundaries.Group{ID: r.cell(row, "group_id"), Place: orb.Point{lon, lat}, Unit: r.unit(r.cell(row, "village_code_2019")), People: people})
	}
}

func (r *reform) cell(row []string, column string) string { return row[r.column[column]] }

func (r *reform) unit(code string) boundaries.UnitID {
	for _, v := range r.state.Units {
		if v.Code.String() == code {
			return v.Unit
		}
	}
	r.t.Fatalf("no unit %s", code)
	return 0
}

func (r *reform) order(file string) boundaries.Order {
	f, err := os.Open(filepath.Join(r.folder, file))
	if err != nil {
		r.t.Fatal(err)
	}
	defer f.Close()
	o, err := importer.ReadOrder(f)
	if err != nil {
		r.t.Fatalf("%s: %v", file, err)
	}
	return o
}

// apply applies an order to the state as it stands.
func (r *reform) apply(o boundaries.Order) boundaries.Outcome {
	r.t.Helper()
	out, err := boundaries.Apply(r.state, o)
	if err != nil {
		r.t.Fatalf("%s: %v", o.Title, err)
	}
	r.state = r.state.After(o.Effective, out)
	return out
}

// cycle is a shape with every ring begun at its least vertex and polygons in order, so that
// shapes with the same vertices are equal.
func cycle(shape orb.MultiPolygon) string {
	var polygons []string
	for _, polygon := range shape {
		var rings []string
		for i, ring := range polygon {
			run := slices.Clone(ring[:len(ring)-1])
			if (ring.Orientation() == orb.CCW) != (i == 0) {
				slices.Reverse(run)
			}
			least := 0
			for j := range run {
				if run[j][0] < run[least][0] || run[j][0] == run[least][0] && run[j][1] < run[least][1] {
					least = j
				}
			}
			text, _ := json.Marshal(append(slices.Clone(run[least:]), run[:least]...))
			rings = append(rings, string(text))
		}
		slices.Sort(rings[1:])
		text, _ := json.Marshal(rings)
		polygons = append(polygons, string(text))
	}
	slices.Sort(polygons)
	text, _ := json.Marshal(polygons)
	return string(text)
}

// The real reform of 2019 and 2020, order by order, gives the county's units of 2020.
func TestReform(t *testing.T) {
	r := openReform(t)
	r.apply(r.order("changes_2019-12-20_township.json"))
	r.apply(r.order("changes_2020-05-30_village.json"))
	got := map[adcode.Code]boundaries.Version{}
	for _, v := range r.state.Units {
		if _, twice := got[v.Code]; twice {
			t.Errorf("%v is in force twice", v.Code)
		}
		got[v.Code] = v
	}
	for _, file := range []string{"county", "townships_2020", "villages_2020"} {
		for _, want := range r.units(file) {
			v, ok := got[want.Code]
			delete(got, want.Code)
			if !ok || v.Name != want.Name || v.Parent != want.Parent || v.Type != want.Type {
				t.Errorf("want %v %s %v under %v, got %v %s %v under %v", want.Code, want.Name, want.Type, want.Parent, v.Code, v.Name, v.Type, v.Parent)
			}
			if cycle(v.Shape) != cycle(want.Shape) {
				t.Errorf("%v %s: shape differs: %d and %d vertices", v.Code, v.Name, len(v.Shape[0][0]), len(want.Shape[0][0]))
			}
		}
	}
	for code, v := range got {
		t.Errorf("%v %s should not be in force", code, v.Name)
	}
}
