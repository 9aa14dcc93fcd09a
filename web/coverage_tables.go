package web

import (
	"fmt"

	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/export"
)

// coverageTable lists an answer's lines, the total last.
func coverageTable(ed *edition.Edition, a *coverage.Answer, t tongue) table {
	out := table{name: sentence{"覆盖率", "coverage"}.in(t), header: head(t, sentence{"代码", "code"}, sentence{"名称", "name"})}
	for _, age := range a.Question.Ages {
		out.header = append(out.header, head(t, sentence{"覆盖人口 " + age, "people covered " + age}, sentence{"人口 " + age, "people " + age}, sentence{"人口覆盖率 " + age, "share of people " + age})...)
	}
	out.header = append(out.header, head(t, sentence{"有设施的村（社区）", "units having"}, sentence{"被覆盖的村（社区）", "units served"}, sentence{"村（社区）数", "units"}, sentence{"单位覆盖率", "share of units"},
		sentence{"覆盖面积（平方千米）", "area covered km2"}, sentence{"面积（平方千米）", "area km2"}, sentence{"面积覆盖率", "share of area"})...)
	out.header = append(out.header, head(t, extraColumns(a)...)...)
	row := func(code, name string, line coverage.Line) {
		cells := []any{code, name}
		for _, age := range a.Question.Ages {
			r := line.People[age]
			cells = append(cells, r.Covered, r.Of, roundShare(r.Share()))
		}
		cells = append(cells, line.Units.Having, line.Units.Served, line.Units.Of, roundShare(line.Units.Share()),
			decimals(float64(line.Land.Covered)/1e6, 6), decimals(float64(line.Land.Of)/1e6, 6), roundShare(line.Land.Share()))
		out.rows = append(out.rows, append(cells, extraCells(a, line)...))
	}
	for _, line := range a.Lines {
		row(ed.Units[line.Unit].Code.String(), ed.Units[line.Unit].Name, line)
	}
	row(ed.Key.County.String(), sentence{"合计", "total"}.in(t), a.Total)
	return out
}

// AnswerFile writes an answer as POST /v1/exports does: format "geojson", "csv" or "xlsx".
func AnswerFile(ed *edition.Edition, a *coverage.Answer, format string) ([]byte, error) {
	switch format {
	case "geojson":
		return coverageGeoJSON(ed, a), nil
	case "csv":
		return coverageTable(ed, a, english).csv(), nil
	case "xlsx":
		return workbook(append([]table{coverageTable(ed, a, english)}, coverageSheets(ed, a, english)...)...)
	}
	return nil, fmt.Errorf("%q is not a format that is written: choose geojson, csv or xlsx", format)
}

// ExtraRows are the tables of an answer beside its shares, to be printed: each begins with
// its header.
func ExtraRows(ed *edition.Edition, a *coverage.Answer) [][][]string {
	var all [][][]string
	if columns := extraColumns(a); len(columns) > 0 {
		lines := table{header: head(english, append([]sentence{{"代码", "code"}, {"名称", "name"}}, columns...)...)}
		for _, line := range a.Lines {
			u := &ed.Units[line.Unit]
			lines.rows = append(lines.rows, append([]any{u.Code.String(), u.Name}, extraCells(a, line)...))
		}
		lines.rows = append(lines.rows, append([]any{"", "TOTAL"}, extraCells(a, a.Total)...))
		all = append(all, lines.texts())
	}
	for _, sheet := range extraSheets(ed, a, english) {
		all = append(all, sheet.texts())
	}
	return all
}

// texts are a table's header and rows as they are read.
func (t table) texts() [][]string {
	rows := [][]string{t.header}
	for _, row := range t.rows {
		var cells []string
		for _, cell := range row {
			cells = append(cells, export.PlainCell(cell))
		}
		rows = append(rows, cells)
	}
	return rows
}

// extraColumns are the columns of what a line has beyond shares.
func extraColumns(a *coverage.Answer) []sentence {
	var columns []sentence
	if a.Total.Depth != nil {
		for _, age := range a.Question.Ages {
			for n := range deepest(a) + 1 {
				column := sentence{fmt.Sprintf("被%d处覆盖 %s", n, age), fmt.Sprintf("covered by %d %s", n, age)}
				if n == coverage.MostDepth {
					column = sentence{fmt.Sprintf("被%d处及以上覆盖 %s", n, age), fmt.Sprintf("covered by %d or more %s", n, age)}
				}
				columns = append(columns, column)
			}
		}
	}
	if hasDistance(a) {
		unit := sentence{"米", "m"}
		if a.Question.Minutes > 0 {
			unit = sentence{"分钟", "min"}
		}
		for _, s := range []sentence{{"平均距离（按小组）", "mean distance over groups"}, {"平均距离（按人口）", "mean distance over people"}, {"第95百分位距离", "95th percentile"}, {"最近", "least"}, {"最远", "most"}} {
			columns = append(columns, sentence{s.zh + "（" + unit.zh + "）", s.en + " " + unit.en})
		}
	}
	if a.Total.Beds != nil {
		for _, s := range []sentence{{"有床位", "served"}, {"范围内无床位", "in reach without a bed"}, {"范围内床位数不明", "in reach, beds unknown"}, {"不在范围内", "out of reach"}} {
			columns = append(columns, sentence{s.zh + " " + a.Question.BedsFor, s.en + " " + a.Question.BedsFor})
		}
	}
	return columns
}

// deepest is the greatest number of facilities that cover anybody: beyond it there is
// nothing to show.
func deepest(a *coverage.Answer) int {
	most := 0
	for _, depth := range a.Total.Depth {
		for n, people := range depth {
			if people > 0 {
				most = max(most, n)
			}
		}
	}
	return most
}

func hasDistance(a *coverage.Answer) bool { return a.Total.Distance != nil }

// extraCells are the cells of extraColumns.
func extraCells(a *coverage.Answer, line coverage.Line) []any {
	var cells []any
	if a.Total.Depth != nil {
		for _, age := range a.Question.Ages {
			for _, n := range line.Depth[age][:deepest(a)+1] {
				cells = append(cells, n)
			}
		}
	}
	if hasDistance(a) {
		if d := line.Distance; d != nil && d.Groups > 0 {
			cells = append(cells, mm(d.Mean), mm(d.PeopleMean), mm(d.P95), mm(d.Least), mm(d.Most))
		} else {
			cells = append(cells, nil, nil, nil, nil, nil)
		}
	}
	if b := line.Beds; b != nil {
		cells = append(cells, b.Served, b.Waiting, b.Unknown, b.Out)
	}
	return cells
}

// extraSheets are what an answer has beside its lines.
func extraSheets(ed *edition.Edition, a *coverage.Answer, t tongue) []table {
	body := extrasOf(ed, a)
	var sheets []table
	for _, sheet := range []table{nearestTable(body.Nearest, t), closingTable(a, body.Closing, t), curveTable(a, body.Curve, t), loadTable(body.Load, t)} {
		if len(sheet.rows) > 0 {
			sheets = append(sheets, sheet)
		}
	}
	return sheets
}

// coverageSheets are the further sheets of an answer's workbook: what it has beside its
// lines, what counts nowhere, and last what its figures mean.
func coverageSheets(ed *edition.Edition, a *coverage.Answer, t tongue) []table {
	sheets := extraSheets(ed, a, t)
	if out := leftOutTable(unplacedOf(ed, a.Unplaced), strandedOf(ed, a), t); len(out.rows) > 0 {
		sheets = append(sheets, out)
	}
	meaning := table{name: sentence{"说明", "definition"}.in(t), header: head(t, sentence{"项目", "item"}, sentence{"内容", "content"})}
	for _, row := range [][2]string{
		{sentence{"口径", "definition"}.in(t), sentence{a.Definition.Zh, a.Definition.En}.in(t)}, {"question_id", questionID(a.Question)}, {"input_hash", a.ID},
	} {
		meaning.rows = append(meaning.rows, []any{row[0], row[1]})
	}
	return append(sheets, meaning)
}

// called is what a table says of what stands somewhere.
func (b *standingBody) called(t tongue) []any {
	switch {
	case b == nil:
		return []any{nil, nil}
	case b.Assumed != nil:
		return []any{nil, sentence{fmt.Sprintf("假设设施%d", *b.Assumed+1), fmt.Sprintf("assumed site %d", *b.Assumed+1)}.in(t)}
	case b.County != "":
		return []any{*b.ID, b.Name + " (" + b.County + ")"}
	}
	return []any{*b.ID, b.Name}
}

func nearestTable(list []nearestBody, t tongue) table {
	out := table{name: sentence{"最近设施", "nearest"}.in(t), header: head(t, sentence{"小组", "group"}, sentence{"村代码", "unit"}, sentence{"设施编号", "facility"}, sentence{"设施", "name"}, sentence{"距离", "distance"})}
	for _, n := range list {
		row := append([]any{n.Group, n.Unit}, n.Facility.called(t)...)
		if n.Distance == nil {
			out.rows = append(out.rows, append(row, nil))
			continue
		}
		out.rows = append(out.rows, append(row, *n.Distance))
	}
	return out
}

func closingTable(a *coverage.Answer, list []closingBody, t tongue) table {
	out := table{name: sentence{"关闭影响", "closing"}.in(t), header: head(t, sentence{"设施编号", "facility"}, sentence{"设施", "name"})}
	for _, age := range a.Question.Ages {
		out.header = append(out.header, sentence{"失去覆盖的人口 " + age, "people no longer covered " + age}.in(t))
	}
	out.header = append(out.header, head(t, sentence{"不再有设施的村（社区）", "units no longer having"}, sentence{"不再被覆盖的村（社区）", "units no longer served"})...)
	for _, c := range list {
		row := c.Facility.called(t)
		for _, age := range a.Question.Ages {
			row = append(row, c.People[age])
		}
		out.rows = append(out.rows, append(row, c.Having, c.Served))
	}
	return out
}

func curveTable(a *coverage.Answer, list []curveBody, t tongue) table {
	first := sentence{"半径（米）", "radius m"}
	if a.Question.Minutes > 0 {
		first = sentence{"分钟", "minutes"}
	}
	out := table{name: sentence{"覆盖曲线", "curve"}.in(t), header: head(t, first)}
	for _, age := range a.Question.Ages {
		out.header = append(out.header, head(t, sentence{"覆盖人口 " + age, "people covered " + age}, sentence{"人口覆盖率 " + age, "share of people " + age})...)
	}
	for _, step := range list {
		row := []any{max(step.Radius, step.Minutes)}
		for _, age := range a.Question.Ages {
			row = append(row, step.People[age].Covered, step.People[age].Share)
		}
		out.rows = append(out.rows, row)
	}
	return out
}

func loadTable(list []loadBody, t tongue) table {
	out := table{name: sentence{"床位使用", "load"}.in(t), header: head(t, sentence{"设施编号", "facility"}, sentence{"设施", "name"}, sentence{"床位", "beds"}, sentence{"占用", "taken"})}
	for _, l := range list {
		row := l.Facility.called(t)
		if l.Beds == nil {
			row = append(row, nil)
		} else {
			row = append(row, *l.Beds)
		}
		out.rows = append(out.rows, append(row, l.Taken))
	}
	return out
}
