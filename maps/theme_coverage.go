package maps

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/facilities"
)

// shareBreaks are the limits of classes of shares, so that sheets of several days or
// questions can be laid side by side.
var shareBreaks = []float64{20, 40, 60, 80}

// CoverageTheme shows a question's answer: the share of the people of an age group that is
// reached, by the units of its lines, the reach (coverage.ReachOf; nil: left out) and the
// facilities that count. An age that the answer does not have is ErrNotFound, and lines of
// the county as a whole are ErrInvalid: ask by township or village.
func CoverageTheme(ed *edition.Edition, a *coverage.Answer, age string, reach orb.MultiPolygon, l Lang) (*Theme, error) {
	t, err := answerTheme(ed, a, age, l)
	if err != nil {
		return nil, err
	}
	kinds := kindNames(a.Question.Kinds, l)
	t.Title = l.in(kinds+"服务覆盖图", "Coverage of "+kinds)
	t.Name, t.Unit, t.Decimals, t.Breaks = l.in(ageName(age, l)+"覆盖率", "Share reached of "+ageName(age, l)), "%", 1, shareBreaks
	for _, line := range a.Lines {
		r := line.People[age]
		v := ThemeValue{Code: ed.Units[line.Unit].Code, Value: math.NaN(), Detail: fmt.Sprintf("%d/%d", r.Covered, r.Of)}
		if r.Of > 0 {
			v.Value = 100 * r.Share()
		}
		t.Values = append(t.Values, v)
	}
	if len(reach) > 0 {
		t.Overlays = append(t.Overlays, Overlay{Name: l.in("服务可及范围", "Within reach"), Shape: reach})
	}
	return t, nil
}

// GapTheme shows whom a question's facilities do not reach: the land out of reach
// (coverage.Gaps), and how many people of an age group live there by unit.
func GapTheme(ed *edition.Edition, a *coverage.Answer, gaps []coverage.Gap, age string, l Lang) (*Theme, error) {
	t, err := answerTheme(ed, a, age, l)
	if err != nil {
		return nil, err
	}
	kinds := kindNames(a.Question.Kinds, l)
	t.Title = l.in(kinds+"服务空白图", "Gaps in the Coverage of "+kinds)
	t.Name, t.Unit, t.Warn = l.in("未覆盖的"+ageName(age, l), "Not reached of "+ageName(age, l)), l.in("人", "people"), true
	for _, line := range a.Lines {
		r := line.People[age]
		t.Values = append(t.Values, ThemeValue{Code: ed.Units[line.Unit].Code, Value: float64(r.Of - r.Covered), Detail: fmt.Sprintf(l.in("共%d", "of %d"), r.Of)})
	}
	var land orb.MultiPolygon
	for _, g := range gaps {
		land = append(land, g.Shape...)
	}
	if len(land) > 0 {
		t.Overlays = append(t.Overlays, Overlay{Name: l.in("服务空白区", "Out of reach"), Shape: land, Gap: true})
	}
	return t, nil
}

// answerTheme is what sheets of an answer have in common.
func answerTheme(ed *edition.Edition, a *coverage.Answer, age string, l Lang) (*Theme, error) {
	if len(a.Total.People) == 0 {
		return nil, refuse(ErrNotFound, "", "这一天没有人口数据，无法作覆盖图或空白图：请先导入人口", "nobody is counted on that day, so there is no map of coverage or gaps: import people")
	}
	total, known := a.Total.People[age]
	if !known {
		return nil, refuse(ErrNotFound, "age", "没有统计年龄组“%s”：请在问题中列出", "the answer counts no age group %q: ask for it", age)
	}
	level := a.Question.By
	if level == adcode.NoLevel {
		level = adcode.Township
	}
	if level == adcode.County {
		return nil, refuse(ErrInvalid, "question.by", "以全县为一个单位的结果没有分单位数值：请按乡镇或村提问", "an answer for the county as a whole has no figures by unit: ask by township or village")
	}
	t := &Theme{Level: level, Total: answerTotal(a, age, total, l)}
	t.Note = l.in(a.Definition.Zh, a.Definition.En) + l.in("问题编号："+a.ID+"。", " Question "+a.ID+".")
	for _, p := range a.Places {
		t.Points = append(t.Points, ThemePoint{Kind: p.Kind, Name: l.in("假设设施", "Assumed site"), Place: p.At})
	}
	return t, nil
}

// answerTotal are the county's figures: people, villages and land.
func answerTotal(a *coverage.Answer, age string, total coverage.Ratio, l Lang) []string {
	lines := []string{
		fmt.Sprintf(l.in("%s：覆盖%d人，共%d人，%.1f%%", "%s: %d of %d people, %.1f%%"), ageName(age, l), total.Covered, total.Of, 100*total.Share()),
		fmt.Sprintf(l.in("未覆盖：%d人", "Not reached: %d people"), total.Of-total.Covered),
	}
	if u := a.Total.Units; u.Of > 0 {
		n := u.Having
		if u.Rule == coverage.Served {
			n = u.Served
		}
		lines = append(lines, fmt.Sprintf(l.in("村（社区）：%d个，共%d个，%.1f%%", "Villages: %d of %d, %.1f%%"), n, u.Of, 100*u.Share()))
	}
	if land := a.Total.Land; land.Of > 0 {
		lines = append(lines, fmt.Sprintf(l.in("面积：%.2f平方千米，共%.2f平方千米，%.1f%%", "Land: %.2f of %.2f km², %.1f%%"), float64(land.Covered)/1e6, float64(land.Of)/1e6, 100*land.Share()))
	}
	return lines
}

// ageName is what a sheet calls the people of an age group: all, 60+, 65+.
func ageName(age string, l Lang) string {
	if age == "all" {
		return l.in("人口", "people")
	}
	if years, ok := strings.CutSuffix(age, "+"); ok {
		return l.in(years+"岁及以上人口", "people aged "+age)
	}
	return age
}

func kindNames(codes []string, l Lang) string {
	var names []string
	for _, code := range codes {
		name := code
		if k, ok := facilities.KindByCode(code); ok {
			name = l.in(k.Zh, k.En)
		}
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if len(names) > 2 {
		return fmt.Sprintf(l.in("%s等%d类设施", "%s and %d other kinds"), names[0], len(names)-l.more())
	}
	return strings.Join(names, l.in("、", ", "))
}

// more is what "and so many others" leaves out of the count.
func (l Lang) more() int {
	if l == English {
		return 1
	}
	return 0
}

// in chooses one of two texts by the language.
func (l Lang) in(zh, en string) string {
	if l == English {
		return en
	}
	return zh
}
