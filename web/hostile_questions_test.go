package web_test

import (
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/coverage/road"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/facilities"
	"github.com/xiantu/xiantu/web"
)

// locations are the members that a problem names, in order.
func locations(p web.Problem) []string {
	list := []string{}
	for _, e := range p.Errors {
		list = append(list, e.Location)
	}
	return list
}

// reaching are the questions by how far facilities reach, each with room for its reach.
var reaching = map[string]string{
	"/v1/coverage": `{"kinds":["%s"]%s}`,
	"/v1/gaps":     `{"kinds":["%s"]%s}`,
	"/v1/access":   `{"kinds":["%s"],"supply":"facilities"%s}`,
	"/v1/siting":   `{"kinds":["%s"],"count":1%s}`,
}

// What cannot be is refused by every question with a problem that names the member.
func TestHostileReach(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	const kind = "ELD_COMMUNITY"
	for path, body := range reaching {
		for _, c := range []struct{ kind, reach, at string }{
			{kind, `,"radius_m":0`, "body.radius_m"},
			{kind, `,"radius_m":-1`, "body.radius_m"},
			{kind, `,"radius_m":1e9`, "body.radius_m"},
			{kind, `,"radius_m":1e308`, "body.radius_m"},
			{kind, ``, "body.radius_m"},
			{kind, `,"radius_m":"far"`, "body.radius_m"},
			{kind, `,"minutes":-5,"mode":"walk"`, "body.minutes"},
			{kind, `,"minutes":1e9,"mode":"walk"`, "body.minutes"},
			{kind, `,"minutes":10,"mode":"walk"`, "body.minutes"}, // there are no roads
			{kind, `,"minutes":10,"mode":"fly"`, "body.mode"},
			{kind, `,"minutes":10,"mode":"walk","radius_m":500`, ""},
			{kind, `,"radius_m":500,"at":"1800-01-01"`, "body.at"},
			{kind, `,"radius_m":500,"at":"2020-02-30"`, "body.at"},
			{kind, `,"radius_m":500,"county":"110101"`, ""},
			{"NOTHING", `,"radius_m":500`, "body.kinds[0]"},
		} {
			text := fmt.Sprintf(body, c.kind, c.reach)
			a := s.send("POST", path, text)
			p := a.problem(a.StatusCode)
			if a.StatusCode < 400 || a.StatusCode >= 500 || c.at != "" && !slices.Contains(locations(p), c.at) {
				t.Errorf("%s %s: %d, %s, at %v, want %s", path, text, a.StatusCode, p.Detail, locations(p), c.at)
			}
		}
	}
}

// Sites and edits that cannot be.
func TestHostileSites(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	many := "[" + strings.TrimSuffix(strings.Repeat("[103.805,29.805],", 10_000), ",") + "]"
	for _, c := range []struct{ path, body, at string }{
		{"/v1/coverage", `{"kinds":["ELD_COMMUNITY"],"radius_m":500,"facilities":` + many + `}`, "body.facilities"},
		{"/v1/gaps", `{"kinds":["ELD_COMMUNITY"],"radius_m":500,"facilities":` + many + `}`, "body.facilities"},
		{"/v1/access", `{"kinds":["ELD_COMMUNITY"],"radius_m":500,"add":[` + strings.TrimSuffix(strings.Repeat(`{"lon":103.8,"lat":29.8},`, 10_000), ",") + `]}`, "body.add"},
		{"/v1/coverage", `{"kinds":["ELD_COMMUNITY"],"radius_m":500,"facilities":[[29.8,103.8]]}`, "body.facilities[0]"},
		{"/v1/coverage", `{"kinds":["ELD_COMMUNITY"],"radius_m":500,"facilities":[[388521,3301993]]}`, "body.facilities[0]"},
		{"/v1/coverage", `{"kinds":["ELD_COMMUNITY"],"radius_m":500,"facilities":[[103.8]]}`, "body.facilities[0]"},
		{"/v1/coverage", `{"kinds":["ELD_COMMUNITY"],"radius_m":500,"add":[{"lon":200,"lat":29.8}]}`, "body.add"},
		{"/v1/coverage", `{"kinds":["ELD_COMMUNITY"],"radius_m":500,"move":[{"id":99,"lon":103.8,"lat":29.8}]}`, "body.move"},
		{"/v1/coverage", `{"kinds":["ELD_COMMUNITY"],"radius_m":500,"close":[1,1]}`, "body.close"},
		{"/v1/coverage", `{"kinds":["ELD_COMMUNITY"],"radii_m":{"ELD_COMMUNITY":-1}}`, "body.radii_m"},
		{"/v1/coverage", `{"kinds":["ELD_COMMUNITY"],"radius_m":500,"area":{"units":["虚镇"]}}`, "body.area"},
		{"/v1/coverage", `{"kinds":["ELD_COMMUNITY"],"radius_m":500,"people":["70+"]}`, "body.people"},
		{"/v1/coverage", `{"kinds":["ELD_COMMUNITY"],"radius_m":500,"curve":[0],"with":["curve"]}`, "body.curve"},
		{"/v1/coverage", `{"kinds":[],"radius_m":500}`, "body.kinds"},
		{"/v1/siting", `{"kinds":["ELD_COMMUNITY"],"radius_m":500,"count":-3}`, "body.count"},
		{"/v1/siting", `{"kinds":["ELD_COMMUNITY"],"radius_m":500,"count":1,"candidates":[[500,29.8]]}`, "body.candidates"},
		{"/v1/siting", `{"kinds":["ELD_COMMUNITY"],"radius_m":500,"count":1,"candidates":[[110,20]]}`, "body.candidates"},
		{"/v1/coverage/compare", `{"from":"1800-01-01","to":"2020-06-01","question":` + board500 + `}`, "body.from"},
		{"/v1/coverage/compare", `{"from":"2019-06-01","to":"2020-06-01","question":{"kinds":["ELD_COMMUNITY"],"radius_m":-1}}`, "body.question.radius_m"},
	} {
		if p := s.send("POST", c.path, c.body).problem(http.StatusUnprocessableEntity); !slices.Contains(locations(p), c.at) {
			t.Errorf("%s %.200s: %s, at %v, want %s", c.path, c.body, p.Detail, locations(p), c.at)
		}
	}
}

// Zones and indicators.
func TestHostileChecks(t *testing.T) {
	t.Parallel()
	s := zonedBoard(t)
	for _, c := range []struct {
		body, at string
	}{
		{`{"points":[]}`, "body.points"},
		{`{"points":[[29.8,103.8]]}`, "body.points"},
		{`{"points":[[103.8,29.8]],"setbacks_m":{"river":-5}}`, "body.setbacks_m"},
		{`{"points":[[103.8,29.8]],"setbacks_m":{"river":1e9}}`, "body.setbacks_m"},
		{`{"points":[[103.8,29.8]],"setbacks_m":{"moon":5}}`, "body.setbacks_m"},
		{`{"points":[[103.8,29.8]],"at":"1800-01-01"}`, "body.at"},
	} {
		if p := s.send("POST", "/v1/sitecheck", c.body).problem(http.StatusUnprocessableEntity); !slices.Contains(locations(p), c.at) {
			t.Errorf("%s: %s, at %v, want %s", c.body, p.Detail, locations(p), c.at)
		}
	}
	for query, at := range map[string]string{
		"/v1/indicators?at=1800-01-01":        "query.at",
		"/v1/indicators?at=nonsense":          "query.at",
		"/v1/indicators?year=3":               "query.year",
		"/v1/freeland?at=1800-01-01":          "query.at",
		"/v1/freeland?tolerance_m=-1":         "query.tolerance_m",
		"/v1/freeland?setbacks_m=river:1e9":   "query.setbacks_m",
		"/v1/cemeteries/need?at=1800-01-01":   "query.at",
		"/v1/cemeteries/need?years=1000":      "query.years",
		"/v1/cemeteries/tombs?at=1800-01-01":  "query.at",
		"/v1/coverage/nothing?at=1800-01-01":  "",
		"/v1/indicators?county=110101":        "",
		"/v1/indicators?definitely=a+mistake": "query.definitely",
	} {
		a := s.get(query)
		p := a.problem(a.StatusCode)
		if a.StatusCode < 400 || a.StatusCode >= 500 || at != "" && !slices.Contains(locations(p), at) {
			t.Errorf("%s: %d, %s, at %v, want %s", query, a.StatusCode, p.Detail, locations(p), at)
		}
	}
	for _, query := range []string{"/v1/indicators?at=1800-01-01", "/v1/cemeteries/need?at=1800-01-01"} {
		if p := s.get(query).problem(http.StatusUnprocessableEntity); !strings.Contains(p.Detail, "2019-01-01") {
			t.Errorf("%s: the first day is not named: %s", query, p.Detail)
		}
	}
	if list := s.get("/v1/indicators?at=2019-01-01").status(http.StatusOK); !strings.Contains(string(list.body), `"STATION_COVERAGE"`) {
		t.Errorf("on the first day: %.200s", list.body)
	}
}

// A county without people, or without facilities, has answers: of nobody, by nothing.
func TestNothingToCount(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.commit(boardWrite(civil.Date(2019, 1, 1), "旧村"))
	var got coverageAnswer
	body := `{"kinds":["ELD_COMMUNITY"],"radius_m":500,"with":["redundancy","nearest","closing","curve"],"facilities":[[103.805,29.805]]}`
	s.send("POST", "/v1/coverage", body).status(http.StatusOK).into(&got)
	if len(got.Total.People) != 0 || len(got.By) != 2 {
		t.Errorf("without people %+v", got)
	}
	s.send("POST", "/v1/gaps", `{"kinds":["ELD_COMMUNITY"],"radius_m":500}`).status(http.StatusOK)
	for text, path := range map[string]string{
		`{"kinds":["ELD_COMMUNITY"],"radius_m":500,"people":["all"]}`:    "/v1/coverage",
		`{"kinds":["ELD_COMMUNITY"],"radius_m":500,"with":["capacity"]}`: "/v1/coverage",
		`{"kinds":["ELD_COMMUNITY"],"radius_m":500}`:                     "/v1/access",
		`{"kinds":["ELD_COMMUNITY"],"radius_m":500,"count":1}`:           "/v1/siting",
	} {
		if p := s.send("POST", path, text).problem(http.StatusUnprocessableEntity); !slices.Contains(locations(p), "body.people") || !strings.Contains(p.Detail, "人") {
			t.Errorf("%s without people: %s, at %v", path, p.Detail, locations(p))
		}
	}
	s.commit(edition.Write{Author: "test", Title: "people", People: []edition.PeopleSet{{County: boardCounty, People: edition.People{
		Basis: edition.Resident, Ages: []string{"all"}, Groups: []edition.Group{{ID: "g", Place: orb.Point{103.805, 29.805}, Counts: edition.Counts{9}}}}}}})
	for _, body := range []string{`{"kinds":["HEALTH"],"radius_m":500,"with":["redundancy","nearest","closing","curve","capacity"]}`, `{"kinds":["HEALTH"],"radius_m":500,"people_only":true}`} {
		s.send("POST", "/v1/coverage", body).status(http.StatusOK).into(&got)
		if n := got.Total.People["all"]; n.Covered != 0 || n.Of != 9 {
			t.Errorf("without facilities %+v", got.Total)
		}
	}
	s.send("POST", "/v1/access", `{"kinds":["HEALTH"],"radius_m":500,"supply":"facilities"}`).status(http.StatusOK)
	s.send("POST", "/v1/siting", `{"kinds":["HEALTH"],"radius_m":500,"count":1}`).status(http.StatusOK)
}

// A facility where four villages meet is inside one of them; two at one place count twice for
// redundancy and once for people; one outside is inside none, and covers whom it reaches.
func TestOddPlaces(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	put := func(name string, p orb.Point) {
		s.commit(edition.Write{Author: "test", Title: name, Facilities: []edition.FacilitySet{{County: boardCounty, Put: []facilities.Facility{
			{Kind: "HEALTH", Name: name, Place: &p, Source: facilities.ByPoint, State: facilities.Operating},
		}}}})
	}
	var got struct {
		Total struct {
			People     map[string]struct{ Covered, Of int }
			Units      struct{ Having, Of int }
			Redundancy map[string][]int
		}
	}
	ask := func() {
		t.Helper()
		s.send("POST", "/v1/coverage", `{"kinds":["HEALTH"],"radius_m":400,"people":["all"],"with":["redundancy"]}`).status(http.StatusOK).into(&got)
	}
	put("界上", orb.Point{103.81, 29.81})
	if ask(); got.Total.Units.Having != 1 || got.Total.People["all"].Covered != 100 {
		t.Errorf("where four villages meet: %+v", got.Total)
	}
	put("同处", orb.Point{103.81, 29.81})
	if ask(); got.Total.Units.Having != 1 || got.Total.People["all"].Covered != 100 || got.Total.Redundancy["all"][2] != 100 {
		t.Errorf("two at one place: %+v", got.Total)
	}
	put("县外", orb.Point{103.8205, 29.805}) // 48 m east of the border; g5 lives 435 m west of it
	if ask(); got.Total.Units.Having != 1 || got.Total.People["all"].Covered != 100 {
		t.Errorf("one outside: %+v", got.Total)
	}
	s.send("POST", "/v1/coverage", `{"kinds":["HEALTH"],"radius_m":450,"people":["all"]}`).status(http.StatusOK).into(&got)
	if got.Total.Units.Having != 1 || got.Total.People["all"].Covered != 107 {
		t.Errorf("one outside, within reach of g5: %+v", got.Total)
	}
}

// By road an island is listed as out of any facility's reach, and no answer for it is made up.
func TestIslandByRoad(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	s.commit(edition.Write{Author: "test", Title: "roads", Roads: []edition.RoadSet{{County: boardCounty, Source: "osm", List: []road.Road{
		{Line: orb.LineString{{103.809, 29.811}, {103.808, 29.812}, {103.805, 29.805}}, Class: "tertiary"},
		{Line: orb.LineString{{103.815, 29.815}, {103.816, 29.816}}, Class: "tertiary"},
	}}}})
	var got struct {
		Total struct {
			People map[string]struct{ Covered, Of int }
		}
		Stranded []struct{ Group, Why string }
	}
	for _, mode := range []string{"walk", "drive"} {
		s.send("POST", "/v1/coverage", `{"kinds":["ELD_COMMUNITY"],"minutes":600,"mode":"`+mode+`","people":["all"]}`).status(http.StatusOK).into(&got)
		why := map[string]string{}
		for _, x := range got.Stranded {
			why[x.Group] = x.Why
		}
		if got.Total.People["all"].Covered != 300 || why["g3"] != "unreachable" {
			t.Errorf("%s: %+v", mode, got)
		}
		s.send("POST", "/v1/gaps", `{"kinds":["ELD_COMMUNITY"],"minutes":600,"mode":"`+mode+`"}`).status(http.StatusOK)
	}
}

// A question that would take minutes is refused at once, with how long it would take and what
// would make it cheaper.
func TestDearQuestion(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	crowd := edition.People{Basis: edition.Resident, Day: civil.Date(2021, 1, 1), Ages: []string{"all"}}
	for i := range 12_000 {
		crowd.Groups = append(crowd.Groups, edition.Group{ID: fmt.Sprint(i), Place: orb.Point{103.8 + float64(i%100)*2e-4, 29.8 + float64(i/100)*1e-4}, Counts: edition.Counts{1}})
	}
	s.commit(edition.Write{Author: "test", Title: "people", People: []edition.PeopleSet{{County: boardCounty, People: crowd}}})
	sites := strings.TrimSuffix(strings.Repeat("[103.805,29.805],", 1000), ",")
	body := `{"at":"2021-02-01","kinds":["ELD_COMMUNITY"],"radius_m":200000,"people_only":true,"with":["capacity"],"facilities":[` + sites + `]}`
	p := s.send("POST", "/v1/coverage", body, "Accept-Language", "en").problem(http.StatusUnprocessableEntity)
	if !regexp.MustCompile(`about \d+ seconds, more than the \d+ .* smaller radius`).MatchString(p.Detail) {
		t.Errorf("%s", p.Detail)
	}
	if p := s.send("POST", "/v1/coverage", body).problem(http.StatusUnprocessableEntity); !regexp.MustCompile(`约需 \d+ 秒`).MatchString(p.Detail) {
		t.Errorf("%s", p.Detail)
	}
	s.send("POST", "/v1/coverage", strings.Replace(body, `,"with":["capacity"]`, "", 1)).status(http.StatusOK)
}
