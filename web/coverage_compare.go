package web

import (
	"context"
	"fmt"
	"math"
	"net/http"
	"slices"

	"github.com/danielgtaylor/huma/v2"
	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/edition"
)

func (s *Server) coverageCompareRoutes() {
	op := operation(http.MethodPost, "/v1/coverage/compare", "compare-coverage", "coverage", "A question before and after a redistricting or with a plan, and why its shares changed")
	op.Responses = fileResponse("the comparison", "application/json", s.schemaOf(coverageComparisonBody{}))
	for _, kind := range []string{csvKind, xlsxKind} {
		op.Responses["200"].Content[kind] = &huma.MediaType{Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}}
	}
	huma.Register(s.api, op, s.compareCoverage)
}

type coverageCompareInput struct {
	Body struct {
		County   string       `json:"county,omitempty" doc:"may be left out where there is only one"`
		From     string       `json:"from,omitempty" doc:"the day before; with a plan: of the county without it; left out: the newest state"`
		To       string       `json:"to,omitempty" doc:"the day after; with a plan: of the county with it; left out: the newest state"`
		Plan     *int64       `json:"plan,omitempty" doc:"a plan that is applied after and not before"`
		Question QuestionBody `json:"question"`
		Format   string       `json:"format,omitempty" enum:"json,csv,xlsx" default:"json" doc:"csv: the villages and what each came from; xlsx: also the effects, the facilities that changed, and the definition"`
	}
}

// shareEffectBody is what a cause did to the shares.
type shareEffectBody struct {
	Cause  string             `json:"cause" enum:"recounted,denominator,units,reclassified,closed,moved,opened"`
	NameZh string             `json:"name_zh"`
	NameEn string             `json:"name_en"`
	People map[string]float64 `json:"people" doc:"by age group, parts of 1"`
	Units  float64            `json:"units"`
	Area   float64            `json:"area"`
}

// stageBody is the total after some of what changed.
type stageBody struct {
	Name  string     `json:"name" enum:"before,recounted,redrawn,reclassified,closed,moved,opened"`
	Total SharesBody `json:"total"`
}

// shiftBody is a facility that is not the same before and after.
type shiftBody struct {
	How      string      `json:"how" enum:"opened,closed,moved,unit" doc:"unit: it stands where it stood, in another unit"`
	ID       int64       `json:"id"`
	Name     string      `json:"name"`
	Kind     string      `json:"kind"`
	From     string      `json:"from" doc:"code of its unit before; empty: none"`
	FromName string      `json:"from_name"`
	To       string      `json:"to" doc:"code of its unit after; empty: none"`
	ToName   string      `json:"to_name"`
	Distance float64     `json:"distance_m" doc:"how far it moved"`
	Was      *[2]float64 `json:"was" doc:"[lon, lat]"`
	Is       *[2]float64 `json:"is" doc:"[lon, lat]"`
}

// ancestorBody is a village before and its part in one after.
type ancestorBody struct {
	Code        string  `json:"code"`
	Name        string  `json:"name"`
	InScope     bool    `json:"in_scope"`
	Having      bool    `json:"having" doc:"it had a facility inside"`
	Served      bool    `json:"served" doc:"its people were covered"`
	Moved       int64   `json:"people_moved" doc:"people of it who are now in the other"`
	SharePeople float64 `json:"share_people" doc:"the same of all its people"`
	ShareArea   float64 `json:"share_area" doc:"its land that is now in the other, of all its land; 0: unknown or none"`
}

// heritageBody is a village after and what it came from.
type heritageBody struct {
	Code    string               `json:"code"`
	Name    string               `json:"name"`
	InScope bool                 `json:"in_scope"`
	Having  bool                 `json:"having"`
	Served  bool                 `json:"served"`
	People  map[string]ratioBody `json:"people"`
	From    []ancestorBody       `json:"from"`
}

type coverageComparisonBody struct {
	Before     answerBody        `json:"before"`
	After      answerBody        `json:"after"`
	Change     shareEffectBody   `json:"change" doc:"the shares after less those before, to five decimals: the sum of effects"`
	Effects    []shareEffectBody `json:"effects"`
	Stages     []stageBody       `json:"stages" doc:"each with one change more, which the effects are the differences of"`
	Moved      []shiftBody       `json:"moved"`
	Units      []heritageBody    `json:"units" doc:"each village or community after"`
	Said       meaningBody       `json:"said" doc:"what happened, in words"`
	Definition meaningBody       `json:"definition"`
	Hash       string            `json:"input_hash"`
}

func (s *Server) compareCoverage(ctx context.Context, in *coverageCompareInput) (*contentOutput, error) {
	b := &in.Body
	if b.Plan == nil && b.From == "" {
		return nil, badBody("from", "请给出调整前的日期 from，或方案 plan", "say the day before, by from, or a plan")
	}
	q, err := b.Question.parse("question.")
	if err != nil {
		return nil, err
	}
	day := PictureBody{County: b.County, At: b.To, Plan: b.Plan}
	after, err := s.pictureAt(ctx, "body.", b.County, b.To, day.plan())
	if err != nil {
		return nil, err
	}
	from := b.From
	if from == "" {
		from = after.Key.At.String()
	}
	before, err := s.pictureAt(ctx, "body.", after.Key.County.String(), from, 0)
	if err != nil {
		return nil, err
	}
	for member, ed := range map[string]*edition.Edition{"from": before, "to": after} {
		if err := coverage.CheckDay(ed); err != nil {
			said := explain(err)
			return nil, badBody(member, said.zh, said.en)
		}
	}
	if after.Key.At.Before(before.Key.At) {
		return nil, badBody("from", fmt.Sprintf("调整前的日期 %s 晚于调整后的 %s", before.Key.At, after.Key.At), fmt.Sprintf("the day before, %s, is later than the day after, %s", before.Key.At, after.Key.At))
	}
	register, err := s.Ledger.Register(ctx, after.Key.County)
	if err != nil {
		return nil, err
	}
	c, err := coverage.Compare(before, after, q, register.Lineage)
	if err != nil {
		return nil, within("body.question.", err)
	}
	body := coverageComparisonOf(before, after, c, s.remember(q))
	return comparisonContent(after, body, b.Format, callOf(ctx).tongue)
}

// CoverageComparison is a comparison in the form of POST /v1/coverage/compare, to be
// marshalled.
func CoverageComparison(before, after *edition.Edition, c *coverage.Comparison) any {
	return coverageComparisonOf(before, after, c, questionID(c.Before.Question))
}

func coverageComparisonOf(before, after *edition.Edition, c *coverage.Comparison, id string) coverageComparisonBody {
	body := coverageComparisonBody{
		Before: answerOf(before, c.Before, id), After: answerOf(after, c.After, id), Moved: []shiftBody{}, Units: []heritageBody{},
		Said: meaningBody(c.Said), Definition: meaningBody(c.Definition),
		Hash: coverage.ID(before, c.Before.Question) + coverage.ID(after, c.After.Question),
	}
	body.Change, body.Effects = effectsOf(c)
	for _, s := range c.Stages {
		body.Stages = append(body.Stages, stageBody{s.Name, sharesOf(s.Total)})
	}
	for _, s := range c.Moved {
		b := shiftBody{How: s.How, ID: int64(s.Facility), Name: s.Name, Kind: s.Kind, Distance: roundTo(float64(s.Way), 100), Was: pairOf(s.Was), Is: pairOf(s.Is)}
		b.From, b.FromName = codeAndName(before, s.From)
		b.To, b.ToName = codeAndName(after, s.To)
		body.Moved = append(body.Moved, b)
	}
	for i := range c.Villages {
		body.Units = append(body.Units, heritageOf(before, after, &c.Villages[i]))
	}
	return body
}

func heritageOf(before, after *edition.Edition, h *coverage.Heritage) heritageBody {
	b := heritageBody{InScope: h.In, Having: h.Line.Units.Having > 0, Served: h.Line.Units.Served > 0, People: map[string]ratioBody{}, From: []ancestorBody{}}
	b.Code, b.Name = codeAndName(after, h.Unit)
	for age, r := range h.Line.People {
		b.People[age] = ratioBody{r.Covered, r.Of, roundShare(r.Share())}
	}
	for _, a := range h.From {
		from := ancestorBody{InScope: a.In, Having: a.Line.Units.Having > 0, Served: a.Line.Units.Served > 0, Moved: a.Moved, SharePeople: roundShare(a.People), ShareArea: roundShare(a.Area)}
		from.Code, from.Name = codeAndName(before, a.Unit)
		b.From = append(b.From, from)
	}
	return b
}

func codeAndName(ed *edition.Edition, unit int) (code, name string) {
	if unit < 0 {
		return "", ""
	}
	return ed.Units[unit].Code.String(), ed.Units[unit].Name
}

func pairOf(p *orb.Point) *[2]float64 {
	if p == nil {
		return nil
	}
	pair := [2]float64(*p)
	return &pair
}

// effectsOf rounds effects to five decimals so that they still add up to the change of the
// rounded shares.
func effectsOf(c *coverage.Comparison) (change shareEffectBody, effects []shareEffectBody) {
	change = shareEffectBody{People: map[string]float64{}}
	for _, e := range c.Effects {
		zh, en := coverage.CauseName(e.Cause)
		effects = append(effects, shareEffectBody{Cause: string(e.Cause), NameZh: zh, NameEn: en, People: map[string]float64{}})
	}
	settle := func(before, after float64, of func(e *coverage.Effect) float64, put func(e *shareEffectBody, x float64)) {
		total := roundShare(after) - roundShare(before)
		put(&change, roundShare(total))
		exact := make([]float64, len(c.Effects))
		for i := range c.Effects {
			exact[i] = of(&c.Effects[i])
		}
		for i, x := range roundedTo(exact, total) {
			put(&effects[i], x)
		}
	}
	b, a := &c.Before.Total, &c.After.Total
	settle(b.Units.Share(), a.Units.Share(), func(e *coverage.Effect) float64 { return e.Units }, func(e *shareEffectBody, x float64) { e.Units = x })
	settle(b.Land.Share(), a.Land.Share(), func(e *coverage.Effect) float64 { return e.Land }, func(e *shareEffectBody, x float64) { e.Area = x })
	for age := range b.People {
		settle(b.People[age].Share(), a.People[age].Share(), func(e *coverage.Effect) float64 { return e.People[age] }, func(e *shareEffectBody, x float64) { e.People[age] = x })
	}
	return change, effects
}

// roundedTo rounds numbers to five decimals; what is then missing to the total goes to those
// that rounding changed most, none of which is 0.
func roundedTo(exact []float64, total float64) []float64 {
	out, order := make([]float64, len(exact)), []int{}
	sum := 0.0
	for i, x := range exact {
		out[i] = roundShare(x)
		sum += out[i]
		if math.Abs(x) > 1e-9 {
			order = append(order, i)
		}
	}
	missing := int(math.Round((total - sum) * 1e5))
	step := math.Copysign(1e-5, float64(missing))
	slices.SortStableFunc(order, func(i, j int) int {
		return -int(math.Copysign(1, (exact[i]-out[i])*step-(exact[j]-out[j])*step))
	})
	for k := 0; k < int(math.Abs(float64(missing))) && k < len(order); k++ {
		out[order[k]] = roundShare(out[order[k]] + step)
	}
	return out
}
