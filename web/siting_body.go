package web

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/facilities"
	"github.com/xiantu/xiantu/geo"
)

// SitingBody asks where new facilities should stand.
type SitingBody struct {
	Kinds      []string           `json:"kinds" minItems:"1" maxItems:"50" doc:"codes of /v1/kinds; those in operation stand already"`
	Objective  string             `json:"objective,omitempty" enum:"cover,median,center,all-covered" default:"cover" doc:"cover: the most people in reach; median: the least way of all people together; center: the least longest way; all-covered: the fewest sites that reach everyone, or a share"`
	Count      int                `json:"count,omitempty" doc:"how many new sites; not for all-covered"`
	Radius     float64            `json:"radius_m,omitempty" doc:"what counts as reached: metres, straight line on the ellipsoid; of every kind that radii_m does not name" example:"1000"`
	Radii      map[string]float64 `json:"radii_m,omitempty" doc:"metres by kind, where they differ" example:"{\"ELD_RURAL_SUB\":2000}"`
	Standards  bool               `json:"standards,omitempty" doc:"each kind reaches as far as its standard says; radii_m may name exceptions"`
	NewKind    string             `json:"new_kind,omitempty" doc:"of which kind the new sites are, where kinds reach differently far; may be left out where kinds has only one"`
	Minutes    float64            `json:"minutes,omitempty" doc:"what counts as reached: minutes by road"`
	Mode       string             `json:"mode,omitempty" enum:"walk,drive" doc:"how people travel, with minutes"`
	OffRoad    float64            `json:"off_road_m,omitempty" doc:"by road: what lies farther from any road is not put on one, but listed; left out: 500"`
	Share      float64            `json:"share,omitempty" doc:"all-covered: of the people to be reached; left out: 1"`
	Curve      bool               `json:"curve,omitempty" doc:"cover: the most that 0, 1, ... count sites reach, too"`
	People     string             `json:"people,omitempty" doc:"the age group to be served" default:"all"`
	Scope      string             `json:"scope,omitempty" enum:"all,urban,rural" default:"all"`
	Area       []string           `json:"area,omitempty" maxItems:"2000" doc:"codes or names of the townships or villages asked for; left out: the whole county"`
	States     []string           `json:"states,omitempty" maxItems:"10" doc:"states that count beside those in operation"`
	Candidates candidatesBody     `json:"candidates,omitempty"`
	Existing   *bool              `json:"keep_existing,omitempty" doc:"what stands stays and counts; false: as if nothing stood" default:"true"`
	Capacity   float64            `json:"capacity,omitempty" doc:"cover: each new site serves so many people at most, who may be shared out"`
	Neighbours bool               `json:"neighbours,omitempty" doc:"facilities of the counties beside count where they reach in"`
	Spacing    float64            `json:"spacing_m,omitempty" doc:"new sites are so far from each other, and from what stands"`
	Floor      float64            `json:"floor,omitempty" doc:"such a share of each township's people is reached, at least"`
	Zones      bool               `json:"zones,omitempty" doc:"leave out candidates that the zones forbid; always so for cemeteries"`
	TimeLimit  float64            `json:"time_limit_s,omitempty" doc:"seconds; up to 25 (the default), and up to 600 as a stream of events"`
}

// candidatesBody is where sites may stand: a word, or places.
type candidatesBody struct {
	From   string
	Points [][2]float64
}

// Schema documents both forms.
func (candidatesBody) Schema(huma.Registry) *huma.Schema {
	number := &huma.Schema{Type: huma.TypeNumber}
	return &huma.Schema{Description: "villages (the default): where villages and communities are labelled; groups: where villager groups are; or places, [lon, lat]", OneOf: []*huma.Schema{
		{Type: huma.TypeString, Enum: []any{"villages", "groups"}},
		{Type: huma.TypeArray, Items: &huma.Schema{Type: huma.TypeArray, Items: number}},
	}}
}

// UnmarshalJSON reads either form.
func (c *candidatesBody) UnmarshalJSON(text []byte) error {
	if bytes.HasPrefix(text, []byte(`"`)) {
		return json.Unmarshal(text, &c.From)
	}
	var points [][]float64
	if err := json.Unmarshal(text, &points); err != nil {
		return err
	}
	c.From, c.Points = "points", make([][2]float64, len(points))
	for i, p := range points {
		if len(p) != 2 {
			return fmt.Errorf("candidate %d is not [lon, lat]", i+1)
		}
		c.Points[i] = [2]float64(p)
	}
	return nil
}

// MarshalJSON writes the form that it was given in.
func (c candidatesBody) MarshalJSON() ([]byte, error) {
	if c.From == "points" {
		return json.Marshal(c.Points)
	}
	return json.Marshal(c.From)
}

// parse reads the question.
func (b *SitingBody) parse() (coverage.SiteQuestion, error) {
	question, err := QuestionBody{Kinds: b.Kinds, Radius: b.Radius, Radii: b.Radii, Scope: b.Scope, States: b.States}.parse("")
	if err != nil {
		return coverage.SiteQuestion{}, err
	}
	q := coverage.SiteQuestion{Kinds: question.Kinds, Scope: question.Scope, States: question.States, Radius: geo.Metres(b.Radius), Minutes: b.Minutes, Mode: coverage.Mode(b.Mode),
		Radii: question.Radii, Standards: b.Standards, NewKind: b.NewKind, OffRoad: geo.Metres(b.OffRoad),
		Count: b.Count, Share: b.Share, Curve: b.Curve, Age: b.People, Area: coverage.Area{Units: b.Area}, Fresh: b.Existing != nil && !*b.Existing,
		Capacity: b.Capacity, Neighbours: b.Neighbours, Spacing: geo.Metres(b.Spacing), Floor: b.Floor, KeepZones: b.Zones}
	q.Objective = coverage.Objectives[max(0, slices.IndexFunc(coverage.Objectives, func(o coverage.Objective) bool { return o.String() == b.Objective }))]
	switch b.Candidates.From {
	case "groups":
		q.From = coverage.GroupPlaces
	case "points":
		q.From = coverage.GivenPoints
		for _, p := range b.Candidates.Points {
			q.Points = append(q.Points, orb.Point(p))
		}
	}
	return q, nil
}

// sitingBodyOf writes a question out in full.
func sitingBodyOf(q coverage.SiteQuestion) SitingBody {
	keep := !q.Fresh
	b := SitingBody{Kinds: q.Kinds, Objective: q.Objective.String(), Count: q.Count, Radius: float64(q.Radius), Minutes: q.Minutes, Mode: string(q.Mode), Share: q.Share, Curve: q.Curve,
		People: q.Age, Scope: q.Scope.String(), Area: q.Area.Units, States: statesOf(q.States), Candidates: candidatesBody{From: q.From.String()}, Existing: &keep,
		Capacity: q.Capacity, Neighbours: q.Neighbours, Spacing: float64(q.Spacing), Floor: q.Floor, Zones: q.KeepZones, TimeLimit: q.TimeLimit.Seconds(),
		Standards: q.Standards, NewKind: q.NewKind, OffRoad: float64(q.OffRoad)}
	for kind, r := range q.Radii {
		if b.Radii == nil {
			b.Radii = make(map[string]float64, len(q.Radii))
		}
		b.Radii[kind] = float64(r)
	}
	for _, p := range q.Points {
		b.Candidates.Points = append(b.Candidates.Points, p)
	}
	return b
}

func statesOf(states []facilities.State) (texts []string) {
	for _, s := range states {
		texts = append(texts, string(s))
	}
	return texts
}

// SiteBody is a site of an answer.
type SiteBody struct {
	Rank    int     `json:"rank" doc:"1: the one that brings most"`
	Lon     float64 `json:"lon"`
	Lat     float64 `json:"lat"`
	Code    string  `json:"code" doc:"of the lowest unit it lies in"`
	Name    string  `json:"name"`
	Above   string  `json:"township"`
	Reached int64   `json:"reached" doc:"people within its reach"`
	Gained  int64   `json:"gained" doc:"people newly reached, after the sites before it"`
	Total   int64   `json:"total" doc:"people reached with it, all before it and what stands"`
	Nearest int64   `json:"served" doc:"people to whom nothing within reach is nearer; with a capacity those it serves"`
	Place   int     `json:"candidate" doc:"its place among the candidates given, from 0; -1 where they are villages or groups"`
}

// LeftOutBody is a candidate that may not be taken.
type LeftOutBody struct {
	Lon   float64       `json:"lon"`
	Lat   float64       `json:"lat"`
	Why   string        `json:"why" enum:"outside,far_from_road,spacing,zone"`
	Zones []LeftOutZone `json:"zones,omitempty"`
	Road  *float64      `json:"road_m,omitempty" doc:"far_from_road: metres to the nearest; left out where there is none within 50 km"`
}

// LeftOutZone is a zone that forbids it.
type LeftOutZone struct {
	Kind     string  `json:"kind"`
	Name     string  `json:"name"`
	Distance float64 `json:"distance_m"`
	Setback  float64 `json:"setback_m"`
	Article  string  `json:"article"`
}

// CurveSitesBody is the most that a number of sites reaches.
type CurveSitesBody struct {
	Sites   int     `json:"sites"`
	Covered int64   `json:"covered"`
	Bound   float64 `json:"bound"`
	Proven  bool    `json:"proven"`
}

type wayBody struct {
	Mean    float64 `json:"mean"`
	Longest float64 `json:"longest"`
}

// SitingLineBody is a township before and after.
type SitingLineBody struct {
	Code   string    `json:"code"`
	Name   string    `json:"name"`
	Before ratioBody `json:"before"`
	After  ratioBody `json:"after"`
}

// SitingAnswerBody is where the sites should stand, and how good that is.
type SitingAnswerBody struct {
	Edition     editionBody      `json:"edition"`
	Question    SitingBody       `json:"question"`
	ID          string           `json:"question_id"`
	Definition  definitionBody   `json:"definition"`
	Sites       []SiteBody       `json:"sites"`
	Objective   float64          `json:"objective" doc:"people reached, people times metres (or minutes), the longest way, or the number of sites"`
	Bound       float64          `json:"bound" doc:"no choice does better"`
	Gap         float64          `json:"gap" doc:"how far from the best possible at most: 0.004 is 0.4 %"`
	Proven      bool             `json:"proven" doc:"no choice is better"`
	Seconds     float64          `json:"seconds"`
	Before      ratioBody        `json:"before" doc:"people reached by what stands"`
	After       ratioBody        `json:"after" doc:"people reached with the new sites too"`
	By          []SitingLineBody `json:"by" doc:"by township; empty where nothing says what counts as reached"`
	Ways        []wayBody        `json:"ways,omitempty" doc:"metres, or minutes by road, to the nearest: before and after; for median and center"`
	Curve       []CurveSitesBody `json:"curve,omitempty" doc:"the most that numbers of sites reach"`
	Candidates  int              `json:"candidates" doc:"how many were weighed"`
	LeftOut     []LeftOutBody    `json:"left_out" doc:"candidates that may not be taken"`
	Unreachable []string         `json:"unreachable" doc:"villager groups that no candidate reaches"`
	Stranded    []strandedBody   `json:"stranded,omitempty" doc:"by road: villager groups, and facilities that stand, too far from any"`
}

// RatioBody is a number of people of a total.
type RatioBody = ratioBody

type definitionBody struct {
	Zh string `json:"zh"`
	En string `json:"en"`
}

func sitingAnswerOf(ed *edition.Edition, q coverage.SiteQuestion, a *coverage.SiteAnswer) SitingAnswerBody {
	of := func(n int64) ratioBody {
		r := coverage.Ratio{Covered: n, Of: a.People.Of}
		return ratioBody{r.Covered, r.Of, roundShare(r.Share())}
	}
	b := SitingAnswerBody{Edition: editionOf(ed), Question: sitingBodyOf(a.Question), ID: coverage.SiteID(ed, q), Definition: definitionBody{a.Definition.Zh, a.Definition.En},
		Objective: a.Objective, Bound: a.Bound, Gap: a.Gap, Proven: a.Proven, Seconds: math.Round(a.Elapsed.Seconds()*1000) / 1000,
		Before: of(a.Already), After: of(a.People.Covered), Candidates: a.Candidates,
		Sites: []SiteBody{}, By: []SitingLineBody{}, LeftOut: []LeftOutBody{}, Unreachable: []string{}}
	for i, s := range a.Sites {
		b.Sites = append(b.Sites, siteOf(ed, a.Question, i, s))
	}
	if a.Before != nil {
		for i, line := range a.Before.Lines {
			u, before, after := &ed.Units[line.Unit], line.People[a.Question.Age], a.After.Lines[i].People[a.Question.Age]
			b.By = append(b.By, SitingLineBody{u.Code.String(), u.Name, ratioBody{before.Covered, before.Of, roundShare(before.Share())}, ratioBody{after.Covered, after.Of, roundShare(after.Share())}})
		}
	}
	if w := a.Ways; a.Before == nil || w[1].Longest > 0 {
		for _, sum := range w {
			if !math.IsNaN(sum.Mean) {
				b.Ways = append(b.Ways, wayBody{sum.Mean, sum.Longest})
			}
		}
	}
	for _, c := range a.Curve {
		b.Curve = append(b.Curve, CurveSitesBody(c))
	}
	for _, l := range a.LeftOut {
		b.LeftOut = append(b.LeftOut, leftOutOf(ed, l))
	}
	for _, g := range a.Unreachable {
		b.Unreachable = append(b.Unreachable, ed.People.Groups[g].ID)
	}
	b.Stranded = strandedOf(ed, &coverage.Answer{Stranded: a.Stranded, Places: a.Standing})
	return b
}

func siteOf(ed *edition.Edition, q coverage.SiteQuestion, i int, s coverage.NewSite) SiteBody {
	b := SiteBody{Rank: i + 1, Lon: s.Place[0], Lat: s.Place[1], Reached: s.Reached, Gained: s.Gained, Total: s.Total, Nearest: s.Served, Place: -1}
	if q.From == coverage.GivenPoints {
		b.Place = s.Candidate
	}
	if s.Unit >= 0 {
		u := &ed.Units[s.Unit]
		b.Code, b.Name = u.Code.String(), u.Name
		if u.Above > 0 {
			b.Above = ed.Units[u.Above].Name
		}
	}
	return b
}

func leftOutOf(ed *edition.Edition, l coverage.LeftOut) LeftOutBody {
	b := LeftOutBody{Lon: l.Place[0], Lat: l.Place[1], Why: l.Why}
	if d := math.Round(float64(l.Road)*10) / 10; l.Why == "far_from_road" && !math.IsInf(d, 1) {
		b.Road = &d
	}
	for _, hit := range l.Zones {
		z := &ed.Zones.List[hit.Zone]
		b.Zones = append(b.Zones, LeftOutZone{z.Kind, z.Name, math.Round(float64(hit.Distance)*1000) / 1000, float64(hit.Setback), z.Article})
	}
	return b
}

// limit is how long the search may take.
func (b *SitingBody) limit(most time.Duration) (time.Duration, error) {
	if !(b.TimeLimit >= 0 && b.TimeLimit <= most.Seconds()) {
		return 0, badBody("time_limit_s", fmt.Sprintf("时限须为 0 到 %g 秒；超过 25 秒请以事件流（Accept: text/event-stream）请求", most.Seconds()),
			fmt.Sprintf("give from 0 to %g seconds; ask for a stream of events (Accept: text/event-stream) where it is to take longer than 25", most.Seconds()))
	}
	if b.TimeLimit == 0 {
		return min(most, 25*time.Second), nil
	}
	return time.Duration(b.TimeLimit * float64(time.Second)), nil
}
