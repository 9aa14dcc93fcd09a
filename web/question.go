package web

import (
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
	Kinds       []string     `json:"kinds" minItems:"1" maxItems:"50" doc:"codes of /v1/kinds, or sets of them: URBAN_HOME_COMMUNITY, RURAL_THREE_TIER, ALL_ELDER"`
	Radius      float64      `json:"radius_m" doc:"metres, straight line on the ellipsoid" example:"1000"`
	By          string       `json:"by,omitempty" enum:"township,village" default:"township"`
	People      []string     `json:"people,omitempty" maxItems:"20" doc:"age groups; left out: all there are" example:"[\"all\",\"60+\"]"`
	Scope       string       `json:"scope,omitempty" enum:"all,urban,rural" default:"all"`
	States      []string     `json:"states,omitempty" maxItems:"10" doc:"states that count beside those in operation"`
	ServedShare float64      `json:"served_share,omitempty" doc:"a unit is served when this share of its people is covered" default:"0.5"`
	UnitRule    string       `json:"unit_rule,omitempty" enum:"having,served" default:"having" doc:"what the units' share counts"`
	Facilities  [][2]float64 `json:"facilities,omitempty" maxItems:"1000" doc:"what-if: further facilities, [lon, lat]"`
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
	q := coverage.Question{Radius: geo.Metres(b.Radius), Ages: b.People, ServedShare: b.ServedShare, By: adcode.Township}
	for i, code := range b.Kinds {
		kinds, err := facilities.Expand([]string{code})
		if err != nil {
			return q, badBody(fmt.Sprintf("%skinds[%d]", where, i), fmt.Sprintf("没有设施类别“%s”：见 /v1/kinds", code), fmt.Sprintf("%q is not a kind of facility: see /v1/kinds", code))
		}
		q.Kinds = append(q.Kinds, kinds...)
	}
	slices.Sort(q.Kinds)
	q.Kinds = slices.Compact(q.Kinds)
	if b.By == adcode.Village.String() {
		q.By = adcode.Village
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
	for i, p := range b.Facilities {
		if !(math.Abs(p[0]) <= 180 && math.Abs(p[1]) <= 90) {
			return q, badBody(fmt.Sprintf("%sfacilities[%d]", where, i), "不是 [经度, 纬度]", "is not [lon, lat]")
		}
		q.WhatIf = append(q.WhatIf, orb.Point(p))
	}
	return q, nil
}

// bodyOf writes a question out in full, with what it leaves to defaults.
func bodyOf(q coverage.Question) QuestionBody {
	b := QuestionBody{
		Kinds: q.Kinds, Radius: float64(q.Radius), By: q.By.String(), People: q.Ages, Scope: q.Scope.String(),
		ServedShare: q.ServedShare, UnitRule: q.Rule.String(),
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
	for _, p := range q.WhatIf {
		b.Facilities = append(b.Facilities, p)
	}
	return b
}

// questionID names a question, the same one everywhere and always.
func questionID(q coverage.Question) string {
	text, err := json.Marshal(bodyOf(q))
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
			if len(e.Value.WhatIf) > 0 {
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
