package web

import (
	"context"
	"errors"
	"fmt"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/export"
)

// answered is the answer to a coverage question, or the gaps of it.
func (x Exporter) answered(ctx context.Context, ed *edition.Edition, o ExportOrder, t tongue) (exportContent, error) {
	if o.Question == nil {
		return exportContent{}, export.Invalid("请给出覆盖问题", "say which question")
	}
	q := *o.Question
	beside, err := coverage.Beside(ctx, x.Editions, ed, q)
	if err != nil {
		return exportContent{}, err
	}
	if o.What == "gaps" {
		gaps, err := coverage.Gaps(ed, q, beside...)
		if err != nil {
			return exportContent{}, err
		}
		return exportContent{
			layers: []export.Layer{gapLayer(ed, gaps)}, tables: []table{gapTable(ed, gaps, t)}, features: []func(*geoWriter){func(g *geoWriter) { g.gaps(ed, gaps) }},
			members: []member{{"question", bodyOf(q)}, {"question_id", questionID(q)}},
		}, nil
	}
	a, err := coverage.Ask(ed, q, beside...)
	if err != nil {
		return exportContent{}, err
	}
	return exportContent{
		layers: []export.Layer{coverageLayer(ed, a)}, tables: append([]table{coverageTable(ed, a, t)}, coverageSheets(ed, a, t)...),
		features: []func(*geoWriter){func(g *geoWriter) { g.coverage(ed, a) }}, members: coverageMembers(a),
	}, nil
}

func coverageMembers(a *coverage.Answer) []member {
	return []member{{"question", bodyOf(a.Question)}, {"question_id", questionID(a.Question)}, {"input_hash", a.ID},
		{"definition", map[string]string{"zh": a.Definition.Zh, "en": a.Definition.En}}, {"total", sharesOf(a.Total)}}
}

// coverage writes the lines of an answer with the shapes of their units.
func (g *geoWriter) coverage(ed *edition.Edition, a *coverage.Answer) {
	for _, line := range a.Lines {
		u := &ed.Units[line.Unit]
		g.feature(int64(u.Unit), lineBody{u.Code.String(), u.Name, sharesOf(line)}, func() { g.shape(ed.Mesh, u.Index) })
	}
}

func coverageGeoJSON(ed *edition.Edition, a *coverage.Answer) []byte {
	c := exportContent{members: coverageMembers(a), features: []func(*geoWriter){func(g *geoWriter) { g.coverage(ed, a) }}}
	return c.geoJSON([]*edition.Edition{ed})
}

// coverageLayer are the units of an answer with their shares.
func coverageLayer(ed *edition.Edition, a *coverage.Answer) export.Layer {
	l := export.Layer{Name: "coverage", Title: export.Title{Zh: "覆盖率", En: "coverage"}, Geometry: export.Polygons,
		Fields: []export.Field{field("code", "代码", "code", export.Text), field("name", "名称", "name", export.Text)}}
	for _, age := range a.Question.Ages {
		n := ageSuffix(age)
		share := decimal("share_"+n, "人口覆盖率 "+age, "share of people "+age, 5, export.Everywhere)
		covered := field("covered_"+n, "覆盖人口 "+age, "people covered "+age, export.Integer)
		covered.Short = "cov_" + n
		l.Fields = append(l.Fields, covered, field("people_"+n, "人口 "+age, "people "+age, export.Integer), share)
	}
	l.Fields = append(l.Fields, field("having", "有设施的村（社区）", "units having", export.Integer), field("served", "被覆盖的村（社区）", "units served", export.Integer), field("units", "村（社区）数", "units", export.Integer),
		decimal("unit_share", "单位覆盖率", "share of units", 5, export.Everywhere), decimal("covered_m2", "覆盖面积（平方米）", "area covered m2", 2, export.Everywhere),
		decimal("area_m2", "面积（平方米）", "area m2", 2, export.Everywhere), decimal("area_share", "面积覆盖率", "share of area", 5, export.Everywhere))
	for _, line := range a.Lines {
		u := &ed.Units[line.Unit]
		values := []any{u.Code.String(), u.Name}
		for _, age := range a.Question.Ages {
			r := line.People[age]
			values = append(values, r.Covered, r.Of, roundShare(r.Share()))
		}
		values = append(values, int64(line.Units.Having), int64(line.Units.Served), int64(line.Units.Of), roundShare(line.Units.Share()), roundArea(line.Land.Covered), roundArea(line.Land.Of), roundShare(line.Land.Share()))
		l.Features = append(l.Features, export.Feature{Values: values, Shape: shapeOrNone(ed, u)})
	}
	return l
}

func shapeOrNone(ed *edition.Edition, u *edition.Unit) orb.Geometry {
	if !ed.HasShape(u) {
		return nil
	}
	return ed.Shape(u)
}

// gapLayer is the land out of reach with its people.
func gapLayer(ed *edition.Edition, gaps []coverage.Gap) export.Layer {
	l := export.Layer{Name: "gaps", Title: export.Title{Zh: "覆盖空白", En: "gaps"}, Geometry: export.Polygons, Fields: append([]export.Field{
		field("code", "代码", "code", export.Text), field("name", "名称", "name", export.Text), decimal("area_m2", "空白面积（平方米）", "area m2", 2, export.Everywhere),
	}, peopleFields("people_", "pop_", "未覆盖人口", "people not covered", ed.People.Ages)...)}
	for _, gap := range gaps {
		values := []any{nil, nil, roundArea(gap.Area)}
		if gap.Unit >= 0 {
			values[0], values[1] = ed.Units[gap.Unit].Code.String(), ed.Units[gap.Unit].Name
		}
		for _, age := range ed.People.Ages {
			values = append(values, gap.People[age])
		}
		var shape orb.Geometry
		if len(gap.Shape) > 0 {
			shape = gap.Shape
		}
		l.Features = append(l.Features, export.Feature{Values: values, Shape: shape})
	}
	return l
}

// tables are what has no shapes: indicators, codes, lineage, a crosswalk.
func (x Exporter) tables(ctx context.Context, ed *edition.Edition, o ExportOrder, t tongue) (exportContent, error) {
	county := ed.Key.County
	switch o.What {
	case "codes":
		register, err := x.Books.Codes(ctx, county)
		if err != nil {
			return exportContent{}, err
		}
		return exportContent{tables: []table{codesInForce(ed, t), codeChanges(ed, register, t), codeHistory(ed, register, t)}}, nil
	case "indicators":
		statistics, err := x.Books.Statistics(ctx, county)
		kept, wrong := x.Books.IndicatorTables(ctx, county)
		if err := errors.Join(err, wrong); err != nil {
			return exportContent{}, err
		}
		text, _ := coverage.IndicatorTableOn(kept, ed.Key.At)
		list, err := indicatorsOf(ed, text, statistics, o.Year)
		return exportContent{tables: indicatorSheets(ed, list, t, inputOf(ed, text, statistics, o.Year))}, err
	}
	links, err := x.Books.Lineage(ctx, county)
	if err != nil {
		return exportContent{}, err
	}
	if o.What == "lineage" {
		return exportContent{tables: []table{lineageTable(ed, links, t)}}, nil
	}
	if o.From.IsZero() || !ed.Key.At.IsZero() && ed.Key.At.Before(o.From) {
		return exportContent{}, export.Invalid("请给出对照表的起始日期 from，且不晚于 at", "a crosswalk leads from an earlier day to the later: say which, by from")
	}
	before, err := x.Editions.Edition(ctx, edition.Key{County: county, At: o.From})
	if err != nil {
		return exportContent{}, err
	}
	return exportContent{tables: []table{crosswalkTable(before, ed, links, t)}}, nil
}

// lineageTable lists what became of which unit, up to the edition's day.
func lineageTable(ed *edition.Edition, links []boundaries.Link, t tongue) table {
	out := table{name: sentence{"沿革", "lineage"}.in(t), header: head(t, sentence{"原代码", "from"}, sentence{"原名称", "from_name"}, sentence{"新代码", "to"}, sentence{"新名称", "to_name"}, sentence{"变更方式", "kind"},
		sentence{"生效日期", "day"}, sentence{"人口比例", "share_people"}, sentence{"面积比例", "share_area"}, sentence{"变更编号", "change"}, sentence{"推断置信度", "confidence"})}
	for _, l := range links {
		if !ed.Key.At.IsZero() && ed.Key.At.Before(l.Day) {
			continue
		}
		s := strandOf(l)
		row := []any{s.From, s.FromName, s.To, s.ToName, changeName(s.Kind, t), dayCell(l.Day), s.SharePeople, s.ShareArea, nil, nil}
		if s.Change > 0 {
			row[8] = s.Change
		}
		if s.Inferred {
			row[9] = s.Confidence
		}
		out.rows = append(out.rows, row)
	}
	return out
}

// crosswalkTable lists how the units of one edition became those of a later one.
func crosswalkTable(before, after *edition.Edition, links []boundaries.Link, t tongue) table {
	out := table{name: sentence{"新旧对照", "crosswalk"}.in(t), header: head(t, sentence{"原代码", "from"}, sentence{"原名称", "from_name"}, sentence{"新代码", "to"}, sentence{"新名称", "to_name"},
		sentence{"人口比例", "share_people"}, sentence{"面积比例", "share_area"}, sentence{"推断置信度", "confidence"})}
	for _, w := range weightBodies(before, after, edition.Crosswalk(before, after, links), adcode.NoLevel) {
		row := []any{w.From, w.FromName, w.To, w.ToName, w.SharePeople, w.ShareArea, nil}
		if w.Inferred > 0 {
			row[6] = w.Inferred
		}
		out.rows = append(out.rows, row)
	}
	return out
}

// exportTitle is what a file of an order is called.
func (o ExportOrder) title(t tongue) string {
	names := map[string]sentence{
		"all": {"全部", "all"}, "units": {"行政区划", "units"}, "borders": {"界线", "borders"}, "facilities": {"设施", "facilities"}, "people": {"人口", "people"}, "zones": {"限制区", "zones"}, "roads": {"道路", "roads"},
		"coverage": {"覆盖率", "coverage"}, "gaps": {"覆盖空白", "gaps"}, "freeland": {"可用地", "free land"}, "indicators": {"指标", "indicators"}, "codes": {"代码表", "codes"}, "lineage": {"沿革", "lineage"}, "crosswalk": {"新旧对照", "crosswalk"},
	}
	if name, known := names[o.What]; known {
		return name.in(t)
	}
	return fmt.Sprint(o.What)
}
