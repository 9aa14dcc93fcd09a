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

// indicatorSheets are the sheets of a workbook of indicators: the table, the units and
// facilities behind every number, the gaps, the figures by township, and what names the
// input.
func indicatorSheets(ed *edition.Edition, list []coverage.Indication, t tongue, input string) []table {
	said := definitionTable(coverage.Definition{
		Zh: "每项指标的口径见首表“口径”一列；分子、分母的构成见“名单”，未计入分子的见“缺口”，各乡镇的数见“分乡镇”。",
		En: "What each indicator counts stands in the first sheet's last column; lists has what makes up its numerator and denominator, gaps what is short, by township the figures of each.",
	}, input, t)
	said.rows = append(said.rows, []any{sentence{"截至", "day"}.in(t), ed.Key.At.String()}, []any{sentence{"数据版本", "version"}.in(t), ed.Versions.County})
	return []table{indicatorTable(ed, list, t), itemTable(ed, list, t), gapItemTable(ed, list, t), partTable(ed, list, t), said}
}

// gapItemTable lists what of the denominators is not in the numerators, for the
// indicators that list it.
func gapItemTable(ed *edition.Edition, list []coverage.Indication, t tongue) table {
	out := table{name: sentence{"缺口", "gaps"}.in(t), header: head(t, sentence{"指标代码", "indicator"}, sentence{"指标", "name"}, sentence{"单位代码", "unit"}, sentence{"名称", "what is short"})}
	for k := range list {
		i := &list[k]
		for _, item := range i.Gap {
			code := ""
			if item.Unit >= 0 {
				code = ed.Units[item.Unit].Code.String()
			}
			out.rows = append(out.rows, []any{i.Indicator.Code, sentence{i.Indicator.Zh, i.Indicator.En}.in(t), code, item.Name(ed)})
		}
	}
	return out
}

// partTable has the figures of every indicator township by township.
func partTable(ed *edition.Edition, list []coverage.Indication, t tongue) table {
	out := table{name: sentence{"分乡镇", "by township"}.in(t), header: head(t, sentence{"指标代码", "indicator"}, sentence{"指标", "name"}, sentence{"乡镇代码", "township"}, sentence{"乡镇", "township name"},
		sentence{"分子", "numerator"}, sentence{"分母", "denominator"}, sentence{"数值（%）", "value %"})}
	for k := range list {
		i := &list[k]
		for _, p := range i.Parts {
			u := &ed.Units[p.Unit]
			row := []any{i.Indicator.Code, sentence{i.Indicator.Zh, i.Indicator.En}.in(t), u.Code.String(), u.Name, p.Numerator, nil, nil}
			if !i.Denominator.Unknown && i.Indicator.Form != coverage.FormCount {
				row[5] = p.Denominator
				if i.Indicator.Form == coverage.FormPercent && p.Denominator > 0 {
					row[6] = roundTo(100*float64(p.Numerator)/float64(p.Denominator), 1e3)
				}
			}
			out.rows = append(out.rows, row)
		}
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
