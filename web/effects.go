package web

import (
	"context"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/edition"
)

// pictures make editions. *edition.Cache does.
type pictures interface {
	Edition(ctx context.Context, key edition.Key) (*edition.Edition, error)
}

// effectSide is a county's coverage on one side of a change.
type effectSide struct {
	Total SharesBody `json:"total"`
	By    []lineBody `json:"by" doc:"by township"`
}

// EffectBody is what a change does to the coverage of a county.
type EffectBody struct {
	County     string       `json:"county"`
	Name       string       `json:"name"`
	Day        string       `json:"day"`
	Question   QuestionBody `json:"question"`
	Definition struct {
		Zh string `json:"zh"`
		En string `json:"en"`
	} `json:"definition"`
	Before effectSide `json:"before"`
	After  effectSide `json:"after"`
}

// questionOf is the coverage question of a query's kinds and radius_m; nil without kinds.
func questionOf(kinds []string, radius float64) (*coverage.Question, error) {
	if len(kinds) == 0 {
		return nil, nil
	}
	if !(radius > 0) {
		return nil, badParameter("query.radius_m", "与 kinds 一起请给出 radius_m（米）", "with kinds give radius_m, in metres")
	}
	q, err := QuestionBody{Kinds: kinds, Radius: radius}.parse("")
	return &q, err
}

// Effects asks a coverage question of an order's counties on its effective day, as they
// are and as its outcome would have them.
func Effects(ctx context.Context, from pictures, state boundaries.State, order boundaries.Order, outcome boundaries.Outcome, q coverage.Question) ([]EffectBody, error) {
	before := make([]*edition.Edition, len(order.Counties))
	for i, county := range order.Counties {
		ed, err := from.Edition(ctx, edition.Key{County: county, At: order.Effective})
		if err != nil {
			return nil, err
		}
		before[i] = ed
	}
	after, err := edition.Forecast(before, state.After(order.Effective, outcome))
	if err != nil {
		return nil, err
	}
	bodies := make([]EffectBody, len(before))
	for i, ed := range before {
		body := &bodies[i]
		body.County, body.Name, body.Day = ed.Key.County.String(), ed.County.Name, order.Effective.String()
		was, err := coverage.Ask(ed, q)
		if err != nil {
			return nil, err
		}
		would, err := coverage.Ask(after[i], q)
		if err != nil {
			return nil, err
		}
		body.Question = bodyOf(was.Question)
		body.Definition.Zh, body.Definition.En = was.Definition.Zh, was.Definition.En
		body.Before, body.After = sideOf(ed, was), sideOf(after[i], would)
	}
	return bodies, nil
}

func sideOf(ed *edition.Edition, a *coverage.Answer) effectSide {
	side := effectSide{Total: sharesOf(a.Total), By: make([]lineBody, 0, len(a.Lines))}
	for _, line := range a.Lines {
		u := &ed.Units[line.Unit]
		side.By = append(side.By, lineBody{u.Code.String(), u.Name, sharesOf(line)})
	}
	return side
}

// EffectLine is one unit's coverage before and after; nil where it is not there.
type EffectLine struct {
	Code, Name    string
	Before, After *SharesBody
}

// Lines are the sides beside each other, the county as a whole first.
func (e *EffectBody) Lines() []EffectLine {
	lines := []EffectLine{{e.County, e.Name, &e.Before.Total, &e.After.Total}}
	at := map[string]int{}
	for i := range e.Before.By {
		line := &e.Before.By[i]
		at[line.Code] = len(lines)
		lines = append(lines, EffectLine{line.Code, line.Name, &line.SharesBody, nil})
	}
	for i := range e.After.By {
		line := &e.After.By[i]
		if had, ok := at[line.Code]; ok {
			lines[had].After = &line.SharesBody
			continue
		}
		lines = append(lines, EffectLine{line.Code, line.Name, nil, &line.SharesBody})
	}
	return lines
}
