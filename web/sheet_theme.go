package web

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/maps"
)

// theme is what a thematic sheet shows; nil for the kinds that are none.
func (p Printer) theme(ctx context.Context, o *SheetOrder, ed *edition.Edition) (*maps.Theme, error) {
	switch o.What {
	case "coverage", "gaps":
		return p.answerTheme(ctx, o, ed)
	case "indicator":
		return p.indicatorTheme(ctx, o, ed)
	case "density":
		return maps.DensityTheme(ed, cmp.Or(o.Age, "all"), cmp.Or(o.Level, adcode.Township), o.Lang)
	case "volunteers":
		return maps.VolunteerTheme(ed, o.Lang)
	}
	return nil, nil
}

// answerTheme asks the order's question.
func (p Printer) answerTheme(ctx context.Context, o *SheetOrder, ed *edition.Edition) (*maps.Theme, error) {
	q := *o.Question
	if q.By == adcode.County {
		q.By = adcode.Township
	}
	beside, err := coverage.Beside(ctx, p.Editions, ed, q)
	if err != nil {
		return nil, err
	}
	a, err := coverage.Ask(ed, q, beside...)
	if err != nil {
		return nil, err
	}
	age := o.Age
	if age == "" && len(a.Question.Ages) > 0 {
		age = a.Question.Ages[0]
	}
	if o.What == "gaps" {
		gaps, err := coverage.Gaps(ed, q, beside...)
		if err != nil {
			return nil, err
		}
		return maps.GapTheme(ed, a, gaps, age, o.Lang)
	}
	var reach orb.MultiPolygon
	if q.Minutes == 0 {
		if reach, err = coverage.ReachOf(ed, q, beside...); err != nil {
			return nil, err
		}
	}
	return maps.CoverageTheme(ed, a, age, reach, o.Lang)
}

// indicatorTheme works the order's indicator out, by the county's table.
func (p Printer) indicatorTheme(ctx context.Context, o *SheetOrder, ed *edition.Edition) (*maps.Theme, error) {
	statistics, err := p.Books.Statistics(ctx, ed.Key.County)
	if err != nil {
		return nil, err
	}
	kept, err := p.Books.IndicatorTables(ctx, ed.Key.County)
	if err != nil {
		return nil, err
	}
	text, _ := coverage.IndicatorTableOn(kept, ed.Key.At)
	list, err := indicatorsOf(ed, text, statistics, o.Year)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(list, func(i coverage.Indication) bool { return i.Indicator.Code == o.Indicator })
	if i < 0 {
		return nil, badBody("indicator", fmt.Sprintf("没有指标“%s”：见 /v1/indicators", o.Indicator), fmt.Sprintf("there is no indicator %q: see /v1/indicators", o.Indicator))
	}
	return maps.IndicatorTheme(ed, &list[i], o.Lang)
}
