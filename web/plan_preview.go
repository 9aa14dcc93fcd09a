package web

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/paulmach/orb/geojson"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/geo"
)

func (s *Server) planPreviewRoutes() {
	preview := operation(http.MethodPost, "/v1/plans/{id}/preview", "preview-plan", "plans", "What a plan would come to, published on a day: as it is kept, or with the orders given in their place; writes nothing. What does not fit is said, change by change, in an answer and not as an error")
	preview.MaxBodyBytes = maxChanges
	huma.Register(s.api, preview, s.previewPlan)
}

type previewPlanInput struct {
	PlanPath
	Body struct {
		Orders    *[]json.RawMessage `json:"orders,omitempty" maxItems:"100" doc:"changes files in place of the plan's own"`
		Effective string             `json:"effective,omitempty" doc:"the day; left out: the latest of the orders"`
	}
}

// planPreviewBody is what a plan would come to as one order.
type planPreviewBody struct {
	Fits      bool               `json:"fits"`
	Problems  []planProblem      `json:"problems" doc:"what does not fit; change counts over all orders, from 1"`
	Effective string             `json:"effective"`
	Versions  map[string]int64   `json:"versions" doc:"of the counties: If-Match of the publication"`
	Before    []figureBody       `json:"before" doc:"the units as they are on the day"`
	After     []figureBody       `json:"after" doc:"and as they would be; as before where the plan does not fit"`
	Lineage   []strandBody       `json:"lineage"`
	Warnings  []warningBody      `json:"warnings" doc:"what is allowed but unusual"`
	Moved     int                `json:"moved_groups" doc:"villager groups whose unit is another one afterwards"`
	Changed   []changedUnitBody  `json:"changed" doc:"units that differ, in order of code; the ground of each as it would be"`
	Gone      []standingUnitBody `json:"gone" doc:"units that are no more"`
}

// standingUnitBody is a unit with what it counts.
type standingUnitBody struct {
	ID     int64   `json:"id" doc:"its identity; negative: a new unit"`
	Code   string  `json:"code"`
	Name   string  `json:"name"`
	Level  string  `json:"level"`
	Type   string  `json:"type"`
	Parent string  `json:"parent"`
	Area   float64 `json:"area_m2"`
	People int64   `json:"people" doc:"of the villager groups in it"`
}

// changedUnitBody is a unit as it would be, and as it was.
type changedUnitBody struct {
	standingUnitBody
	Was   *standingUnitBody `json:"was" doc:"null: a new unit"`
	Shape *geojson.Geometry `json:"shape,omitempty" doc:"GeoJSON MultiPolygon"`
}

type planPreviewOutput struct{ Body planPreviewBody }

func (s *Server) previewPlan(ctx context.Context, in *previewPlanInput) (*planPreviewOutput, error) {
	plan, err := s.Ledger.Plan(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	if err := (&PlanFields{Orders: in.Body.Orders}).apply(&plan); err != nil {
		return nil, err
	}
	order, err := wholeOrder(plan, in.Body.Effective, civil.DayOf(s.Now()))
	if err != nil {
		return nil, err
	}
	state, versions, err := s.Ledger.State(ctx, order)
	if err != nil {
		return nil, err
	}
	body, err := planPreview(callOf(ctx).tongue, order, state)
	for county, v := range versions {
		body.Versions[county.String()] = v.County
	}
	return &planPreviewOutput{body}, err
}

// planPreview is what an order that may be empty comes to, or what of it does not fit.
func planPreview(t tongue, order boundaries.Order, state boundaries.State) (planPreviewBody, error) {
	before := figuresOf(state.Figures())
	body := planPreviewBody{Effective: order.Effective.String(), Versions: map[string]int64{}, Fits: true, Problems: []planProblem{}, Before: before, After: before,
		Lineage: []strandBody{}, Warnings: []warningBody{}, Changed: []changedUnitBody{}, Gone: []standingUnitBody{}}
	if len(order.Changes) == 0 {
		return body, nil
	}
	forecast, err := boundaries.Preview(state, order)
	if err != nil {
		return body, body.misfit(err, t)
	}
	out := outcomeBody(t, order, forecast.Outcome, nil)
	body.After, body.Lineage, body.Warnings, body.Moved = figuresOf(forecast.After), out.Lineage, out.Warnings, out.Moved
	body.stand(order, state, forecast.Outcome)
	return body, nil
}

// wholeOrder is all that a plan changes as one order, on a day or on the latest day of its orders.
func wholeOrder(plan edition.Plan, effective string, today civil.Day) (boundaries.Order, error) {
	order := boundaries.Order{Counties: plan.Counties(), Title: plan.Name}
	for _, file := range plan.Orders {
		part, err := readOrder(file)
		if err != nil {
			return order, err
		}
		order.Changes = append(order.Changes, part.Changes...)
		if order.Effective.Before(part.Effective) {
			order.Effective = part.Effective
		}
	}
	day, err := parseDay("body.effective", effective)
	if !day.IsZero() {
		order.Effective = day
	}
	if order.Effective.IsZero() {
		order.Effective = today
	}
	return order, err
}

// misfit says what does not fit; an error that is no broken rule is the answer's own.
func (b *planPreviewBody) misfit(err error, t tongue) error {
	b.Fits = false
	for _, part := range parts(err) {
		var rule *boundaries.RuleError
		if !errors.As(part, &rule) {
			return err
		}
		b.Problems = append(b.Problems, planProblem{Change: rule.Change, Rule: rule.Rule, Unit: rule.Unit.String(), Said: explain(part).in(t)})
	}
	return nil
}

// stand lists the units that differ, as they were and would be, and those that are no more.
func (b *planPreviewBody) stand(order boundaries.Order, state boundaries.State, out boundaries.Outcome) {
	after := state.After(order.Effective, out)
	peopleBefore, peopleAfter := state.People(), after.People()
	was := map[boundaries.UnitID]standingUnitBody{}
	for _, v := range state.Units {
		was[v.Unit] = standingUnit(v, peopleBefore)
	}
	there := map[boundaries.UnitID]bool{}
	for _, v := range after.Units {
		there[v.Unit] = true
	}
	for _, v := range inForce(out, order) {
		unit := changedUnitBody{standingUnitBody: standingUnit(v, peopleAfter)}
		if before, ok := was[v.Unit]; ok {
			unit.Was = &before
		}
		if len(v.Shape) > 0 {
			unit.Shape = geojson.NewGeometry(v.Shape)
		}
		b.Changed = append(b.Changed, unit)
	}
	for _, v := range state.Units {
		if !there[v.Unit] {
			b.Gone = append(b.Gone, was[v.Unit])
		}
	}
}

func standingUnit(v boundaries.Version, people map[boundaries.UnitID]int64) standingUnitBody {
	return standingUnitBody{int64(v.Unit), v.Code.String(), v.Name, v.Level().String(), v.Type.Chinese(), v.Parent.String(), roundArea(geo.Area(v.Shape)), people[v.Unit]}
}
