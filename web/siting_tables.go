package web

import (
	"fmt"
	"strings"

	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/edition"
)

// SitingFile writes sites as POST /v1/siting does: format "csv" or "xlsx".
func SitingFile(ed *edition.Edition, q coverage.SiteQuestion, a *coverage.SiteAnswer, format string) ([]byte, error) {
	return sitingFile(sitingAnswerOf(ed, q, a), format, english)
}

func sitingFile(body SitingAnswerBody, format string, t tongue) ([]byte, error) {
	switch format {
	case "csv":
		return siteTable(body, t).withProof(body, t).csv(), nil
	case "xlsx":
		return workbook(sitingSheets(body, t)...)
	}
	return nil, fmt.Errorf("%q is not a format that is written: choose csv or xlsx", format)
}

// siteTable lists the sites, the one that brings most first.
func siteTable(body SitingAnswerBody, t tongue) table {
	out := table{name: sentence{"选址", "sites"}.in(t), header: head(t, sentence{"次序", "rank"}, sentence{"代码", "code"}, sentence{"名称", "name"}, sentence{"乡镇", "township"}, sentence{"经度", "lon"}, sentence{"纬度", "lat"},
		sentence{"范围内人口", "people within reach"}, sentence{"新增覆盖人口", "people newly reached"}, sentence{"累计覆盖人口", "people reached in all"}, sentence{"服务人口", "people served"}, sentence{"备选点序号", "candidate"})}
	for _, s := range body.Sites {
		row := []any{s.Rank, s.Code, s.Name, s.Above, s.Lon, s.Lat, s.Reached, s.Gained, s.Total, s.Nearest, nil}
		if s.Place >= 0 {
			row[10] = s.Place + 1
		}
		out.rows = append(out.rows, row)
	}
	return out
}

// proof is what holds for all sites together: how many people, how good, and what was asked.
func (body SitingAnswerBody) proof(t tongue) (header []string, cells []any) {
	header = head(t, sentence{"现有覆盖人口", "people covered before"}, sentence{"覆盖人口", "people covered"}, sentence{"人口", "people"}, sentence{"覆盖率", "share of people"},
		sentence{"目标值", "objective"}, sentence{"界", "bound"}, sentence{"与最优的最大差距", "gap"}, sentence{"已证明最优", "proven"}, sentence{"口径", "definition"}, sentence{"问题编号", "question_id"})
	proven := sentence{"否", "no"}
	if body.Proven {
		proven = sentence{"是", "yes"}
	}
	return header, []any{body.Before.Covered, body.After.Covered, body.After.Of, body.After.Share, body.Objective, body.Bound, decimals(body.Gap, 6), proven.in(t),
		sentence{body.Definition.Zh, body.Definition.En}.in(t), body.ID}
}

// withProof repeats what holds for all sites in the row of each, so that a file of one table
// says it too; where no site is needed there is one row of it.
func (x table) withProof(body SitingAnswerBody, t tongue) table {
	header, cells := body.proof(t)
	if len(x.rows) == 0 {
		x.rows = [][]any{make([]any, len(x.header))}
	}
	x.header = append(x.header, header...)
	for i := range x.rows {
		x.rows[i] = append(x.rows[i], cells...)
	}
	return x
}

// sitingSheets are the sheets of a workbook: the sites, the townships, the curve, what was
// left out and, last, what the figures mean.
func sitingSheets(body SitingAnswerBody, t tongue) []table {
	sheets := []table{siteTable(body, t)}
	for _, sheet := range []table{sitingLineTable(body, t), sitingCurveTable(body, t), candidateTable(body, t), sitingGroupTable(body, t)} {
		if len(sheet.rows) > 0 {
			sheets = append(sheets, sheet)
		}
	}
	meaning := table{name: sentence{"说明", "definition"}.in(t), header: head(t, sentence{"项目", "item"}, sentence{"内容", "content"})}
	header, cells := body.proof(t)
	for i, name := range header {
		meaning.rows = append(meaning.rows, []any{name, cells[i]})
	}
	return append(sheets, meaning)
}

func sitingLineTable(body SitingAnswerBody, t tongue) table {
	out := table{name: sentence{"乡镇", "townships"}.in(t), header: head(t, sentence{"代码", "code"}, sentence{"名称", "name"}, sentence{"人口", "people"},
		sentence{"原覆盖人口", "covered before"}, sentence{"原覆盖率", "share before"}, sentence{"覆盖人口", "covered after"}, sentence{"覆盖率", "share after"})}
	for _, l := range body.By {
		out.rows = append(out.rows, []any{l.Code, l.Name, l.Before.Of, l.Before.Covered, l.Before.Share, l.After.Covered, l.After.Share})
	}
	return out
}

func sitingCurveTable(body SitingAnswerBody, t tongue) table {
	out := table{name: sentence{"覆盖曲线", "curve"}.in(t), header: head(t, sentence{"处数", "sites"}, sentence{"覆盖人口", "people covered"}, sentence{"至多", "at most"})}
	for _, c := range body.Curve {
		out.rows = append(out.rows, []any{c.Sites, c.Covered, c.Bound})
	}
	return out
}

// candidateTable lists the candidates that may not be taken.
func candidateTable(body SitingAnswerBody, t tongue) table {
	why := map[string]sentence{"outside": {"在县外", "outside the county"}, "far_from_road": {"离道路太远", "too far from any road"}, "spacing": {"离已有设施太近", "nearer than the spacing to what stands"}, "zone": {"在禁建范围内", "in a forbidden zone"}}
	out := table{name: sentence{"不可用的备选点", "candidates left out"}.in(t), header: head(t, sentence{"经度", "lon"}, sentence{"纬度", "lat"}, sentence{"原因", "why"}, sentence{"距最近道路（米）", "to the nearest road m"}, sentence{"禁建范围", "zones"})}
	for _, l := range body.LeftOut {
		var zones []string
		for _, z := range l.Zones {
			zones = append(zones, fmt.Sprintf(sentence{"%s（%g米，要求%g米，%s）", "%s (%g m of %g m; %s)"}.in(t), z.Name, z.Distance, z.Setback, z.Article))
		}
		row := []any{l.Lon, l.Lat, why[l.Why].in(t), nil, strings.Join(zones, "; ")}
		if l.Road != nil {
			row[3] = *l.Road
		}
		out.rows = append(out.rows, row)
	}
	return out
}

// sitingGroupTable lists groups and facilities that are not put on a road, and the groups
// that no candidate reaches where all should be.
func sitingGroupTable(body SitingAnswerBody, t tongue) table {
	out := leftOutTable(nil, body.Stranded, t)
	for _, id := range body.Unreachable {
		out.rows = append(out.rows, []any{id, nil, nil, sentence{"任何备选点都不能覆盖", "no candidate reaches it"}.in(t), nil, nil, nil})
	}
	return out
}

// sitesGeoJSON are the sites as points.
func sitesGeoJSON(ed *edition.Edition, q coverage.SiteQuestion, a *coverage.SiteAnswer) []byte {
	body := sitingAnswerOf(ed, q, a)
	g := &geoWriter{}
	g.begin(member{"edition", body.Edition}, member{"question", body.Question}, member{"question_id", body.ID}, member{"definition", body.Definition},
		member{"objective", body.Objective}, member{"bound", body.Bound}, member{"gap", body.Gap}, member{"proven", body.Proven})
	for i, s := range body.Sites {
		place := a.Sites[i].Place
		g.feature(nil, s, func() { g.point(&place) })
	}
	return g.end()
}
