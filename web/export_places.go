package web

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/export"
)

// factFields are the columns of factsBody, in its order; the Chinese titles are headers
// that an import reads.
var factFields = []export.Field{
	field("build_kind", "建设性质", "build kind", export.Text), field("operator", "运营方", "operator", export.Text), short("operator_mode", "oper_mode", "运营方式", "operator mode", export.Text),
	field("partner", "签约医疗机构", "partner", export.Text), field("model", "服务模式", "model", export.Text), field("served", "服务范围", "served", export.Text),
	field("approval", "批准文号", "approval", export.Text), field("remark", "备注", "remark", export.Text),
	field("beds", "床位", "beds", export.Integer), field("care_beds", "护理型床位", "care beds", export.Integer), field("staff", "工作人员数", "staff", export.Integer), field("residents", "入住人数", "residents", export.Integer),
	short("graves_total", "graves_all", "墓穴数", "graves", export.Integer), short("graves_used", "graves_use", "已使用", "graves used", export.Integer),
	short("tombs_total", "tombs_all", "零散墓总数", "tombs", export.Integer), field("tombs_done", "已整治", "tombs done", export.Integer), field("teams", "志愿服务队伍数", "teams", export.Integer),
	short("volunteers_registered", "vol_reg", "注册志愿者数", "volunteers registered", export.Integer), short("volunteers_active", "vol_active", "有服务记录人数", "volunteers active", export.Integer),
	field("population", "常住人口", "population", export.Integer),
	decimal("area_mu", "占地面积（亩）", "area mu", 4, export.Everywhere), decimal("area_built", "建筑面积", "area built m2", 2, export.Everywhere), decimal("investment", "投资（万元）", "investment 10,000 yuan", 4, export.Everywhere),
	field("social", "社会力量运营", "social", export.Flag), field("public", "公办", "public", export.Flag), short("independent", "independ", "是否独立建设", "independent", export.Flag),
	field("contract", "是否签约", "contract", export.Flag), field("extended", "延伸服务", "extended", export.Flag),
}

// short is a column with a name of its own in shapefiles.
func short(name, brief, zh, en string, kind export.Kind) export.Field {
	f := field(name, zh, en, kind)
	f.Short = brief
	return f
}

// facilityLayer are the facilities of some kinds, or of all. In people's tables facts that
// no facility has are no columns.
func facilityLayer(ed *edition.Edition, kinds []string, t tongue) export.Layer {
	l := export.Layer{Name: "facilities", Title: export.Title{Zh: "设施", En: "facilities"}, Geometry: export.Points, Fields: append([]export.Field{
		mapped("id", "内部编号", "id", export.Integer), field("ref", "设施编号", "number", export.Text), field("name", "名称", "name", export.Text), mapped("kind", "类别代码", "kind", export.Text),
		{Name: "kind_name", Title: export.Title{Zh: "类别", En: "kind"}, Use: export.InTables}, field("state", "状态", "state", export.Text), inLayers(short("in_operation", "in_oper", "运营中", "in operation", export.Flag)),
		field("opened", "启用日期", "opened", export.Day), field("unit", "单位代码", "unit", export.Text), field("unit_name", "单位", "unit name", export.Text),
		decimal("lon", "经度", "lon", 9, export.InTables), decimal("lat", "纬度", "lat", 9, export.InTables), mapped("source", "定位来源", "source", export.Text), mapped("group", "小组", "group", export.Text),
	}, slices.Clone(factFields)...)}
	facts := len(l.Fields) - len(factFields)
	for i := range ed.Facilities.List {
		f := &ed.Facilities.List[i]
		if len(kinds) > 0 && !slices.Contains(kinds, f.Kind) {
			continue
		}
		body := facilityOf(ed, f)
		values := []any{body.ID, body.Ref, body.Name, body.Kind, kindName(f.Kind, t), body.State, body.InOperation, dayCell(f.Opened), orNothing(body.Unit), body.UnitName, nil, nil, body.Source, body.Group}
		var shape orb.Geometry
		if f.Place != nil {
			values[10], values[11], shape = f.Place[0], f.Place[1], *f.Place
		}
		l.Features = append(l.Features, export.Feature{Values: append(values, factValues(body.Facts)...), Shape: shape})
	}
	for i := facts; i < len(l.Fields); i++ {
		if !slices.ContainsFunc(l.Features, func(f export.Feature) bool { return f.Values[i] != nil && f.Values[i] != "" }) {
			l.Fields[i].Use = export.InLayers
		}
	}
	return l
}

func inLayers(f export.Field) export.Field {
	f.Use = export.InLayers
	return f
}

// factValues are the facts in the order of factFields.
func factValues(body factsBody) []any {
	v := reflect.ValueOf(body)
	values := make([]any, v.NumField())
	for i := range values {
		f := v.Field(i)
		switch f.Kind() {
		case reflect.String:
			values[i] = f.String()
		case reflect.Pointer:
			if f.IsNil() {
				continue
			}
			values[i] = f.Elem().Interface()
			if n, is := values[i].(int); is {
				values[i] = int64(n)
			}
		}
	}
	return values
}

func facilitiesContent(ed *edition.Edition, o ExportOrder, t tongue) exportContent {
	return exportContent{layers: []export.Layer{facilityLayer(ed, o.Kinds, t)}, features: []func(*geoWriter){func(g *geoWriter) {
		g.facilities(ed, func(f *edition.Facility) bool { return len(o.Kinds) == 0 || slices.Contains(o.Kinds, f.Kind) })
	}}}
}

// peopleLayer are the villager groups (村民小组) with their people by age group; its fields
// are those that an import of people reads.
func peopleLayer(ed *edition.Edition) export.Layer {
	years := addressYears(ed.People.Groups)
	l := export.Layer{Name: "people", Title: export.Title{Zh: "人口（村民小组）", En: "people"}, Geometry: export.Points, Fields: []export.Field{
		field("group_id", "小组编号", "group_id", export.Text), short("village_code", "village", "村（社区）代码", "village", export.Text), short("village_name", "vill_name", "村（社区）", "village name", export.Text),
		field("urban", "城镇", "urban", export.Flag), decimal("lon", "经度", "lon", 9, export.InTables), decimal("lat", "纬度", "lat", 9, export.InTables),
	}}
	for _, y := range years {
		l.Fields = append(l.Fields, short("village_code"+y, "vill"+y, "村代码"+y, "village_code"+y, export.Text), short("group_no"+y, "grp"+y, "组号"+y, "group_no"+y, export.Integer))
	}
	for _, age := range ed.People.Ages {
		name := "pop_" + ageSuffix(age)
		if age == "all" {
			name = "pop_total"
		}
		l.Fields = append(l.Fields, field(name, "人口 "+age, name, export.Integer))
	}
	for i := range ed.People.Groups {
		l.Features = append(l.Features, groupFeature(ed, &ed.People.Groups[i], years))
	}
	return l
}

func groupFeature(ed *edition.Edition, g *edition.Group, years []string) export.Feature {
	values := []any{g.ID, nil, nil, g.Urban, g.Place[0], g.Place[1]}
	if g.Unit >= 0 {
		values[1], values[2] = ed.Units[g.Unit].Code.String(), ed.Units[g.Unit].Name
	}
	for _, y := range years {
		var village, no any
		for _, a := range g.Addresses {
			if yearOf(a) == y {
				village, no = a.Village.String(), int64(a.No)
			}
		}
		values = append(values, village, no)
	}
	for _, n := range g.Counts {
		values = append(values, n)
	}
	return export.Feature{Values: values, Shape: g.Place}
}

// addressYears are the years that groups have addresses of, as they end a column's name.
func addressYears(groups []edition.Group) []string {
	var years []string
	for i := range groups {
		for _, a := range groups[i].Addresses {
			if y := yearOf(a); !slices.Contains(years, y) {
				years = append(years, y)
			}
		}
	}
	slices.Sort(years)
	return years
}

func yearOf(a edition.Address) string {
	if a.Year == 0 {
		return "_always"
	}
	return fmt.Sprintf("_%d", a.Year)
}

// zoneLayers are the zones where things may not stand: all as one, or areas, lines and
// points each for itself where the format has room for several layers of shapes.
func zoneLayers(ed *edition.Edition, f export.Format) []export.Layer {
	fields := []export.Field{field("id", "编号", "id", export.Text), field("kind", "类型", "kind", export.Text), field("name", "名称", "name", export.Text),
		decimal("setback_m", "退距（米）", "setback m", 2, export.Everywhere), field("article", "依据", "article", export.Text)}
	title := export.Title{Zh: "限制区", En: "zones"}
	layers := []export.Layer{{Name: "zones", Title: title, Geometry: export.Mixed, Fields: fields}}
	if f.HasLayers() && !f.IsTable() {
		layers[0].Geometry = export.Polygons
		layers = append(layers, export.Layer{Name: "zone_lines", Title: export.Title{Zh: "限制区（线）", En: "zone lines"}, Geometry: export.Lines, Fields: fields},
			export.Layer{Name: "zone_points", Title: export.Title{Zh: "限制区（点）", En: "zone points"}, Geometry: export.Points, Fields: fields})
	}
	for _, z := range ed.Zones.List {
		to := 0
		if z.Shape != nil && len(layers) > 1 {
			to = 2 - z.Shape.Dimensions()
		}
		layers[to].Features = append(layers[to].Features, export.Feature{Values: []any{z.ID, z.Kind, z.Name, float64(z.Setback), z.Article}, Shape: z.Shape})
	}
	return slices.DeleteFunc(layers, func(l export.Layer) bool { return l.Name != "zones" && len(l.Features) == 0 })
}

// roadLayer are the roads; its fields are those that an import of roads reads.
func roadLayer(ed *edition.Edition) export.Layer {
	l := export.Layer{Name: "roads", Title: export.Title{Zh: "道路", En: "roads"}, Geometry: export.Lines, Fields: []export.Field{
		field("class", "等级", "class", export.Text), field("name", "名称", "name", export.Text), field("oneway", "单行", "oneway", export.Text),
		field("foot", "步行", "foot", export.Text), short("motor_vehicle", "motor", "机动车", "motor_vehicle", export.Text), decimal("maxspeed", "限速", "maxspeed", 1, export.Everywhere),
	}}
	for _, r := range ed.Roads.List {
		values := []any{r.Class, r.Name, map[string]string{"both": "no", "forward": "yes", "backward": "-1"}[strings.ToLower(r.Way.String())], nil, nil, nil}
		if r.NoWalk {
			values[3] = "no"
		}
		if r.NoDrive {
			values[4] = "no"
		}
		if r.MaxSpeed > 0 {
			values[5] = r.MaxSpeed
		}
		l.Features = append(l.Features, export.Feature{Values: values, Shape: r.Line})
	}
	return l
}
