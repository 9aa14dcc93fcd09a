package coverage

import (
	"errors"
	"math"
	"slices"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/geo"
)

// Bounds of a question about sites.
const (
	mostCandidates = 50_000
	mostSites      = 2_000
	mostWays       = 20_000_000
)

// checked returns the question with its defaults filled in.
func (q SiteQuestion) checked(ed *edition.Edition) (SiteQuestion, error) {
	q.Kinds = sortedSet(q.Kinds)
	if q.Age == "" && len(ed.People.Ages) > 0 {
		q.Age = ed.People.Ages[max(0, ed.People.Age("all"))]
	}
	if q.Objective == AllCovered {
		q.Count = 0
		if q.Share == 0 {
			q.Share = 1
		}
	}
	if q.NewKind == "" && q.byKind() && len(q.Kinds) == 1 {
		q.NewKind = q.Kinds[0]
	}
	if q.Minutes > 0 && q.OffRoad == 0 {
		q.OffRoad = nearRoad
	}
	q.Neighbours = q.Neighbours && !q.Fresh
	q.KeepZones = q.KeepZones || slices.ContainsFunc(q.Kinds, func(k string) bool { return slices.Contains(cemeteries, k) })
	return q, errors.Join(q.checkObjective(), q.checkReach(), q.checkNewKind(), q.checkConditions(), q.checkPoints())
}

// cemeteries are the kinds that the zones are made for.
var cemeteries = []string{"CEM_PUBLIC", "CEM_COMMERCIAL"}

// Question is the coverage question that the sites are to better.
func (q SiteQuestion) Question() Question {
	c := Question{Kinds: q.Kinds, Radius: q.Radius, Radii: q.Radii, Standards: q.Standards, Minutes: q.Minutes, Mode: q.Mode, OffRoad: q.OffRoad, By: adcode.Township, Ages: []string{q.Age},
		Scope: q.Scope, Area: q.Area, States: q.States, Neighbours: q.Neighbours, PeopleOnly: true}
	if !q.hasReach() {
		c.Radius = widest
	}
	return c
}

// hasReach reports whether the question says what counts as reached.
func (q *SiteQuestion) hasReach() bool { return q.Radius > 0 || q.Minutes > 0 || q.byKind() }

// byKind reports whether kinds may reach differently far.
func (q *SiteQuestion) byKind() bool { return len(q.Radii) > 0 || q.Standards }

// newReach is how far new sites reach, in metres; 0: nothing says.
func (q *SiteQuestion) newReach() geo.Metres {
	c := q.Question()
	if q.byKind() {
		return c.radiusOf(q.NewKind)
	}
	return q.Radius
}

func (q *SiteQuestion) checkObjective() error {
	switch {
	case q.Objective > AllCovered:
		return refuse("objective", "没有这种目标：请填写 cover、median、center 或 all-covered", "there is no such objective: take cover, median, center or all-covered")
	case q.Objective != AllCovered && q.Count < 1:
		return refuse("count", "选址数为 %d：请给出大于 0 的数", "%d sites are asked for: give a number above 0", q.Count)
	case q.Count > mostSites:
		return refuse("count", "选址数为 %d：至多 %d", "%d sites are asked for: give a number up to %d", q.Count, mostSites)
	case q.Objective == AllCovered && !(q.Share > 0 && q.Share <= 1):
		return refuse("share", "%g 不是比例：请给出大于 0、不超过 1 的数", "%g is not a share: give a number above 0 and up to 1", q.Share)
	case q.Objective != AllCovered && q.Share != 0:
		return refuse("share", "人口比例只用于 all-covered（须多少处才能达到）", "a share to be reached is for all-covered: how many sites does it take?")
	case q.Curve && q.Objective != MostCovered:
		return refuse("curve", "按设施数的覆盖曲线只用于 cover", "the curve over the number of sites is for cover")
	}
	return nil
}

func (q *SiteQuestion) checkReach() error {
	switch {
	case q.Minutes != 0 && (q.Radius != 0 || q.byKind()):
		return refuse("radius", "半径与时间只能给一个", "give metres or minutes, not both")
	case !(q.Radius >= 0 && q.Radius <= widest):
		return refuse("radius", "%g 米不能作半径：请给出大于 0、不超过 %g 的米数", "%g m is not a radius: give metres above 0 and up to %g", float64(q.Radius), float64(widest))
	case !(q.Minutes >= 0):
		return refuse("minutes", "%g 分钟不能作时间：请给出大于 0 的数", "%g minutes are none: give a number above 0", q.Minutes)
	case !q.hasReach() && (q.Objective == MostCovered || q.Objective == AllCovered):
		return refuse("radius", "没有说明多远算覆盖：请给出半径（米），或时间（分钟）与出行方式", "what counts as reached? Give metres, or minutes and a mode")
	}
	return nil
}

// checkNewKind demands that it is known how far new sites reach.
func (q *SiteQuestion) checkNewKind() error {
	for _, kind := range sortedKeys(q.Radii) {
		if r := q.Radii[kind]; !isRadius(r) {
			return refuse("radii", "类别 %s 的半径 %g 米无效：应大于 0 且不超过 %g 米", "%s: %g m is not a radius: give metres above 0 and up to %g", kind, float64(r), float64(widest))
		}
	}
	switch {
	case q.NewKind != "" && !slices.Contains(q.Kinds, q.NewKind):
		return refuse("new_kind", "新设施的类别 %q 不在所问的类别之中：请列入 kinds", "the new sites are to be of %q, which is not asked for: name it among the kinds", q.NewKind)
	case q.NewKind == "" && q.byKind():
		return refuse("new_kind", "各类别半径不同：请说明新设施属于哪一类（new_kind）", "the kinds reach differently far: of which kind are the new sites (new_kind)?")
	case q.byKind() && q.newReach() == 0:
		return refuse("radius", "标准没有规定 %s 的服务半径：请给出它的半径", "no standard says how far %s reaches: give its radius", q.NewKind)
	}
	return nil
}

func (q *SiteQuestion) checkConditions() error {
	var errs []error
	positive := func(part string, v, most float64) {
		if !(v >= 0 && v <= most) {
			errs = append(errs, refuse(part, "%g 超出范围：请给出 0 到 %g 的数", "%g is out of range: give a number from 0 to %g", v, most))
		}
	}
	positive("capacity", q.Capacity, 1e9)
	positive("spacing", float64(q.Spacing), float64(widest))
	positive("floor", q.Floor, 1)
	switch {
	case q.Floor > 0 && q.Objective != MostCovered && !(q.Objective == AllCovered && q.Share < 1):
		errs = append(errs, refuse("floor", "每个乡镇的最低覆盖率只用于 cover，或比例小于 1 的 all-covered", "a share of every township to be reached is for cover, and for all-covered with a share below 1"))
	case q.Capacity > 0 && q.Objective != MostCovered:
		errs = append(errs, refuse("capacity", "新设施的容量只用于 cover", "a capacity of new sites is for cover"))
	}
	return errors.Join(errs...)
}

func (q *SiteQuestion) checkPoints() error {
	switch {
	case q.From > GivenPoints:
		return refuse("candidates", "没有这种备选点：请填写 villages、groups 或 points", "there are no such candidates: take villages, groups or points")
	case q.From != GivenPoints && len(q.Points) > 0:
		return refuse("candidates", "给出了点位，但备选点为 %s", "points are given, but candidates are %s", q.From)
	case len(q.Points) > mostCandidates:
		return refuse("candidates", "备选点 %d 处太多：至多 %d 处", "%d candidates are too many: give at most %d", len(q.Points), mostCandidates)
	}
	for i, p := range q.Points {
		if !(math.Abs(p[0]) <= 180 && math.Abs(p[1]) <= 85) {
			return refuse("candidates", "第 %d 处备选点（%g, %g）不是位置：请给出以度为单位的经度、纬度", "candidate %d (%g, %g) is not a place: give longitude and latitude in degrees", i+1, p[0], p[1])
		}
	}
	return nil
}
