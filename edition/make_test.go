package edition_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/facilities"
)

var county = adcode.MustParse("519925")

// board is a county of two towns and three villages, no town with a shape of its own:
//
//	+----+----+----+
//	| A1 | A2 | B1 |   A is a subdistrict, B a town; the county is derived too
//	+----+----+----+
func board() edition.Parts {
	a, b := county.Child(1), county.Child(102)
	unit := func(id int, code adcode.Code, name string, x float64) boundaries.Version {
		v := boundaries.Version{Unit: boundaries.UnitID(id), Code: code, Name: name, Parent: code.Parent(), Type: boundaries.TypeOf(name, code)}
		if code.Level() == adcode.Village {
			v.Shape = orb.MultiPolygon{{{{x, 29}, {x + 0.01, 29}, {x + 0.01, 29.01}, {x, 29.01}, {x, 29}}}}
		}
		return v
	}
	return edition.Parts{
		County: edition.County{Code: county, Name: "云溪县"},
		Units: []boundaries.Version{
			unit(5, b.Child(201), "乙一村", 104.02), unit(1, a, "甲街道", 0), unit(2, b, "乙镇", 0),
			unit(3, a.Child(1), "甲一社区", 104), unit(4, a.Child(201), "甲二村", 104.01),
		},
		Days: []edition.Change{{Day: civil.Date(2019, 10, 31), What: "divisions"}, {Day: civil.Date(2020, 6, 30), What: "divisions"}},
	}
}

func make1(t *testing.T, parts edition.Parts, at civil.Day) *edition.Edition {
	t.Helper()
	ed, err := edition.Make(edition.Key{County: county, At: at}, parts)
	if err != nil {
		t.Fatal(err)
	}
	return ed
}

func TestMakeDerivesShapes(t *testing.T) {
	ed := make1(t, board(), civil.Day{})
	var areas [4]float64
	for i := range ed.Units {
		u := &ed.Units[i]
		areas[u.Level()] += float64(u.Area)
		if u.Derived != (u.Level() != adcode.Village) {
			t.Errorf("%v %s: derived %v", u.Code, u.Name, u.Derived)
		}
	}
	for _, l := range adcode.Levels {
		if d := areas[l]/areas[adcode.Village] - 1; d > 1e-9 || d < -1e-9 {
			t.Errorf("the %ss have %.3f m2, the villages %.3f m2", l, areas[l], areas[adcode.Village])
		}
	}
	count := map[adcode.Level]int{}
	for _, l := range ed.Border {
		count[l]++
	}
	// the county's outline is cut where the towns meet it: 2 arcs; A|B: 1; A1|A2: 1.
	// A's outline is cut again where its villages meet it.
	if d := cmp.Diff(map[adcode.Level]int{adcode.County: 4, adcode.Township: 1, adcode.Village: 1}, count); d != "" {
		t.Errorf("arcs by highest level: %s", d)
	}
}

func TestMakeNests(t *testing.T) {
	ed := make1(t, board(), civil.Day{})
	b1 := ed.ByCode(county.Child(102).Child(201))
	if town := ed.Ancestor(b1, adcode.Township); town == nil || town.Name != "乙镇" {
		t.Errorf("%s lies in %v", b1.Name, town)
	}
	if top := ed.Ancestor(b1, adcode.County); top == nil || top.Name != "云溪县" || len(top.Below) != 2 {
		t.Errorf("the county is %+v", top)
	}
	if ed.ByID(4).Name != "甲二村" || ed.ByCode(county.Child(103)) != nil {
		t.Error("look-up by id or code is wrong")
	}
}

func TestUrbanByDefault(t *testing.T) {
	parts := board()
	urban := func(parts edition.Parts) []string {
		var names []string
		for _, u := range make1(t, parts, civil.Day{}).Units {
			if u.IsUrban {
				names = append(names, u.Name)
			}
		}
		return names
	}
	if d := cmp.Diff([]string{"甲一社区"}, urban(parts)); d != "" {
		t.Errorf("communities of subdistricts: %s", d)
	}
	parts.Units[0].Urban, parts.Units[3].Urban = boundaries.Yes, boundaries.No
	if d := cmp.Diff([]string{"乙一村"}, urban(parts)); d != "" {
		t.Errorf("flags of their own: %s", d)
	}
}

func TestPeopleAreInTheirUnitOfTheDay(t *testing.T) {
	a1, a2 := county.Child(1).Child(1), county.Child(1).Child(201)
	parts := board()
	parts.People = &edition.People{Ages: []string{"all", "60+"}, Groups: []edition.Group{
		{ID: "g1", Place: orb.Point{104.0099, 29.005}, Counts: edition.Counts{100, 20},
			Addresses: []edition.Address{{Year: 2019, Village: a2, No: 1}, {Year: 2020, Village: a1, No: 9}}},
		{ID: "g2", Place: orb.Point{104.025, 29.005}, Counts: edition.Counts{50, 5}, Addresses: []edition.Address{{Village: county.Child(999), No: 1}}},
		{ID: "g3", Place: orb.Point{105, 30}, Counts: edition.Counts{7, 1}},
	}}
	// g1 stands in A1 by its point; the bound of A2 does not hold it, so its address
	// of 2019 has lost to the place. g2's address is unknown. g3 lies outside.
	for _, at := range []civil.Day{civil.Date(2019, 12, 31), civil.Date(2020, 6, 30), {}} {
		ed := make1(t, parts, at)
		var in []string
		for _, g := range ed.People.Groups {
			if g.Unit < 0 {
				in = append(in, "-")
			} else {
				in = append(in, ed.Units[g.Unit].Name)
			}
		}
		if d := cmp.Diff([]string{"甲一社区", "乙一村", "-"}, in); d != "" {
			t.Errorf("at %v: %s", at, d)
		}
		if d := cmp.Diff(edition.Counts{150, 25}, ed.Units[0].People); d != "" {
			t.Errorf("people of the county at %v: %s", at, d)
		}
	}
}

func TestAddressesHoldFromTheirYearsDivisions(t *testing.T) {
	a1, a2 := county.Child(1).Child(1), county.Child(1).Child(201)
	parts := board()
	for i := range parts.Units { // both villages lie where the group is
		if c := parts.Units[i].Code; c == a1 || c == a2 {
			parts.Units[i].Shape = nil
		}
	}
	parts.People = &edition.People{Ages: []string{"all"}, Groups: []edition.Group{{ID: "g", Place: orb.Point{104, 29}, Counts: edition.Counts{1},
		Addresses: []edition.Address{{Year: 2019, Village: a2}, {Year: 2020, Village: a1}}}}}
	for at, want := range map[civil.Day]adcode.Code{civil.Date(2020, 6, 29): a2, civil.Date(2020, 6, 30): a1, {}: a1} {
		ed := make1(t, parts, at)
		if got := ed.Units[ed.People.Groups[0].Unit].Code; got != want {
			t.Errorf("at %v the group is in %v, want %v", at, got, want)
		}
	}
}

func TestFacilitiesStandInTheUnitOfTheirPlace(t *testing.T) {
	a, a1 := county.Child(1), county.Child(1).Child(1)
	parts := board()
	parts.Facilities = []facilities.Facility{
		{ID: 1, Name: "1 placed", Place: &orb.Point{104.015, 29.005}, Unit: a1}, // its code has another bearer by now
		{ID: 2, Name: "2 by unit", Unit: a1},
		{ID: 3, Name: "3 whole township", Place: &orb.Point{104.015, 29.005}, Unit: a},
		{ID: 4, Name: "4 unknown", Unit: county.Child(900)},
	}
	ed := make1(t, parts, civil.Day{})
	var in []string
	for _, f := range ed.Facilities.List {
		if f.Unit < 0 {
			in = append(in, "-")
		} else {
			in = append(in, ed.Units[f.Unit].Name)
		}
	}
	if d := cmp.Diff([]string{"甲二村", "甲一社区", "甲街道", "-"}, in); d != "" {
		t.Error(d)
	}
}

func TestMakeRefusesACodeTwice(t *testing.T) {
	parts := board()
	parts.Units = append(parts.Units, parts.Units[0])
	if _, err := edition.Make(edition.Key{County: county}, parts); err == nil {
		t.Error("two units with one code were taken")
	}
}

func ExampleMake() {
	ed, _ := edition.Make(edition.Key{County: county}, board())
	for _, u := range ed.Units {
		fmt.Printf("%s %s %.2f km2\n", u.Code, u.Name, u.Area/1e6)
	}
	// Output:
	// 519925 云溪县 3.24 km2
	// 519925001 甲街道 2.16 km2
	// 519925102 乙镇 1.08 km2
	// 519925001001 甲一社区 1.08 km2
	// 519925001201 甲二村 1.08 km2
	// 519925102201 乙一村 1.08 km2
}
