package web_test

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/facilities"
)

// newBoards serves two counties beside each other:
//
//	   990101101 东镇   990102100 邻镇
//	+----------------+--------------+
//	| 丙村 200     o | 戊村 200     |   o a centre in operation
//	+----------------+--------------+
//	| 丁村 201       | 己村 201     |
//	+----------------+--------------+
func newBoards(t testing.TB) *service {
	t.Helper()
	s := newService(t)
	neighbour := adcode.MustParse("990102")
	day := civil.Date(2019, 1, 1)
	s.commit(boardsWrite(boardCounty, "棋盘县", "990101101", 103.81, day, "东镇", "丙村", "丁村"))
	s.commit(boardsWrite(neighbour, "邻县", "990102100", 103.82, day, "邻镇", "戊村", "己村"))
	s.commit(edition.Write{Author: "test", Title: "people and facilities",
		People: []edition.PeopleSet{
			{County: boardCounty, People: edition.People{Basis: edition.Resident, Day: civil.Date(2020, 11, 1), Ages: []string{"all", "60+"}, Groups: []edition.Group{
				{ID: "g3", Place: orb.Point{103.815, 29.815}, Counts: edition.Counts{300, 90}}, {ID: "g5", Place: orb.Point{103.816, 29.805}, Counts: edition.Counts{7, 3}}}}},
			{County: neighbour, People: edition.People{Basis: edition.Resident, Day: civil.Date(2020, 11, 1), Ages: []string{"all"}, Groups: []edition.Group{
				{ID: "h1", Place: orb.Point{103.825, 29.815}, Counts: edition.Counts{40}}}}},
		},
		Facilities: []edition.FacilitySet{{County: boardCounty, Put: []facilities.Facility{
			{Kind: "ELD_COMMUNITY", Name: "中心", Place: &orb.Point{103.8105, 29.819}, Source: facilities.ByPoint, Unit: adcode.MustParse("990101101200"), State: facilities.Operating}}}}})
	return s
}

// boardsWrite is a county of one township and two villages, one above the other.
func boardsWrite(county adcode.Code, name, township string, west float64, day civil.Day, names ...string) edition.Write {
	town := adcode.MustParse(township)
	unit := func(code adcode.Code, name string, polygon orb.Polygon) boundaries.Version {
		return boundaries.Version{Code: code, Name: name, Type: boundaries.TypeOf(name, code), Parent: code.Parent(), Shape: orb.MultiPolygon{polygon}}
	}
	east := west + 0.01
	whole := orb.Polygon{{{west, 29.8}, {east, 29.8}, {east, 29.81}, {east, 29.82}, {west, 29.82}, {west, 29.81}, {west, 29.8}}}
	return edition.Write{Author: "test", Title: name, Counties: []edition.County{{Code: county, Name: name, Fiction: true}},
		Snapshots: []boundaries.Snapshot{
			{County: county, Level: adcode.Township, Day: day, Units: []boundaries.Version{unit(town, names[0], whole)}},
			{County: county, Level: adcode.Village, Day: day, Units: []boundaries.Version{
				unit(town.Child(200), names[1], rectangle(west, 29.81, east, 29.82)), unit(town.Child(201), names[2], rectangle(west, 29.8, east, 29.81))}},
		},
	}
}

// movedOver is 丙村 going over to the neighbour.
const movedOver = `{"kind": "transfer", "units": ["990101101200"], "to": "990102100"}, {"kind": "recode", "unit": "990101101200", "code": "990102100202"}`

func boardsOrder(effective, changes string) string {
	return fmt.Sprintf(`{"counties": ["990101", "990102"], "title": "县界调整", "effective": %q, "changes": [%s]}`, effective, changes)
}

type figured struct {
	Properties struct {
		Code, Parent string
		Area         float64 `json:"area_m2"`
		People       map[string]int64
	}
}

// figure is a unit as /v1/units shows it; nil where it is not there.
func (s *service) figure(query, code string) *figured {
	s.t.Helper()
	var list struct{ Features []figured }
	s.get("/v1/units?" + query).status(http.StatusOK).into(&list)
	for i := range list.Features {
		if list.Features[i].Properties.Code == code {
			return &list.Features[i]
		}
	}
	return nil
}

// A unit moves from one county to another with its people; both counties' versions are
// raised, and If-Match names both.
func TestUnitMovesBetweenCounties(t *testing.T) {
	t.Parallel()
	s := newBoards(t)
	heads, err := s.store.Heads(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	a, b := heads[boardCounty].County, heads[adcode.MustParse("990102")].County
	path := "/v1/changes"
	for _, wrong := range []string{fmt.Sprintf(`"%d"`, a), `"990103=1"`, `"990101=1, 990101=2"`, `"990101=x"`} {
		s.send(http.MethodPost, path, boardsOrder("2021-01-01", movedOver), "If-Match", wrong).problem(http.StatusBadRequest)
	}
	p := s.send(http.MethodPost, path, boardsOrder("2021-01-01", movedOver), "If-Match", fmt.Sprintf(`"990101=%d, 990102=%d"`, a, b+7)).problem(http.StatusConflict)
	if p.Versions["990101"] != a || p.Versions["990102"] != b {
		t.Errorf("a conflict says %+v", p)
	}
	p = s.send(http.MethodPost, path, boardsOrder("2021-01-01", `{"kind": "transfer", "units": ["990101101200"], "to": "990102100"}`)).problem(http.StatusUnprocessableEntity)
	if !strings.Contains(p.Detail, "recode") {
		t.Errorf("without a new code: %+v", p)
	}
	s.figure("county=990102&level=village", "990102100202") // both editions are in the cache
	before := [2]*figured{s.figure("county=990101&at=2021-01-01", "990101101"), s.figure("county=990102&at=2021-01-01", "990102100")}
	village := s.figure("county=990101&at=2021-01-01", "990101101200")
	var try, done changed
	s.send(http.MethodPost, path+"?preview=true", boardsOrder("2021-01-01", movedOver)).status(http.StatusOK).into(&try)
	s.send(http.MethodPost, path, boardsOrder("2021-01-01", movedOver), "If-Match", fmt.Sprintf(`"990102=%d", "990101=%d"`, b, a)).status(http.StatusOK).into(&done)
	if done.Versions["990101"] != a+1 || done.Versions["990102"] != b+1 {
		t.Errorf("versions %v", done.Versions)
	}
	if s.figure("county=990101&at=2021-01-01", "990101101200") != nil || s.figure("county=990101&at=2020-12-31", "990101101200") == nil {
		t.Error("the village is still there, or was not before")
	}
	now := s.figure("county=990102&at=2021-01-01", "990102100202")
	if now == nil || now.Properties.People["all"] != 300 || now.Properties.Area != village.Properties.Area {
		t.Fatalf("the village in its new county: %+v", now)
	}
	after := [2]*figured{s.figure("county=990101&at=2021-01-01", "990101101"), s.figure("county=990102&at=2021-01-01", "990102100")}
	for i, sign := range []int64{-1, 1} {
		if got := after[i].Properties.People["all"] - before[i].Properties.People["all"]; got != sign*300 {
			t.Errorf("side %d: %d people more", i, got)
		}
	}
	revert := boardsOrder("2021-01-01", fmt.Sprintf(`{"kind": "revert", "change": %d}`, *done.Change))
	s.send(http.MethodPost, path, revert).status(http.StatusOK)
	if back := s.figure("county=990101&at=2021-01-01", "990101101200"); back == nil || back.Properties.People["all"] != 300 {
		t.Errorf("taken back: %+v", back)
	}
	if left := s.figure("county=990102&at=2021-01-01", "990102100"); left.Properties.People["all"] != 40 {
		t.Errorf("the neighbour after: %+v", left)
	}
}

// A plan over two counties is applied to both, compared for both, and published on both.
func TestPlanOfSeveralCounties(t *testing.T) {
	t.Parallel()
	s := newBoards(t)
	var plan struct {
		ID       int64
		County   string
		Counties []string
		Fits     *bool
		Moved    bool
		Problems []struct{ Said string }
	}
	body := fmt.Sprintf(`{"name": "跨县", "orders": [%s], "facilities": [{"county": "990102", "kind": "ELD_COMMUNITY", "name": "邻县中心", "lon": 103.825, "lat": 29.815}]}`, boardsOrder("2021-01-01", movedOver))
	s.send(http.MethodPost, "/v1/plans", body).status(http.StatusCreated).into(&plan)
	if strings.Join(plan.Counties, " ") != "990101 990102" || plan.Fits == nil || !*plan.Fits {
		t.Fatalf("plan %+v", plan)
	}
	query := fmt.Sprintf("&plan=%d", plan.ID)
	if s.figure("county=990101"+query, "990101101200") != nil || s.figure("county=990101", "990101101200") == nil {
		t.Error("the plan is not applied to the county that gives")
	}
	if u := s.figure("county=990102"+query, "990102100202"); u == nil || u.Properties.People["all"] != 300 {
		t.Errorf("in the county that takes: %+v", u)
	}
	if list := s.get("/v1/facilities?county=990102" + query); !bytes.Contains(list.body, []byte("邻县中心")) {
		t.Errorf("planned facilities: %.300s", list.body)
	}
	var comparison struct{ Differs []struct{ Code, How string } }
	s.get(fmt.Sprintf("/v1/plans/%d/compare?county=990102", plan.ID)).status(http.StatusOK).into(&comparison)
	if len(comparison.Differs) != 3 { // the county's and the township's shape, the village
		t.Errorf("differs %+v", comparison.Differs)
	}
	var lists [2]struct{ Plans []struct{ ID int64 } }
	s.get("/v1/plans?county=990102").status(http.StatusOK).into(&lists[1])
	if len(lists[1].Plans) != 1 {
		t.Error("the other county does not list the plan")
	}
	// a write to the other county is seen at once by the first one's picture
	s.send(http.MethodPost, "/v1/changes", `{"county": "990102", "title": "更名", "effective": "2020-06-01", "changes": [{"kind": "rename", "unit": "990102100", "name": "新邻镇"}]}`).status(http.StatusOK)
	s.get(fmt.Sprintf("/v1/plans/%d", plan.ID)).status(http.StatusOK).into(&plan)
	if !plan.Moved || !*plan.Fits {
		t.Errorf("after a write to the other county: %+v", plan)
	}
	var done changed
	s.send(http.MethodPost, fmt.Sprintf("/v1/plans/%d/publish", plan.ID), `{"effective": "2021-02-01"}`).status(http.StatusOK).into(&done)
	if len(done.Versions) != 2 || s.figure("county=990102&at=2021-02-01", "990102100202") == nil {
		t.Errorf("published %+v", done)
	}
	if list := s.get("/v1/facilities?county=990102"); !bytes.Contains(list.body, []byte("邻县中心")) {
		t.Error("the planned facility is not there")
	}
}

// A plan may take back a committed change; publishing it does.
func TestPlanTakesAChangeBack(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	var done changed
	s.send(http.MethodPost, "/v1/changes", boardOrder("2021-01-01", boardMerger)).status(http.StatusOK).into(&done)
	var plan drafted
	revert := boardOrder("2021-02-01", fmt.Sprintf(`"kind": "revert", "change": %d`, *done.Change))
	rename := boardOrder("2021-02-01", `"kind": "rename", "unit": "990101100200", "name": "新甲村"`)
	s.send(http.MethodPost, "/v1/plans", fmt.Sprintf(`{"name": "撤销", "orders": [%s, %s]}`, revert, rename)).status(http.StatusCreated).into(&plan)
	if plan.Fits == nil || !*plan.Fits {
		t.Fatalf("plan %+v", plan)
	}
	query := fmt.Sprintf("at=2021-02-01&plan=%d", plan.ID)
	if s.figure(query, "990101100210") != nil || s.figure(query, "990101100200").Properties.People["all"] != 100 || s.figure("at=2021-02-01", "990101100210") == nil {
		t.Error("the change is not taken back in the plan alone")
	}
	s.send(http.MethodPost, "/v1/plans", fmt.Sprintf(`{"name": "没有的", "orders": [%s]}`, strings.Replace(revert, fmt.Sprint(*done.Change), "999", 1))).status(http.StatusCreated).into(&plan)
	if *plan.Fits || len(plan.Problems) != 1 {
		t.Errorf("a change that was never made: %+v", plan)
	}
}

// Of a plan that no longer fits every order and every rule is said; what builds on an
// order that failed is not complained of.
func TestPlanSaysAllThatNoLongerFits(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	orders := []string{
		boardOrder("2021-01-01", boardMerger, `"kind": "classify", "unit": "990101101200", "tier": "中心村"`),
		boardOrder("2021-02-01", `"kind": "rename", "unit": "990101100210", "name": "新和村"`),
		boardOrder("2021-03-01", `"kind": "rename", "unit": "990101101201", "name": "孤村"`, `"kind": "rename", "unit": "990101101001", "name": "新社区"`, `"kind": "absorb", "from": ["990101101201"], "into": "990101101999"`),
	}
	body := fmt.Sprintf(`{"name": "甲案", "orders": [%s], "facilities": [{"id": 1, "name": "新名"}]}`, strings.Join(orders, ", "))
	s.send(http.MethodPost, "/v1/plans", body).status(http.StatusCreated)
	s.send(http.MethodPost, "/v1/changes", boardOrder("2020-06-01", `"kind": "recode", "unit": "990101100201", "code": "990101100222"`)).status(http.StatusOK)
	s.send(http.MethodPost, "/v1/changes", boardOrder("2020-06-01", `"kind": "recode", "unit": "990101101201", "code": "990101101222"`)).status(http.StatusOK)
	s.do(http.MethodDelete, "/v1/facilities/1", nil)
	var plan struct {
		Fits     *bool
		Problems []struct {
			Order, Change int
			Rule, Unit    string
		}
	}
	s.get("/v1/plans/1").status(http.StatusOK).into(&plan)
	var got []string
	for _, p := range plan.Problems {
		got = append(got, fmt.Sprintf("%d.%d %s %s", p.Order, p.Change, p.Rule, p.Unit))
	}
	want := "1.1 not_in_force 990101100201; 3.1 not_in_force 990101101201; 3.3 not_in_force 990101101999; 3.3 not_in_force 990101101201; 0.0 facility_gone "
	if strings.Join(got, "; ") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, "; "), want)
	}
	if p := s.get("/v1/units?plan=1").problem(http.StatusConflict); strings.Count(p.Detail, "份变更") != 4 {
		t.Errorf("a read with the plan says %s", p.Detail)
	}
}

// A preview says what a change does to the coverage: the same as the question asked
// before and after it is committed.
func TestPreviewShowsCoverage(t *testing.T) {
	t.Parallel()
	s := newBoards(t)
	type side struct {
		Total shares
		By    []struct {
			Code string
			shares
		}
	}
	var try struct {
		Coverage []struct {
			County        string
			Before, After side
		}
	}
	query := "/v1/changes?preview=true&kinds=ELD_COMMUNITY&radius_m="
	s.send(http.MethodPost, query+"1500", boardsOrder("2021-01-01", movedOver)).status(http.StatusOK).into(&try)
	s.send(http.MethodPost, query+"0", boardsOrder("2021-01-01", movedOver)).problem(http.StatusBadRequest)
	s.send(http.MethodPost, "/v1/changes?preview=true&radius_m=5&kinds=NOTHING", boardsOrder("2021-01-01", movedOver)).problem(http.StatusUnprocessableEntity)
	if len(try.Coverage) != 2 {
		t.Fatalf("coverage %+v", try.Coverage)
	}
	ask := func(county string) side {
		var answer side
		s.send(http.MethodPost, "/v1/coverage", fmt.Sprintf(`{"county": %q, "at": "2021-01-01", "kinds": ["ELD_COMMUNITY"], "radius_m": 1500}`, county)).status(http.StatusOK).into(&answer)
		return answer
	}
	for i, county := range []string{"990101", "990102"} {
		if got, want := fmt.Sprint(try.Coverage[i].Before), fmt.Sprint(ask(county)); got != want {
			t.Errorf("%s before:\n%s\n%s", county, got, want)
		}
	}
	s.send(http.MethodPost, "/v1/changes", boardsOrder("2021-01-01", movedOver)).status(http.StatusOK)
	for i, county := range []string{"990101", "990102"} {
		if got, want := fmt.Sprint(try.Coverage[i].After), fmt.Sprint(ask(county)); got != want {
			t.Errorf("%s after:\n%s\n%s", county, got, want)
		}
	}
}

type shares struct {
	People map[string]struct{ Covered, Of int64 }
	Units  struct{ Having, Served, Of int64 }
	Area   struct {
		Covered float64 `json:"covered_m2"`
		Of      float64 `json:"of_m2"`
	}
}
