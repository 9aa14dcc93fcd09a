package coverage_test

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/facilities"
	"github.com/xiantu/xiantu/geo"
)

// dataDir is a folder of the reference data, or skips the test where there is none.
func dataDir(t testing.TB, name string) string {
	root := os.Getenv("XIANTU_SHARED")
	if root == "" {
		t.Skip("XIANTU_SHARED is not set: it names the folder with the reference data")
	}
	return filepath.Join(root, "data", name)
}

// table reads a CSV file as one map a row.
func table(t testing.TB, path string) []map[string]string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	records, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(path, err)
	}
	var rows []map[string]string
	for _, r := range records[1:] {
		row := map[string]string{}
		for i, name := range records[0] {
			row[name] = r[i]
		}
		rows = append(rows, row)
	}
	return rows
}

func number(t testing.TB, s string) float64 {
	t.Helper()
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func count(t testing.TB, s string) int64 { return int64(number(t, s)) }

func shapes(t testing.TB, path string) *geojson.FeatureCollection {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	features, err := geojson.UnmarshalFeatureCollection(content)
	if err != nil {
		t.Fatal(path, err)
	}
	return features
}

// multi takes any polygonal geometry as one shape.
func multi(g orb.Geometry) orb.MultiPolygon {
	if p, ok := g.(orb.Polygon); ok {
		return orb.MultiPolygon{p}
	}
	return g.(orb.MultiPolygon)
}

// qingshen is the county of 2020 as its files say.
func qingshen(t testing.TB, at civil.Day) *edition.Edition {
	t.Helper()
	dir := dataDir(t, "qingshen")
	county := adcode.MustParse("511425")
	parts := edition.Parts{
		County: edition.County{Code: county, Name: "青神县"}, Versions: edition.Versions{County: 1},
		People: &edition.People{Basis: edition.Resident, Day: civil.Date(2020, 11, 1), Ages: []string{"all", "60+", "65+", "80+"}},
		Days:   []edition.Change{{Day: civil.Date(2020, 5, 30), What: "divisions", Level: adcode.Village}},
	}
	for _, file := range []string{"county", "townships_2020", "villages_2020"} {
		for _, f := range shapes(t, filepath.Join(dir, file+".geojson")).Features {
			v := boundaries.Version{
				Code: adcode.MustParse(f.Properties.MustString("code", "511425")), Name: f.Properties.MustString("name", "青神县"),
				Shape: geo.SnapShape(multi(f.Geometry)),
			}
			if parent := f.Properties.MustString("township_code", ""); parent != "" {
				v.Parent = adcode.MustParse(parent)
				v.Urban = boundaries.FlagOf(f.Properties.MustBool("urban"))
			}
			v.Type = boundaries.TypeOf(v.Name, v.Code)
			parts.Units = append(parts.Units, v)
		}
	}
	for _, r := range table(t, filepath.Join(dir, "groups.csv")) {
		g := edition.Group{ID: r["group_id"], Place: orb.Point{number(t, r["lon"]), number(t, r["lat"])}, Urban: r["urban"] == "1"}
		for _, year := range []int{2019, 2020} {
			suffix := "_" + strconv.Itoa(year)
			g.Addresses = append(g.Addresses, edition.Address{Year: year, Village: adcode.MustParse(r["village_code"+suffix]), No: int(count(t, r["group_no"+suffix]))})
		}
		for _, age := range []string{"pop_total", "pop_60p", "pop_65p", "pop_80p"} {
			g.Counts = append(g.Counts, count(t, r[age]))
		}
		parts.People.Groups = append(parts.People.Groups, g)
	}
	parts.Facilities = bureauFacilities(t, dir)
	ed, err := edition.Make(edition.Key{County: county, At: at}, parts)
	if err != nil {
		t.Fatal(err)
	}
	return ed
}

func bureauFacilities(t testing.TB, dir string) []facilities.Facility {
	var list []facilities.Facility
	for i, r := range table(t, filepath.Join(dir, "facilities_expected.csv")) {
		if r["counted"] != "1" {
			continue
		}
		f := facilities.Facility{ID: facilities.ID(i + 1), Ref: r["id"], Kind: r["kind"], Name: r["name"], State: facilities.State(r["status"])}
		if r["lon"] != "" {
			f.Place, f.Source = &orb.Point{number(t, r["lon"]), number(t, r["lat"])}, facilities.ByPoint
		}
		f.Unit = adcode.MustParse(r[r["unit_level"]+"_code_2020"])
		if opened := r["opened"]; opened != "" {
			day, err := civil.ParseDay(opened + "-01")
			if err != nil {
				t.Fatal(err)
			}
			f.Opened = day
		}
		list = append(list, f)
	}
	return list
}

// kindsOf are the kinds of a set of the expected answers.
func kindsOf(set string, ed *edition.Edition) []string {
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
