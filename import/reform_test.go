package importer_test

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"maps"
	"math"
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
	links  []boundaries.Link
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
	record := boundaries.Record{Effective: o.Effective, Opened: out.Open, Moved: out.Moved}
	for _, v := range r.state.Units {
		if slices.Contains(out.Close, v.ID) {
			record.Closed = append(record.Closed, v)
		}
	}
	past := maps.Clone(r.state.Past)
	if past == nil {
		past = map[boundaries.ChangeID]boundaries.Record{}
	}
	past[boundaries.ChangeID(len(past)+1)] = record
	r.state = r.state.After(o.Effective, out)
	r.state.Past = past
	r.links = append(r.links, out.Lineage...)
	return out
}

// both applies the two orders of the reform.
func (r *reform) both() {
	r.apply(r.order("changes_2019-12-20_township.json"))
	r.apply(r.order("changes_2020-05-30_village.json"))
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
	r.both()
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

// Every unit of 2020 has the people that its villager groups had in 2019, and the
// crosswalk carries them over to the person.
func TestReformPeople(t *testing.T) {
	r := openReform(t)
	was := map[boundaries.UnitID]float64{}
	var villages []boundaries.UnitID
	for _, g := range r.state.Groups {
		was[g.Unit] += float64(g.People)
	}
	for _, v := range r.state.Units {
		if v.Level() == adcode.Village {
			villages = append(villages, v.Unit)
		}
	}
	r.both()
	walk := boundaries.NewCrosswalk(villages, r.links)
	carried, unknown := walk.Carry(was, boundaries.ByPeople)
	if len(unknown) > 0 {
		t.Errorf("villages without a successor: %v", unknown)
	}
	want := map[string]int64{}
	for _, row := range r.groups {
		n, _ := strconv.ParseInt(r.cell(row, "pop_total"), 10, 64)
		want[r.cell(row, "village_code_2020")] += n
	}
	is := map[boundaries.UnitID]int64{}
	for _, g := range r.state.Groups {
		is[g.Unit] += g.People
	}
	checked := 0
	for _, v := range r.state.Units {
		if v.Level() != adcode.Village {
			continue
		}
		checked++
		if n := want[v.Code.String()]; is[v.Unit] != n || math.Abs(carried[v.Unit]-float64(n)) > 1e-6 {
			t.Errorf("%v %s has %d people, carried over %.3f, want %d", v.Code, v.Name, is[v.Unit], carried[v.Unit], n)
		}
	}
	if checked != 58 {
		t.Errorf("%d villages, want 58", checked)
	}
	back, _ := walk.Back(carried, was, boundaries.ByPeople)
	sum := 0.0
	for _, n := range back {
		sum += n
	}
	if math.Abs(sum-167990) > 1e-6 {
		t.Errorf("carried back there are %.3f people, want 167990", sum)
	}
}

// The crosswalk's weights are those of the county's own lineage.
func TestReformLineage(t *testing.T) {
	r := openReform(t)
	code := map[boundaries.UnitID]string{}
	for _, v := range r.state.Units {
		code[v.Unit] = v.Code.String()
	}
	units := slices.Sorted(maps.Keys(code))
	r.both()
	after := map[boundaries.UnitID]string{}
	for _, v := range r.state.Units {
		after[v.Unit] = v.Code.String()
	}
	got := map[[2]string]boundaries.Weight{}
	for _, w := range boundaries.NewCrosswalk(units, r.links) {
		got[[2]string{code[w.From], after[w.To]}] = w
	}
	delete(got, [2]string{"511425", "511425"})
	file, err := os.Open(filepath.Join(r.folder, "lineage_2019_2020.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows[1:] {
		pair := [2]string{row[1], row[3]}
		people, _ := strconv.ParseFloat(row[7], 64)
		area, _ := strconv.ParseFloat(row[8], 64)
		w, ok := got[pair]
		delete(got, pair)
		if !ok || math.Abs(w.People-people) > 1e-6 || math.Abs(w.Area-area) > 1e-6 {
			t.Errorf("%s %s -> %s %s: got %.6f of the people and %.6f of the area, want %g and %g", row[1], row[2], row[3], row[4], w.People, w.Area, people, area)
		}
	}
	for pair := range got {
		t.Errorf("%v is no lineage", pair)
	}
	var chain []string
	for _, l := range r.links {
		if l.FromName == "龙潭社区" {
			chain = append(chain, fmt.Sprintf("%v %s %v %s %s %v %g", l.FromCode, l.FromName, l.ToCode, l.ToName, l.Kind, l.Day, l.People))
		}
	}
	if want := []string{"511425110001 龙潭社区 511425110002 龙凤社区 recode 2020-05-30 1"}; !slices.Equal(chain, want) {
		t.Errorf("lineage of 龙潭社区: %q, want %q", chain, want)
	}
}

// Taking both orders back gives the county of before, bit for bit.
func TestReformUndone(t *testing.T) {
	r := openReform(t)
	before := r.state
	r.both()
	day := civil.Date(2020, 6, 30)
	for _, id := range []boundaries.ChangeID{2, 1} {
		r.apply(boundaries.Order{Counties: []adcode.Code{adcode.MustParse("511425")}, Effective: day, Changes: []boundaries.Change{boundaries.Revert{Order: id}}})
	}
	if len(r.state.Units) != len(before.Units) {
		t.Errorf("%d units, want %d", len(r.state.Units), len(before.Units))
	}
	now := map[boundaries.UnitID]boundaries.Version{}
	for _, v := range r.state.Units {
		now[v.Unit] = v
	}
	for _, v := range before.Units {
		if u := now[v.Unit]; !boundaries.SameFacts(u, v) {
			t.Errorf("%v %s is now %v %s under %v", v.Code, v.Name, u.Code, u.Name, u.Parent)
		}
	}
	for i, g := range r.state.Groups {
		if g != before.Groups[i] {
			t.Errorf("group %s is in unit %d, want %d", g.ID, g.Unit, before.Groups[i].Unit)
		}
	}
}
