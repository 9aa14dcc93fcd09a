package coverage

import (
	"errors"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/facilities"
	"github.com/xiantu/xiantu/geo"
)

// The most that a question may ask for: beyond these a county is either covered or has
// no such facility.
const (
	widest  geo.Metres = 200_000
	longest            = 600 // minutes

	mostOffRoad geo.Metres = 5_000 // walked off the roads
)

// Checked returns the question with its defaults filled in, as it will be answered
// from the edition: the township level, every age group, half of the people for
// served. Kinds are sorted and named once. The error is ErrInvalid and names every part
// that cannot be.
func (q Question) Checked(ed *edition.Edition) (Question, error) {
	if err := CheckDay(ed); err != nil {
		return q, err
	}
	q.Kinds = sortedSet(q.Kinds)
	q.With = sortedSet(q.With)
	if q.By == adcode.NoLevel {
		q.By = adcode.Township
	}
	if q.Minutes > 0 && q.OffRoad == 0 {
		q.OffRoad = nearRoad
	}
	if q.ServedShare == 0 {
		q.ServedShare = 0.5
	}
	if len(q.Ages) == 0 {
		q.Ages = slices.Clone(ed.People.Ages)
	}
	if q.BedsFor == "" && slices.Contains(q.With, ExtraCapacity) {
		if q.BedsFor = "60+"; ed.People.Age(q.BedsFor) < 0 && len(ed.People.Ages) > 0 {
			q.BedsFor = ed.People.Ages[0]
		}
	}
	_, area := newRegion(ed, q.Area)
	return q, errors.Join(q.checkKinds(ed), q.checkReach(), q.checkAges(ed.People), q.checkChoices(), area, q.checkSites(), q.checkEdits(ed), q.checkCurve())
}

func sortedSet[T ~string](list []T) []T {
	out := slices.Clone(list)
	slices.Sort(out)
	return slices.Compact(out)
}

func (q *Question) checkKinds(ed *edition.Edition) error {
	if len(q.Kinds) == 0 {
		return refuse("kinds", "没有写明设施类别：至少写一种，如 ELD_COMMUNITY", "no kind of facility is named: name at least one, such as ELD_COMMUNITY")
	}
	for _, k := range q.Kinds {
		if !isKind(k, ed) {
			return refuse("kinds", "没有设施类别 %q：请用类别表中的代码，如 ELD_COMMUNITY", "%q is not a kind of facility: name a code of the list of kinds, such as ELD_COMMUNITY", k)
		}
	}
	return nil
}

// isKind reports whether a code is of the registry, or borne by a facility of the county.
func isKind(code string, ed *edition.Edition) bool {
	if _, ok := facilities.KindByCode(code); ok {
		return true
	}
	return slices.ContainsFunc(ed.Facilities.List, func(f edition.Facility) bool { return f.Kind == code })
}

// checkReach demands that how far facilities reach is given in one way.
func (q *Question) checkReach() error {
	if q.Minutes != 0 || q.Mode != "" {
		return q.checkMinutes()
	}
	counted := q.countedKinds()
	for _, kind := range slices.Sorted(maps.Keys(q.Radii)) {
		if r := q.Radii[kind]; !isRadius(r) {
			return refuse("radii", "类别 %s 的半径 %g 米无效：应大于 0 且不超过 %g 米", "%s: %g m is not a radius: give metres above 0 and up to %g", kind, float64(r), float64(widest))
		}
		if _, ok := counted[kind]; !ok {
			return refuse("radii", "给出了 %q 的半径，但没有问这类设施：请列入 kinds", "a radius is given for %q, which is not asked for: name it among the kinds", kind)
		}
	}
	everyKind := len(counted) > 0 && !slices.ContainsFunc(q.Kinds, func(k string) bool { return q.Radii[k] == 0 })
	if q.Standards && q.Radius == 0 {
		if !slices.ContainsFunc(q.Kinds, func(k string) bool { return q.radiusOf(k) > 0 }) {
			return refuse("radius", "标准没有规定这些类别的服务半径（%s）：请直接给出半径", "no standard says how far these kinds reach (%s): give a radius", strings.Join(q.Kinds, ", "))
		}
		return nil
	}
	if q.Standards {
		return refuse("radius", "服务半径要么按标准，要么给出 %g 米，不能两者都给；个别类别不同的，写在 radii 中", "the radius is either that of the standards or %g m, not both: give what differs by kind", float64(q.Radius))
	}
	if !isRadius(q.Radius) && !(q.Radius == 0 && everyKind) {
		return refuse("radius", "%g 米不能作半径：应大于 0 且不超过 %g 米", "%g m is not a radius: give metres above 0 and up to %g", float64(q.Radius), float64(widest))
	}
	return nil
}

func isRadius(r geo.Metres) bool { return r > 0 && r <= widest }

func (q *Question) checkMinutes() error {
	switch {
	case q.Mode != Walk && q.Mode != Drive:
		return refuse("mode", "没有出行方式 %q：可用 walk（步行）或 drive（驾车）", "%q is not a way to travel: take walk or drive", string(q.Mode))
	case !(q.Minutes > 0 && q.Minutes <= longest):
		return refuse("minutes", "%g 分钟无效：应大于 0 且不超过 %d 分钟", "%g minutes are not a time of travel: give more than 0 and up to %d", q.Minutes, longest)
	case !(q.OffRoad >= 0 && q.OffRoad <= mostOffRoad):
		return refuse("off_road", "离道路 %g 米无效：应为 0（默认 500 米）到 %g 米", "%g m off the road cannot be: give 0 (for 500 m) up to %g", float64(q.OffRoad), float64(mostOffRoad))
	case q.Radius != 0 || len(q.Radii) > 0 || q.Standards:
		return refuse("minutes", "分钟数与半径只能给一种", "give minutes by road or metres in a straight line, not both")
	}
	return nil
}

func (q *Question) checkAges(people *edition.People) error {
	if len(people.Ages) == 0 && (q.BedsFor != "" || len(q.Ages) > 0) {
		return refuse("people", "本县尚无人口数据，不能按年龄组计算：请先导入（xiantu import people 文件）", "no people of this county are known, by no age group: import them first (xiantu import people FILE)")
	}
	if q.BedsFor != "" && people.Age(q.BedsFor) < 0 {
		return refuse("beds_for", "本县人口没有 %q 这一组：可用 %s", "the people of this county are not counted by %q: take one of %s", q.BedsFor, strings.Join(people.Ages, ", "))
	}
	for i, age := range q.Ages {
		if people.Age(age) < 0 {
			return refuse("people", "本县人口没有 %q 这一组：可问 %s", "the people of this county are not counted by %q: ask for some of %s", age, strings.Join(people.Ages, ", "))
		}
		if slices.Contains(q.Ages[:i], age) {
			return refuse("people", "%q 问了两次", "%q is asked for twice", age)
		}
	}
	return nil
}

func (q *Question) checkChoices() error {
	var errs []error
	if q.By > adcode.Village {
		errs = append(errs, refuse("by", "没有这一级：可用 county、township 或 village", "there is no such level: take county, township or village"))
	}
	if q.Scope > ScopeRural {
		errs = append(errs, refuse("scope", "没有这种范围：可用 all、urban 或 rural", "there is no such scope: take all, urban or rural"))
	}
	if q.Rule > Served {
		errs = append(errs, refuse("unit_rule", "没有这种规则：可用 having 或 served", "there is no such rule: take having or served"))
	}
	if !(q.ServedShare > 0 && q.ServedShare <= 1) {
		errs = append(errs, refuse("served_share", "%g 不是比例：应大于 0 且不超过 1", "%g is not a share: give a number above 0 and up to 1", q.ServedShare))
	}
	for _, s := range q.States {
		if !slices.Contains(facilities.States, s) {
			errs = append(errs, refuse("states", "没有设施状态 %q", "%q is not a state of a facility", string(s)))
		}
	}
	for _, x := range q.With {
		if !slices.Contains(Extras, x) {
			errs = append(errs, refuse("with", "没有附加内容 %q：可用 redundancy、nearest、closing、curve、capacity", "there is nothing more called %q: ask with redundancy, nearest, closing, curve or capacity", string(x)))
		}
	}
	return errors.Join(errs...)
}

// mostWhatIf bounds the sites of one question: discs that all overlap cost their number
// squared.
const mostWhatIf = 1000

// checkSites looks at the assumed sites.
func (q *Question) checkSites() error {
	if n := len(q.WhatIf) + len(q.Add) + len(q.Move); n > mostWhatIf {
		return refuse("facilities", "假设了 %d 处设施，太多：一次至多 %d 处", "%d assumed sites are too many: ask with at most %d", n, mostWhatIf)
	}
	for i, p := range q.WhatIf {
		if !isPlace(p) {
			return refuse("facilities", "第 %d 个点（%g, %g）不是位置：应为以度计的经度、纬度", "point %d (%g, %g) is not a place: give longitude and latitude in degrees", i+1, p[0], p[1])
		}
	}
	counted := q.countedKinds()
	for i, site := range q.Add {
		_, asked := counted[site.Kind]
		switch {
		case !isPlace(site.Place):
			return refuse("add", "第 %d 处（%g, %g）不是位置：应为以度计的经度、纬度", "site %d (%g, %g) is not a place: give longitude and latitude in degrees", i+1, site.Place[0], site.Place[1])
		case site.Capacity < 0:
			return refuse("add", "第 %d 处的床位数为 %d：不能小于 0", "site %d has %d beds: give 0 or more", i+1, site.Capacity)
		case site.Kind == "" && len(q.Kinds) > 1:
			return refuse("add", "第 %d 处没有写明类别：问到多种设施时须写明是哪一种", "site %d has no kind: where several are asked for, say which it is of", i+1)
		case site.Kind != "" && !asked:
			return refuse("add", "第 %d 处是 %q，不在所问类别之中：请列入 kinds", "site %d is a %q, which is not asked for: name it among the kinds", i+1, site.Kind)
		}
	}
	return nil
}

func isPlace(p orb.Point) bool { return math.Abs(p[0]) <= 180 && math.Abs(p[1]) <= 85 }

// checkEdits demands that facilities that move or close are of the county and the day,
// each named once.
func (q *Question) checkEdits(ed *edition.Edition) error {
	if len(q.Move) == 0 && len(q.Close) == 0 {
		return nil
	}
	known := map[facilities.ID]bool{}
	for i := range ed.Facilities.List {
		known[ed.Facilities.List[i].ID] = true
	}
	seen := map[facilities.ID]bool{}
	check := func(part string, id facilities.ID) error {
		switch {
		case !known[id]:
			return refuse(part, "本县当日没有编号为 %d 的设施", "the county has no facility %d on that day", id)
		case seen[id]:
			return refuse(part, "设施 %d 写了两次：每处设施只能迁移或关闭一次", "facility %d is named twice: each can move or close once", id)
		}
		seen[id] = true
		return nil
	}
	for _, m := range q.Move {
		if !isPlace(m.Place) {
			return refuse("move", "设施 %d 的新位置（%g, %g）不是位置：应为以度计的经度、纬度", "the new place of facility %d (%g, %g) is none: give longitude and latitude in degrees", m.Facility, m.Place[0], m.Place[1])
		}
		if err := check("move", m.Facility); err != nil {
			return err
		}
	}
	for _, id := range q.Close {
		if err := check("close", id); err != nil {
			return err
		}
	}
	return nil
}

// mostSteps bounds the points of a curve.
const mostSteps = 200

func (q *Question) checkCurve() error {
	if len(q.Curve) > mostSteps {
		return refuse("curve", "曲线有 %d 个点，太多：至多 %d 个", "%d points of a curve are too many: ask for at most %d", len(q.Curve), mostSteps)
	}
	for _, r := range q.Curve {
		if !isRadius(r) {
			return refuse("curve", "曲线上的 %g 不能作半径：应大于 0 且不超过 %g", "%g on the curve is not a radius: give numbers above 0 and up to %g", float64(r), float64(widest))
		}
	}
	return nil
}
