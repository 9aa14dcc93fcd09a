package web_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/paulmach/orb/geojson"
)

type sitingAnswer struct {
	ID            string `json:"question_id"`
	Definition    map[string]string
	Sites         []struct{ Rank, Reached, Gained, Total, Candidate int }
	Objective     float64
	Bound, Gap    float64
	Proven        bool
	Before, After struct{ Covered, Of int }
	By            []struct {
		Name          string
		Before, After struct{ Covered, Of int }
	}
	Curve   []struct{ Sites, Covered int }
	LeftOut []struct{ Why string } `json:"left_out"`
	Ways    []struct{ Mean, Longest float64 }
}

// g3's 300 people are the most that one more site reaches within 500 m.
const siting500 = `{"kinds":["ELD_COMMUNITY"],"radius_m":500,"count":1,"candidates":"groups"}`

func TestSiting(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	var got sitingAnswer
	s.send("POST", "/v1/siting", siting500).status(http.StatusOK).into(&got)
	if !got.Proven || got.Objective != 400 || got.Bound != 400 || got.Before.Covered != 100 || got.After.Covered != 400 || got.After.Of != 657 || len(got.Sites) != 1 || got.Sites[0].Gained != 300 {
		t.Errorf("%+v", got)
	}
	if len(got.By) != 2 || got.By[1].Name != "东镇" || got.By[1].Before.Covered != 0 || got.By[1].After.Covered != 300 {
		t.Errorf("by township: %+v", got.By)
	}
	if !strings.Contains(got.Definition["zh"], "已证明") || !strings.Contains(got.Definition["en"], "proven") || len(got.ID) != 20 {
		t.Errorf("%v %q", got.Definition, got.ID)
	}
	var points sitingAnswer
	s.send("POST", "/v1/siting", `{"kinds":["ELD_COMMUNITY"],"radius_m":500,"count":1,"curve":true,"candidates":[[103.812,29.802],[110,20],[103.805,29.805]]}`).status(http.StatusOK).into(&points)
	if points.After.Covered != 300 || points.Sites[0].Candidate != 2 || len(points.Curve) != 2 || points.Curve[0].Covered != 100 || len(points.LeftOut) != 1 || points.LeftOut[0].Why != "outside" {
		t.Errorf("%+v", points)
	}
	var all sitingAnswer
	s.send("POST", "/v1/siting", `{"kinds":["ELD_COMMUNITY"],"radius_m":500,"objective":"all-covered","candidates":"groups"}`).status(http.StatusOK).into(&all)
	if all.After.Covered != 657 || !all.Proven || int(all.Objective) != len(all.Sites) {
		t.Errorf("%+v", all)
	}
	for _, objective := range []string{"median", "center"} {
		var ways sitingAnswer
		s.send("POST", "/v1/siting", `{"kinds":["ELD_COMMUNITY"],"count":2,"objective":"`+objective+`"}`).status(http.StatusOK).into(&ways)
		if !ways.Proven || len(ways.Ways) != 2 || ways.Ways[1].Mean >= ways.Ways[0].Mean {
			t.Errorf("%s: %+v", objective, ways)
		}
	}
}

func TestSitingAsGeoJSONAndAsEvents(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	ask := func(accept string) string {
		a := s.send("POST", "/v1/siting", siting500, "Accept", accept).status(http.StatusOK)
		if kind := a.Header.Get("Content-Type"); kind != accept {
			t.Errorf("Content-Type %s, asked for %s", kind, accept)
		}
		return string(a.body)
	}
	fc, err := geojson.UnmarshalFeatureCollection([]byte(ask("application/geo+json")))
	if err != nil || len(fc.Features) != 1 || fc.Features[0].Properties.MustInt("gained") != 300 {
		t.Errorf("%v %+v", err, fc)
	}
	_, answer, found := strings.Cut(ask("text/event-stream"), "event: answer\ndata: ")
	var got sitingAnswer
	if err := json.Unmarshal([]byte(answer), &got); !found || err != nil || got.After.Covered != 400 {
		t.Errorf("%v %s", err, answer)
	}
}

func TestSitingRefused(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	for body, says := range map[string]string{
		`{"kinds":["ELD_COMMUNITY"],"radius_m":500}`:                                                            "above 0",
		`{"kinds":["ELD_COMMUNITY"],"radius_m":500,"count":9}`:                                                  "cannot be chosen of 5",
		`{"kinds":["ELD_COMMUNITY"],"count":1}`:                                                                 "what counts as reached",
		`{"kinds":["ELD_COMMUNITY"],"radius_m":500,"count":1,"candidates":[]}`:                                  "no candidates",
		`{"kinds":["ELD_COMMUNITY"],"radius_m":500,"count":1,"candidates":[[1]]}`:                               "",
		`{"kinds":["NO"],"radius_m":500,"count":1}`:                                                             "not a kind",
		`{"kinds":["ELD_COMMUNITY"],"radius_m":500,"count":1,"time_limit_s":100}`:                               "event-stream",
		`{"kinds":["ELD_COMMUNITY"],"radius_m":50,"count":1,"floor":1}`:                                         "no choice of sites",
		`{"kinds":["ELD_COMMUNITY"],"radius_m":50,"objective":"all-covered","share":0.99}`:                      "all 5 candidates",
		`{"kinds":["ELD_COMMUNITY"],"radius_m":500,"count":1,"people":"7+"}`:                                    "not counted",
		`{"kinds":["ELD_COMMUNITY"],"radius_m":500,"count":1,"area":["没有乡"]}`:                                   "没有乡",
		`{"kinds":["ELD_COMMUNITY"],"minutes":15,"mode":"walk","radius_m":500,"count":1,"candidates":"groups"}`: "",
	} {
		a := s.send("POST", "/v1/siting?lang=en", body).status(http.StatusUnprocessableEntity)
		if !strings.Contains(string(a.body), says) {
			t.Errorf("%s: %s, want %q", body, a.body, says)
		}
	}
}
