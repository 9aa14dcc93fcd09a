package coverage

import (
	"fmt"
	"strings"

	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/facilities"
)

// define writes down what the figures of an answer mean.
func define(ed *edition.Edition, q Question) Definition {
	return Definition{defineZh(ed, q), defineEn(ed, q)}
}

func defineZh(ed *edition.Edition, q Question) string {
	var names, states []string
	for _, code := range q.Kinds {
		if k, ok := facilities.KindByCode(code); ok {
			code = k.Zh
		}
		names = append(names, code)
	}
	for _, s := range q.States {
		states = append(states, string(s))
	}
	scope := [...]string{"全部村（社区）", "当日城乡属性为城镇的村（社区）", "当日城乡属性为农村的村（社区）"}[q.Scope]
	whole := "本县"
	if q.Scope != ScopeAll {
		whole = scope
	}
	basis := map[edition.Basis]string{edition.Resident: "常住人口", edition.Registered: "户籍人口"}[ed.People.Basis]
	counted := "未注明基准日"
	if !ed.People.Day.IsZero() {
		counted = "基准日" + ed.People.Day.String()
	}
	also := ""
	if len(states) > 0 {
		also = "，另计" + strings.Join(states, "、")
	}
	rule := "辖区内有上述设施的村（社区）数（属于全乡镇的设施不计入任何村）"
	if q.Rule == Served {
		rule = fmt.Sprintf("有人口且至少%s人口被覆盖的村（社区）数", percent(q.ServedShare))
	}
	return fmt.Sprintf("设施：%s。人口覆盖率：分子为与最近一处设施的椭球面（GRS80）距离不超过%g米的村民小组人口，分母为%s人口（%s，%s）。"+
		"村（社区）覆盖率：分子为%s，分母为%s数。面积覆盖率：分子为设施%g米范围内的土地面积，分母为%s土地面积。"+
		"设施须在%s已建成并处于运营、整治中或已完成状态%s；只知所在村的设施不按距离计；邻县设施不计。区划截至%s%s，数据版本%d。",
		strings.Join(names, "、"), float64(q.Radius), whole, basis, counted, rule, scope, float64(q.Radius), whole, dayZh(ed), also, dayZh(ed), whatIfZh(q), ed.Versions.County)
}

func defineEn(ed *edition.Edition, q Question) string {
	var names, states []string
	for _, code := range q.Kinds {
		if k, ok := facilities.KindByCode(code); ok {
			code = k.En
		}
		names = append(names, code)
	}
	for _, s := range q.States {
		states = append(states, string(s))
	}
	scope := [...]string{"all villages and communities", "the villages and communities urban on that day", "the villages and communities rural on that day"}[q.Scope]
	whole := "the county"
	if q.Scope != ScopeAll {
		whole = scope
	}
	counted := "of an unknown day"
	if !ed.People.Day.IsZero() {
		counted = "of " + ed.People.Day.String()
	}
	also := ""
	if len(states) > 0 {
		also = " or " + strings.Join(states, ", ")
	}
	rule := "those with such a facility inside (one that belongs to a whole township counts for none)"
	if q.Rule == Served {
		rule = fmt.Sprintf("those with people, of whom at least %s are covered", percent(q.ServedShare))
	}
	return fmt.Sprintf("Facilities: %s. People: numerator, those of villager groups whose distance on the ellipsoid (GRS80) to the nearest facility is at most %g m; denominator, the people of %s (%s population %s). "+
		"Units: numerator, %s; denominator, %s. Area: numerator, the land within %g m of a facility; denominator, the land of %s. "+
		"A facility counts when it had opened and was in operation, in remediation or done%s on %s; one known by its village only does not count by distance; neighbouring counties' do not count. Divisions as of %s%s, data version %d.",
		strings.Join(names, ", "), float64(q.Radius), whole, ed.People.Basis, counted, rule, scope, float64(q.Radius), whole, also, dayEn(ed), dayEn(ed), whatIfEn(q), ed.Versions.County)
}

func percent(share float64) string { return fmt.Sprintf("%.4g%%", share*100) }

func dayZh(ed *edition.Edition) string {
	day := ed.Key.At.String()
	if day == "" {
		day = "最新状态"
	}
	if ed.Key.Plan != 0 {
		day += fmt.Sprintf("（方案%d）", ed.Key.Plan)
	}
	return day
}

func dayEn(ed *edition.Edition) string {
	day := ed.Key.At.String()
	if day == "" {
		day = "the newest state"
	}
	if ed.Key.Plan != 0 {
		day += fmt.Sprintf(" with plan %d", ed.Key.Plan)
	}
	return day
}

func whatIfZh(q Question) string {
	if len(q.WhatIf) == 0 {
		return ""
	}
	return fmt.Sprintf("，含%d处假设设施", len(q.WhatIf))
}

func whatIfEn(q Question) string {
	if len(q.WhatIf) == 0 {
		return ""
	}
	if len(q.WhatIf) == 1 {
		return ", with 1 assumed site"
	}
	return fmt.Sprintf(", with %d assumed sites", len(q.WhatIf))
}
