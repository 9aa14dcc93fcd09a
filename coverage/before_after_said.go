package coverage

import (
	"fmt"
	"math"
	"strings"

	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/facilities"
)

var comparisonDefined = Definition{
	"变化的分解：依次改变一项，其余不变，各项之和等于变化。recounted 换用调整后的人口；denominator 原有覆盖数除以调整后的总数（单位数减少或增加）；units 单位合并或拆分使有设施（被覆盖）的数目变化；reclassified 城乡属性变化（此前各村沿用其主要来源的属性）；closed 停用的设施；moved 迁移的设施；opened 新投入运营的设施。来源村按村民小组和土地重叠确定，两者都不知道的按沿革。",
	"How the change is parted: one thing after the other is changed, the rest staying as it was, so the effects add up to the change. recounted: the people counted after. denominator: what was covered, over the total after. units: units merged or split, so that more or fewer have a facility. reclassified: villages became urban or rural (until then each is what most of it was). closed, moved, opened: facilities. A village's sources are found by villager groups and by land in common, by lineage where neither is known.",
}

// causeNames are the causes in sentences, Chinese and English.
var causeNames = map[Cause][2]string{
	CausePeople: {"人口更新", "new count of people"}, CauseDenominator: {"单位数变化", "number of units"}, CauseUnits: {"单位合并或拆分后有设施的单位数变化", "units with a facility merged or split"},
	CauseReclassified: {"城乡属性变化", "urban or rural reclassified"}, CauseClosed: {"设施停用", "facilities closed"}, CauseMoved: {"设施迁移", "facilities moved"}, CauseOpened: {"设施新增", "facilities opened"},
}

// CauseName is a cause in words, Chinese and English.
func CauseName(c Cause) (zh, en string) { return causeNames[c][0], causeNames[c][1] }

// say tells the change of the units' share, its causes, and the people's.
func (c *Comparison) say(before, after *edition.Edition) Definition {
	b, a := &c.Before.Total, &c.After.Total
	change := a.Units.Share() - b.Units.Share()
	q := c.Before.Question
	zh := fmt.Sprintf("%s：村（社区）覆盖率由%s的%d/%d（%s）变为%s的%d/%d（%s），%s%s个百分点",
		kindsIn(q.Kinds, 0, "、"), dayZh(before), b.Units.counted(), b.Units.Of, percent(b.Units.Share()), dayZh(after), a.Units.counted(), a.Units.Of, percent(a.Units.Share()), upOrDown(change, "上升", "下降"), points(math.Abs(change)))
	en := fmt.Sprintf("%s: the share of villages and communities went from %d of %d (%s) on %s to %d of %d (%s) on %s, %s by %s points",
		kindsIn(q.Kinds, 1, ", "), b.Units.counted(), b.Units.Of, percent(b.Units.Share()), dayEn(before), a.Units.counted(), a.Units.Of, percent(a.Units.Share()), dayEn(after), upOrDown(change, "up", "down"), points(math.Abs(change)))
	whyZh, whyEn := c.why()
	zh += whyZh + c.facilitiesSaid(0) + "。"
	en += whyEn + c.facilitiesSaid(1) + "."
	for _, age := range q.Ages {
		p, r := b.People[age], a.People[age]
		if p == r {
			zh += fmt.Sprintf("覆盖人口（%s）不变，%d/%d（%s）。", age, p.Covered, p.Of, percent(p.Share()))
			en += fmt.Sprintf(" The people covered (%s) are the same, %d of %d (%s).", age, p.Covered, p.Of, percent(p.Share()))
		} else {
			zh += fmt.Sprintf("覆盖人口（%s）由%d/%d（%s）变为%d/%d（%s）。", age, p.Covered, p.Of, percent(p.Share()), r.Covered, r.Of, percent(r.Share()))
			en += fmt.Sprintf(" The people covered (%s) went from %d of %d (%s) to %d of %d (%s).", age, p.Covered, p.Of, percent(p.Share()), r.Covered, r.Of, percent(r.Share()))
		}
		break // the first group stands for all; the others are in the table
	}
	return Definition{zh, en}
}

// why lists the effects on the units' share that are not 0.
func (c *Comparison) why() (zh, en string) {
	var saidZh, saidEn []string
	for _, e := range c.Effects {
		if math.Abs(e.Units) < 5e-5 {
			continue
		}
		saidZh = append(saidZh, fmt.Sprintf("%s%+.2f", causeNames[e.Cause][0], 100*e.Units))
		saidEn = append(saidEn, fmt.Sprintf("%s %+.2f", causeNames[e.Cause][1], 100*e.Units))
	}
	if len(saidZh) == 0 {
		return "", ""
	}
	return "，其中" + strings.Join(saidZh, "，"), ": " + strings.Join(saidEn, ", ")
}

// facilitiesSaid counts what happened to facilities, in Chinese (0) or English (1).
func (c *Comparison) facilitiesSaid(tongue int) string {
	count := map[string]int{}
	for _, s := range c.Moved {
		count[s.How]++
	}
	var said []string
	for _, how := range []struct {
		name string
		text [2]string
	}{{"opened", [2]string{"新增%d处", "%d opened"}}, {"closed", [2]string{"停用%d处", "%d closed"}}, {"moved", [2]string{"迁移%d处", "%d moved"}}, {"unit", [2]string{"所在单位变更%d处", "%d now in another unit"}}} {
		if n := count[how.name]; n > 0 {
			said = append(said, fmt.Sprintf(how.text[tongue], n))
		}
	}
	if len(said) == 0 {
		return [2]string{"；设施没有变化", "; the facilities are the same"}[tongue]
	}
	return [2]string{"；设施", "; facilities: "}[tongue] + strings.Join(said, [2]string{"、", ", "}[tongue])
}

func kindsIn(kinds []string, tongue int, between string) string {
	var names []string
	for _, code := range kinds {
		if k, ok := facilities.KindByCode(code); ok {
			code = [2]string{k.Zh, k.En}[tongue]
		}
		names = append(names, code)
	}
	return strings.Join(names, between)
}

func upOrDown(x float64, up, down string) string {
	if x < 0 {
		return down
	}
	return up
}

func points(share float64) string { return fmt.Sprintf("%.2f", 100*share) }
