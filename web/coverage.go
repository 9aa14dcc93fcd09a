package web

import (
	"context"
	"math"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/edition"
)

func (s *Server) coverageRoutes() {
	huma.Register(s.api, operation(http.MethodPost, "/v1/coverage", "ask-coverage", "coverage", "How much of the people, units and land lies within reach of facilities"), s.askCoverage)
	gaps := operation(http.MethodPost, "/v1/gaps", "ask-gaps", "coverage", "The land out of reach, unit by unit, with the people in it, as GeoJSON")
	gaps.Responses = geoJSONResponse("a FeatureCollection", gapBody{}, s)
	huma.Register(s.api, gaps, s.askGaps)
}

type coverageInput struct {
	Body struct {
		PictureBody
		QuestionBody
	}
}

// ratioBody is a number of people of a total.
type ratioBody struct {
	Covered int64   `json:"covered"`
	Of      int64   `json:"of"`
	Share   float64 `json:"share" doc:"covered/of to five decimals; 0 of nothing"`
}

type unitsShareBody struct {
	Having int64   `json:"having" doc:"villages and communities with a facility inside"`
	Served int64   `json:"served" doc:"those whose people are covered"`
	Of     int64   `json:"of"`
	Share  float64 `json:"share"`
}

type landBody struct {
	Covered float64 `json:"covered_m2"`
	Of      float64 `json:"of_m2"`
	Share   float64 `json:"share"`
}

// SharesBody is the answer for one unit or the total.
type SharesBody struct {
	People     map[string]ratioBody `json:"people"`
	Units      unitsShareBody       `json:"units"`
	Area       landBody             `json:"area"`
	Redundancy map[string][]int64   `json:"redundancy,omitempty" doc:"people covered by exactly 0, 1, 2, ... facilities; the last number counts those of ten and more"`
	Distance   *distanceBody        `json:"distance,omitempty" doc:"null where nobody lives"`
	Beds       *bedsBody            `json:"beds,omitempty"`
}

type lineBody struct {
	Code string `json:"code"`
	Name string `json:"name"`
	SharesBody
}

type unplacedBody struct {
	ID   int64  `json:"id"`
	Name string `json:"name"`
	Why  string `json:"why"`
}

// answerBody is INTERFACE's coverage answer.
type answerBody struct {
	Edition    editionBody  `json:"edition"`
	Question   QuestionBody `json:"question"`
	ID         string       `json:"question_id" doc:"asks for the reach and gaps as tiles"`
	Definition struct {
		Zh string `json:"zh"`
		En string `json:"en"`
	} `json:"definition"`
	Total    SharesBody     `json:"total"`
	By       []lineBody     `json:"by"`
	Unplaced []unplacedBody `json:"unplaced"`
	Stranded []strandedBody `json:"stranded,omitempty" doc:"by road: villager groups and facilities that no road leads to"`
	Hash     string         `json:"input_hash" doc:"of the question, the day, the plan and the versions: the same figures come with the same hash"`
	ExtrasBody
}

type coverageOutput struct{ Body answerBody }

func (s *Server) askCoverage(ctx context.Context, in *coverageInput) (*coverageOutput, error) {
	ed, q, err := s.asked(ctx, in.Body.PictureBody, in.Body.QuestionBody, "")
	if err != nil {
		return nil, err
	}
	beside, err := s.beside(ctx, ed, q)
	if err != nil {
		return nil, err
	}
	body, err := s.answer(ed, q, beside)
	if err != nil {
		return nil, err
	}
	return &coverageOutput{body}, nil
}

// asked reads what a question is put to, and the question.
func (s *Server) asked(ctx context.Context, p PictureBody, body QuestionBody, where string) (*edition.Edition, coverage.Question, error) {
	q, err := body.parse(where)
	if err != nil {
		return nil, q, err
	}
	ed, err := s.pictureAt(ctx, "body.", p.County, p.At, p.plan())
	return ed, q, err
}

// beside are the editions whose facilities may count for a county too.
func (s *Server) beside(ctx context.Context, ed *edition.Edition, q coverage.Question) ([]*edition.Edition, error) {
	return coverage.Beside(ctx, s.Editions, ed, q)
}

func answerOf(ed *edition.Edition, a *coverage.Answer, id string) answerBody {
	body := answerBody{Edition: editionOf(ed), Question: bodyOf(a.Question), ID: id, Total: sharesOf(a.Total), By: make([]lineBody, 0, len(a.Lines)), Unplaced: make([]unplacedBody, 0, len(a.Unplaced))}
	body.Definition.Zh, body.Definition.En = a.Definition.Zh, a.Definition.En
	for _, line := range a.Lines {
		u := &ed.Units[line.Unit]
		body.By = append(body.By, lineBody{u.Code.String(), u.Name, sharesOf(line)})
	}
	for _, f := range a.Unplaced {
		facility := &ed.Facilities.List[f.Facility]
		body.Unplaced = append(body.Unplaced, unplacedBody{int64(facility.ID), facility.Name, f.Why})
	}
	body.Hash, body.ExtrasBody = a.ID, extrasOf(ed, a)
	body.Stranded = strandedOf(ed, a)
	return body
}

func sharesOf(line coverage.Line) SharesBody {
	body := SharesBody{
		People: make(map[string]ratioBody, len(line.People)),
		Units:  unitsShareBody{line.Units.Having, line.Units.Served, line.Units.Of, roundShare(line.Units.Share())},
		Area:   landBody{roundArea(line.Land.Covered), roundArea(line.Land.Of), roundShare(line.Land.Share())},

		Redundancy: line.Depth,
	}
	for age, r := range line.People {
		body.People[age] = ratioBody{r.Covered, r.Of, roundShare(r.Share())}
	}
	if b := line.Beds; b != nil {
		body.Beds = &bedsBody{b.Served, b.Waiting, b.Unknown, b.Out}
	}
	if d := line.Distance; d != nil {
		body.Distance = &distanceBody{mm(d.Mean), mm(d.PeopleMean), mm(d.P95), mm(d.Least), mm(d.Most), d.Unreached}
	}
	return body
}

func roundShare(x float64) float64 { return math.Round(x*1e5) / 1e5 }

// gapBody are a gap's properties.
type gapBody struct {
	Unit   string           `json:"unit" doc:"its code; empty for people in no unit of the level"`
	Name   string           `json:"name"`
	People map[string]int64 `json:"people" doc:"of the unit's groups that are not covered"`
	Area   float64          `json:"area_m2"`
}

func (s *Server) askGaps(ctx context.Context, in *coverageInput) (*documentOutput, error) {
	ed, q, err := s.asked(ctx, in.Body.PictureBody, in.Body.QuestionBody, "")
	if err != nil {
		return nil, err
	}
	d, err := s.gaps(ctx, ed, q)
	if err != nil {
		return nil, err
	}
	return d.output(), nil
}

func (s *Server) gaps(ctx context.Context, ed *edition.Edition, q coverage.Question) (*document, error) {
	id := s.remember(q)
	beside, err := s.beside(ctx, ed, q)
	if err != nil {
		return nil, err
	}
	tag := tagOf("gaps", versionsOf(ed), coverage.ID(ed, q, beside...), id)
	if d, ok := s.documents.GetIfPresent(tag); ok {
		return d, nil
	}
	gaps, err := coverage.Gaps(ed, q, beside...)
	if err != nil {
		return nil, err
	}
	return s.kept(tag, geoJSON, func() []byte { return gapsGeoJSON(ed, q, id, gaps) }), nil
}

func gapsGeoJSON(ed *edition.Edition, q coverage.Question, id string, gaps []coverage.Gap) []byte {
	g := &geoWriter{}
	g.begin(member{"edition", editionOf(ed)}, member{"question", bodyOf(q)}, member{"question_id", id})
	g.gaps(ed, gaps)
	return g.end()
}

func (g *geoWriter) gaps(ed *edition.Edition, gaps []coverage.Gap) {
	for _, gap := range gaps {
		body := gapBody{People: gap.People, Area: roundArea(gap.Area)}
		if gap.Unit >= 0 {
			body.Unit, body.Name = ed.Units[gap.Unit].Code.String(), ed.Units[gap.Unit].Name
		}
		g.feature(nil, body, func() { g.geometry(gap.Shape) })
	}
}
