package coverage_test

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/edition/editiontest"
	"github.com/xiantu/xiantu/geo"
)

// figures are what PostGIS said of the made county and province.
type figures struct {
	County struct {
		Points     int `json:"demand_points"`
		Facilities int
		Polygons   int
		Pop        int64
		P60        int64
		P65        int64
		P80        int64
		Covered    map[string]struct {
			Pop, P60, P65, P80 int64
			Points             int
		}
		Closest   map[string]float64 `json:"closest_distance_to_radius_m"`
		Uncovered int64              `json:"uncovered_pop_r1000"`
		Wrong     map[string]int64   `json:"wrong_answers_r1000"`
		Naive     int64              `json:"naive_double_count_r1000"`
	}
	Province struct {
		Points     int `json:"demand_points"`
		Facilities int
		Pop        int64
		Points1000 int   `json:"covered_points_1000"`
		Plane1000  int64 `json:"covered_plane_aea_1000"`
		Plane5000  int64 `json:"covered_plane_aea_5000"`
	}
}

func readFigures(t *testing.T) (f figures) {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(editiontest.File(t, "synthetic"), "expected.json"))
	if err == nil {
		err = json.Unmarshal(content, &f)
	}
	if err != nil || len(f.County.Covered) != 4 || len(f.County.Wrong) != 6 {
		t.Fatalf("%v: %+v", err, f)
	}
	return f
}

// withinOf counts the groups within a radius.
func withinOf(t *testing.T, ed *edition.Edition, radius geo.Metres) (points int) {
	t.Helper()
	a := ask(t, ed, coverage.Question{Kinds: []string{community}, Radius: radius, PeopleOnly: true, With: []coverage.Extra{coverage.ExtraNearest}})
	for _, n := range a.Nearest {
		if n.Far <= float64(radius) {
			points++
		}
	}
	return points
}

// closestTo is how near the distance of any group and facility comes to a radius.
func closestTo(ed *edition.Edition, radius geo.Metres) float64 {
	closest := math.Inf(1)
	for i := range ed.People.Groups {
		for k := range ed.Facilities.List {
			closest = min(closest, math.Abs(float64(geo.Distance(ed.People.Groups[i].Place, *ed.Facilities.List[k].Place)-radius)))
		}
	}
	return closest
}

// All, covered and points of every radius and age group; and at every level the gaps hold
// who is not covered.
func TestMadeCountyToThePoint(t *testing.T) {
	want := readFigures(t)
	ed := madeCounty(t, "county")
	if c := want.County; len(ed.People.Groups) != c.Points || len(ed.Facilities.List) != c.Facilities || len(ed.At(adcode.Village)) != c.Polygons {
		t.Fatalf("%d groups, %d facilities, %d villages, want %+v", len(ed.People.Groups), len(ed.Facilities.List), len(ed.At(adcode.Village)), c)
	}
	for text, covered := range want.County.Covered {
		radius := geo.Metres(editiontest.Number(t, text))
		points, closest := withinOf(t, ed, radius), closestTo(ed, radius)
		if near, told := want.County.Closest[text]; points != covered.Points || told && math.Abs(closest-near) > 0.00051 {
			t.Errorf("%s m: %d points, the closest %.4f m off, want %d, %.3f", text, points, closest, covered.Points, near)
		}
		for _, level := range adcode.Levels {
			q := coverage.Question{Kinds: []string{community}, Radius: radius, By: level}
			got := ask(t, ed, q).Total.People
			gaps, err := coverage.Gaps(ed, q)
			if err != nil {
				t.Fatal(err)
			}
			left := map[string]int64{}
			for _, g := range gaps {
				for age, n := range g.People {
					left[age] += n
				}
			}
			for age, n := range map[string][2]int64{"all": {covered.Pop, want.County.Pop}, "60+": {covered.P60, want.County.P60}, "65+": {covered.P65, want.County.P65}, "80+": {covered.P80, want.County.P80}} {
				if got[age] != (coverage.Ratio{Covered: n[0], Of: n[1]}) || left[age] != n[1]-n[0] {
					t.Errorf("%s m by %s, %s: %+v, %d in gaps, want %v", text, level, age, got[age], left[age], n)
				}
			}
			if text == "1000" && left["all"] != want.County.Uncovered {
				t.Errorf("%d in gaps by %s, want %d", left["all"], level, want.County.Uncovered)
			}
		}
	}
}

func TestMadeProvinceToThePoint(t *testing.T) {
	want := readFigures(t).Province
	ed := madeCounty(t, "prov")
	if len(ed.People.Groups) != want.Points || len(ed.Facilities.List) != want.Facilities {
		t.Fatalf("%d groups, %d facilities, want %+v", len(ed.People.Groups), len(ed.Facilities.List), want)
	}
	if points := withinOf(t, ed, 1000); points != want.Points1000 {
		t.Errorf("%d points within 1000 m, want %d", points, want.Points1000)
	}
	for radius, plane := range map[geo.Metres]int64{1000: want.Plane1000, 5000: want.Plane5000} {
		got := ask(t, ed, coverage.Question{Kinds: []string{community}, Radius: radius, PeopleOnly: true}).Total.People["all"]
		if got.Covered == plane || got.Of != want.Pop {
			t.Errorf("at %v m %+v: that is the plane's answer, or not of all people", radius, got)
		}
	}
}

// Short cuts give the wrong answers of the list, each another; the answer here is none of
// them. Three of them are taken here, to show that the list is of such short cuts.
func TestWrongAnswersAreNotGiven(t *testing.T) {
	want := readFigures(t).County
	ed := madeCounty(t, "county")
	got := ask(t, ed, oneKind).Total.People["all"].Covered
	taken := map[string]int64{}
	mercator := func(p orb.Point) orb.Point {
		const radius = 6378137
		return orb.Point{radius * p[0] * math.Pi / 180, radius * math.Atanh(math.Sin(p[1]*math.Pi/180))}
	}
	for i := range ed.People.Groups {
		g := &ed.People.Groups[i]
		flat, degrees := false, false
		for k := range ed.Facilities.List {
			a, b := g.Place, *ed.Facilities.List[k].Place
			degrees = degrees || math.Hypot(a[0]-b[0], a[1]-b[1]) <= 1000/111320.0
			if geo.Distance(a, b) <= 1000 {
				taken["naive"] += g.Counts[0]
			}
			a, b = mercator(a), mercator(b)
			flat = flat || math.Hypot(a[0]-b[0], a[1]-b[1]) <= 1000
		}
		if flat {
			taken["EPSG:3857 planar"] += g.Counts[0]
		}
		if degrees {
			taken["degrees 1000/111320"] += g.Counts[0]
		}
	}
	want.Wrong["naive"] = want.Naive
	for how, n := range taken {
		if n != want.Wrong[how] {
			t.Errorf("%s gives %d, the list says %d", how, n, want.Wrong[how])
		}
	}
	for how, wrong := range want.Wrong {
		if got == wrong {
			t.Errorf("the wrong answer of %s is given", how)
		}
	}
}
