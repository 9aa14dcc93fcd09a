package web

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
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
	County string   `json:"county,omitempty" doc:"of a new one in a plan over several counties; left out: the plan's own"`
	Remove bool     `json:"remove,omitempty"`
	Kind   string   `json:"kind,omitempty" doc:"a code of /v1/kinds"`
	Name   string   `json:"name,omitempty" maxLength:"200"`
	State  string   `json:"state,omitempty" doc:"left out: 运营 for a new one"`
	Lon    *float64 `json:"lon,omitempty"`
	Lat    *float64 `json:"lat,omitempty"`
}

type planProblem struct {
	Order  int    `json:"order" doc:"which of the plan's orders, from 1; 0: its facilities"`
	Change int    `json:"change,omitempty" doc:"which change of the order, from 1; left out: the order as a whole"`
	Rule   string `json:"rule,omitempty" doc:"the rule that is broken"`
	Unit   string `json:"unit,omitempty" doc:"code of the unit concerned"`
	Said   string `json:"said"`
}

type planBody struct {
	ID         int64             `json:"id"`
	County     string            `json:"county"`
	Counties   []string          `json:"counties" doc:"all that its orders concern; every read of one of them can be asked with plan="`
	Name       string            `json:"name"`
	Note       string            `json:"note,omitempty"`
	Author     string            `json:"author"`
	Version    int64             `json:"version" doc:"rises with each edit; If-Match of PATCH"`
	Base       int64             `json:"base" doc:"the county's version when it was last edited"`
	Bases      map[string]int64  `json:"bases,omitempty" doc:"of a plan over several counties: the version of each then"`
	Moved      bool              `json:"moved" doc:"a county of it was written since"`
	Fits       *bool             `json:"fits,omitempty" doc:"whether it can still be applied; in the list left out"`
	Problems   []planProblem     `json:"problems,omitempty" doc:"what no longer fits: every order, every rule"`
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
	for _, order := range append([]*edition.PlanError{not}, not.More...) {
		for _, part := range parts(order.Cause) {
			problem := planProblem{Order: order.Order, Said: explain(part).in(t)}
			var rule *boundaries.RuleError
			if errors.As(part, &rule) {
				problem.Change, problem.Rule, problem.Unit = rule.Change, rule.Rule, rule.Unit.String()
			}
			b.Problems = append(b.Problems, problem)
		}
	}
}

func planOf(p edition.Plan) planBody {
	body := planBody{ID: p.ID, County: p.County.String(), Name: p.Name, Note: p.Note, Author: p.Author, Version: p.Version, Base: p.Base, Published: int64(p.Published),
		Orders: []json.RawMessage{}, Facilities: []plannedBody{}}
	for _, county := range p.Counties() {
		body.Counties = append(body.Counties, county.String())
	}
	if len(p.Others) > 0 {
		body.Bases = map[string]int64{p.County.String(): p.Base}
		for county, base := range p.Bases {
			body.Bases[county.String()] = base
		}
	}
	for _, order := range p.Orders {
		body.Orders = append(body.Orders, order)
	}
	for _, f := range p.Facilities {
		planned := plannedBody{ID: int64(f.ID), County: f.County.String(), Remove: f.Remove, Kind: f.Kind, Name: f.Name, State: string(f.State)}
		if f.Place != nil {
			planned.Lon, planned.Lat = &f.Place[0], &f.Place[1]
		}
		body.Facilities = append(body.Facilities, planned)
	}
	return body
}

// maxPlanCounties is how many counties a plan may concern: all of a prefecture's.
const maxPlanCounties = 30

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
		p.Orders, p.Others = nil, nil
		for i, file := range *in.Orders {
			order, err := readOrder(file)
			if err != nil {
				return err
			}
			if p.County.IsZero() && len(order.Counties) > 0 {
				p.County = order.Counties[0]
			}
			p.Orders = append(p.Orders, file)
			p.Others = append(p.Others, order.Counties...)
			if len(p.Counties()) > maxPlanCounties {
				return badBody(fmt.Sprintf("orders[%d]", i), fmt.Sprintf("方案至多涉及 %d 个县", maxPlanCounties), fmt.Sprintf("a plan is of %d counties at most", maxPlanCounties))
			}
		}
		p.Others = slices.DeleteFunc(p.Counties(), func(c adcode.Code) bool { return c == p.County })
	}
	if in.Facilities != nil {
		p.Facilities = nil
		for i, f := range *in.Facilities {
			planned, err := f.parse(fmt.Sprintf("facilities[%d]", i), p.Counties())
			if err != nil {
				return err
			}
			p.Facilities = append(p.Facilities, planned)
		}
	}
	return nil
}

func (b plannedBody) parse(at string, counties []adcode.Code) (edition.PlannedFacility, error) {
	f := edition.PlannedFacility{ID: facilities.ID(b.ID), Remove: b.Remove, Kind: b.Kind, Name: b.Name, State: facilities.State(b.State)}
	if _, ok := facilities.KindByCode(b.Kind); !ok && (b.Kind != "" || b.ID == 0) {
		return f, badBody(at+".kind", fmt.Sprintf("没有设施类别“%s”：见 /v1/kinds", b.Kind), fmt.Sprintf("%q is not a kind of facility: see /v1/kinds", b.Kind))
	}
	if b.State != "" && !slices.Contains(facilities.States, f.State) {
		return f, badBody(at+".state", fmt.Sprintf("没有状态“%s”：可用 %v", b.State, facilities.States), fmt.Sprintf("%q is not a state: use one of %v", b.State, facilities.States))
	}
	if b.County != "" {
		county, known := countyNamed(b.County, counties)
		if !known {
			return f, badBody(at+".county", "方案的变更不涉及这个县", "no order of the plan concerns this county")
		}
		f.County = county
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

// Write is the commit that a plan becomes on its counties as they are on the effective
// day: one order of all its changes, in force from that day, and its facilities.
func (p Publication) Write(plan edition.Plan, now []*edition.Edition) (edition.OrderWrite, error) {
	if p.Effective.IsZero() {
		return edition.OrderWrite{}, badBody("effective", "请给出实施日期", "say from which day it holds, by effective")
	}
	if p.Title == "" {
		p.Title = plan.Name
	}
	order := boundaries.Order{Counties: plan.Counties(), Title: p.Title, Document: p.Document, Approved: p.Approved, Effective: p.Effective}
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
	file, err := json.Marshal(p.file(order.Counties, changes))
	if err != nil {
		return edition.OrderWrite{}, err
	}
	return edition.OrderWrite{Order: order, File: file, Plan: plan.ID, Facilities: plannedSets(plan, now, p.Effective)}, nil
}

// file is the changes file that a plan becomes.
func (p Publication) file(counties []adcode.Code, changes []json.RawMessage) map[string]any {
	file := map[string]any{"title": p.Title, "document": p.Document, "approved": p.Approved, "effective": p.Effective, "changes": changes}
	if len(counties) == 1 {
		file["county"] = counties[0].String()
		return file
	}
	codes := make([]string, len(counties))
	for i, county := range counties {
		codes[i] = county.String()
	}
	file["counties"] = codes
	return file
}

// plannedSets are a plan's facilities as a write: each in its county.
func plannedSets(plan edition.Plan, now []*edition.Edition, from civil.Day) []edition.FacilitySet {
	var sets []edition.FacilitySet
	for _, ed := range now {
		set := edition.FacilitySet{County: ed.Key.County, From: from}
		for _, planned := range plan.Facilities {
			have, here := heldIn(ed, plan, planned)
			switch {
			case !here:
			case planned.Remove:
				set.Remove = append(set.Remove, planned.ID)
			default:
				f := planned.Facility(have)
				f.ID = planned.ID
				set.Put = append(set.Put, f)
			}
		}
		if len(set.Put)+len(set.Remove) > 0 {
			sets = append(sets, set)
		}
	}
	return sets
}

// heldIn is a facility of the county's edition that a plan changes, the zero one where
// it is new; false where it belongs to another county. One that no county has is the
// plan's own county's, which will refuse it.
func heldIn(ed *edition.Edition, plan edition.Plan, planned edition.PlannedFacility) (facilities.Facility, bool) {
	home := cmp.Or(planned.County, plan.County) == ed.Key.County
	if planned.ID == 0 {
		return facilities.Facility{}, home
	}
	i := slices.IndexFunc(ed.Facilities.List, func(f edition.Facility) bool { return f.ID == planned.ID })
	if i < 0 {
		return facilities.Facility{}, home && len(plan.Others) == 0
	}
	return ed.Facilities.List[i].Facility, true
}
