package web

import (
	"encoding/json"

	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/cql2"
)

// ogcColumn is a property of a collection's features. What can be read can be asked for,
// by the same name.
type ogcColumn struct {
	name  string
	kind  cql2.Type
	title sentence
	of    func(f *ogcFeature) cql2.Value
}

// geometryColumn is how filters name a feature's shape.
const geometryColumn = "geometry"

func textColumn(name, zh, en string, of func(f *ogcFeature) string) ogcColumn {
	return ogcColumn{name, cql2.Text, sentence{zh, en}, func(f *ogcFeature) cql2.Value {
		if text := of(f); text != "" {
			return cql2.OfText(text)
		}
		return cql2.Value{}
	}}
}

func dayColumn(name, zh, en string, of func(f *ogcFeature) civil.Day) ogcColumn {
	return ogcColumn{name, cql2.Instant, sentence{zh, en}, func(f *ogcFeature) cql2.Value { return cql2.OfDay(of(f)) }}
}

func truthColumn(name, zh, en string, of func(f *ogcFeature) bool) ogcColumn {
	return ogcColumn{name, cql2.Truth, sentence{zh, en}, func(f *ogcFeature) cql2.Value { return cql2.OfTruth(of(f)) }}
}

func numberColumn(name, zh, en string, of func(f *ogcFeature) float64) ogcColumn {
	return ogcColumn{name, cql2.Number, sentence{zh, en}, func(f *ogcFeature) cql2.Value { return cql2.OfNumber(of(f)) }}
}

var countyColumn = textColumn("county", "县代码", "code of the county", func(f *ogcFeature) string { return f.ed.Key.County.String() })

var unitColumns = []ogcColumn{
	textColumn("code", "代码", "code", func(f *ogcFeature) string { return f.unit.Code.String() }),
	textColumn("name", "名称", "name", func(f *ogcFeature) string { return f.unit.Name }),
	textColumn("name_full", "全称", "full name", func(f *ogcFeature) string { return f.unit.Full }),
	textColumn("type", "类型", "type: 街道, 镇, 乡, 社区, 村, ...", func(f *ogcFeature) string { return f.unit.Type.Chinese() }),
	textColumn("level", "级别", "level", func(f *ogcFeature) string { return f.unit.Level().String() }),
	textColumn("parent", "上级代码", "code of its parent", func(f *ogcFeature) string { return f.codeAt(f.unit.Above) }),
	textColumn("tier", "村级类别", "tier of a village", func(f *ogcFeature) string { return f.unit.Tier }),
	truthColumn("urban", "城镇", "urban", func(f *ogcFeature) bool { return f.unit.IsUrban }),
	dayColumn("from", "自", "first day of this version", func(f *ogcFeature) civil.Day { return f.unit.Valid.From }),
	dayColumn("to", "至（不含）", "first day on which it holds no more", func(f *ogcFeature) civil.Day { return f.unit.Valid.To }),
	numberColumn("area_m2", "面积（平方米）", "area in square metres", func(f *ogcFeature) float64 { return roundArea(f.unit.Area) }),
}

var facilityColumns = []ogcColumn{
	textColumn("kind", "类别", "kind, a code of /v1/kinds", func(f *ogcFeature) string { return f.facility.Kind }),
	textColumn("name", "名称", "name", func(f *ogcFeature) string { return f.facility.Name }),
	textColumn("ref", "编号", "the bureau's own number", func(f *ogcFeature) string { return f.facility.Ref }),
	textColumn("state", "状态", "state: 运营, 在建, ...", func(f *ogcFeature) string { return string(f.facility.State) }),
	truthColumn("in_operation", "运营中", "in operation on the day", func(f *ogcFeature) bool { return f.facility.InOperation(f.ed.Key.At) }),
	dayColumn("opened", "启用日期", "opened", func(f *ogcFeature) civil.Day { return f.facility.Opened }),
	textColumn("unit", "所在单位代码", "code of the unit it stands in", func(f *ogcFeature) string { return f.codeAt(f.facility.Unit) }),
	textColumn("unit_name", "所在单位", "name of the unit it stands in", func(f *ogcFeature) string { return f.nameAt(f.facility.Unit) }),
	textColumn("source", "位置来源", "how its place was found", func(f *ogcFeature) string { return f.facility.Source.String() }),
	dayColumn("from", "自", "first day of this version", func(f *ogcFeature) civil.Day { return f.facility.Valid.From }),
	dayColumn("to", "至（不含）", "first day on which it holds no more", func(f *ogcFeature) civil.Day { return f.facility.Valid.To }),
}

var peopleColumns = []ogcColumn{
	textColumn("group", "村民小组", "villager group", func(f *ogcFeature) string { return f.group.ID }),
	textColumn("unit", "所属单位代码", "code of the unit it belongs to", func(f *ogcFeature) string { return f.codeAt(f.group.Unit) }),
	textColumn("unit_name", "所属单位", "name of the unit it belongs to", func(f *ogcFeature) string { return f.nameAt(f.group.Unit) }),
	truthColumn("urban", "城镇", "urban", func(f *ogcFeature) bool { return f.group.Urban }),
	textColumn("basis", "人口口径", "how people were counted: resident or registered", func(f *ogcFeature) string { return string(f.ed.People.Basis) }),
	dayColumn("counted", "人口基准日", "day of the count", func(f *ogcFeature) civil.Day { return f.ed.People.Day }),
}

// peopleColumn counts the people of an age group in a unit or a villager group.
func peopleColumn(age string) ogcColumn {
	return ogcColumn{agePrefixed(age), cql2.Number, sentence{"人口 " + age, "people, " + age}, func(f *ogcFeature) cql2.Value {
		counts := f.counts()
		if i := f.ed.People.Age(age); i >= 0 && i < len(counts) {
			return cql2.OfNumber(float64(counts[i]))
		}
		return cql2.Value{}
	}}
}

// ogcProperties are a feature's properties, in the order of their columns.
type ogcProperties struct {
	feature *ogcFeature
	columns []ogcColumn
}

// MarshalJSON writes them as an object.
func (p ogcProperties) MarshalJSON() ([]byte, error) {
	b := []byte{'{'}
	for i, c := range p.columns {
		if i > 0 {
			b = append(b, ',')
		}
		value, err := json.Marshal(c.of(p.feature).Any())
		if err != nil {
			return nil, err
		}
		b = append(append(append(append(b, '"'), c.name...), '"', ':'), value...)
	}
	return append(b, '}'), nil
}
