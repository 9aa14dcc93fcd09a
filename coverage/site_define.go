package coverage

import (
	"fmt"
	"strings"

	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/facilities"
)

// define says in words what was looked for, among what, and how good the answer is.
func (s *siteSearch) define(a *SiteAnswer) Definition {
	return Definition{
		Zh: strings.Join([]string{s.aimZh(a), s.whereZh(a), s.proofZh(a)}, "。") + "。",
		En: strings.Join([]string{s.aimEn(a), s.whereEn(a), s.proofEn(a)}, ". ") + ".",
	}
}

func (s *siteSearch) kinds(name func(facilities.Kind) string) (names []string) {
	codes := s.q.Kinds
	if s.q.NewKind != "" {
		codes = []string{s.q.NewKind}
	}
	for _, code := range codes {
		if k, ok := facilities.KindByCode(code); ok {
			code = name(k)
		}
		names = append(names, code)
	}
	return names
}

func (s *siteSearch) reachZh() string {
	switch {
	case s.q.Minutes > 0:
		return fmt.Sprintf("沿道路%s%g分钟内", map[Mode]string{Walk: "步行", Drive: "驾车"}[s.q.Mode], s.q.Minutes)
	case s.q.byKind():
		return fmt.Sprintf("椭球面（GRS80）距离不超过%g米，现有设施按各类服务半径：%s", s.reach, strings.Join(s.base.eachRadius(kindZh, "%s%g米", "%s没有规定半径，不按距离计"), "、"))
	case s.q.Radius > 0:
		return fmt.Sprintf("椭球面（GRS80）距离不超过%g米", float64(s.q.Radius))
	}
	return "椭球面（GRS80）距离"
}

func (s *siteSearch) reachEn() string {
	switch {
	case s.q.Minutes > 0:
		return fmt.Sprintf("within %g minutes by road (%s)", s.q.Minutes, s.q.Mode)
	case s.q.byKind():
		return fmt.Sprintf("within %g m on the ellipsoid (GRS80), of what stands within its kind's radius: %s", s.reach, strings.Join(s.base.eachRadius(kindEn, "%s %g m", "%s has no standard and does not count by distance"), "; "))
	case s.q.Radius > 0:
		return fmt.Sprintf("within %g m on the ellipsoid (GRS80)", float64(s.q.Radius))
	}
	return "by distance on the ellipsoid (GRS80)"
}

func (s *siteSearch) aimZh(a *SiteAnswer) string {
	who := map[edition.Basis]string{edition.Resident: "常住人口", edition.Registered: "户籍人口"}[s.ed.People.Basis]
	who = agedZh(s.q.Age) + who
	what := fmt.Sprintf("新增%d处%s", len(a.Sites), strings.Join(s.kinds(func(k facilities.Kind) string { return k.Zh }), "、"))
	switch s.q.Objective {
	case LeastTotal:
		what += "，使全部" + who + "到最近一处设施的路程总和最小（p-中位），" + s.reachZh()
	case LeastLongest:
		what += "，使离设施最远的村民小组路程最短（p-中心），" + s.reachZh()
	case AllCovered:
		what += fmt.Sprintf("：使%s的%s被覆盖（%s）所需的最少处数", percent(s.q.Share), who, s.reachZh())
	default:
		what += fmt.Sprintf("，使被覆盖的%s最多（%s，以村民小组为单位）", who, s.reachZh())
	}
	if s.q.Capacity > 0 {
		what += fmt.Sprintf("；每处新设施至多服务%g人，一组的人可分到几处，现有设施不限", s.q.Capacity)
	}
	return what
}

func (s *siteSearch) aimEn(a *SiteAnswer) string {
	who := agedEn(s.q.Age)
	who += fmt.Sprintf(" (%s population)", s.ed.People.Basis)
	what := fmt.Sprintf("%d new sites for %s", len(a.Sites), strings.Join(s.kinds(func(k facilities.Kind) string { return k.En }), ", "))
	switch s.q.Objective {
	case LeastTotal:
		what += " that make the ways of all " + who + " to the nearest facility shortest in sum (p-median), " + s.reachEn()
	case LeastLongest:
		what += " that make the longest way of any villager group to the nearest facility shortest (p-center), " + s.reachEn()
	case AllCovered:
		what += fmt.Sprintf(": the fewest with which %s of the %s are covered, %s", percent(s.q.Share), who, s.reachEn())
	default:
		what += fmt.Sprintf(" that cover the most %s, counted by villager group, %s", who, s.reachEn())
	}
	if s.q.Capacity > 0 {
		what += fmt.Sprintf("; a new site serves %g people at most, whose groups may be shared out, and what stands serves all it reaches", s.q.Capacity)
	}
	return what
}

func (s *siteSearch) whereZh(a *SiteAnswer) string {
	from := map[Candidates]string{VillageCentres: "村（社区）中心点", GroupPlaces: "村民小组点", GivenPoints: "给定点位"}[s.q.From]
	said := fmt.Sprintf("备选点为%s，共%d处", from, a.Candidates)
	if len(a.LeftOut) > 0 {
		said += fmt.Sprintf("，另有%d处不可用", len(a.LeftOut))
	}
	if s.q.Fresh {
		said += "；不计现有设施"
	} else {
		said += fmt.Sprintf("；现有%d处设施保留", len(s.survey.places))
	}
	if s.q.Minutes > 0 {
		said += fmt.Sprintf("；离道路超过%g米的不计入，另行列出%s", float64(s.q.OffRoad), strandedZh(a))
	}
	if s.q.Spacing > 0 {
		said += fmt.Sprintf("；新设施之间及与现有设施之间至少相距%g米", float64(s.q.Spacing))
	}
	if s.q.Floor > 0 {
		said += fmt.Sprintf("；每个乡镇至少覆盖%s", percent(s.q.Floor))
	}
	if len(a.Unreachable) > 0 {
		said += fmt.Sprintf("；%d个村民小组（%d人）任何备选点都不能覆盖，未计入", len(a.Unreachable), a.UnreachableSum)
	}
	return said + fmt.Sprintf("；区划截至%s，数据版本%d", dayZh(s.ed), s.ed.Versions.County)
}

func (s *siteSearch) whereEn(a *SiteAnswer) string {
	from := map[Candidates]string{VillageCentres: "the centres of villages and communities", GroupPlaces: "the places of villager groups", GivenPoints: "given points"}[s.q.From]
	said := fmt.Sprintf("Candidates: %s, %d", from, a.Candidates)
	if len(a.LeftOut) > 0 {
		said += fmt.Sprintf(" beside %d that may not be taken", len(a.LeftOut))
	}
	if s.q.Fresh {
		said += "; what stands is left aside"
	} else {
		said += fmt.Sprintf("; the %d facilities that stand are kept", len(s.survey.places))
	}
	if s.q.Minutes > 0 {
		said += fmt.Sprintf("; what lies more than %g m from any road is not put on one and is listed%s", float64(s.q.OffRoad), strandedEn(a))
	}
	if s.q.Spacing > 0 {
		said += fmt.Sprintf("; new sites are at least %g m from each other and from what stands", float64(s.q.Spacing))
	}
	if s.q.Floor > 0 {
		said += fmt.Sprintf("; at least %s are covered in every township", percent(s.q.Floor))
	}
	if len(a.Unreachable) > 0 {
		said += fmt.Sprintf("; %d villager groups (%d people) that no candidate reaches are left aside", len(a.Unreachable), a.UnreachableSum)
	}
	return said + fmt.Sprintf("; divisions as of %s, data version %d", dayEn(s.ed), s.ed.Versions.County)
}

// strandedZh counts groups and facilities that are too far from any road, where there are.
func strandedZh(a *SiteAnswer) string {
	if groups, places := a.countStranded(); groups+places > 0 {
		return fmt.Sprintf("（%d个村民小组、%d处现有设施）", groups, places)
	}
	return ""
}

func strandedEn(a *SiteAnswer) string {
	if groups, places := a.countStranded(); groups+places > 0 {
		return fmt.Sprintf(" (%d villager groups, %d facilities that stand)", groups, places)
	}
	return ""
}

func (a *SiteAnswer) countStranded() (groups, places int) {
	for _, s := range a.Stranded {
		if s.Group >= 0 {
			groups++
		} else {
			places++
		}
	}
	return groups, places
}

func (s *siteSearch) proofZh(a *SiteAnswer) string {
	if a.Proven {
		return "已证明没有更好的选址"
	}
	return fmt.Sprintf("距最优至多相差%.2g%%（未及证明为最优）", 100*a.Gap)
}

func (s *siteSearch) proofEn(a *SiteAnswer) string {
	if a.Proven {
		return "It is proven that no choice is better"
	}
	return fmt.Sprintf("The answer is at most %.2g%% from the best possible, which was not proven in the time given", 100*a.Gap)
}
