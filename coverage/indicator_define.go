package coverage

import (
	"fmt"
	"slices"
	"strings"

	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/facilities"
)

// defineIndicator writes down what an indicator's figures mean on its day.
func (c *counting) defineIndicator(i *Indication) Definition {
	in := i.Indicator
	zh, en := "分子："+c.sumWords(in.Numerator, 0), "Numerator: "+c.sumWords(in.Numerator, 1)
	if in.Form == FormCount {
		zh, en = "计"+c.sumWords(in.Numerator, 0), "Counted: "+c.sumWords(in.Numerator, 1)
	} else {
		zh, en = zh+"；分母："+c.sumWords(in.Denominator, 0), en+"; denominator: "+c.sumWords(in.Denominator, 1)
	}
	both := in.Numerator.String() + in.Denominator.String()
	if strings.Contains(both, "kind=") {
		zh, en = zh+"；除另有说明，设施须已建成并处于运营、整治中或已完成状态", en+"; unless said otherwise facilities must have opened and be in operation, in remediation or done"
	}
	if strings.Contains(both, "people(") || strings.Contains(both, "covered(") {
		zh, en = zh+"；"+peopleZh(c.ed), en+"; "+peopleEn(c.ed)
	}
	unit := ""
	if in.Form == FormPercent {
		unit = "%"
	}
	if i.HasTarget() {
		op := map[bool][2]string{false: {"不低于", "at least"}, true: {"不高于", "at most"}}[in.Target.AtMost]
		number := strings.TrimPrefix(in.Target.String(), "<= ") + unit
		zh, en = zh+fmt.Sprintf("；%d年目标%s%s", i.Year, op[0], number), en+fmt.Sprintf("; target of %d: %s %s", i.Year, op[1], number)
	}
	for _, f := range []Figure{i.Numerator, i.Denominator} {
		if f.Unknown && f.Why.En != "" {
			zh, en = zh+"；未知："+f.Why.Zh, en+"; not known: "+f.Why.En
		}
	}
	return Definition{
		zh + fmt.Sprintf("。统计年度%d，截至%s，数据版本%d。", i.Year, dayZh(c.ed), c.ed.Versions.County),
		en + fmt.Sprintf(". Year %d, as of %s, data version %d.", i.Year, dayEn(c.ed), c.ed.Versions.County),
	}
}

func peopleZh(ed *edition.Edition) string {
	said := map[edition.Basis]string{edition.Resident: "常住人口", edition.Registered: "户籍人口"}[ed.People.Basis]
	if ed.People.Day.IsZero() {
		return said + "（未注明基准日）"
	}
	return said + "（基准日" + ed.People.Day.String() + "）"
}

func peopleEn(ed *edition.Edition) string {
	if ed.People.Day.IsZero() {
		return fmt.Sprintf("%s population of an unknown day", ed.People.Basis)
	}
	return fmt.Sprintf("%s population of %s", ed.People.Basis, ed.People.Day)
}

// sumWords are the words for a sum; lang 0 is Chinese, 1 is English.
func (c *counting) sumWords(s Sum, lang int) string {
	var terms []string
	for _, t := range s {
		word := countWords()[t.Count]
		said := pick(lang, word.zh, word.en)
		if strings.Contains(said, "%s") {
			said = fmt.Sprintf(said, ofWord(t.Of, lang))
		}
		var filters []string
		leveled := false
		for _, f := range t.Filters {
			leveled = leveled || f.Key == "level" || f.Key == "class"
			filters = append(filters, c.filterWords(f, lang))
		}
		if !leveled && slices.Contains([]string{"units", "having", "serving"}, t.Count) {
			filters = append(filters, pick(lang, "村和社区", "villages and communities"))
		}
		if len(filters) > 0 {
			said += pick(lang, "（", " (") + strings.Join(filters, pick(lang, "，", ", ")) + pick(lang, "）", ")")
		}
		terms = append(terms, said)
	}
	return strings.Join(terms, pick(lang, "，加", ", plus "))
}

func pick(lang int, zh, en string) string { return [2]string{zh, en}[lang] }

// keyWords are the words for figures, flags and texts of facilities, and for filters.
var keyWords = map[string][2]string{
	"kind": {"类别", "kind"}, "state": {"状态", "state"}, "opened": {"建成", "opened"}, "build": {"建设性质", "built as"}, "mode": {"运营方式", "operated by"}, "model": {"服务模式", "model"}, "name": {"名称", "name"}, "partner": {"签约机构", "partner"},
	"social": {"社会力量运营", "socially operated"}, "public": {"公办", "public"}, "independent": {"独立建设", "independently built"}, "contract": {"已签约", "under contract"}, "extended": {"开展延伸服务", "with extended service"},
	"beds": {"床位", "beds"}, "care_beds": {"护理型床位", "care beds"}, "staff": {"工作人员", "staff"}, "residents": {"入住人数", "residents"}, "graves_total": {"墓穴", "graves"}, "graves_used": {"已用墓穴", "graves used"},
	"tombs_total": {"零散墓", "scattered tombs"}, "tombs_done": {"已整治零散墓", "tombs settled"}, "teams": {"志愿服务队伍", "volunteer teams"}, "volunteers_registered": {"注册志愿者", "registered volunteers"}, "volunteers_active": {"有服务记录的志愿者", "volunteers with a record"}, "population": {"服务人口", "population"},
	"level": {"级别", "level"}, "class": {"类型", "type"}, "tier": {"层级", "tier"}, "in": {"位于", "in"}, "radius": {"半径", "radius"},
}

// valueWords are the words for values of the closed lists.
var valueWords = map[string][2]string{
	"county": {"县", "county"}, "township": {"乡镇", "townships"}, "subdistrict": {"街道", "subdistricts"}, "village": {"村", "villages"}, "community": {"社区", "communities"}, "town": {"镇", "towns"},
	"any": {"任何", "any"}, "unknown": {"时间不详", "on an unknown day"}, "standard": {"各类标准半径", "the standard of each kind"},
}

// ofWord is the word for what a term is of.
func ofWord(of string, lang int) string {
	if words, known := keyWords[of]; known {
		return words[lang]
	}
	if of == "all" {
		return pick(lang, "全部", "of all ages")
	}
	if age, found := strings.CutSuffix(of, "+"); found {
		return pick(lang, age+"岁及以上", "of "+age+" and more")
	}
	return of
}

// filterWords are the words for a filter.
func (c *counting) filterWords(f Filter, lang int) string {
	not := ""
	if f.Op == "!=" {
		not = pick(lang, "除", "not ")
	}
	var values []string
	for _, v := range f.Values {
		values = append(values, c.valueWord(f.Key, v, lang))
	}
	said := strings.Join(values, pick(lang, "或", " or "))
	if _, flag := flagOf(f.Key); flag || f.Key == "urban" || f.Key == "coded" {
		return flagWords(f, lang)
	}
	switch {
	case f.Key == "kind" || f.Key == "level" || f.Key == "class":
		if not != "" {
			return pick(lang, "不含", "not ") + said
		}
		return said
	case f.Key == "opened":
		return pick(lang, said+"建成", "opened "+said)
	case f.Op == ">=" || f.Op == "<=":
		return keyWords[f.Key][lang] + map[string][2]string{">=": {"不少于", " at least "}, "<=": {"不多于", " at most "}}[f.Op][lang] + said
	case f.Op == "~":
		return keyWords[f.Key][lang] + pick(lang, "含“"+said+"”", " with \""+said+"\"")
	case f.Key == "radius" && f.Values[0] != "standard":
		return pick(lang, "半径"+said+"米", "radius "+said+" m")
	}
	return keyWords[f.Key][lang] + pick(lang, map[bool]string{true: "非", false: "为"}[not != ""], " "+not) + said
}

func (c *counting) valueWord(key, value string, lang int) string {
	if words, known := valueWords[value]; known {
		return words[lang]
	}
	if key == "opened" && value == "year" {
		return pick(lang, fmt.Sprintf("%d年", c.year), fmt.Sprintf("in %d", c.year))
	}
	if key != "kind" {
		return value
	}
	if k, ok := facilities.KindByCode(value); ok {
		return pick(lang, k.Zh, k.En)
	}
	for _, s := range facilities.Sets() {
		if s.Code == value {
			return pick(lang, s.Zh, s.En)
		}
	}
	return value
}

// flagWords are the words for a yes or no.
func flagWords(f Filter, lang int) string {
	words := keyWords[f.Key]
	switch f.Key {
	case "urban":
		if f.Values[0] == "yes" {
			return pick(lang, "当日城乡属性为城镇", "urban on that day")
		}
		return pick(lang, "当日城乡属性为农村", "rural on that day")
	case "coded":
		words = [2]string{"代码随上级", "code follows the parent's"}
	}
	var said []string
	for _, v := range f.Values {
		switch v {
		case "yes":
			said = append(said, words[lang])
		case "no":
			said = append(said, pick(lang, "未", "not ")+words[lang])
		default:
			said = append(said, words[lang]+pick(lang, "未填", " not said"))
		}
	}
	return strings.Join(said, pick(lang, "或", " or "))
}
