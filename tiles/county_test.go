package tiles_test

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/facilities"
)

var county = adcode.MustParse("990101")

// board is a county of two townships. C is an exclave of B inside A, so A has a hole
// and B two parts.
//
//	+-----------+-------+   30.02
//	| A1        | B1    |
//	|    +--+   |       |
//	|    |B2|   |       |   C is B2
//	|    +--+   |       |
//	+-----------+-------+   30.00
//	104.00   104.02   104.03
func board(t testing.TB) *edition.Edition {
	t.Helper()
	hole := orb.Ring{{104.005, 30.005}, {104.01, 30.005}, {104.01, 30.01}, {104.005, 30.01}, {104.005, 30.005}}
	rim := hole.Clone()
	rim.Reverse()
	a := orb.MultiPolygon{{{{104, 30}, {104.02, 30}, {104.02, 30.02}, {104, 30.02}, {104, 30}}, rim}}
	b := orb.Polygon{{{104.02, 30}, {104.03, 30}, {104.03, 30.02}, {104.02, 30.02}, {104.02, 30}}}
	townA, townB := county.Child(101), county.Child(201)
	return made(t, edition.Key{County: county, At: civil.Date(2020, 6, 30)}, edition.Parts{
		County:   edition.County{Code: county, Name: "云溪县", Fiction: true},
		Versions: edition.Versions{County: 1, Boundaries: 1, Facilities: 1, People: 1, Zones: 1},
		Units: []boundaries.Version{
			{Unit: 1, Code: county, Name: "云溪县", Type: boundaries.CountyType},
			{Unit: 2, Code: townA, Name: "甲镇", Type: boundaries.Town, Parent: county},
			{Unit: 3, Code: townB, Name: "乙乡", Type: boundaries.Township, Parent: county},
			{Unit: 4, Code: townA.Child(1), Name: "一社区", Type: boundaries.Community, Parent: townA, Urban: boundaries.Yes, Shape: a},
			{Unit: 5, Code: townB.Child(201), Name: "二村", Type: boundaries.VillageCommittee, Parent: townB, Shape: orb.MultiPolygon{b}},
			{Unit: 6, Code: townB.Child(202), Name: "三村", Type: boundaries.VillageCommittee, Parent: townB, Shape: orb.MultiPolygon{{hole}}},
		},
		Facilities: []facilities.Facility{
			{ID: 7, Kind: "ELD_RURAL_POINT", Name: "二村养老服务点", Place: &orb.Point{104.025, 30.01}, State: facilities.Operating},
			{ID: 8, Kind: "ELD_RURAL_POINT", Name: "三村养老服务点", State: facilities.Operating, Unit: townB.Child(202)},
			{ID: 9, Kind: "CEM_PUBLIC", Name: "公墓", Place: &orb.Point{104.015, 30.015}, State: facilities.Planned},
		},
		People: &edition.People{Basis: edition.Resident, Ages: []string{"all", "60+"}, Groups: []edition.Group{
			{ID: "1", Place: orb.Point{104.001, 30.001}, Counts: edition.Counts{100, 20}},
			{ID: "2", Place: orb.Point{104.025, 30.001}, Counts: edition.Counts{50, 30}},
		}},
	})
}

// eastOf is the county beside board, of one town and one village.
func eastOf(t testing.TB) *edition.Edition {
	t.Helper()
	code := adcode.MustParse("990102")
	town := code.Child(101)
	shape := orb.MultiPolygon{{{{104.03, 30}, {104.04, 30}, {104.04, 30.02}, {104.03, 30.02}, {104.03, 30}}}}
	return made(t, edition.Key{County: code, At: civil.Date(2020, 6, 30)}, edition.Parts{
		County: edition.County{Code: code, Name: "东山县", Fiction: true},
		Units: []boundaries.Version{
			{Unit: 11, Code: code, Name: "东山县", Type: boundaries.CountyType},
			{Unit: 12, Code: town, Name: "丙镇", Type: boundaries.Town, Parent: code},
			{Unit: 13, Code: town.Child(1), Name: "四社区", Type: boundaries.Community, Parent: town, Shape: shape},
		},
	})
}

func made(t testing.TB, key edition.Key, parts edition.Parts) *edition.Edition {
	t.Helper()
	ed, err := edition.Make(key, parts)
	if err != nil {
		t.Fatal(err)
	}
	return ed
}

// qingshen is a real county outline with made villages, if the data is there.
func qingshen(t testing.TB) *edition.Edition {
	t.Helper()
	home := os.Getenv("XIANTU_SHARED")
	if home == "" {
		t.Skip("XIANTU_SHARED is not set: no real county here")
	}
	dir := filepath.Join(home, "data", "qingshen")
	code := adcode.MustParse("511425")
	parts := edition.Parts{County: edition.County{Code: code, Name: "青神县"}, Versions: edition.Versions{County: 1}}
	for _, file := range []string{"county", "townships_2020", "villages_2020"} {
		for _, f := range features(t, filepath.Join(dir, file+".geojson")) {
			parts.Units = append(parts.Units, version(t, f, boundaries.UnitID(len(parts.Units)+1)))
		}
	}
	for i, f := range features(t, filepath.Join(dir, "facilities_clean.geojson")) {
		at := f.Point()
		parts.Facilities = append(parts.Facilities, facilities.Facility{ID: facilities.ID(i + 1), Kind: f.Properties.MustString("kind"),
			Name: f.Properties.MustString("name"), Place: &at, State: facilities.State(f.Properties.MustString("status"))})
	}
	parts.People = groups(t, filepath.Join(dir, "groups.csv"))
	return made(t, edition.Key{County: code, At: civil.Date(2020, 6, 30)}, parts)
}

func features(t testing.TB, file string) []*geojson.Feature {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var list struct{ Features []*geojson.Feature }
	if err := json.Unmarshal(text, &list); err != nil {
		t.Fatal(err)
	}
	out := list.Features[:0]
	for _, f := range list.Features {
		if f.Geometry != nil {
			out = append(out, &geojson.Feature{Geometry: f.Geometry, Properties: f.Properties})
		}
	}
	return out
}

func version(t testing.TB, f *geojson.Feature, id boundaries.UnitID) boundaries.Version {
	t.Helper()
	code := adcode.MustParse(f.Properties.MustString("code"))
	v := boundaries.Version{Unit: id, Code: code, Name: f.Properties.MustString("name"), Parent: code.Parent()}
	v.Type = boundaries.TypeOf(v.Name, code)
	switch shape := f.Geometry.(type) {
	case orb.Polygon:
		v.Shape = orb.MultiPolygon{shape}
	case orb.MultiPolygon:
		v.Shape = shape
	default:
		t.Fatalf("%s is a %T", code, shape)
	}
	return v
}

func groups(t testing.TB, file string) *edition.People {
	t.Helper()
	text, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer text.Close()
	rows, err := csv.NewReader(text).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	people := &edition.People{Basis: edition.Resident, Ages: []string{"all", "60+", "65+", "80+"}}
	for _, row := range rows[1:] {
		number := func(i int) float64 {
			n, err := strconv.ParseFloat(row[i], 64)
			if err != nil {
				t.Fatal(err)
			}
			return n
		}
		people.Groups = append(people.Groups, edition.Group{ID: row[0], Place: orb.Point{number(7), number(8)},
			Counts: edition.Counts{int64(number(9)), int64(number(10)), int64(number(11)), int64(number(12))}})
	}
	return people
}
