package web

import (
	"context"
	"math"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/edition"
)

// roundTo keeps parts of 1/parts.
func roundTo(x, parts float64) float64 { return math.Round(x*parts) / parts }

type compareInput struct {
	PlanPath
	With   int64    `query:"with" doc:"another plan; 0 or left out: the county as it is"`
	At     string   `query:"at" doc:"the day; left out: the newest state"`
	Kinds  []string `query:"kinds" doc:"with radius_m: coverage of both too"`
	Radius float64  `query:"radius_m"`
}

// sideBody is one side of a comparison.
type sideBody struct {
	Edition  editionBody  `json:"edition"`
	Name     string       `json:"name,omitempty" doc:"of the plan"`
	Figures  []figureBody `json:"figures"`
	Coverage *SharesBody  `json:"coverage,omitempty"`
}

// differsBody is a unit that is not the same on both sides.
type differsBody struct {
	Code string `json:"code"`
	Name string `json:"name" doc:"on the plan's side, or else on the other"`
	How  string `json:"how" enum:"only_here,only_there,changed"`
}

// ComparisonBody is two editions beside each other.
type ComparisonBody struct {
	Here    sideBody      `json:"here" doc:"the plan"`
	There   sideBody      `json:"there" doc:"what it is compared with"`
	Differs []differsBody `json:"differs"`
}

type compareOutput struct{ Body ComparisonBody }

func (s *Server) comparePlans(ctx context.Context, in *compareInput) (*compareOutput, error) {
	plan, err := s.Ledger.Plan(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	here, err := s.pictureAt(ctx, "query.", plan.County.String(), in.At, plan.ID)
	if err != nil {
		return nil, err
	}
	there, err := s.pictureAt(ctx, "query.", plan.County.String(), here.Key.At.String(), in.With)
	if err != nil {
		return nil, err
	}
	var q *coverage.Question
	if len(in.Kinds) > 0 {
		question, err := QuestionBody{Kinds: in.Kinds, Radius: in.Radius}.parse("")
		if err != nil {
			return nil, err
		}
		q = &question
	}
	body, err := CompareEditions(here, there, q)
	return &compareOutput{body}, err
}

// CompareEditions sets two editions beside each other, with the shares of a coverage
// question where one is asked.
func CompareEditions(here, there *edition.Edition, q *coverage.Question) (ComparisonBody, error) {
	var body ComparisonBody
	for _, side := range []struct {
		ed   *edition.Edition
		body *sideBody
	}{{here, &body.Here}, {there, &body.There}} {
		side.body.Edition, side.body.Figures = editionOf(side.ed), countEdition(side.ed)
		if side.ed.Plan != nil {
			side.body.Name = side.ed.Plan.Name
		}
		if q == nil {
			continue
		}
		answer, err := coverage.Ask(side.ed, *q)
		if err != nil {
			return body, err
		}
		shares := sharesOf(answer.Total)
		side.body.Coverage = &shares
	}
	body.Differs = differences(here, there)
	return body, nil
}

func differences(here, there *edition.Edition) []differsBody {
	list := []differsBody{}
	for i := range here.Units {
		u := &here.Units[i]
		switch other := there.ByCode(u.Code); {
		case other == nil:
			list = append(list, differsBody{u.Code.String(), u.Name, "only_here"})
		case other.Unit != u.Unit || other.Name != u.Name || other.Type != u.Type || other.Parent != u.Parent || other.IsUrban != u.IsUrban || other.Tier != u.Tier || !other.Shape.Equal(u.Shape):
			list = append(list, differsBody{u.Code.String(), u.Name, "changed"})
		}
	}
	for i := range there.Units {
		if u := &there.Units[i]; here.ByCode(u.Code) == nil && u.Level() != adcode.NoLevel {
			list = append(list, differsBody{u.Code.String(), u.Name, "only_there"})
		}
	}
	return list
}
