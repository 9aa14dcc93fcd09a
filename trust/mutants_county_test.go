package trust_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/xuri/excelize/v2"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/coverage/road"
	"github.com/xiantu/xiantu/cql2"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/facilities"
	importer "github.com/xiantu/xiantu/import"
)

var (
	county    = edition.County{Code: adcode.MustParse("990101"), Name: "棋盘县", Fiction: true}
	countyDay = civil.Date(2021, 1, 1)
)

var filterColumns = cql2.Columns{
	{Name: "name", Type: cql2.Text}, {Name: "code", Type: cql2.Text}, {Name: "area_m2", Type: cql2.Number},
	{Name: "urban", Type: cql2.Truth}, {Name: "from", Type: cql2.Instant}, {Name: "geometry", Type: cql2.Geometry},
}

// countyUnits are two townships of four villages each, in squares of a hundredth of a
// degree from 103.80, 29.80.
func countyUnits() (townships, villages []boundaries.Version) {
	unit := func(code, name string, x, y, w, h float64) boundaries.Version {
		west, south, east, north := 103.8+x/100, 29.8+y/100, 103.8+(x+w)/100, 29.8+(y+h)/100
		c := adcode.MustParse(code)
		return boundaries.Version{Code: c, Name: name, Type: boundaries.TypeOf(name, c), Parent: c.Parent(),
			Shape: orb.MultiPolygon{{{{west, south}, {east, south}, {east, north}, {west, north}, {west, south}}}}}
	}
	for t, name := range []string{"西镇", "东镇"} {
		code := fmt.Sprintf("99010110%d", t)
		townships = append(townships, unit(code, name, float64(t), 0, 1, 4))
		for v := range 4 {
			villages = append(villages, unit(fmt.Sprintf("%s20%d", code, v), fmt.Sprintf("%c%c村", []rune(name)[0], []rune("甲乙丙丁")[v]), float64(t), float64(v), 1, 1))
		}
	}
	return townships, villages
}

// countyParts is what else the county holds.
func countyParts() (put []facilities.Facility, groups []edition.Group, zones []edition.Zone, roads []road.Road) {
	_, villages := countyUnits()
	for i, v := range villages {
		p := orb.Point{103.805 + float64(i/4)/100, 29.805 + float64(i%4)/100}
		groups = append(groups, edition.Group{ID: fmt.Sprintf("g%d", i), Place: p, Addresses: []edition.Address{{Year: 2020, Village: v.Code, No: 1}}, Counts: edition.Counts{int64(100 + i), int64(20 + i)}})
		put = append(put, facilities.Facility{Kind: "ELD_COMMUNITY", Name: v.Name + "日间照料中心", Place: &p, Source: facilities.ByPoint, Unit: v.Code, State: facilities.Operating, Opened: civil.Date(2018, 5, 1)})
	}
	zones = []edition.Zone{{ID: "z1", Kind: "reservoir", Name: "青山水库", Setback: 500, Shape: villages[0].Shape}, {ID: "z2", Kind: "river", Name: "甲河", Setback: 100, Shape: orb.LineString{{103.8, 29.81}, {103.82, 29.83}}}}
	roads = []road.Road{{Line: orb.LineString{{103.801, 29.801}, {103.819, 29.801}, {103.819, 29.839}}, Class: "tertiary", Name: "环路"}, {Line: orb.LineString{{103.801, 29.801}, {103.801, 29.839}}, Class: "residential"}}
	return put, groups, zones, roads
}

// countyWrites put the county into an empty database.
func countyWrites() []edition.Write {
	townships, villages := countyUnits()
	put, groups, zones, roads := countyParts()
	day := civil.Date(2019, 1, 1)
	return []edition.Write{
		{Author: "test", Title: "divisions", Counties: []edition.County{county}, Snapshots: []boundaries.Snapshot{
			{County: county.Code, Level: adcode.Township, Day: day, Units: townships}, {County: county.Code, Level: adcode.Village, Day: day, Units: villages}}},
		{Author: "test", Title: "people", People: []edition.PeopleSet{{County: county.Code, People: edition.People{Basis: edition.Resident, Day: civil.Date(2020, 11, 1), Ages: []string{"all", "60+"}, Groups: groups}}}},
		{Author: "test", Title: "facilities", Facilities: []edition.FacilitySet{{County: county.Code, From: day, Put: put}}},
		{Author: "test", Title: "zones", Zones: []edition.ZoneSet{{County: county.Code, Source: "zones", List: zones}}},
		{Author: "test", Title: "roads", Roads: []edition.RoadSet{{County: county.Code, Source: "roads", List: roads}}},
	}
}

// knownCounty is what an import into the county resolves names and places by.
func knownCounty(t testing.TB) importer.Known {
	t.Helper()
	townships, villages := countyUnits()
	_, groups, _, _ := countyParts()
	units := append([]boundaries.Version{{Code: county.Code, Name: county.Name, Type: boundaries.CountyType}}, append(townships, villages...)...)
	for i := range units {
		units[i].Unit, units[i].Valid.From = boundaries.UnitID(i+1), civil.Date(2019, 1, 1)
	}
	ed, err := edition.Make(edition.Key{County: county.Code, At: countyDay}, edition.Parts{County: county, Units: units, People: &edition.People{Basis: edition.Resident, Ages: []string{"all", "60+"}, Groups: groups}})
	if err != nil {
		t.Fatal(err)
	}
	return importer.Known{Register: &edition.Register{County: county, Versions: units, Groups: groups}, Edition: ed}
}

// peopleTable is the county's people as a bureau sends them.
func peopleTable() string {
	text := "group_id,village_code_2020,group_no_2020,lon,lat,pop_total,pop_60p\n"
	_, groups, _, _ := countyParts()
	for _, g := range groups {
		text += fmt.Sprintf("%s,%s,1,%g,%g,%d,%d\n", g.ID, g.Addresses[0].Village, g.Place[0], g.Place[1], g.Counts[0], g.Counts[1])
	}
	return text
}

// peopleWorkbook is the same as a workbook.
func peopleWorkbook(t testing.TB) []byte {
	t.Helper()
	book := excelize.NewFile()
	for i, l := range strings.Split(strings.TrimSpace(peopleTable()), "\n") {
		cells := strings.Split(l, ",")
		if err := book.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &cells); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := book.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
