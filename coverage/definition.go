package coverage

import (
	"fmt"
	"slices"
	"strings"

	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/facilities"
	"github.com/xiantu/xiantu/geo"
)

// define writes down what the figures of an answer mean.
func define(ed *edition.Edition, q Question) Definition {
	return Definition{defineZh(ed, q) + q.roadZh(ed), defineEn(ed, q) + q.roadEn(ed)}
}

func defineZh(ed *edition.Edition, q Question) string {
	var names, states []string
	for _, code := range q.Kinds {
		names = append(names, kindZh(code))
	}
	for _, s := range q.States {
		states = append(states, string(s))
	}
	scope := [...]string{"全部村（社区）", "当日城乡属性为城镇的村（社区）", "当日城乡属性为农村的村（社区）"}[q.Scope]
	whole := "本县"
	if len(q.Area.Units) > 0 {
		whole = q.Area.nameZh()
		scope = whole + "的" + scope
	}
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
	beside := "邻县设施不计"
	if q.Neighbours {
		beside = "邻县同类设施距离可及的计入"
	}
	near, land := q.reachZh()
	return fmt.Sprintf("设施：%s%s。人口覆盖率：分子为%s的村民小组人口，分母为%s人口（%s，%s）。"+
		"村（社区）覆盖率：分子为%s，分母为%s数。面积覆盖率：分子为%s的土地面积，分母为%s土地面积。"+
		"设施须在%s已建成并处于运营、整治中或已完成状态%s；只知所在村的设施不按距离计；%s。%s区划截至%s%s，数据版本%d。",
		strings.Join(names, "、"), q.tiersZh(), near, whole, basis, counted, rule, scope, land, whole, dayZh(ed), also, beside, q.extrasZh(), dayZh(ed), q.assumedZh(), ed.Versions.County)
}

func defineEn(ed *edition.Edition, q Question) string {
	var names, states []string
	for _, code := range q.Kinds {
		names = append(names, kindEn(code))
	}
	for _, s := range q.States {
		states = append(states, string(s))
	}
	scope := [...]string{"all villages and communities", "the villages and communities urban on that day", "the villages and communities rural on that day"}[q.Scope]
	whole := "the county"
	if len(q.Area.Units) > 0 {
		whole = q.Area.nameEn()
		scope += " of " + whole
	}
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
	beside := "neighbouring counties' do not count"
	if q.Neighbours {
		beside = "neighbouring counties' count where they reach in"
	}
	near, land := q.reachEn()
	return fmt.Sprintf("Facilities: %s%s. People: numerator, those of villager groups %s; denominator, the people of %s (%s population %s). "+
		"Units: numerator, %s; denominator, %s. Area: numerator, the land %s; denominator, the land of %s. "+
		"A facility counts when it had opened and was in operation, in remediation or done%s on %s; one known by its village only does not count by distance; %s. %sDivisions as of %s%s, data version %d.",
		strings.Join(names, ", "), q.tiersEn(), near, whole, ed.People.Basis, counted, rule, scope, land, whole, also, dayEn(ed), beside, q.extrasEn(), dayEn(ed), q.assumedEn(), ed.Versions.County)
}

func kindZh(code string) string {
	if k, ok := facilities.KindByCode(code); ok {
		return k.Zh
	}
	return code
}

func kindEn(code string) string {
	if k, ok := facilities.KindByCode(code); ok {
		return k.En
	}
	return code
}

// reachZh says who is near, and which land.
func (q *Question) reachZh() (near, land string) {
	if q.Minutes > 0 {
		how := map[Mode]string{Walk: "步行", Drive: "驾车"}[q.Mode]
		return fmt.Sprintf("沿道路%s%g分钟内可到任一设施", how, q.Minutes), fmt.Sprintf("沿道路%s%g分钟内可到设施", how, q.Minutes)
	}
	if r, same := q.oneRadius(); same {
		return fmt.Sprintf("与最近一处设施的椭球面（GRS80）距离不超过%g米", float64(r)), fmt.Sprintf("设施%g米范围内", float64(r))
	}
	list := strings.Join(q.eachRadius(kindZh, "%s%g米", "%s没有规定半径，不按距离计"), "、")
	return fmt.Sprintf("与任一处设施的椭球面（GRS80）距离不超过其服务半径（%s）", list), "设施服务半径内"
}

// reachEn says who is near, and which land.
func (q *Question) reachEn() (near, land string) {
	if q.Minutes > 0 {
		how := map[Mode]string{Walk: "on foot", Drive: "by car"}[q.Mode]
		return fmt.Sprintf("from where a facility can be come to within %g minutes %s by road", q.Minutes, how), fmt.Sprintf("from where one can be come to within %g minutes %s by road", q.Minutes, how)
	}
	if r, same := q.oneRadius(); same {
		return fmt.Sprintf("whose distance on the ellipsoid (GRS80) to the nearest facility is at most %g m", float64(r)), fmt.Sprintf("within %g m of a facility", float64(r))
	}
	list := strings.Join(q.eachRadius(kindEn, "%s %g m", "%s has no standard and does not count by distance"), "; ")
	return fmt.Sprintf("whose distance on the ellipsoid (GRS80) to a facility is at most its radius (%s)", list), "within its radius of a facility"
}

// oneRadius is the radius of all kinds, where it is the same.
func (q *Question) oneRadius() (r geo.Metres, same bool) {
	radii := q.countedKinds()
	for _, r = range radii {
		break
	}
	for _, other := range radii {
		if other != r {
			return 0, false
		}
	}
	return r, true
}

func (q *Question) eachRadius(name func(string) string, format, none string) []string {
	radii := q.countedKinds()
	var list []string
	for _, kind := range sortedKeys(radii) {
		if r := radii[kind]; r > 0 {
			list = append(list, fmt.Sprintf(format, name(kind), float64(r)))
		} else {
			list = append(list, fmt.Sprintf(none, name(kind)))
		}
	}
	return list
}

func sortedKeys[V any](of map[string]V) []string {
	var keys []string
	for k := range of {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// higher are the kinds that count because they are of a higher tier.
func (q *Question) higher() []string {
	return slices.DeleteFunc(sortedKeys(q.countedKinds()), func(k string) bool { return slices.Contains(q.Kinds, k) })
}

func (q *Question) tiersZh() string {
	var names []string
	for _, k := range q.higher() {
		names = append(names, kindZh(k))
	}
	if len(names) == 0 {
		return ""
	}
	return "（上级设施视同覆盖下级，另计" + strings.Join(names, "、") + "）"
}

func (q *Question) tiersEn() string {
	var names []string
	for _, k := range q.higher() {
		names = append(names, kindEn(k))
	}
	if len(names) == 0 {
		return ""
	}
	return " (a higher tier counts for the lower: also " + strings.Join(names, ", ") + ")"
}

func (a Area) nameZh() string {
	if a.Name != "" {
		return a.Name + "（" + strings.Join(a.Units, "、") + "）"
	}
	return strings.Join(a.Units, "、")
}

func (a Area) nameEn() string {
	if a.Name != "" {
		return a.Name + " (" + strings.Join(a.Units, ", ") + ")"
	}
	return strings.Join(a.Units, ", ")
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
