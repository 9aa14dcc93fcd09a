package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"

	"github.com/danielgtaylor/huma/v2"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/edition"
)

// inferred is where lineage that snapshots suggest is kept, and what is said of it.
// *postgis.Store is one.
type inferred interface {
	Inferences(ctx context.Context, county adcode.Code, day civil.Day) ([]boundaries.Inference, error)
	Rule(ctx context.Context, w edition.RulingWrite) ([]boundaries.Inference, map[adcode.Code]edition.Versions, error)
}

func (s *Server) inferenceRoutes() {
	huma.Register(s.api, operation(http.MethodGet, "/v1/inferences", "list-inferences", "units", "Lineage inferred between imported snapshots: for a person to confirm, correct or reject"), s.listInferences)
	huma.Register(s.api, operation(http.MethodPost, "/v1/inferences/{id}", "decide-inference", "units", "Confirm an inferred strand of lineage, as it is or corrected, or reject it, or leave it open again"), s.postInference)
	huma.Register(s.api, operation(http.MethodPost, "/v1/inferences", "decide-inferences", "units", "Confirm or reject all proposed inferences of at least a confidence"), s.postInferences)
}

// inferenceBody is a strand that snapshots suggest.
type inferenceBody struct {
	ID         int64   `json:"id,omitempty" doc:"missing where nothing is committed yet"`
	State      string  `json:"state" enum:"proposed,confirmed,rejected"`
	Confidence float64 `json:"confidence" doc:"0 to 1"`
	Evidence   string  `json:"evidence" enum:"land,code_and_name,name,code,groups,person"`
	Why        string  `json:"why" doc:"one sentence: what speaks for it"`
	Level      string  `json:"level"`
	Author     string  `json:"author,omitempty" doc:"who decided, or whose import suggested it"`
	FromUnit   int64   `json:"from_unit,omitempty"`
	ToUnit     int64   `json:"to_unit,omitempty"`
	inferredStrand
}

// inferredStrand is a strand without what an inference says better.
type inferredStrand struct {
	From        string  `json:"from"`
	FromName    string  `json:"from_name"`
	To          string  `json:"to"`
	ToName      string  `json:"to_name"`
	Kind        string  `json:"kind"`
	Day         string  `json:"day"`
	SharePeople float64 `json:"share_people" doc:"of the former unit's people"`
	ShareArea   float64 `json:"share_area" doc:"of the former unit's area"`
}

func inferenceOf(t tongue, i *boundaries.Inference) inferenceBody {
	body := inferenceBody{
		ID: int64(i.ID), State: i.State.String(), Confidence: roundTo(i.Confidence, 1e4), Evidence: i.Evidence.String(), Why: whyOf(i).in(t), Level: i.FromCode.Level().String(), Author: i.Author,
		inferredStrand: inferredStrand{i.FromCode.String(), i.FromName, i.ToCode.String(), i.ToName, i.Kind, i.Day.String(), roundTo(i.People, 1e9), roundTo(i.Area, 1e9)},
	}
	if i.ID != 0 {
		body.FromUnit, body.ToUnit = int64(i.From), int64(i.To)
	}
	return body
}

func inferenceBodies(t tongue, list []boundaries.Inference) []inferenceBody {
	bodies := []inferenceBody{}
	for i := range list {
		bodies = append(bodies, inferenceOf(t, &list[i]))
	}
	return bodies
}

// InferenceBodies are inferences in the form of GET /v1/inferences, to be marshalled.
func InferenceBodies(list []boundaries.Inference) any { return inferenceBodies(english, list) }

// whyOf is what speaks for an inference, in both languages.
func whyOf(i *boundaries.Inference) sentence {
	said := sentence{en: i.Why()}
	switch i.Evidence {
	case boundaries.ByCodeAndName:
		said.zh = "代码和名称相同，范围未知"
	case boundaries.ByName:
		said.zh = "名称相同，范围未知"
	case boundaries.ByCode:
		said.zh = "代码相同，但代码可能已另行使用；范围未知"
	case boundaries.ByGroups:
		said.zh = fmt.Sprintf("按村民小组，%s 有 %.1f %% 的人口属于%s", i.FromName, 100*i.People, i.ToName)
	case boundaries.ByPerson:
		said.zh = "由 " + i.Author + " 指定"
	default:
		said.zh = fmt.Sprintf("%s 有 %.1f %% 的土地在%s范围内", i.FromName, 100*i.Area, i.ToName)
		if i.Bears {
			said.zh += "，且代码或名称相同"
		}
	}
	return said
}

type inferencesInput struct {
	County string `query:"county" doc:"may be left out where there is only one"`
	Day    string `query:"day" doc:"only those of the snapshot of this day"`
	State  string `query:"state" doc:"proposed, confirmed or rejected; left out: all"`
}

type inferencesOutput struct {
	Body struct {
		County     string          `json:"county"`
		Version    int64           `json:"version,omitempty" doc:"of the county, after a decision"`
		Inferences []inferenceBody `json:"inferences"`
	}
}

func (s *Server) listInferences(ctx context.Context, in *inferencesInput) (*inferencesOutput, error) {
	county, err := s.county(ctx, "query.county", in.County)
	if err != nil {
		return nil, err
	}
	day, err := parseDay("query.day", in.Day)
	if err != nil {
		return nil, err
	}
	list, err := s.Ledger.Inferences(ctx, county, day)
	if err != nil {
		return nil, err
	}
	if in.State != "" {
		state, err := boundaries.ParseRuling(in.State)
		if err != nil {
			return nil, badParameter("query.state", "state 应为 proposed、confirmed 或 rejected", err.Error())
		}
		list = slices.DeleteFunc(list, func(i boundaries.Inference) bool { return i.State != state })
	}
	out := &inferencesOutput{}
	out.Body.County, out.Body.Inferences = county.String(), inferenceBodies(callOf(ctx).tongue, list)
	return out, nil
}

// decisions are what a person may say.
var decisions = map[string]boundaries.Ruling{"confirm": boundaries.Confirmed, "reject": boundaries.Rejected, "reopen": boundaries.Proposed}

type inferenceInput struct {
	Precondition
	ID     int64  `path:"id"`
	County string `query:"county" doc:"may be left out where there is only one"`
	Body   struct {
		Decision string `json:"decision" enum:"confirm,reject,reopen"`
		Kind     string `json:"kind,omitempty" doc:"what it was in truth: merge, absorb, split, transfer, rename, recode, retype or border"`
		To       string `json:"to,omitempty" doc:"code, on the day, of the unit that it became in truth"`
	}
}

func (s *Server) postInference(ctx context.Context, in *inferenceInput) (*inferencesOutput, error) {
	w := edition.RulingWrite{Inference: boundaries.InferenceID(in.ID), State: decisions[in.Body.Decision], Kind: in.Body.Kind}
	if in.Body.To != "" {
		to, err := adcode.Parse(in.Body.To)
		if err != nil {
			return nil, badBody("to", "to 不是区划代码", err.Error())
		}
		w.To = to
	}
	return s.rule(ctx, in.County, in.Precondition, w)
}

type allInferencesInput struct {
	Precondition
	County string `query:"county" doc:"may be left out where there is only one"`
	Body   struct {
		Decision string  `json:"decision" enum:"confirm,reject"`
		Above    float64 `json:"above" minimum:"0" maximum:"1" doc:"only those of at least this confidence"`
		Day      string  `json:"day,omitempty" doc:"only those of the snapshot of this day"`
	}
}

func (s *Server) postInferences(ctx context.Context, in *allInferencesInput) (*inferencesOutput, error) {
	day, err := parseDay("body.day", in.Body.Day)
	if err != nil {
		return nil, err
	}
	return s.rule(ctx, in.County, in.Precondition, edition.RulingWrite{State: decisions[in.Body.Decision], Above: in.Body.Above, Day: day})
}

// rule records a decision and lets the editions know.
func (s *Server) rule(ctx context.Context, county string, p Precondition, w edition.RulingWrite) (*inferencesOutput, error) {
	code, err := s.county(ctx, "query.county", county)
	if err != nil {
		return nil, err
	}
	if w.IfVersion, err = p.version(); err != nil {
		return nil, err
	}
	w.Author, w.County = localAuthor, code
	ruled, versions, err := s.Ledger.Rule(ctx, w)
	switch {
	case errors.Is(err, boundaries.ErrConflict):
		return nil, s.conflict(ctx, err, code)
	case errors.Is(err, boundaries.ErrNotFound):
		return nil, &refusal{status: http.StatusNotFound, said: sentence{"没有这条推断", "there is no such inference"}}
	case err != nil:
		return nil, err
	}
	out := &inferencesOutput{}
	for county, now := range versions {
		s.Editions.Invalidate(county, now)
		out.Body.Version = now.County
	}
	out.Body.County, out.Body.Inferences = code.String(), inferenceBodies(callOf(ctx).tongue, ruled)
	return out, nil
}
