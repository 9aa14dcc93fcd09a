package web

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/facilities"
)

// PlanFields is what may be said of a plan; what is left out stays as it is.
type PlanFields struct {
	Name       *string            `json:"name,omitempty" maxLength:"200"`
	Note       *string            `json:"note,omitempty" maxLength:"10000"`
	Orders     *[]json.RawMessage `json:"orders,omitempty" maxItems:"100" doc:"changes files, applied in order; replaces all"`
	Facilities *[]plannedBody     `json:"facilities,omitempty" maxItems:"1000" doc:"facilities as the plan would have them; replaces all"`
}

// plannedBody is a facility of a plan: new without id, else a change of that one.
type plannedBody struct {
	ID     int64    `json:"id,omitempty"`
	Remove bool     `json:"remove,omitempty"`
	Kind   string   `json:"kind,omitempty" doc:"a code of /v1/kinds"`
	Name   string   `json:"name,omitempty" maxLength:"200"`
	State  string   `json:"state,omitempty" doc:"left out: 运营 for a new one"`
	Lon    *float64 `json:"lon,omitempty"`
	Lat    *float64 `json:"lat,omitempty"`
}

type planProblem struct {
	Order int    `json:"order" doc:"which of the plan's orders, from 1"`
	Said  string `json:"said"`
}

type planBody struct {
	ID         int64             `json:"id"`
	County     string            `json:"county"`
	Name       string            `json:"name"`
	Note       string            `json:"note,omitempty"`
	Author     string            `json:"author"`
	Version    int64             `json:"version" doc:"rises with each edit; If-Match of PATCH"`
	Base       int64             `json:"base" doc:"the county's version when it was last edited"`
	Moved      bool              `json:"moved" doc:"the county was written since"`
	Fits       *bool             `json:"fits,omitempty" doc:"whether it can still be applied; in the list left out"`
	Problems   []planProblem     `json:"problems,omitempty" doc:"what no longer fits"`
	Published  int64             `json:"published,omitempty" doc:"the change it became"`
	Orders     []json.RawMessage `json:"orders"`
	Facilities []plannedBody     `json:"facilities"`
}

// PlanBody is a plan in the form of GET /v1/plans/{id}, to be marshalled; misfit is what
// its edition's making said.
func PlanBody(p edition.Plan, misfit error) any {
	body := planOf(p)
	if p.Published == 0 {
		body.fit(misfit, english)
	}
	return body
}

// PlanBodies are plans in the form of GET /v1/plans, to be marshalled.
func PlanBodies(plans []edition.Plan) any {
	bodies := []planBody{}
	for _, p := range plans {
		bodies = append(bodies, planOf(p))
	}
	return bodies
}

// fit says whether the plan fits, by what its edition's making said.
func (b *planBody) fit(misfit error, t tongue) {
	fits := misfit == nil
	b.Fits = &fits
	var not *edition.PlanError
	if !errors.As(misfit, &not) {
		return
	}
	for _, part := range parts(not.Cause) {
		b.Problems = append(b.Problems, planProblem{not.Order, explain(part).in(t)})
	}
}

func planOf(p edition.Plan) planBody {
	body := planBody{ID: p.ID, County: p.County.String(), Name: p.Name, Note: p.Note, Author: p.Author, Version: p.Version, Base: p.Base, Published: int64(p.Published),
		Orders: []json.RawMessage{}, Facilities: []plannedBody{}}
	for _, order := range p.Orders {
		body.Orders = append(body.Orders, order)
	}
	for _, f := range p.Facilities {
		planned := plannedBody{ID: int64(f.ID), Remove: f.Remove, Kind: f.Kind, Name: f.Name, State: string(f.State)}
		if f.Place != nil {
			planned.Lon, planned.Lat = &f.Place[0], &f.Place[1]
		}
		body.Facilities = append(body.Facilities, planned)
	}
	return body
}

// apply puts the fields given into a plan. Each order must be a changes file that can
// be read; whether it fits the county is another question.
func (in *PlanFields) apply(p *edition.Plan) error {
	if in.Name != nil {
		p.Name = *in.Name
	}
	if in.Note != nil {
		p.Note = *in.Note
	}
	if p.Name == "" {
		return badBody("name", "方案要有名称", "a plan needs a name")
	}
	if in.Orders != nil {
		p.Orders = nil
		for i, file := range *in.Orders {
			order, err := readOrder(file)
			if err != nil {
				return err
			}
			if !slices.Contains(order.Counties, p.County) {
				return badBody(fmt.Sprintf("orders[%d]", i), "这份变更不属于方案所在的县", "this changes file does not belong to the plan's county")
			}
			if len(order.Counties) > 1 {
				return badBody(fmt.Sprintf("orders[%d]", i), "方案只涉及一个县", "a plan is of one county")
			}
			p.Orders = append(p.Orders, file)
		}
	}
	if in.Facilities != nil {
		p.Facilities = nil
		for i, f := range *in.Facilities {
			planned, err := f.parse(fmt.Sprintf("facilities[%d]", i))
			if err != nil {
				return err
			}
			p.Facilities = append(p.Facilities, planned)
		}
	}
	return nil
}

func (b plannedBody) parse(at string) (edition.PlannedFacility, error) {
	f := edition.PlannedFacility{ID: facilities.ID(b.ID), Remove: b.Remove, Kind: b.Kind, Name: b.Name, State: facilities.State(b.State)}
	if _, ok := facilities.KindByCode(b.Kind); !ok && (b.Kind != "" || b.ID == 0) {
		return f, badBody(at+".kind", fmt.Sprintf("没有设施类别“%s”：见 /v1/kinds", b.Kind), fmt.Sprintf("%q is not a kind of facility: see /v1/kinds", b.Kind))
	}
	if b.State != "" && !slices.Contains(facilities.States, f.State) {
		return f, badBody(at+".state", fmt.Sprintf("没有状态“%s”：可用 %v", b.State, facilities.States), fmt.Sprintf("%q is not a state: use one of %v", b.State, facilities.States))
	}
	if b.ID == 0 && b.Name == "" {
		return f, badBody(at+".name", "设施要有名称", "a facility needs a name")
	}
	if (b.Lon == nil) != (b.Lat == nil) || b.ID == 0 && b.Lon == nil {
		return f, badBody(at+".lon", "请给出 lon 与 lat", "give lon and lat")
	}
	if b.Lon != nil {
		if !(math.Abs(*b.Lon) <= 180 && math.Abs(*b.Lat) <= 90) {
			return f, badBody(at+".lon", "不是经纬度", "is not lon and lat")
		}
		f.Place = &orb.Point{*b.Lon, *b.Lat}
	}
	return f, nil
}

// Publication is what a plan is committed with.
type Publication struct {
	Title, Document     string
	Approved, Effective civil.Day
}

// Write is the commit that a plan becomes on a county as it is on the effective day:
// one order of all its changes, in force from that day, and its facilities.
func (p Publication) Write(plan edition.Plan, now *edition.Edition) (edition.OrderWrite, error) {
	if p.Effective.IsZero() {
		return edition.OrderWrite{}, badBody("effective", "请给出实施日期", "say from which day it holds, by effective")
	}
	if p.Title == "" {
		p.Title = plan.Name
	}
	order := boundaries.Order{Title: p.Title, Document: p.Document, Approved: p.Approved, Effective: p.Effective}
	order.Counties = append(order.Counties, plan.County)
	changes := []json.RawMessage{}
	for _, file := range plan.Orders {
		part, err := readOrder(file)
		if err != nil {
			return edition.OrderWrite{}, err
		}
		order.Changes = append(order.Changes, part.Changes...)
		var list struct{ Changes []json.RawMessage }
		if err := json.Unmarshal(file, &list); err != nil {
			return edition.OrderWrite{}, err
		}
		changes = append(changes, list.Changes...)
	}
	file, err := json.Marshal(map[string]any{"county": plan.County.String(), "title": p.Title, "document": p.Document, "approved": p.Approved, "effective": p.Effective, "changes": changes})
	if err != nil {
		return edition.OrderWrite{}, err
	}
	return edition.OrderWrite{Order: order, File: file, Plan: plan.ID, Facilities: plannedSets(plan, now, p.Effective)}, nil
}

// plannedSets are a plan's facilities as a write.
func plannedSets(plan edition.Plan, now *edition.Edition, from civil.Day) []edition.FacilitySet {
	set := edition.FacilitySet{County: plan.County, From: from}
	for _, planned := range plan.Facilities {
		if planned.Remove {
			set.Remove = append(set.Remove, planned.ID)
			continue
		}
		f := facilities.Facility{}
		if i := slices.IndexFunc(now.Facilities.List, func(have edition.Facility) bool { return planned.ID != 0 && have.ID == planned.ID }); i >= 0 {
			f = now.Facilities.List[i].Facility
		}
		f = planned.Facility(f)
		f.ID = planned.ID
		set.Put = append(set.Put, f)
	}
	if len(set.Put)+len(set.Remove) == 0 {
		return nil
	}
	return []edition.FacilitySet{set}
}
