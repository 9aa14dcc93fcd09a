package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
)

// drafts is where plans are kept. *postgis.Store is one.
type drafts interface {
	AddPlan(ctx context.Context, p edition.Plan) (edition.Plan, error)
	ChangePlan(ctx context.Context, p edition.Plan) (edition.Plan, error)
	RemovePlan(ctx context.Context, id int64) error
	Plan(ctx context.Context, id int64) (edition.Plan, error)
	Plans(ctx context.Context, county adcode.Code) ([]edition.Plan, error)
}

func (s *Server) planRoutes() {
	add := operation(http.MethodPost, "/v1/plans", "add-plan", "plans", "Keep a plan: changes and facilities that are not in force, which plan= applies to every read")
	add.DefaultStatus, add.MaxBodyBytes = http.StatusCreated, maxChanges
	huma.Register(s.api, add, s.addPlan)
	huma.Register(s.api, operation(http.MethodGet, "/v1/plans", "list-plans", "plans", "The plans of a county, the last edited first"), s.listPlans)
	huma.Register(s.api, operation(http.MethodGet, "/v1/plans/{id}", "get-plan", "plans", "A plan, and whether it still fits the county"), s.getPlan)
	change := operation(http.MethodPatch, "/v1/plans/{id}", "change-plan", "plans", "Edit a plan; what is left out stays")
	change.MaxBodyBytes = maxChanges
	huma.Register(s.api, change, s.changePlan)
	huma.Register(s.api, operation(http.MethodDelete, "/v1/plans/{id}", "remove-plan", "plans", "Take a draft away"), s.removePlan)
	huma.Register(s.api, operation(http.MethodGet, "/v1/plans/{id}/compare", "compare-plans", "plans", "A plan beside the county as it is, or beside another plan"), s.comparePlans)
	huma.Register(s.api, operation(http.MethodPost, "/v1/plans/{id}/publish", "publish-plan", "plans", "Commit a plan's changes and facilities, in force from a day"), s.publishPlan)
}

// PlanPath names a plan.
type PlanPath struct {
	ID int64 `path:"id"`
}

type addPlanInput struct {
	Body struct {
		County string `json:"county,omitempty" doc:"may be left out where the orders say it, or where there is only one"`
		PlanFields
	}
}

type planOutput struct {
	Location string `header:"Location"`
	ETag     string `header:"ETag"`
	Body     planBody
}

func (s *Server) addPlan(ctx context.Context, in *addPlanInput) (*planOutput, error) {
	plan := edition.Plan{Author: localAuthor}
	var err error
	if in.Body.County != "" || in.Body.Orders == nil || len(*in.Body.Orders) == 0 {
		if plan.County, err = s.county(ctx, "body.county", in.Body.County); err != nil {
			return nil, err
		}
	}
	if err := in.Body.apply(&plan); err != nil {
		return nil, err
	}
	if plan, err = s.Ledger.AddPlan(ctx, plan); err != nil {
		return nil, err
	}
	return s.shownPlan(ctx, plan)
}

// shownPlan is a plan with what is said about it on the county of now.
func (s *Server) shownPlan(ctx context.Context, plan edition.Plan) (*planOutput, error) {
	body := planOf(plan)
	var err error
	if body.Moved, err = s.baseMoved(ctx, plan); err != nil {
		return nil, err
	}
	if plan.Published == 0 {
		_, misfit := s.Editions.Edition(ctx, edition.Key{County: plan.County, Plan: plan.ID})
		var not *edition.PlanError
		if misfit != nil && !errors.As(misfit, &not) {
			return nil, misfit
		}
		body.fit(misfit, callOf(ctx).tongue)
	}
	return &planOutput{Location: fmt.Sprintf("/v1/plans/%d", plan.ID), ETag: fmt.Sprintf(`"%d"`, plan.Version), Body: body}, nil
}

// baseMoved reports whether a county of a plan was written since it was last edited.
func (s *Server) baseMoved(ctx context.Context, plan edition.Plan) (bool, error) {
	for _, county := range plan.Counties() {
		now, err := s.Editions.Edition(ctx, edition.Key{County: county})
		if err != nil {
			return false, err
		}
		base := plan.Base
		if county != plan.County {
			base = plan.Bases[county]
		}
		if base != now.Versions.County {
			return true, nil
		}
	}
	return false, nil
}

type listPlansInput struct {
	County string `query:"county" doc:"may be left out where there is only one"`
}

type listPlansOutput struct {
	Body struct {
		County string     `json:"county"`
		Plans  []planBody `json:"plans"`
	}
}

func (s *Server) listPlans(ctx context.Context, in *listPlansInput) (*listPlansOutput, error) {
	county, err := s.county(ctx, "query.county", in.County)
	if err != nil {
		return nil, err
	}
	plans, err := s.Ledger.Plans(ctx, county)
	if err != nil {
		return nil, err
	}
	out := &listPlansOutput{}
	out.Body.County, out.Body.Plans = county.String(), []planBody{}
	for _, p := range plans {
		body := planOf(p)
		if body.Moved, err = s.baseMoved(ctx, p); err != nil {
			return nil, err
		}
		out.Body.Plans = append(out.Body.Plans, body)
	}
	return out, nil
}

func (s *Server) getPlan(ctx context.Context, in *PlanPath) (*planOutput, error) {
	plan, err := s.Ledger.Plan(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	return s.shownPlan(ctx, plan)
}

type changePlanInput struct {
	PlanPath
	IfMatch string `header:"If-Match" doc:"the plan's version that the edit is based on: 409 where somebody else edited it since"`
	Body    PlanFields
}

func (s *Server) changePlan(ctx context.Context, in *changePlanInput) (*planOutput, error) {
	plan, err := s.Ledger.Plan(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	saw, err := Precondition{in.IfMatch}.version()
	if err != nil {
		return nil, err
	}
	if err := in.Body.apply(&plan); err != nil {
		return nil, err
	}
	if saw != 0 {
		plan.Version = saw
	}
	plan.Author = localAuthor
	now, err := s.Ledger.ChangePlan(ctx, plan)
	if errors.Is(err, boundaries.ErrConflict) && now.ID != 0 {
		return nil, &refusal{status: http.StatusConflict, version: now.Version, said: explain(err)}
	}
	if err != nil {
		return nil, err
	}
	return s.shownPlan(ctx, now)
}

func (s *Server) removePlan(ctx context.Context, in *PlanPath) (*struct{}, error) {
	return nil, s.Ledger.RemovePlan(ctx, in.ID)
}

type publishInput struct {
	PlanPath
	IfMatch string `header:"If-Match" doc:"the county's version that the decision is based on, or each one's of several counties, as of POST /v1/changes: 409 where one has passed"`
	Key     string `header:"Idempotency-Key" maxLength:"200"`
	Body    struct {
		Effective string `json:"effective" doc:"the first day on which it holds"`
		Document  string `json:"document,omitempty" maxLength:"200" doc:"number of the approval"`
		Approved  string `json:"approved,omitempty"`
		Title     string `json:"title,omitempty" maxLength:"200" doc:"left out: the plan's name"`
	}
}

func (s *Server) publishPlan(ctx context.Context, in *publishInput) (*changesOutput, error) {
	plan, err := s.Ledger.Plan(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	p := Publication{Title: in.Body.Title, Document: in.Body.Document}
	if p.Effective, err = parseDay("body.effective", in.Body.Effective); err != nil {
		return nil, err
	}
	if p.Approved, err = parseDay("body.approved", in.Body.Approved); err != nil {
		return nil, err
	}
	dossier, err := s.Ledger.Dossier(ctx, edition.Matter{Plan: plan.ID})
	if err != nil {
		return nil, err
	}
	p.TakeApproval(dossier)
	var now []*edition.Edition
	for _, county := range plan.Counties() {
		ed, err := s.Editions.Edition(ctx, edition.Key{County: county, At: p.Effective})
		if err != nil {
			return nil, err
		}
		now = append(now, ed)
	}
	w, err := p.Write(plan, now)
	if err != nil {
		return nil, err
	}
	w.Author, w.Key = localAuthor, in.Key
	if w.IfVersion, err = SeenVersions(in.IfMatch, plan.Counties()); err != nil {
		return nil, err
	}
	return s.commitOrder(ctx, w)
}
