package maps

import (
	"fmt"
	"math"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/edition"
)

// IndicatorTheme shows an indicator by township. One whose figures are not counted by
// township, or not known, is ErrNotFound.
func IndicatorTheme(ed *edition.Edition, i *coverage.Indication, l Lang) (*Theme, error) {
	in := i.Indicator
	if !i.Known() || len(i.Parts) == 0 {
		return nil, refuse(ErrNotFound, "indicator", "指标“%[1]s”（%[3]s）在这一天没有分乡镇的数值", "indicator %[2]q (%[3]s) is not known by township on that day", in.Zh, in.En, in.Code)
	}
	t := &Theme{Title: l.in(in.Zh+"分布图", "Map of "+in.En), Name: l.in(in.Zh, in.En), Level: adcode.Township, Note: l.in(i.Definition.Zh, i.Definition.En)}
	scale := 1.0
	switch in.Form {
	case coverage.FormPercent:
		t.Unit, t.Decimals, t.Breaks, scale = "%", 1, shareBreaks, 100
	case coverage.FormMean:
		t.Decimals = 2
	}
	any := false
	for _, p := range i.Parts {
		v := ThemeValue{Code: ed.Units[p.Unit].Code, Value: math.NaN()}
		switch {
		case in.Form == coverage.FormCount:
			v.Value = float64(p.Numerator)
		case p.Denominator > 0:
			v.Value, v.Detail = scale*float64(p.Numerator)/float64(p.Denominator), fmt.Sprintf("%d/%d", p.Numerator, p.Denominator)
		}
		any = any || v.Value > 0
		t.Values = append(t.Values, v)
	}
	if !any && i.Numerator.N > 0 {
		return nil, refuse(ErrNotFound, "indicator", "指标“%[1]s”（%[3]s）只有全县数值，不能分乡镇成图", "indicator %[2]q (%[3]s) is counted for the county only", in.Zh, in.En, in.Code)
	}
	if in.Form == coverage.FormPercent && exceeds(t.Values, 100) || narrow(t.Values) {
		t.Breaks = nil
	}
	t.Total = indicatorTotal(i, l)
	return t, nil
}

func exceeds(values []ThemeValue, most float64) bool {
	for _, v := range values {
		if v.Value > most {
			return true
		}
	}
	return false
}

// narrow reports whether shares lie within a fifth of the whole, so that fixed classes
// would hardly tell them apart.
func narrow(values []ThemeValue) bool {
	low, high := math.Inf(1), math.Inf(-1)
	for _, v := range values {
		if !math.IsNaN(v.Value) {
			low, high = min(low, v.Value), max(high, v.Value)
		}
	}
	return high-low < 20
}

// indicatorTotal is the county's figure, what was to be reached and what is missing.
func indicatorTotal(i *coverage.Indication, l Lang) []string {
	in, said := i.Indicator, ""
	switch in.Form {
	case coverage.FormPercent:
		said = fmt.Sprintf(l.in("全县：%d/%d，%.1f%%", "County: %d/%d, %.1f%%"), i.Numerator.N, i.Denominator.N, 100*i.Share())
	case coverage.FormMean:
		said = fmt.Sprintf(l.in("全县：%d/%d，%.2f", "County: %d/%d, %.2f"), i.Numerator.N, i.Denominator.N, i.Share())
	default:
		said = fmt.Sprintf(l.in("全县：%d", "County: %d"), i.Numerator.N)
	}
	if !i.HasTarget() {
		return []string{said}
	}
	sign := map[string]string{">=": "≥", "<=": "≤"}[in.Target.Op()]
	goal := fmt.Sprintf(l.in("%d年目标：%s%g", "Target of %d: %s%g"), i.Year, sign, in.Target.Number())
	if in.Form == coverage.FormPercent {
		goal += "%"
	}
	met := l.in("，已达到", ", met")
	if !i.Met() {
		met = fmt.Sprintf(l.in("，相差%d", ", %d short"), i.Missing())
	}
	return []string{said, goal + met}
}

// DensityTheme shows how many people of an age group live on a square kilometre, by
// township or village. Where nobody is counted it is ErrNotFound.
func DensityTheme(ed *edition.Edition, age string, level adcode.Level, l Lang) (*Theme, error) {
	column := ed.People.Age(age)
	if column < 0 {
		return nil, refuse(ErrNotFound, "age", "这一天没有年龄组“%s”的人口数据：请先导入人口", "no people of age group %q are known on that day: import people", age)
	}
	t := &Theme{Title: l.in(ageName(age, l)+"密度图", "Density of "+ageName(age, l)), Name: l.in(ageName(age, l)+"密度", "Density of "+ageName(age, l)),
		Unit: l.in("人/平方千米", "per km²"), Level: level, Method: QuantileClasses}
	people, land := int64(0), 0.0
	for _, u := range ed.At(level) {
		v := ThemeValue{Code: u.Code, Value: math.NaN()}
		if u.Area > 0 && column < len(u.People) {
			v.Value = float64(u.People[column]) / (float64(u.Area) / 1e6)
			v.Detail = fmt.Sprintf("%d/%.2f", u.People[column], float64(u.Area)/1e6)
			people, land = people+u.People[column], land+float64(u.Area)/1e6
		}
		t.Values = append(t.Values, v)
	}
	if land > 0 {
		t.Total = []string{fmt.Sprintf(l.in("全县：%d人，%.2f平方千米，%.0f人/平方千米", "County: %d people, %.2f km², %.0f per km²"), people, land, float64(people)/land)}
	}
	t.Note = fmt.Sprintf(l.in("密度为单位内%s（%s%s）除以单位的椭球面面积；各级人数由村民小组汇总。分级为分位数，每级单位数大致相同，下限计入本级。",
		"Density is the %s (%s%s) divided by the unit's area on the ellipsoid; people are summed from villager groups. Classes hold about as many units each; a lower limit belongs to its class."),
		ageName(age, l), basisName(ed.People.Basis, l), referenceDay(ed, l))
	return t, nil
}

func basisName(b edition.Basis, l Lang) string {
	return map[edition.Basis]string{edition.Resident: l.in("常住人口", "residents"), edition.Registered: l.in("户籍人口", "registered")}[b]
}

func referenceDay(ed *edition.Edition, l Lang) string {
	if ed.People.Day.IsZero() {
		return l.in("，未注明基准日", ", day not known")
	}
	return l.in("，基准日", ", ") + ed.People.Day.String()
}
