package web

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"

	"github.com/danielgtaylor/huma/v2"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/edition"
)

// reckoner is where typed figures and tables of indicators are kept. *postgis.Store is
// one.
type reckoner interface {
	Statistics(ctx context.Context, county adcode.Code) ([]edition.Statistic, error)
	IndicatorTables(ctx context.Context, county adcode.Code) ([]edition.IndicatorSet, error)
}

func (s *Server) indicatorRoutes() {
	list := operation(http.MethodGet, "/v1/indicators", "list-indicators", "indicators", "The indicators (指标) of the plan on a day: numerator, denominator, share, target, met or how many are missing, and what is behind each number")
	list.Responses = fileResponse("the indicators", "application/json", s.api.OpenAPI().Components.Schemas.Schema(reflect.TypeFor[[]indicatorBody](), true, "IndicatorBodies"))
	for _, kind := range []string{csvKind, xlsxKind} {
		list.Responses["200"].Content[kind] = &huma.MediaType{Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}}
	}
	huma.Register(s.api, list, s.listIndicators)
	table := operation(http.MethodGet, "/v1/indicators/definitions", "get-indicator-definitions", "indicators", "The table of indicators in force on a day, as CSV: the county's own, or the built-in one")
	table.Responses = fileResponse("the table", csvKind, nil)
	huma.Register(s.api, table, s.getDefinitions)
	put := operation(http.MethodPut, "/v1/indicators/definitions", "put-indicator-definitions", "indicators", "Replace the county's table of indicators from a day on, as CSV. Every cell that cannot be is named in errors")
	huma.Register(s.api, put, s.putDefinitions)
	huma.Register(s.api, operation(http.MethodDelete, "/v1/indicators/definitions", "remove-indicator-definitions", "indicators", "Let the built-in table of indicators hold again, from a day on"), s.removeDefinitions)
}

type indicatorsInput struct {
	PictureQuery
	Year   int    `query:"year" minimum:"1900" maximum:"2200" doc:"the plan's year: what opened in it, typed figures and targets of it; left out: the day's. Without a day its last day is taken"`
	Format string `query:"format" enum:"json,csv,xlsx" default:"json"`
}

// indicatorBody is INTERFACE's indicator.
type indicatorBody struct {
	Code        string   `json:"code"`
	Name        string   `json:"name"`
	NameEn      string   `json:"name_en"`
	Source      string   `json:"source,omitempty" doc:"where it is asked for"`
	Domain      string   `json:"domain" doc:"elder, funeral, rescue, volunteer, governance, registration, reference: of the facilities it counts; divisions; other"`
	Typed       []string `json:"typed,omitempty" doc:"keys of the typed figures (POST /v1/statistics) that it asks for"`
	Day         string   `json:"day"`
	Year        int      `json:"year"`
	Form        string   `json:"form" enum:"count,percent,mean"`
	Numerator   *int64   `json:"numerator" doc:"null: not known; the definition says why"`
	Denominator *int64   `json:"denominator" doc:"null: a count has none, or it is not known"`
	Share       *float64 `json:"share" doc:"numerator/denominator to five decimals"`
	Pct         *float64 `json:"pct" doc:"the share in per cent to three decimals"`
	Op          string   `json:"op" doc:"how the target is meant: >= or <=; empty without a target"`
	Target      *float64 `json:"target" doc:"per cent for a share; null: none for the year"`
	Met         *bool    `json:"met" doc:"as much as the target is enough; null without a target or a figure"`
	Missing     *int64   `json:"missing" doc:"how many more are needed to meet the target, the denominator as it is; 0 where it is met"`
	Definition  struct {
		Zh string `json:"zh"`
		En string `json:"en"`
	} `json:"definition"`
	Units   []itemBody  `json:"units" doc:"the units or facilities behind the numbers"`
	Gap     []string    `json:"gap" doc:"names of what is short of the denominator, where the indicator lists it"`
	By      []partBody  `json:"by" doc:"township by township"`
	Edition editionBody `json:"edition"`
	Input   string      `json:"input_hash" doc:"the same county, day, plan, versions, table and typed figures give the same"`
}

// itemBody is a unit or a facility that counts in an indicator.
type itemBody struct {
	Code        string `json:"code,omitempty" doc:"of the unit, or that the facility stands in"`
	Facility    int64  `json:"facility,omitempty"`
	Name        string `json:"name"`
	Numerator   int64  `json:"numerator" doc:"what it adds to the numerator"`
	Denominator int64  `json:"denominator"`
}

type partBody struct {
	Code        string `json:"code"`
	Name        string `json:"name"`
	Numerator   int64  `json:"numerator"`
	Denominator int64  `json:"denominator"`
}

func (s *Server) listIndicators(ctx context.Context, in *indicatorsInput) (*documentOutput, error) {
	in.At = dayOfYear(in.At, in.Year, civil.DayOf(s.Now()))
	ed, err := s.picture(ctx, in.PictureQuery)
	if err != nil {
		return nil, err
	}
	statistics, err := s.Ledger.Statistics(ctx, ed.Key.County)
	if err != nil {
		return nil, err
	}
	kept, err := s.Ledger.IndicatorTables(ctx, ed.Key.County)
	if err != nil {
		return nil, err
	}
	text, _ := coverage.IndicatorTableOn(kept, ed.Key.At)
	t := callOf(ctx).tongue
	tag := tagOf("indicators", versionsOf(ed), in.Year, in.Format, t, text, statistics)
	if d, ok := s.documents.GetIfPresent(tag); ok {
		return d.output(), nil
	}
	list, err := indicatorsOf(ed, text, statistics, in.Year)
	if err != nil {
		return nil, inQuery(err)
	}
	kind, body, err := indicatorFile(ed, list, in.Format, t, inputOf(ed, text, statistics, in.Year))
	if err != nil {
		return nil, err
	}
	return s.kept(tag, kind, func() []byte { return body }).output(), nil
}

// dayOfYear is the last day of a year asked for without a day, once it has passed.
func dayOfYear(at string, year int, today civil.Day) string {
	if last := civil.Date(year, 12, 31); at == "" && year != 0 && last.Before(today) {
		return last.String()
	}
	return at
}

func indicatorsOf(ed *edition.Edition, text string, statistics []edition.Statistic, year int) ([]coverage.Indication, error) {
	if err := coverage.CheckDay(ed); err != nil {
		return nil, err
	}
	table, err := coverage.ParseIndicators(text)
	if err != nil {
		return nil, err
	}
	if year == 0 {
		year = ed.Key.At.Year()
	}
	return coverage.Indicators(ed, table, statistics, year), nil
}

// inputOf names everything that indicators are worked out from.
func inputOf(ed *edition.Edition, text string, statistics []edition.Statistic, year int) string {
	tag := tagOf("input", versionsOf(ed), text, statistics, year)
	return tag[1 : len(tag)-1]
}

// indicatorFile writes indicators in a format.
func indicatorFile(ed *edition.Edition, list []coverage.Indication, format string, t tongue, input string) (kind string, body []byte, err error) {
	switch format {
	case "csv":
		return csvKind, indicatorTable(ed, list, t).csv(), nil
	case "xlsx":
		body, err = workbook(indicatorSheets(ed, list, t, input)...)
		return xlsxKind, body, err
	}
	body, err = json.Marshal(indicatorBodies(ed, list, input))
	return "application/json", body, err
}

// Indicators works out indicators as GET /v1/indicators does, for a command line: text is
// the table of indicators, year 0 the edition's.
func Indicators(ed *edition.Edition, text string, statistics []edition.Statistic, year int) ([]coverage.Indication, error) {
	return indicatorsOf(ed, text, statistics, year)
}

// IndicatorFile writes indicators in the form of GET /v1/indicators: json, csv or xlsx.
func IndicatorFile(ed *edition.Edition, list []coverage.Indication, format string, text string, statistics []edition.Statistic) ([]byte, error) {
	year := 0
	if len(list) > 0 {
		year = list[0].Year
	}
	_, body, err := indicatorFile(ed, list, format, chinese, inputOf(ed, text, statistics, year))
	return body, err
}

func indicatorBodies(ed *edition.Edition, list []coverage.Indication, input string) []indicatorBody {
	bodies := make([]indicatorBody, 0, len(list))
	for i := range list {
		body := indicatorOf(ed, &list[i])
		body.Input = input
		bodies = append(bodies, body)
	}
	return bodies
}

func indicatorOf(ed *edition.Edition, i *coverage.Indication) indicatorBody {
	in := i.Indicator
	body := indicatorBody{Code: in.Code, Name: in.Zh, NameEn: in.En, Source: in.Source, Domain: in.Domain(), Typed: in.Typed(), Day: ed.Key.At.String(), Year: i.Year, Form: in.Form.String(), Edition: editionOf(ed),
		Units: itemsOf(ed, i), Gap: []string{}, By: make([]partBody, 0, len(i.Parts))}
	body.Definition.Zh, body.Definition.En = i.Definition.Zh, i.Definition.En
	if !i.Numerator.Unknown {
		body.Numerator = &i.Numerator.N
	}
	if !i.Denominator.Unknown {
		body.Denominator = &i.Denominator.N
	}
	if i.Known() && in.Form != coverage.FormCount {
		share := roundShare(i.Share())
		body.Share = &share
		if in.Form == coverage.FormPercent {
			pct := roundTo(i.Share()*100, 1e3)
			body.Pct = &pct
		}
	}
	if i.HasTarget() {
		target := in.Target.Number()
		body.Op, body.Target = in.Target.Op(), &target
		if i.Known() {
			met, missing := i.Met(), i.Missing()
			body.Met, body.Missing = &met, &missing
		}
	}
	for _, item := range i.Gap {
		body.Gap = append(body.Gap, item.Name(ed))
	}
	for _, p := range i.Parts {
		u := &ed.Units[p.Unit]
		body.By = append(body.By, partBody{u.Code.String(), u.Name, p.Numerator, p.Denominator})
	}
	return body
}

// itemsOf joins what makes up the denominator with what makes up the numerator.
func itemsOf(ed *edition.Edition, i *coverage.Indication) []itemBody {
	bodies, at := []itemBody{}, map[coverage.Item]int{}
	of := func(item coverage.Item) *itemBody {
		key := item
		key.N = 0
		n, known := at[key]
		if !known {
			n, at[key] = len(bodies), len(bodies)
			body := itemBody{Name: item.Name(ed)}
			if item.Unit >= 0 {
				body.Code = ed.Units[item.Unit].Code.String()
			}
			if item.Facility >= 0 {
				body.Facility = int64(ed.Facilities.List[item.Facility].ID)
			}
			bodies = append(bodies, body)
		}
		return &bodies[n]
	}
	for _, item := range i.Denominator.Items {
		of(item).Denominator += item.N
	}
	for _, item := range i.Numerator.Items {
		of(item).Numerator += item.N
	}
	return bodies
}

type definitionsInput struct {
	PictureQuery
}

func (s *Server) getDefinitions(ctx context.Context, in *definitionsInput) (*fileOutput, error) {
	ed, err := s.picture(ctx, in.PictureQuery)
	if err != nil {
		return nil, err
	}
	kept, err := s.Ledger.IndicatorTables(ctx, ed.Key.County)
	if err != nil {
		return nil, err
	}
	text, _ := coverage.IndicatorTableOn(kept, ed.Key.At)
	return fileNamed(ed.County.Name+"指标表.csv", ed.Key.County.String()+"-indicators.csv", csvKind, []byte(text)), nil
}

// DefinitionsQuery says from when a table is to hold.
type DefinitionsQuery struct {
	Precondition
	County string `query:"county" doc:"may be left out where there is only one"`
	From   string `query:"from" doc:"the day from which the table holds; left out: since always"`
}

type putDefinitionsInput struct {
	DefinitionsQuery
	RawBody []byte `contentType:"text/csv"`
}

type definitionsOutput struct {
	Body struct {
		Edition    editionBody `json:"edition"`
		From       *string     `json:"from"`
		Indicators int         `json:"indicators" doc:"how many the table has"`
	}
}

func (s *Server) putDefinitions(ctx context.Context, in *putDefinitionsInput) (*definitionsOutput, error) {
	if why, bad := unkept(string(in.RawBody)); bad {
		return nil, &refusal{status: http.StatusUnprocessableEntity, said: why, at: "body"}
	}
	table, err := coverage.ParseIndicators(string(in.RawBody))
	if err != nil {
		return nil, err
	}
	return s.keepDefinitions(ctx, in.DefinitionsQuery, string(in.RawBody), len(table))
}

func (s *Server) removeDefinitions(ctx context.Context, in *DefinitionsQuery) (*definitionsOutput, error) {
	table, err := coverage.ParseIndicators(coverage.BuiltInIndicators())
	if err != nil {
		return nil, err
	}
	return s.keepDefinitions(ctx, *in, "", len(table))
}

// keepDefinitions keeps a table of so many indicators; "" is the built-in one.
func (s *Server) keepDefinitions(ctx context.Context, in DefinitionsQuery, text string, indicators int) (*definitionsOutput, error) {
	from, err := parseDay("query.from", in.From)
	if err != nil {
		return nil, err
	}
	if err := s.catchUp(ctx, "query.", in.County, in.Precondition); err != nil {
		return nil, err
	}
	ed, err := s.picture(ctx, PictureQuery{County: in.County})
	if err != nil {
		return nil, err
	}
	set := edition.IndicatorSet{County: ed.Key.County, From: from, Table: text}
	err = s.commit(ctx, ed, in.Precondition, edition.Write{Author: localAuthor, Title: fmt.Sprintf("table of %d indicators", indicators), Indicators: []edition.IndicatorSet{set}})
	if err != nil {
		return nil, err
	}
	if ed, err = s.picture(ctx, PictureQuery{County: in.County}); err != nil {
		return nil, err
	}
	out := &definitionsOutput{}
	out.Body.Edition, out.Body.From, out.Body.Indicators = editionOf(ed), dayOrNull(from), indicators
	return out, nil
}
