package web

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/paulmach/orb/geojson"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/geo"
)

// orders is where redistricting is tried and committed. *postgis.Store is one.
type orders interface {
	State(ctx context.Context, order boundaries.Order) (boundaries.State, map[adcode.Code]edition.Versions, error)
	CommitOrder(ctx context.Context, w edition.OrderWrite) (edition.Committed, error)
	Orders(ctx context.Context, county adcode.Code) ([]edition.OrderRecord, error)
	Lineage(ctx context.Context, county adcode.Code) ([]boundaries.Link, error)
}

func (s *Server) changeRoutes() {
	post := operation(http.MethodPost, "/v1/changes", "change-boundaries", "changes", "Try a changes file (preview=true), or commit it: merge, absorb, split, transfer, rename, recode, retype, classify, border, revert")
	post.RequestBody = changesFile()
	post.MaxBodyBytes = maxChanges
	huma.Register(s.api, post, s.postChanges)
	huma.Register(s.api, operation(http.MethodGet, "/v1/changes", "list-changes", "changes", "The changes committed to a county, with their documents"), s.listChanges)
}

// changesFile documents a changes file, whose members the importer checks itself.
func changesFile() *huma.RequestBody {
	object := &huma.Schema{Type: huma.TypeObject, Description: "one of the kinds merge, absorb, split, transfer, rename, recode, retype, classify, border, revert, with its members", Properties: map[string]*huma.Schema{"kind": {Type: huma.TypeString}}, Required: []string{"kind"}, AdditionalProperties: true}
	text := func(description string) *huma.Schema {
		return &huma.Schema{Type: huma.TypeString, Description: description}
	}
	return &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{"application/json": {Schema: &huma.Schema{
		Type: huma.TypeObject, Description: "a changes file", Required: []string{"changes"},
		Properties: map[string]*huma.Schema{
			"county": text("code of the county"), "counties": {Type: huma.TypeArray, Items: text("where units move between counties")}, "title": text("what a person calls it"),
			"document": text("number of the approval"), "approved": text("YYYY-MM-DD"), "effective": text("the first day on which it holds"),
			"changes": {Type: huma.TypeArray, Items: object},
		},
	}}}}
}

type changesInput struct {
	Preview bool     `query:"preview" doc:"true: say what would come of it and write nothing"`
	IfMatch string   `header:"If-Match" doc:"the county's version that the change is based on, such as \"17\", or of each of several counties, such as \"511402=9, 511425=17\": 409 with the present ones where one has passed"`
	Key     string   `header:"Idempotency-Key" maxLength:"200" doc:"a name of the request's own: sent again under it, it is done once"`
	Kinds   []string `query:"kinds" doc:"in a preview, with radius_m: the coverage by facilities of these kinds before and after"`
	Radius  float64  `query:"radius_m" doc:"metres, straight line on the ellipsoid"`
	RawBody []byte
}

// changesBody is what a changes file comes to.
type changesBody struct {
	Change    *int64           `json:"change" doc:"its number, for a revert; null in a preview"`
	Preview   bool             `json:"preview"`
	Repeated  bool             `json:"repeated,omitempty" doc:"it was committed before under the same Idempotency-Key: what it did is in /v1/changes"`
	Title     string           `json:"title"`
	Document  string           `json:"document,omitempty"`
	Effective string           `json:"effective"`
	Versions  map[string]int64 `json:"versions" doc:"of the counties: after a commit the new ones"`
	Before    []figureBody     `json:"before,omitempty" doc:"in a preview: the units as they are on the day"`
	After     []figureBody     `json:"after,omitempty" doc:"and as they would be"`
	Coverage  []EffectBody     `json:"coverage,omitempty" doc:"in a preview with a question: of each county, before and after"`
	Lineage   []strandBody     `json:"lineage"`
	Codes     []proposalBody   `json:"codes" doc:"codes that would have been proposed, with the reason"`
	Warnings  []warningBody    `json:"warnings" doc:"what is allowed but unusual"`
	Moved     int              `json:"moved_groups" doc:"villager groups whose unit is another one afterwards"`
	Opened    []openedBody     `json:"opened" doc:"units as they are from the day on, where they differ"`
	Closed    int              `json:"closed"`
}

type proposalBody struct {
	Unit   string `json:"unit"`
	Code   string `json:"code"`
	Reason string `json:"reason"`
}

type warningBody struct {
	Rule string `json:"rule"`
	Unit string `json:"unit,omitempty"`
	Said string `json:"said"`
}

// openedBody is a version that a change makes.
type openedBody struct {
	Code   string            `json:"code"`
	Name   string            `json:"name"`
	Type   string            `json:"type"`
	Parent string            `json:"parent"`
	From   *string           `json:"from"`
	To     *string           `json:"to"`
	Shape  *geojson.Geometry `json:"shape,omitempty" doc:"GeoJSON MultiPolygon, in a preview"`
	Area   *float64          `json:"area_m2,omitempty" doc:"geodesic, in a preview"`
	People *int64            `json:"people,omitempty" doc:"of the villager groups in it, in a preview"`
}

type changesOutput struct{ Body changesBody }

func (s *Server) postChanges(ctx context.Context, in *changesInput) (*changesOutput, error) {
	order, err := readOrder(in.RawBody)
	if err != nil {
		return nil, err
	}
	w := edition.OrderWrite{Author: localAuthor, Order: order, File: in.RawBody, Key: in.Key}
	if w.IfVersion, err = SeenVersions(in.IfMatch, order.Counties); err != nil {
		return nil, err
	}
	if in.Preview {
		return s.previewOrder(ctx, w, in)
	}
	return s.commitOrder(ctx, w)
}

func (s *Server) previewOrder(ctx context.Context, w edition.OrderWrite, in *changesInput) (*changesOutput, error) {
	question, err := questionOf(in.Kinds, in.Radius)
	if err != nil {
		return nil, err
	}
	state, versions, err := s.Ledger.State(ctx, w.Order)
	if err != nil {
		return nil, err
	}
	if err := outdatedBy(w.IfVersion, w.Order.Counties, versions); err != nil {
		return nil, err
	}
	forecast, err := boundaries.Preview(state, w.Order)
	if err != nil {
		return nil, err
	}
	body := forecastBody(callOf(ctx).tongue, w.Order, forecast, versions)
	body.count(state.After(w.Order.Effective, forecast.Outcome), inForce(forecast.Outcome, w.Order))
	if question != nil {
		for county, now := range versions {
			s.Editions.Invalidate(county, now)
		}
		body.Coverage, err = Effects(ctx, s.Editions, state, w.Order, forecast.Outcome, *question)
	}
	return &changesOutput{body}, err
}

// count says of the units that a preview opens what each would come to.
func (b *changesBody) count(after boundaries.State, opened []boundaries.Version) {
	people := after.People()
	for i, v := range opened {
		area, all := roundArea(geo.Area(v.Shape)), people[v.Unit]
		b.Opened[i].Area, b.Opened[i].People = &area, &all
	}
}

// ForecastBody is what an order would come to in the form of POST /v1/changes, to be
// marshalled.
func ForecastBody(order boundaries.Order, f boundaries.Forecast, versions map[adcode.Code]edition.Versions, effects []EffectBody) any {
	body := forecastBody(english, order, f, versions)
	body.Coverage = effects
	return body
}

func forecastBody(t tongue, order boundaries.Order, f boundaries.Forecast, versions map[adcode.Code]edition.Versions) changesBody {
	body := outcomeBody(t, order, f.Outcome, versions)
	body.Preview, body.Before, body.After = true, figuresOf(f.Before), figuresOf(f.After)
	for i, v := range inForce(f.Outcome, order) {
		if len(v.Shape) > 0 {
			body.Opened[i].Shape = geojson.NewGeometry(v.Shape)
		}
	}
	return body
}

func (s *Server) commitOrder(ctx context.Context, w edition.OrderWrite) (*changesOutput, error) {
	done, err := s.Ledger.CommitOrder(ctx, w)
	if err != nil {
		return nil, s.withVersion(ctx, w.Order, err)
	}
	for county, now := range done.Versions {
		s.Editions.Invalidate(county, now)
	}
	return &changesOutput{committedBody(callOf(ctx).tongue, w.Order, done)}, nil
}

// CommittedBody is what an order came to in the form of POST /v1/changes, to be
// marshalled.
func CommittedBody(order boundaries.Order, done edition.Committed) any {
	return committedBody(english, order, done)
}

func committedBody(t tongue, order boundaries.Order, done edition.Committed) changesBody {
	body := outcomeBody(t, order, done.Outcome, done.Versions)
	id := int64(done.Change)
	body.Change, body.Repeated = &id, done.Repeated
	return body
}

// withVersion adds the counties' present versions to a conflict with another writer; a
// rule that stands in the way says itself what does.
func (s *Server) withVersion(ctx context.Context, order boundaries.Order, err error) error {
	var rule *boundaries.RuleError
	if errors.Is(err, boundaries.ErrConflict) && !errors.As(err, &rule) && len(order.Counties) > 0 {
		return s.conflict(ctx, err, order.Counties...)
	}
	return err
}

func outcomeBody(t tongue, order boundaries.Order, o boundaries.Outcome, versions map[adcode.Code]edition.Versions) changesBody {
	body := changesBody{Title: order.Title, Document: order.Document, Effective: order.Effective.String(), Versions: map[string]int64{},
		Lineage: []strandBody{}, Codes: []proposalBody{}, Warnings: []warningBody{}, Moved: len(o.Moved), Opened: []openedBody{}, Closed: len(o.Close)}
	for county, v := range versions {
		body.Versions[county.String()] = v.County
	}
	for _, l := range o.Lineage {
		body.Lineage = append(body.Lineage, strandOf(l))
	}
	for _, p := range o.Proposed {
		body.Codes = append(body.Codes, proposalBody{p.Unit, p.Code.String(), p.Reason})
	}
	for _, w := range o.Warnings {
		body.Warnings = append(body.Warnings, warningBody{w.Rule, w.Unit.String(), explain(w).in(t)})
	}
	for _, v := range inForce(o, order) {
		body.Opened = append(body.Opened, openedBody{v.Code.String(), v.Name, v.Type.Chinese(), v.Parent.String(), dayOrNull(v.Valid.From), dayOrNull(v.Valid.To), nil, nil, nil})
	}
	return body
}

// inForce are the versions that an order makes for its day.
func inForce(o boundaries.Outcome, order boundaries.Order) []boundaries.Version {
	var list []boundaries.Version
	for _, v := range o.Open {
		if v.Valid.Contains(order.Effective) {
			list = append(list, v)
		}
	}
	return list
}

type changesListInput struct {
	County string `query:"county" doc:"may be left out where there is only one"`
}

// recordBody is a committed change in the list.
type recordBody struct {
	Change    int64           `json:"change"`
	Title     string          `json:"title"`
	Document  string          `json:"document,omitempty"`
	Approved  string          `json:"approved,omitempty"`
	Effective string          `json:"effective"`
	Author    string          `json:"author"`
	Recorded  string          `json:"recorded"`
	Plan      int64           `json:"plan,omitempty"`
	File      json.RawMessage `json:"file" doc:"the changes file as it came"`
	State     string          `json:"state" doc:"the furthest stage reached; see /v1/changes/{id}/states"`
	States    []stepBody      `json:"states" doc:"the stages it went through"`
	Due       *dueBody        `json:"due" doc:"until when it is to be carried out; null where its approval is not entered"`
	Papers    []paperBody     `json:"papers"`
}

type changesListOutput struct {
	Body struct {
		County  string       `json:"county"`
		Changes []recordBody `json:"changes"`
	}
}

func (s *Server) listChanges(ctx context.Context, in *changesListInput) (*changesListOutput, error) {
	county, err := s.county(ctx, "query.county", in.County)
	if err != nil {
		return nil, err
	}
	records, err := s.Ledger.Orders(ctx, county)
	if err != nil {
		return nil, err
	}
	out := &changesListOutput{}
	out.Body.County, out.Body.Changes = county.String(), recordBodies(records, callOf(ctx).tongue, civil.DayOf(s.Now()))
	return out, nil
}

// RecordBodies are committed orders in the form of GET /v1/changes, to be marshalled.
func RecordBodies(records []edition.OrderRecord, today civil.Day) any {
	return recordBodies(records, english, today)
}

func recordBodies(records []edition.OrderRecord, t tongue, today civil.Day) []recordBody {
	bodies := []recordBody{}
	for _, r := range records {
		d := dossierOf(t, r.Dossier, today)
		bodies = append(bodies, recordBody{int64(r.Change), r.Title, r.Document, r.Approved.String(), r.Effective.String(), r.Author,
			instant(r.Recorded), r.Plan, r.File, r.Dossier.Last().Stage.String(), d.States, d.Due, d.Papers})
	}
	return bodies
}
