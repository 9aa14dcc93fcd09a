package tiles_test

import (
	"testing"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/edition/editiontest"
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

// qingshen is a real county's outline with made villages, if the data is there.
func qingshen(t testing.TB) *edition.Edition {
	t.Helper()
	return editiontest.Qingshen(t, civil.Date(2020, 6, 30))
}
