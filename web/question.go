package web

import (
	"cmp"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/maypok86/otter/v2"
	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/facilities"
	"github.com/xiantu/xiantu/geo"
)

// QuestionBody is a coverage question.
type QuestionBody struct {
	Kinds       []string           `json:"kinds" minItems:"1" maxItems:"50" doc:"codes of /v1/kinds, or sets of them: URBAN_HOME_COMMUNITY, RURAL_THREE_TIER, ALL_ELDER"`
	Radius      float64            `json:"radius_m,omitempty" doc:"metres, straight line on the ellipsoid; of every kind that radii_m does not name" example:"1000"`
	Radii       map[string]float64 `json:"radii_m,omitempty" doc:"metres by kind, where they differ" example:"{\"ELD_RURAL_SUB\":2000}"`
	Standards   bool               `json:"standards,omitempty" doc:"each kind reaches as far as its standard says (radius_m of /v1/kinds); radii_m may name exceptions"`
	Minutes     float64            `json:"minutes,omitempty" doc:"in place of a radius: minutes by road, with mode"`
	Mode        string             `json:"mode,omitempty" enum:"walk,drive"`
	OffRoad     float64            `json:"off_road_m,omitempty" doc:"by road: how far a place may lie from one and be walked to; left out: 500"`
	HigherTiers bool               `json:"higher_tiers,omitempty" doc:"facilities of a higher tier count for the lower kinds asked for"`
	By          string             `json:"by,omitempty" enum:"county,township,village" default:"township"`
	People      []string           `json:"people,omitempty" maxItems:"20" doc:"age groups; left out: all there are" example:"[\"all\",\"60+\"]"`
	Scope       string             `json:"scope,omitempty" enum:"all,urban,rural" default:"all"`
	Area        *areaBody          `json:"area,omitempty" doc:"a part of the county (片区): what lies outside is not asked for"`
	States      []string           `json:"states,omitempty" maxItems:"10" doc:"states that count beside those in operation"`
	Neighbours  bool               `json:"neighbours,omitempty" doc:"facilities of other counties here count where they reach in"`
	ServedShare float64            `json:"served_share,omitempty" doc:"a unit is served when this share of its people is covered" default:"0.5"`
	UnitRule    string             `json:"unit_rule,omitempty" enum:"having,served" default:"having" doc:"what the units' share counts"`
	Facilities  [][2]float64       `json:"facilities,omitempty" maxItems:"1000" doc:"what-if: further facilities, [lon, lat]"`
	Add         []addedBody        `json:"add,omitempty" maxItems:"1000" doc:"what-if: further facilities, each of a kind"`
	Move        []moveBody         `json:"move,omitempty" maxItems:"1000" doc:"what-if: facilities that stand elsewhere"`
	Close       []int64            `json:"close,omitempty" maxItems:"1000" doc:"what-if: ids of facilities that are no more"`
	With        []string           `json:"with,omitempty" maxItems:"5" enum:"redundancy,nearest,closing,curve,capacity" doc:"what more is worked out than shares"`
	Curve       []float64          `json:"curve,omitempty" maxItems:"200" doc:"radii (or minutes) of the curve; left out: twenty steps up to twice the reach"`
	BedsFor     string             `json:"beds_for,omitempty" doc:"the age group that takes the beds of capacity; left out: 60+, or else the first"`
	PeopleOnly  bool               `json:"people_only,omitempty" doc:"leave the land out"`
}

// areaBody is a part of a county.
type areaBody struct {
	Name  string   `json:"name,omitempty" maxLength:"100"`
	Units []string `json:"units" minItems:"1" maxItems:"1000" doc:"codes or whole names of townships or villages in force on the day"`
}

// addedBody is an assumed facility.
type addedBody struct {
	Kind string  `json:"kind,omitempty" doc:"one of kinds; may be left out where there is only one"`
	Lon  float64 `json:"lon"`
	Lat  float64 `json:"lat"`
	Beds int     `json:"beds,omitempty"`
}

// moveBody is a facility assumed to stand elsewhere.
type moveBody struct {
	ID  int64   `json:"id"`
	Lon float64 `json:"lon"`
	Lat float64 `json:"lat"`
}

// PictureBody picks the edition that a POST answers from.
type PictureBody struct {
	County string `json:"county,omitempty" doc:"may be left out where there is only one"`
	At     string `json:"at,omitempty" doc:"the day; left out or empty: the newest state"`
	Plan   *int64 `json:"plan,omitempty"`
}

func (b PictureBody) plan() int64 {
	if b.Plan == nil {
		return 0
	}
	return *b.Plan
}

// parse reads the question; where is the place of its members in the request's body.
func (b QuestionBody) parse(where string) (coverage.Question, error) {
	q := coverage.Question{
		Radius: geo.Metres(b.Radius), Standards: b.Standards, Minutes: b.Minutes, Mode: coverage.Mode(b.Mode), OffRoad: geo.Metres(b.OffRoad), HigherTiers: b.HigherTiers,
		Ages: b.People, Neighbours: b.Neighbours, ServedShare: b.ServedShare, By: adcode.Township, BedsFor: b.BedsFor, PeopleOnly: b.PeopleOnly,
	}
	for i, code := range b.Kinds {
		kinds, err := facilities.Expand([]string{code})
		if err != nil {
			return q, badBody(fmt.Sprintf("%skinds[%d]", where, i), fmt.Sprintf("没有设施类别“%s”：见 /v1/kinds", code), fmt.Sprintf("%q is not a kind of facility: see /v1/kinds", code))
		}
		q.Kinds = append(q.Kinds, kinds...)
	}
	slices.Sort(q.Kinds)
	q.Kinds = slices.Compact(q.Kinds)
	if b.By != "" {
		level, err := adcode.ParseLevel(b.By)
		if err != nil {
			return q, badBody(where+"by", "没有这一级："+b.By, err.Error())
		}
		q.By = level
	}
	q.Scope = coverage.Scope(max(0, slices.Index([]string{"all", "urban", "rural"}, b.Scope)))
	if b.UnitRule == coverage.Served.String() {
		q.Rule = coverage.Served
	}
	for i, text := range b.States {
		if !slices.Contains(facilities.States, facilities.State(text)) {
			return q, badBody(fmt.Sprintf("%sstates[%d]", where, i), fmt.Sprintf("没有状态“%s”", text), fmt.Sprintf("%q is not a state: use one of %v", text, facilities.States))
		}
		q.States = append(q.States, facilities.State(text))
	}
	slices.Sort(q.States)
	b.parseReach(&q)
	return q, b.parseSites(&q, where)
}

// parseReach reads radii, the area and the extras.
func (b QuestionBody) parseReach(q *coverage.Question) {
	for kind, r := range b.Radii {
		if q.Radii == nil {
			q.Radii = make(map[string]geo.Metres, len(b.Radii))
		}
		q.Radii[kind] = geo.Metres(r)
	}
	if b.Area != nil {
		q.Area = coverage.Area{Name: b.Area.Name, Units: b.Area.Units}
	}
	for _, x := range b.With {
		q.With = append(q.With, coverage.Extra(x))
	}
	for _, r := range b.Curve {
		q.Curve = append(q.Curve, geo.Metres(r))
	}
}

// parseSites reads what-ifs.
func (b QuestionBody) parseSites(q *coverage.Question, where string) error {
	for i, p := range b.Facilities {
		if !(math.Abs(p[0]) <= 180 && math.Abs(p[1]) <= 90) {
			return badBody(fmt.Sprintf("%sfacilities[%d]", where, i), "不是 [经度, 纬度]", "is not [lon, lat]")
		}
		q.WhatIf = append(q.WhatIf, orb.Point(p))
	}
	for _, site := range b.Add {
		q.Add = append(q.Add, coverage.Site{Kind: site.Kind, Place: orb.Point{site.Lon, site.Lat}, Capacity: site.Beds})
	}
	for _, m := range b.Move {
		q.Move = append(q.Move, coverage.Move{Facility: facilities.ID(m.ID), Place: orb.Point{m.Lon, m.Lat}})
	}
	for _, id := range b.Close {
		q.Close = append(q.Close, facilities.ID(id))
	}
	return nil
}

// bodyOf writes a question out in full, with what it leaves to defaults.
func bodyOf(q coverage.Question) QuestionBody {
	b := QuestionBody{
		Kinds: q.Kinds, Radius: float64(q.Radius), Standards: q.Standards, Minutes: q.Minutes, Mode: string(q.Mode), OffRoad: float64(q.OffRoad), HigherTiers: q.HigherTiers,
		By: q.By.String(), People: q.Ages, Scope: q.Scope.String(), Neighbours: q.Neighbours,
		ServedShare: q.ServedShare, UnitRule: q.Rule.String(), BedsFor: q.BedsFor, PeopleOnly: q.PeopleOnly,
	}
	if b.ServedShare == 0 {
		b.ServedShare = 0.5
	}
	if q.By == adcode.NoLevel {
		b.By = adcode.Township.String()
	}
	for _, state := range q.States {
		b.States = append(b.States, string(state))
	}
	for kind, r := range q.Radii {
		if b.Radii == nil {
			b.Radii = make(map[string]float64, len(q.Radii))
		}
		b.Radii[kind] = float64(r)
	}
	if len(q.Area.Units) > 0 {
		b.Area = &areaBody{q.Area.Name, q.Area.Units}
	}
	for _, x := range q.With {
		b.With = append(b.With, string(x))
	}
	for _, r := range q.Curve {
		b.Curve = append(b.Curve, float64(r))
	}
	b.assume(q)
	return b
}

// assume writes out what-ifs.
func (b *QuestionBody) assume(q coverage.Question) {
	for _, p := range q.WhatIf {
		b.Facilities = append(b.Facilities, p)
	}
	for _, site := range q.Add {
		b.Add = append(b.Add, addedBody{site.Kind, site.Place[0], site.Place[1], site.Capacity})
	}
	for _, m := range q.Move {
		b.Move = append(b.Move, moveBody{int64(m.Facility), m.Place[0], m.Place[1]})
	}
	for _, id := range q.Close {
		b.Close = append(b.Close, int64(id))
	}
}

// canonical is the question in an order of its own: what may come in any order, sorted.
func (b QuestionBody) canonical() QuestionBody {
	b.Facilities = slices.SortedFunc(slices.Values(b.Facilities), func(p, q [2]float64) int { return slices.Compare(p[:], q[:]) })
	b.Add = slices.SortedFunc(slices.Values(b.Add), func(p, q addedBody) int {
		return cmp.Or(cmp.Compare(p.Lon, q.Lon), cmp.Compare(p.Lat, q.Lat), cmp.Compare(p.Kind, q.Kind), cmp.Compare(p.Beds, q.Beds))
	})
	b.Move = slices.SortedFunc(slices.Values(b.Move), func(p, q moveBody) int { return cmp.Compare(p.ID, q.ID) })
	b.Close = slices.Sorted(slices.Values(b.Close))
	b.Curve = slices.Sorted(slices.Values(b.Curve))
	b.With = slices.Sorted(slices.Values(b.With))
	if b.Area != nil {
		b.Area = &areaBody{b.Area.Name, slices.Sorted(slices.Values(b.Area.Units))}
	}
	return b
}

// questionID names a question, the same one everywhere and always.
func questionID(q coverage.Question) string {
	text, err := json.Marshal(bodyOf(q).canonical())
	if err != nil {
		panic(err) // finite numbers and strings
	}
	sum := sha256.Sum256(text)
	return base64.RawURLEncoding.EncodeToString(sum[:12])
}

// askedQuestion is a question that tiles can be asked for.
type askedQuestion struct{ coverage.Question }

// How many questions are remembered, and how long a what-if is.
const (
	maxQuestions = 4096
	whatIfTime   = time.Hour
	questionTime = 30 * 24 * time.Hour
)

func newQuestions() *otter.Cache[string, askedQuestion] {
	return otter.Must(&otter.Options[string, askedQuestion]{
		MaximumSize: maxQuestions,
		ExpiryCalculator: otter.ExpiryAccessingFunc(func(e otter.Entry[string, askedQuestion]) time.Duration {
			if q := e.Value; len(q.WhatIf)+len(q.Add)+len(q.Move)+len(q.Close) > 0 {
				return whatIfTime
			}
			return questionTime
		}),
	})
}

// remember makes a question's tiles available, and returns its ID.
func (s *Server) remember(q coverage.Question) string {
	id := questionID(q)
	s.questions.Set(id, askedQuestion{q})
	return id
}
