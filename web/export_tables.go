package web

import (
	"math"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/facilities"
)

// head writes a table's header in a language.
func head(t tongue, columns ...sentence) []string {
	header := make([]string, len(columns))
	for i, c := range columns {
		header[i] = c.in(t)
	}
	return header
}

const squareMetresOfMu = 10000.0 / 15 // 亩

// unitTable lists units with their areas in km2 and 亩, and their people.
func unitTable(ed *edition.Edition, level adcode.Level, t tongue) table {
	out := table{name: sentence{"行政区划", "units"}.in(t), header: head(t, sentence{"代码", "code"}, sentence{"名称", "name"}, sentence{"全称", "full name"},
		sentence{"类型", "type"}, sentence{"级别", "level"}, sentence{"上级代码", "parent"}, sentence{"层级", "tier"}, sentence{"城镇", "urban"}, sentence{"生效日期", "from"},
		sentence{"面积（平方千米）", "area km2"}, sentence{"面积（亩）", "area mu"})}
	for _, age := range ed.People.Ages {
		out.header = append(out.header, sentence{"人口 " + age, "people " + age}.in(t))
	}
	for i := range ed.Units {
		u := &ed.Units[i]
		if level != adcode.NoLevel && u.Level() != level {
			continue
		}
		body := unitOf(ed, u)
		row := []any{body.Code, body.Name, body.Full, body.Type, body.Level, orNothing(body.Parent), body.Tier, yesNo(body.Urban, t), orNothing(body.From), nil, nil}
		if ed.HasShape(u) {
			row[9], row[10] = decimals(body.Area/1e6, 6), decimals(body.Area/squareMetresOfMu, 2)
		}
		for _, age := range ed.People.Ages {
			row = append(row, body.People[age])
		}
		out.rows = append(out.rows, row)
	}
	return out
}

// facilityTable lists the facilities of a kind, or of all.
func facilityTable(ed *edition.Edition, kind string, t tongue) table {
	out := table{name: sentence{"设施", "facilities"}.in(t), header: head(t, sentence{"编号", "number"}, sentence{"名称", "name"}, sentence{"类别", "kind"}, sentence{"状态", "state"},
		sentence{"启用日期", "opened"}, sentence{"单位代码", "unit"}, sentence{"单位", "unit name"}, sentence{"经度", "lon"}, sentence{"纬度", "lat"},
		sentence{"床位", "beds"}, sentence{"入住", "residents"}, sentence{"运营方", "operator"}, sentence{"备注", "remark"})}
	for i := range ed.Facilities.List {
		f := &ed.Facilities.List[i]
		if kind != "" && f.Kind != kind {
			continue
		}
		body := facilityOf(ed, f)
		row := []any{body.Ref, body.Name, kindName(f.Kind, t), body.State, orNothing(body.Opened), orNothing(body.Unit), body.UnitName, nil, nil,
			number(f.Facts.Beds), number(f.Facts.Residents), f.Facts.Operator, f.Facts.Remark}
		if f.Place != nil {
			row[7], row[8] = f.Place[0], f.Place[1]
		}
		out.rows = append(out.rows, row)
	}
	return out
}

func gapTable(ed *edition.Edition, gaps []coverage.Gap, t tongue) table {
	out := table{name: sentence{"覆盖空白", "gaps"}.in(t), header: head(t, sentence{"代码", "code"}, sentence{"名称", "name"}, sentence{"空白面积（平方千米）", "area km2"})}
	for _, age := range ed.People.Ages {
		out.header = append(out.header, sentence{"未覆盖人口 " + age, "people not covered " + age}.in(t))
	}
	for _, gap := range gaps {
		row := []any{"", sentence{"不在任何单位内", "in no unit"}.in(t), decimals(float64(gap.Area)/1e6, 6)}
		if gap.Unit >= 0 {
			row[0], row[1] = ed.Units[gap.Unit].Code.String(), ed.Units[gap.Unit].Name
		}
		for _, age := range ed.People.Ages {
			row = append(row, gap.People[age])
		}
		out.rows = append(out.rows, row)
	}
	return out
}

func kindName(code string, t tongue) string {
	k, ok := facilities.KindByCode(code)
	if !ok {
		return code
	}
	return sentence{k.Zh, k.En}.in(t)
}

func yesNo(yes bool, t tongue) string {
	if yes {
		return sentence{"是", "yes"}.in(t)
	}
	return sentence{"否", "no"}.in(t)
}

func orNothing(s *string) any {
	if s == nil {
		return nil
	}
	return *s
}

func number(n *int) any {
	if n == nil {
		return nil
	}
	return int64(*n)
}

func decimals(x float64, n int) float64 {
	scale := math.Pow10(n)
	return math.Round(x*scale) / scale
}
