package demo_test

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/cmd/xiantu/demo"
	"github.com/xiantu/xiantu/geo"
)

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
