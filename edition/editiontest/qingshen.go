package editiontest

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/facilities"
	"github.com/xiantu/xiantu/geo"
)

// Qingshen is the county with its divisions of 2020, its people, and the facilities
// that count, as of a day.
func Qingshen(t testing.TB, at civil.Day) *edition.Edition {
	t.Helper()
	county := adcode.MustParse("511425")
	parts := edition.Parts{
		County: edition.County{Code: county, Name: "青神县"}, Versions: edition.Versions{County: 1},
		People: People(t), Facilities: Facilities(t),
		Days: []edition.Change{{Day: civil.Date(2020, 5, 30), What: "divisions", Level: adcode.Village}},
	}
	for _, name := range []string{"county", "townships_2020", "villages_2020"} {
		parts.Units = append(parts.Units, Units(t, name)...)
	}
	ed, err := edition.Make(edition.Key{County: county, At: at}, parts)
	if err != nil {
		t.Fatal(err)
	}
	return ed
}

// Units are the units of one of the county's files: "villages_2019".
func Units(t testing.TB, name string) []boundaries.Version {
	t.Helper()
	var units []boundaries.Version
	for _, f := range Features(t, File(t, "qingshen/"+name+".geojson")) {
		code := adcode.MustParse(f.Properties.MustString("code"))
		v := boundaries.Version{
			Unit: boundaries.UnitID(1000*int(code.Level()) + len(units) + 1), Code: code, Parent: code.Parent(),
			Name: f.Properties.MustString("name"), Shape: geo.SnapShape(Shape(t, f.Geometry)),
		}
		v.Type = boundaries.TypeOf(v.Name, code)
		if urban, said := f.Properties["urban"].(bool); said {
			v.Urban = boundaries.FlagOf(urban)
		}
		if seat, said := f.Properties["seat"].([]any); said && len(seat) == 2 {
			v.Seat = &orb.Point{seat[0].(float64), seat[1].(float64)}
		}
		units = append(units, v)
	}
	return units
}

// People are the county's villager groups, with their addresses of 2019 and 2020.
func People(t testing.TB) *edition.People {
	t.Helper()
	people := &edition.People{Basis: edition.Resident, Day: civil.Date(2020, 11, 1), Ages: []string{"all", "60+", "65+", "80+"}}
	for _, r := range Table(t, File(t, "qingshen/groups.csv")) {
		g := edition.Group{ID: r["group_id"], Place: orb.Point{Number(t, r["lon"]), Number(t, r["lat"])}, Urban: r["urban"] == "1"}
		for _, year := range []int{2019, 2020} {
			suffix := "_" + strconv.Itoa(year)
			g.Addresses = append(g.Addresses, edition.Address{Year: year, Village: adcode.MustParse(r["village_code"+suffix]), No: int(Count(t, r["group_no"+suffix]))})
		}
		for _, age := range []string{"pop_total", "pop_60p", "pop_65p", "pop_80p"} {
			g.Counts = append(g.Counts, Count(t, r[age]))
		}
		people.Groups = append(people.Groups, g)
	}
	return people
}

// Facilities are the county's facilities that count: without the duplicate and the one
// outside.
func Facilities(t testing.TB) []facilities.Facility {
	t.Helper()
	var list []facilities.Facility
	for i, r := range Table(t, File(t, "qingshen/facilities_expected.csv")) {
		if r["counted"] != "1" {
			continue
		}
		f := facilities.Facility{ID: facilities.ID(i + 1), Ref: r["id"], Kind: r["kind"], Name: r["name"], State: facilities.State(r["status"])}
		if r["lon"] != "" {
			f.Place, f.Source = &orb.Point{Number(t, r["lon"]), Number(t, r["lat"])}, facilities.ByPoint
		}
		f.Unit = adcode.MustParse(r[r["unit_level"]+"_code_2020"])
		if month := r["opened"]; month != "" {
			opened, err := civil.ParseDay(month + "-01")
			if err != nil {
				t.Fatal(err)
			}
			f.Opened = opened
		}
		list = append(list, f)
	}
	return list
}

// KindsOf are the kinds of a set that the expected answers name, or the one kind.
func KindsOf(set string, ed *edition.Edition) []string {
	switch set {
	case "URBAN_HOME_COMMUNITY":
		return []string{"ELD_COMPLEX", "ELD_COMMUNITY"}
	case "RURAL_THREE_TIER":
		return []string{"ELD_RURAL_CENTRE", "ELD_RURAL_SUB", "ELD_RURAL_POINT"}
	case "ALL_ELDER":
		var kinds []string
		for _, f := range ed.Facilities.List {
			if strings.HasPrefix(f.Kind, "ELD_") && !slices.Contains(kinds, f.Kind) {
				kinds = append(kinds, f.Kind)
			}
		}
		return kinds
	}
	return []string{set}
}
