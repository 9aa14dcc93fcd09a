package web

import (
	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/export"
)

// freeContent is the land on which no zone forbids a cemetery, by unit of the order's
// level, with strips as imported.
func (o ExportOrder) freeContent(ed *edition.Edition, t tongue) (exportContent, error) {
	free, err := coverage.FreeLand(ed, coverage.FreeQuestion{By: o.Level})
	if err != nil {
		return exportContent{}, err
	}
	return exportContent{
		layers: []export.Layer{freeLayer(ed, free)}, tables: []table{freeTable(ed, free, t), definitionTable(free.Definition, freeID(ed, free), t)},
		members:  []member{{"definition", meaningBody(free.Definition)}, {"tolerance_m", float64(free.Question.Tolerance)}},
		features: []func(*geoWriter){func(g *geoWriter) { g.free(ed, free) }},
	}, nil
}

// freeLayer is a feature for each unit, also for one that has no land left, without a shape.
func freeLayer(ed *edition.Edition, free *coverage.Free) export.Layer {
	l := export.Layer{Name: "freeland", Title: export.Title{Zh: "可用地", En: "free land"}, Geometry: export.Polygons, Fields: []export.Field{
		field("code", "代码", "code", export.Text), field("name", "名称", "name", export.Text), decimal("area_m2", "可用面积（平方米）", "free m2", 2, export.Everywhere),
		decimal("area_mu", "可用面积（亩）", "free mu", 2, export.Everywhere), decimal("taken_m2", "禁建面积（平方米）", "forbidden m2", 2, export.Everywhere),
		decimal("of_m2", "面积（平方米）", "area m2", 2, export.Everywhere), decimal("share", "可用比例", "free share", 5, export.Everywhere),
	}}
	for i := range free.Lines {
		b := freeOf(ed, &free.Lines[i])
		var shape orb.Geometry
		if len(free.Lines[i].Shape) > 0 {
			shape = free.Lines[i].Shape
		}
		l.Features = append(l.Features, export.Feature{Values: []any{b.Unit, b.Name, b.Area, b.Mu, b.Taken, b.Of, b.Share}, Shape: shape})
	}
	return l
}
