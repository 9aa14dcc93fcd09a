package web

import (
	"context"
	"fmt"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/edition"
)

// registrar knows every code that a county's units have borne. *postgis.Store is one.
type registrar interface {
	Codes(ctx context.Context, county adcode.Code) (boundaries.CodeRegister, error)
}

func (s *Server) codeRoutes() {
	huma.Register(s.api, operation(http.MethodGet, "/v1/codes", "list-codes", "codes", "The code register (代码簿): the codes of a day, or with history=true every code ever borne, and what is not as the rules have it"), s.listCodes)
	huma.Register(s.api, operation(http.MethodGet, "/v1/codes/proposals", "propose-codes", "codes", "Codes proposed for new units under a parent (赋码建议), with the reason, and what is free; the decided code is the bureau's"), s.proposeCodes)
}

// CodeQuery picks the codes.
type CodeQuery struct {
	County  string `query:"county" doc:"may be left out where there is only one"`
	At      string `query:"at" doc:"the day, YYYY-MM-DD; left out: the newest state"`
	History bool   `query:"history" doc:"true: every span of days on which a code was borne, up to the day, and what became of which code"`
}

// causeBody is the change that a code came or went by.
type causeBody struct {
	Change   int64  `json:"change"`
	Kind     string `json:"kind" doc:"order: see /v1/changes; divisions: an imported list"`
	Title    string `json:"title"`
	Document string `json:"document,omitempty"`
}

type codeBody struct {
	Code   string     `json:"code"`
	Name   string     `json:"name"`
	Full   string     `json:"name_full,omitempty"`
	Level  string     `json:"level"`
	Class  string     `json:"class" doc:"what the last three digits say (GB/T 10114-2003)"`
	Type   string     `json:"type"`
	Parent string     `json:"parent"`
	Urban  *bool      `json:"urban" doc:"null: never said of the unit"`
	Unit   int64      `json:"unit" doc:"the unit's identity, which is not its code"`
	From   *string    `json:"from" doc:"first day; null: since always"`
	To     *string    `json:"to" doc:"first day on which it is borne no more; null: until further notice"`
	Came   *causeBody `json:"came" doc:"what it began by"`
	Went   *causeBody `json:"went" doc:"what it ended by"`
	Reused bool       `json:"reused" doc:"another unit bore the code before"`
}

type codeChangeBody struct {
	From     string `json:"from" doc:"the old code; empty where the unit came of none"`
	FromName string `json:"from_name"`
	To       string `json:"to" doc:"the new code; empty where the unit left none"`
	ToName   string `json:"to_name"`
	Kind     string `json:"kind" doc:"as in lineage, or begin, end"`
	Day      string `json:"day"`
	Change   int64  `json:"change,omitempty"`
	Document string `json:"document,omitempty"`

	Inferred float64 `json:"inferred,omitempty" doc:"confidence of an inference that nobody has confirmed"`
}

type codeFindingBody struct {
	Severity string  `json:"severity" enum:"error,warning,note"`
	Rule     string  `json:"rule"`
	Code     string  `json:"code"`
	From     *string `json:"from"`
	To       *string `json:"to"`
	Said     string  `json:"said"`
	Detail   string  `json:"detail" doc:"who and when, in English"`
}

// codesBody is a county's register.
type codesBody struct {
	County   string            `json:"county"`
	At       string            `json:"at" doc:"the day; empty: the newest state"`
	History  bool              `json:"history"`
	Codes    []codeBody        `json:"codes"`
	Changes  []codeChangeBody  `json:"changes,omitempty" doc:"with history: from which code to which"`
	Findings []codeFindingBody `json:"findings" doc:"without history: those of the day"`
}

type codesOutput struct{ Body codesBody }

func (s *Server) listCodes(ctx context.Context, in *CodeQuery) (*codesOutput, error) {
	county, register, day, err := s.register(ctx, "query.", in.County, in.At)
	if err != nil {
		return nil, err
	}
	return &codesOutput{codesOf(callOf(ctx).tongue, county, register, day, in.History)}, nil
}

// register reads the register and the day that a request asks for.
func (s *Server) register(ctx context.Context, where, county, at string) (code adcode.Code, r boundaries.CodeRegister, day civil.Day, err error) {
	if day, err = parseDay(where+"at", at); err != nil {
		return code, r, day, err
	}
	if code, err = s.county(ctx, where+"county", county); err != nil {
		return code, r, day, err
	}
	r, err = s.Ledger.Codes(ctx, code)
	return code, r, day, err
}

// CodeBodies is a register in the form of GET /v1/codes, to be marshalled.
func CodeBodies(county adcode.Code, r boundaries.CodeRegister, day civil.Day, history bool) any {
	return codesOf(english, county, r, day, history)
}

func codesOf(t tongue, county adcode.Code, r boundaries.CodeRegister, day civil.Day, history bool) codesBody {
	body := codesBody{County: county.String(), At: day.String(), History: history, Codes: []codeBody{}, Findings: []codeFindingBody{}}
	spans := r.At(day)
	if history {
		spans = r.Until(day)
		body.Changes = []codeChangeBody{}
		for _, c := range r.Changes(civil.Day{}, day) {
			body.Changes = append(body.Changes, codeChangeBody{c.FromCode.String(), c.FromName, c.ToCode.String(), c.ToName, c.Kind, c.Day.String(), int64(c.Change), r.Causes[c.Change].Document, roundTo(c.Inferred, 1e3)})
		}
	}
	for _, span := range spans {
		body.Codes = append(body.Codes, codeOfSpan(r, span))
	}
	for _, f := range r.Check() {
		if history || f.Valid.Contains(day) {
			body.Findings = append(body.Findings, codeFindingBody{f.Severity.String(), f.Rule, f.RuleError.Unit.String(), dayOrNull(f.Valid.From), dayOrNull(f.Valid.To), explain(f.RuleError).in(t), f.Said})
		}
	}
	return body
}

func codeOfSpan(r boundaries.CodeRegister, s boundaries.CodeSpan) codeBody {
	body := codeBody{Code: s.Code.String(), Name: s.Name, Full: s.Full, Level: s.Code.Level().String(), Class: s.Code.Class().String(), Type: s.Type.Chinese(), Parent: s.Parent.String(),
		Unit: int64(s.Unit), From: dayOrNull(s.Valid.From), To: dayOrNull(s.Valid.To), Came: causeOf(r, s.Came), Went: causeOf(r, s.Went), Reused: s.Reused}
	if s.Urban != boundaries.Unsaid {
		urban := s.Urban == boundaries.Yes
		body.Urban = &urban
	}
	return body
}

func causeOf(r boundaries.CodeRegister, id boundaries.ChangeID) *causeBody {
	if id == 0 {
		return nil
	}
	c := r.Causes[id]
	return &causeBody{int64(id), c.Kind, c.Title, c.Document}
}

type proposeInput struct {
	County string `query:"county" doc:"may be left out where there is only one"`
	At     string `query:"at" doc:"the day on which the parent is in force; left out: the newest state"`
	Parent string `query:"parent" required:"true" doc:"code of the parent: a county for townships, a township for villages"`
	Type   string `query:"type" required:"true" doc:"of the new unit: 街道, 镇, 乡, 民族乡, 社区, 村, or in English"`
	Count  int    `query:"count" default:"1" minimum:"1" maximum:"50" doc:"how many units need one"`
}

// adviceBody is what whoever decides on codes needs to see.
type adviceBody struct {
	Parent    string             `json:"parent"`
	Type      string             `json:"type"`
	Class     [2]int             `json:"class" doc:"first and last number of the type's class"`
	Proposals []codeProposalBody `json:"proposals" doc:"one a unit; the code is empty where none is left"`
	Free      []string           `json:"free" doc:"never borne, as far as is known"`
	Former    []codeBody         `json:"former" doc:"borne before, by nobody now: of townships they are never given again (行政区划代码管理办法), of villages they are in practice"`
}

type codeProposalBody struct {
	Code   string `json:"code"`
	Reason string `json:"reason"`
}

type adviceOutput struct{ Body adviceBody }

func (s *Server) proposeCodes(ctx context.Context, in *proposeInput) (*adviceOutput, error) {
	parent, err := adcode.Parse(in.Parent)
	if err != nil {
		return nil, badParameter("query.parent", fmt.Sprintf("“%s”不是区划代码", in.Parent), err.Error())
	}
	if in.County == "" {
		in.County = parent.County().String()
	}
	_, register, day, err := s.register(ctx, "query.", in.County, in.At)
	if err != nil {
		return nil, err
	}
	advice, err := register.Advise(parent, boundaries.ParseType(in.Type), day, in.Count)
	if err != nil {
		return nil, err
	}
	return &adviceOutput{adviceOf(callOf(ctx).tongue, register, parent, advice)}, nil
}

// AdviceBody is advice in the form of GET /v1/codes/proposals, to be marshalled.
func AdviceBody(r boundaries.CodeRegister, parent adcode.Code, a boundaries.CodeAdvice) any {
	return adviceOf(english, r, parent, a)
}

func adviceOf(t tongue, r boundaries.CodeRegister, parent adcode.Code, a boundaries.CodeAdvice) adviceBody {
	body := adviceBody{Parent: parent.String(), Class: a.Class, Proposals: []codeProposalBody{}, Free: []string{}, Former: []codeBody{}}
	for _, p := range a.Proposals {
		body.Type = p.Type.Chinese()
		body.Proposals = append(body.Proposals, codeProposalBody{p.Code.String(), reasonOf(p).in(t)})
	}
	for _, code := range a.Free {
		body.Free = append(body.Free, code.String())
	}
	for _, s := range a.Former {
		body.Former = append(body.Former, codeOfSpan(r, s))
	}
	return body
}

// reasonOf says why a code is proposed.
func reasonOf(p boundaries.Proposal) sentence {
	said := sentence{en: p.Reason}
	switch p.Basis {
	case boundaries.FirstNumber:
		said.zh = fmt.Sprintf("%s 之下尚无%s使用过代码：取该段第一个顺序号", p.Parent, p.Type.Chinese())
	case boundaries.NextNumber:
		said.zh = fmt.Sprintf("该段用过的最大顺序号为 %03d（%s）：取下一个", p.After, p.Bearer)
	case boundaries.LeastFree:
		said.zh = "该段最后一个顺序号已用：取从未用过的最小顺序号"
	case boundaries.NoneLeft:
		said.zh = "该段顺序号均已用过"
	default:
		said.zh = "该类型在此上级之下没有代码段：请先确定类型"
	}
	return said
}

// CodeTable is the code table (代码表) that a bureau hands in: the codes in force on the
// edition's day, what changed, and the history. format is "csv", for the first or with
// history the last of them, or "xlsx", for all three as sheets.
func CodeTable(ed *edition.Edition, r boundaries.CodeRegister, format string, history bool) ([]byte, error) {
	return codeFile(ed, r, format, history, chinese)
}

func codeFile(ed *edition.Edition, r boundaries.CodeRegister, format string, history bool, t tongue) ([]byte, error) {
	now, changes, past := codesInForce(ed, t), codeChanges(ed, r, t), codeHistory(ed, r, t)
	switch {
	case format == "xlsx":
		return workbook(now, changes, past)
	case history:
		return past.csv(), nil
	}
	return now.csv(), nil
}
