package web

import (
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/export"
)

// levelLayers are the layers of units, a level each.
var levelLayers = []struct {
	level adcode.Level
	name  string
	title export.Title
}{
	{adcode.County, "counties", export.Title{Zh: "县级行政区", En: "counties"}},
	{adcode.Township, "townships", export.Title{Zh: "乡级行政区", En: "townships"}},
	{adcode.Village, "villages", export.Title{Zh: "村和社区", En: "villages"}},
}

// field is a column for everyone.
func field(name, zh, en string, kind export.Kind) export.Field {
	return export.Field{Name: name, Title: export.Title{Zh: zh, En: en}, Kind: kind}
}

// mapped is a column for programs only.
func mapped(name, zh, en string, kind export.Kind) export.Field {
	f := field(name, zh, en, kind)
	f.Use = export.InLayers
	return f
}

// decimal is a column of numbers with some digits after the point.
func decimal(name, zh, en string, digits int, use export.Use) export.Field {
	f := field(name, zh, en, export.Real)
	f.Decimals, f.Use = digits, use
	return f
}

// peopleFields are a column for each age group: people_60p is 60+.
func peopleFields(prefix, short, zh, en string, ages []string) []export.Field {
	var fields []export.Field
	for _, age := range ages {
		f := field(prefix+ageSuffix(age), zh+" "+age, en+" "+age, export.Integer)
		f.Short = short + ageSuffix(age)
		fields = append(fields, f)
	}
	return fields
}

var ageLetters = strings.NewReplacer("+", "p", "-", "_", " ", "_")

func ageSuffix(age string) string { return ageLetters.Replace(age) }

// unitLayer are the units of a level, or of all levels for NoLevel.
func unitLayer(ed *edition.Edition, level adcode.Level, name string, title export.Title) export.Layer {
	l := export.Layer{Name: name, Title: title, Geometry: export.Polygons, Fields: append([]export.Field{
		mapped("id", "编号", "id", export.Integer), field("code", "代码", "code", export.Text), field("name", "名称", "name", export.Text), field("name_full", "全称", "full name", export.Text),
		field("type", "类型", "type", export.Text), field("level", "级别", "level", export.Text), field("parent", "上级代码", "parent", export.Text), field("tier", "层级", "tier", export.Text),
		field("urban", "城镇", "urban", export.Flag), field("from", "生效日期", "from", export.Day), mapped("to", "失效日期", "to", export.Day),
		decimal("area_m2", "面积（平方米）", "area m2", 2, export.InLayers), decimal("area_km2", "面积（平方千米）", "area km2", 6, export.InTables), decimal("area_mu", "面积（亩）", "area mu", 2, export.InTables),
	}, peopleFields("people_", "pop_", "人口", "people", ed.People.Ages)...)}
	for i := range ed.Units {
		u := &ed.Units[i]
		if level != adcode.NoLevel && u.Level() != level {
			continue
		}
		body := unitOf(ed, u)
		values := []any{body.ID, body.Code, body.Name, body.Full, body.Type, body.Level, orNothing(body.Parent), body.Tier, body.Urban, dayCell(u.Valid.From), dayCell(u.Valid.To), nil, nil, nil}
		var shape orb.Geometry
		if ed.HasShape(u) {
			values[11], values[12], values[13] = body.Area, decimals(body.Area/1e6, 6), decimals(body.Area/squareMetresOfMu, 2)
			shape = ed.Shape(u)
		}
		for _, age := range ed.People.Ages {
			values = append(values, body.People[age])
		}
		l.Features = append(l.Features, export.Feature{Values: values, Shape: shape})
	}
	return l
}

// dayCell is a day, or nothing.
func dayCell(d civil.Day) any {
	if d.IsZero() {
		return nil
	}
	return d
}

// unitsContent are units as one layer, or as one for each level where the format has
// room for several kinds of shapes.
func unitsContent(ed *edition.Edition, o ExportOrder) exportContent {
	c := exportContent{features: []func(*geoWriter){func(g *geoWriter) { g.units(ed, o.Level) }}}
	if o.Format.HasLayers() && !o.Format.IsTable() {
		c.layers = unitLayers(ed, o.Level)
	} else {
		c.layers = []export.Layer{unitLayer(ed, o.Level, "units", export.Title{Zh: "行政区划", En: "units"})}
	}
	return c
}

func unitLayers(ed *edition.Edition, level adcode.Level) []export.Layer {
	var layers []export.Layer
	for _, l := range levelLayers {
		if level == adcode.NoLevel || level == l.level {
			layers = append(layers, unitLayer(ed, l.level, l.name, l.title))
		}
	}
	return layers
}

// borderLayer are the border lines of a level, or of all for NoLevel, each once.
func borderLayer(ed *edition.Edition, level adcode.Level) export.Layer {
	l := export.Layer{Name: "borders", Title: export.Title{Zh: "界线", En: "borders"}, Geometry: export.Lines, Fields: []export.Field{
		mapped("border", "编号", "id", export.Text), field("number", "界线编号", "number", export.Text), field("name", "名称", "name", export.Text), field("level", "级别", "level", export.Text),
		field("left", "左侧代码", "left", export.Text), field("left_name", "左侧名称", "left name", export.Text), field("right", "右侧代码", "right", export.Text), field("right_name", "右侧名称", "right name", export.Text),
		field("neighbour", "毗邻县", "neighbour", export.Text), field("state", "状态", "state", export.Text), field("carriers", "载体", "carriers", export.Text),
		decimal("length_m", "长度（米）", "length m", 3, export.Everywhere), field("markers", "界桩数", "markers", export.Integer),
	}}
	borders := ed.Borders()
	for i := range borders {
		b := &borders[i]
		if level != adcode.NoLevel && b.Level != level {
			continue
		}
		body := borderOf(b)
		values := []any{body.ID, body.Number, body.Name, body.Level, body.Left.Code, body.Left.Name, nil, nil, body.Neighbour, body.State, strings.Join(body.Carriers, "、"), body.Length, int64(len(body.Markers))}
		if body.Right != nil {
			values[6], values[7] = body.Right.Code, body.Right.Name
		}
		l.Features = append(l.Features, export.Feature{Values: values, Shape: borderShape(b)})
	}
	return l
}

// borderShape is a border's line, through the vertices of the units beside it.
func borderShape(b *edition.Border) orb.MultiLineString {
	shape := make(orb.MultiLineString, len(b.Parts))
	for p, runs := range b.Parts {
		line := orb.LineString{runs[0].Path[0].Point()}
		for _, run := range runs {
			line = append(line, boundaries.Line(run.Path)[1:]...)
		}
		shape[p] = line
	}
	return shape
}

// markerLayer are the markers (界桩) of borders.
func markerLayer(ed *edition.Edition, level adcode.Level) export.Layer {
	l := export.Layer{Name: "markers", Title: export.Title{Zh: "界桩", En: "markers"}, Geometry: export.Points, Fields: []export.Field{
		field("number", "桩号", "number", export.Text), field("kind", "类型", "kind", export.Text), field("material", "材质", "material", export.Text), field("side", "位置", "side", export.Text),
		field("day", "埋设日期", "day", export.Day), field("remark", "备注", "remark", export.Text), field("border", "界线", "border", export.Text),
		decimal("lon", "经度", "lon", 9, export.InTables), decimal("lat", "纬度", "lat", 9, export.InTables),
	}}
	var seen []string
	borders := ed.Borders()
	for i := range borders {
		b := &borders[i]
		for _, m := range b.Markers() {
			if level != adcode.NoLevel && b.Level != level || slices.Contains(seen, m.Number) && m.Number != "" {
				continue
			}
			seen = append(seen, m.Number)
			l.Features = append(l.Features, export.Feature{Values: []any{m.Number, m.Kind, m.Material, m.Side, dayCell(m.Day), m.Remark, borderOf(b).Name, m.Place[0], m.Place[1]}, Shape: m.Place})
		}
	}
	return l
}

// bordersContent are border lines, and the markers on them where the format has room.
func bordersContent(ed *edition.Edition, o ExportOrder) exportContent {
	c := exportContent{layers: []export.Layer{borderLayer(ed, o.Level)}}
	if o.Format.HasLayers() {
		c.layers = append(c.layers, markerLayer(ed, o.Level))
	}
	c.features = []func(*geoWriter){func(g *geoWriter) {
		g.borders(ed, func(b *edition.Border) bool { return o.Level == adcode.NoLevel || b.Level == o.Level })
	}}
	return c
}

// allContent is everything of the county on the day, a layer or a sheet each: what a
// bureau sends upward.
func allContent(ed *edition.Edition, o ExportOrder, t tongue) exportContent {
	layers := append(unitLayers(ed, adcode.NoLevel), borderLayer(ed, adcode.NoLevel), markerLayer(ed, adcode.NoLevel), facilityLayer(ed, o.Kinds, t), peopleLayer(ed))
	layers = append(append(layers, zoneLayers(ed, o.Format)...), roadLayer(ed))
	return exportContent{layers: layers}
}
