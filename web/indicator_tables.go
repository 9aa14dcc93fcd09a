package web

import (
	"fmt"
	"strings"

	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/edition"
)

// indicatorTable lists indicators as a bureau reports them.
func indicatorTable(ed *edition.Edition, list []coverage.Indication, t tongue) table {
	out := table{name: sentence{"指标", "indicators"}.in(t), header: head(t, sentence{"代码", "code"}, sentence{"指标", "indicator"}, sentence{"依据", "source"}, sentence{"截至", "day"},
		sentence{"分子", "numerator"}, sentence{"分母", "denominator"}, sentence{"数值", "value"}, sentence{"单位", "in"}, sentence{"目标", "target"}, sentence{"达标", "met"}, sentence{"尚缺", "missing"},
		sentence{"缺口名单", "without"}, sentence{"口径", "definition"})}
	for k := range list {
		i := &list[k]
		body := indicatorOf(ed, i)
		row := []any{body.Code, sentence{body.Name, body.NameEn}.in(t), body.Source, body.Day, orNone(body.Numerator), orNone(body.Denominator), nil, map[string]string{"percent": "%"}[body.Form], targetText(i), nil, nil,
			strings.Join(body.Gap, "、"), sentence{body.Definition.Zh, body.Definition.En}.in(t)}
		switch {
		case body.Pct != nil:
			row[6] = *body.Pct
		case body.Share != nil:
			row[6] = roundTo(*body.Share, 1e3)
		case body.Form == "count" && body.Numerator != nil:
			row[6] = *body.Numerator
		}
		if body.Met != nil {
			row[9], row[10] = yesNo(*body.Met, t), *body.Missing
		}
		out.rows = append(out.rows, row)
	}
	return out
}

// targetText is a target as a person reads it: "≥75", or nothing.
func targetText(i *coverage.Indication) string {
	if !i.HasTarget() {
		return ""
	}
	return fmt.Sprintf("%s%g", map[string]string{">=": "≥", "<=": "≤"}[i.Indicator.Target.Op()], i.Indicator.Target.Number())
}

// itemTable lists the units and facilities behind every number.
func itemTable(ed *edition.Edition, list []coverage.Indication, t tongue) table {
	out := table{name: sentence{"名单", "lists"}.in(t), header: head(t, sentence{"指标代码", "indicator"}, sentence{"指标", "name"}, sentence{"单位代码", "unit"}, sentence{"名称", "what counts"},
		sentence{"计入分子", "numerator"}, sentence{"计入分母", "denominator"})}
	for k := range list {
		i := &list[k]
		for _, item := range itemsOf(ed, i) {
			row := []any{i.Indicator.Code, sentence{i.Indicator.Zh, i.Indicator.En}.in(t), item.Code, item.Name, item.Numerator, nil}
			if !i.Denominator.Unknown {
				row[5] = item.Denominator
			}
			out.rows = append(out.rows, row)
		}
	}
	return out
}

func orNone(n *int64) any {
	if n == nil {
		return nil
	}
	return *n
}
