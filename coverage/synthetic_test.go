package coverage_test

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/wkb"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/edition/editiontest"
	"github.com/xiantu/xiantu/facilities"
	"github.com/xiantu/xiantu/geo"
)

func tabbed(t testing.TB, name string) [][]string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(editiontest.File(t, "synthetic"), name))
	if err != nil {
		t.Fatal(err)
	}
	var rows [][]string
	for _, line := range strings.Split(strings.TrimSpace(string(content)), "\n") {
		rows = append(rows, strings.Split(line, "\t"))
	}
	return rows
}

// madeCounty is the made county (or province, without villages): prefix "county" or
// "prov". Its villages are put into nine townships.
func madeCounty(t testing.TB, prefix string) *edition.Edition {
	t.Helper()
	code := adcode.MustParse("511425")
	parts := edition.Parts{County: edition.County{Code: code, Name: "试验县"}, People: &edition.People{Basis: edition.Resident, Ages: []string{"all", "60+", "65+", "80+"}}}
	if prefix == "county" {
		for i, r := range tabbed(t, "county_area.csv") {
			parts.Units = append(parts.Units, village(t, code.Child(101+i/10).Child(200+i), r[1]))
		}
		for i := range 9 {
			parts.Units = append(parts.Units, boundaries.Version{Code: code.Child(101 + i), Name: fmt.Sprintf("第%d镇", i+1), Type: boundaries.Town})
		}
	}
	for _, r := range tabbed(t, prefix+"_dem.csv") {
		g := edition.Group{ID: r[0], Place: orb.Point{editiontest.Number(t, r[6]), editiontest.Number(t, r[7])}}
		for _, n := range r[2:6] {
			g.Counts = append(g.Counts, editiontest.Count(t, n))
		}
		parts.People.Groups = append(parts.People.Groups, g)
	}
	for i, r := range tabbed(t, prefix+"_fac.csv") {
		parts.Facilities = append(parts.Facilities, facilities.Facility{
			ID: facilities.ID(i + 1), Kind: "ELD_COMMUNITY", Name: "设施" + r[0], State: facilities.Operating,
			Place: &orb.Point{editiontest.Number(t, r[2]), editiontest.Number(t, r[3])}, Source: facilities.ByPoint,
		})
	}
	ed, err := edition.Make(edition.Key{County: code}, parts)
	if err != nil {
		t.Fatal(err)
	}
	return ed
}

func village(t testing.TB, code adcode.Code, wkbHex string) boundaries.Version {
	raw, err := hex.DecodeString(wkbHex)
	if err != nil {
		t.Fatal(err)
	}
	g, err := wkb.Unmarshal(raw)
	if err != nil {
		t.Fatal(err)
	}
	return boundaries.Version{Code: code, Name: code.String() + "村", Type: boundaries.VillageCommittee, Shape: geo.SnapShape(editiontest.Shape(t, g))}
}

// The numbers were computed with PostGIS geography.
func TestMadeCountyAsPostGISSays(t *testing.T) {
	var expected struct {
		County struct {
			Covered map[string]struct{ Pop, P60, P65, P80 int64 }
		}
		Province struct {
			Geodesic1000 int64 `json:"covered_geodesic_1000"`
			Geodesic5000 int64 `json:"covered_geodesic_5000"`
		}
	}
	content, err := os.ReadFile(filepath.Join(editiontest.File(t, "synthetic"), "expected.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(content, &expected); err != nil {
		t.Fatal(err)
	}
	county := madeCounty(t, "county")
	for radius, want := range expected.County.Covered {
		got := ask(t, county, coverage.Question{Kinds: []string{"ELD_COMMUNITY"}, Radius: geo.Metres(editiontest.Number(t, radius))}).Total.People
		for age, n := range map[string]int64{"all": want.Pop, "60+": want.P60, "65+": want.P65, "80+": want.P80} {
			if got[age].Covered != n {
				t.Errorf("%s m, %s: %d covered, want %d", radius, age, got[age].Covered, n)
			}
		}
	}
	// A province laid out as one county, 600 km wide: the plane is far off there.
	province := madeCounty(t, "prov")
	for radius, want := range map[geo.Metres]int64{1000: expected.Province.Geodesic1000, 5000: expected.Province.Geodesic5000} {
		got := ask(t, province, coverage.Question{Kinds: []string{"ELD_COMMUNITY"}, Radius: radius, PeopleOnly: true}).Total.People["all"]
		if got.Covered != want || got.Of != 96986995 {
			t.Errorf("province at %v m: %v, want %d of 96986995", radius, got, want)
		}
	}
}

var oneKind = coverage.Question{Kinds: []string{"ELD_COMMUNITY"}, Radius: 1000, By: adcode.Village}

func BenchmarkCountyByVillage(b *testing.B) {
	ed := madeCounty(b, "county")
	for b.Loop() {
		ask(b, ed, oneKind)
	}
}

func BenchmarkCountyPeopleByVillage(b *testing.B) {
	ed, q := madeCounty(b, "county"), oneKind
	q.PeopleOnly = true
	for b.Loop() {
		ask(b, ed, q)
	}
}

func BenchmarkCountyPeopleByTownship(b *testing.B) {
	ed, q := madeCounty(b, "county"), oneKind
	q.PeopleOnly, q.By = true, adcode.Township
	for b.Loop() {
		ask(b, ed, q)
	}
}

func BenchmarkCountyGaps(b *testing.B) {
	ed := madeCounty(b, "county")
	for b.Loop() {
		if _, err := coverage.Gaps(ed, oneKind); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCountyReach(b *testing.B) {
	ed := madeCounty(b, "county")
	for b.Loop() {
		if _, err := coverage.ReachOf(ed, oneKind); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkProvincePeople(b *testing.B) {
	ed, q := madeCounty(b, "prov"), oneKind
	q.PeopleOnly = true
	for b.Loop() {
		ask(b, ed, q)
	}
}

// A pin that moves: another place at every question, land included.
func BenchmarkMovedPin(b *testing.B) {
	ed := madeCounty(b, "county")
	at := *ed.Facilities.List[0].Place
	for i := 0; b.Loop(); i++ {
		q := oneKind
		q.Move = []coverage.Move{{Facility: ed.Facilities.List[0].ID, Place: orb.Point{at[0] + float64(i%1000)*1e-5, at[1]}}}
		ask(b, ed, q)
	}
}

func BenchmarkCountyExtras(b *testing.B) {
	ed, q := madeCounty(b, "county"), oneKind
	q.With = coverage.Extras
	for b.Loop() {
		ask(b, ed, q)
	}
}
