package web

import (
	"encoding/json"
	"fmt"

	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/edition"
)

// AccessFile writes an answer in the form of POST /v1/access: format "geojson", "csv" or
// "xlsx"; groups adds a sheet of every villager group to the workbook.
func AccessFile(ed *edition.Edition, a *coverage.Access, format string, groups bool) ([]byte, error) {
	return accessFile(ed, a, format, groups, english)
}

func accessFile(ed *edition.Edition, a *coverage.Access, format string, groups bool, t tongue) ([]byte, error) {
	switch format {
	case "json":
		return json.Marshal(accessOf(ed, a, groups))
	case "geojson":
		return accessGeoJSON(ed, a), nil
	case "csv":
		return accessTable(ed, a, t).csv(), nil
	case "xlsx":
		return workbook(accessSheets(ed, a, groups, t)...)
	}
	return nil, fmt.Errorf("%q is not a format that is written: choose json, geojson, csv or xlsx", format)
}

// accessSheets are the sheets of an answer's workbook: its lines, what is shared out,
// what is left out, and what the figures mean.
func accessSheets(ed *edition.Edition, a *coverage.Access, groups bool, t tongue) []table {
	body := accessOf(ed, a, groups)
	sheets := []table{accessTable(ed, a, t), accessSourceTable(body, t)}
	if groups {
		sheets = append(sheets, accessGroupTable(body, t))
	}
	if out := leftOutTable(body.Unplaced, body.Stranded, t); len(out.rows) > 0 {
		sheets = append(sheets, out)
	}
	asked, _ := json.Marshal(body.Question) // a struct of texts and numbers: it cannot fail
	meaning := definitionTable(a.Definition, a.ID, t)
	meaning.rows = append(meaning.rows, []any{sentence{"问题", "question"}.in(t), string(asked)})
	return append(sheets, meaning)
}

// accessTable lists the lines, the total last. Access is given a thousand people.
func accessTable(ed *edition.Edition, a *coverage.Access, t tongue) table {
	supply := coverage.SupplyName(a.Question.Supply)
	each := func(what sentence) sentence {
		return sentence{fmt.Sprintf("每千人%s（%s）", supply[0], what.zh), fmt.Sprintf("%s per 1,000 (%s)", supply[1], what.en)}
	}
	out := table{name: sentence{"可达性", "access"}.in(t), header: head(t, sentence{"代码", "code"}, sentence{"名称", "name"}, sentence{"人口 " + a.Question.Age, "people " + a.Question.Age},
		each(sentence{"平均", "mean"}), each(sentence{"最低小组", "least"}), each(sentence{"最高小组", "most"}), sentence{supply[0] + "（可及）", supply[1] + " reached"},
		sentence{"小组", "groups"}, sentence{"无可及的小组", "groups without any"}, sentence{"无可及的人口", "people without any"})}
	row := func(code, name string, l coverage.AccessLine) {
		out.rows = append(out.rows, []any{code, name, l.People, decimals(1000*l.Mean, 6), decimals(1000*l.Least, 6), decimals(1000*l.Most, 6), decimals(l.Supply, 6),
			int64(l.Groups), int64(l.Without), l.Cut})
	}
	for _, l := range a.Lines {
		row(ed.Units[l.Unit].Code.String(), ed.Units[l.Unit].Name, l)
	}
	row(ed.Key.County.String(), sentence{"合计", "total"}.in(t), a.Total)
	return out
}

// accessSourceTable lists what is shared out; a facility whose figure nobody has said has
// none.
func accessSourceTable(body accessAnswerBody, t tongue) table {
	out := table{name: sentence{"供给", "supply"}.in(t), header: head(t, sentence{"设施编号", "facility"}, sentence{"设施", "name"}, sentence{"供给", "supply"},
		sentence{"范围内人口（加权）", "people in the catchment, by weight"}, sentence{"供需比", "supply a person"})}
	for _, s := range body.Sources {
		row := append(s.Facility.called(t), s.Supply, decimals(s.Demand, 6), nil)
		if s.Demand > 0 {
			row[4] = decimals(s.Ratio, 9)
		}
		out.rows = append(out.rows, row)
	}
	for _, s := range body.Silent {
		out.rows = append(out.rows, append(s.called(t), nil, nil, nil))
	}
	return out
}

func accessGroupTable(body accessAnswerBody, t tongue) table {
	out := table{name: sentence{"小组", "groups"}.in(t), header: head(t, sentence{"小组", "group"}, sentence{"村代码", "unit"}, sentence{"人口", "people"}, sentence{"每千人", "per 1,000"})}
	for _, g := range body.Groups {
		out.rows = append(out.rows, []any{g.Group, g.Unit, g.People, decimals(1000*g.Access, 6)})
	}
	return out
}

// leftOutTable lists what counts nowhere: facilities without a place, and by road the
// groups and facilities that no road leads to, with their distance to the nearest.
func leftOutTable(unplaced []unplacedBody, stranded []strandedBody, t tongue) table {
	out := table{name: sentence{"未计入", "left out"}.in(t), header: head(t, sentence{"小组", "group"}, sentence{"设施编号", "facility"}, sentence{"名称", "name"}, sentence{"原因", "why"},
		sentence{"距最近道路（米）", "to the nearest road m"}, sentence{"经度", "lon"}, sentence{"纬度", "lat"})}
	reasons := map[string]sentence{
		"far_from_road": {"离道路太远", "too far from any road"}, "unreachable": {"没有道路通到任何设施", "no road leads to any facility"},
		"village_only": {"只知所在村（社区）", "only its village is known"}, "township_only": {"只知所在乡镇", "only its township is known"},
		"unknown_unit": {"所在单位当日不存在", "its unit is not one of the day"}, "no_standard": {"该类设施没有半径标准", "no standard says how far its kind reaches"},
	}
	said := func(why string) string {
		if s, ok := reasons[why]; ok {
			return s.in(t)
		}
		return why
	}
	for _, u := range unplaced {
		out.rows = append(out.rows, []any{"", u.ID, u.Name, said(u.Why), nil, nil, nil})
	}
	for _, s := range stranded {
		row := []any{s.Group, nil, s.Name, said(s.Why), nil, s.Lon, s.Lat}
		if s.Facility != 0 {
			row[1] = s.Facility
		}
		if s.Road != nil {
			row[4] = *s.Road
		}
		out.rows = append(out.rows, row)
	}
	return out
}

// accessGeoJSON writes the lines with the shapes of their units.
func accessGeoJSON(ed *edition.Edition, a *coverage.Access) []byte {
	g := &geoWriter{}
	g.begin(member{"edition", editionOf(ed)}, member{"question", accessBodyOf(a.Question)}, member{"input_hash", a.ID}, member{"definition", meaningBody(a.Definition)}, member{"total", accessLineOf(ed, a.Total)})
	for _, l := range a.Lines {
		u := &ed.Units[l.Unit]
		g.feature(int64(u.Unit), accessLineOf(ed, l), func() { g.shape(ed.Mesh, u.Index) })
	}
	return g.end()
}
