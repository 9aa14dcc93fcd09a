package web

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/edition"
)

// comparisonContent writes a comparison in a format.
func comparisonContent(after *edition.Edition, body coverageComparisonBody, format string, t tongue) (out *contentOutput, err error) {
	out = &contentOutput{ContentType: "application/json", Hash: body.Hash}
	switch format {
	case "csv":
		out.ContentType, out.Body = csvKind, comparedUnits(body, t).csv()
	case "xlsx":
		out.ContentType = xlsxKind
		out.Body, err = comparisonBook(body, t)
	default:
		out.Body, err = json.Marshal(body)
		return out, err
	}
	out.ContentDisposition = fmt.Sprintf(`attachment; filename="%s-coverage-compared.%s"`, after.Key.County, format)
	return out, err
}

// CoverageComparisonFile writes a comparison as a workbook ("xlsx") of effects, villages,
// facilities and what it means, or as a table ("csv") of the villages.
func CoverageComparisonFile(before, after *edition.Edition, c *coverage.Comparison, format string) ([]byte, error) {
	out, err := comparisonContent(after, coverageComparisonOf(before, after, c, questionID(c.Before.Question)), format, english)
	if err != nil {
		return nil, err
	}
	return out.Body, nil
}

func comparisonBook(b coverageComparisonBody, t tongue) ([]byte, error) {
	effects := table{name: sentence{"变化原因", "effects"}.in(t), header: head(t, sentence{"原因", "cause"}, sentence{"单位覆盖率", "share of units"}, sentence{"面积覆盖率", "share of area"})}
	ages := slices.Sorted(maps.Keys(b.Change.People))
	for _, age := range ages {
		effects.header = append(effects.header, sentence{"人口覆盖率 " + age, "share of people " + age}.in(t))
	}
	for _, e := range append(b.Effects, b.Change) {
		row := []any{sentence{e.NameZh, e.NameEn}.in(t), e.Units, e.Area}
		if e.Cause == "" {
			row[0] = sentence{"合计", "total"}.in(t)
		}
		for _, age := range ages {
			row = append(row, e.People[age])
		}
		effects.rows = append(effects.rows, row)
	}
	moved := table{name: sentence{"设施变动", "facilities"}.in(t), header: head(t, sentence{"变动", "how"}, sentence{"名称", "name"}, sentence{"类别", "kind"}, sentence{"原单位", "unit before"}, sentence{"现单位", "unit after"}, sentence{"距离（米）", "distance m"})}
	for _, m := range b.Moved {
		moved.rows = append(moved.rows, []any{m.How, m.Name, kindName(m.Kind, t), m.FromName, m.ToName, m.Distance})
	}
	said := definitionTable(coverage.Definition(b.Definition), b.Hash, t)
	said.rows = append([][]any{{sentence{"结论", "result"}.in(t), sentence{b.Said.Zh, b.Said.En}.in(t)}}, said.rows...)
	return workbook(effects, comparedUnits(b, t), moved, said)
}

// comparedUnits lists the villages and, a row each, those that they came from.
func comparedUnits(b coverageComparisonBody, t tongue) table {
	units := table{name: sentence{"村（社区）", "units"}.in(t), header: head(t, sentence{"代码", "code"}, sentence{"名称", "name"}, sentence{"有设施", "having"}, sentence{"被覆盖", "served"},
		sentence{"原代码", "old code"}, sentence{"原名称", "old name"}, sentence{"原有设施", "had"}, sentence{"原被覆盖", "was served"}, sentence{"转入人口", "people moved"}, sentence{"人口比例", "share of people"}, sentence{"面积比例", "share of area"})}
	for _, u := range b.Units {
		row := []any{u.Code, u.Name, yesNo(u.Having, t), yesNo(u.Served, t)}
		if len(u.From) == 0 {
			units.rows = append(units.rows, append(row, "", "", "", "", nil, nil, nil))
		}
		for _, f := range u.From {
			units.rows = append(units.rows, append(row[:4:4], f.Code, f.Name, yesNo(f.Having, t), yesNo(f.Served, t), f.Moved, f.SharePeople, f.ShareArea))
		}
	}
	return units
}
