package coverage

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/xiantu/xiantu/facilities"
)

// countWord is a word that a term may begin with, and what it takes.
type countWord struct {
	zh, en    string                 // what it counts
	of        func(of string) string // checks what stands first: what to write instead, or ""; nil: nothing stands there
	keys      []string               // filters that it takes
	needsKind bool
}

// Filters of facilities and of units, by key.
var (
	facilityKeys = []string{"kind", "state", "opened", "build", "mode", "model", "name", "partner", "social", "public", "independent", "contract", "extended",
		"beds", "care_beds", "staff", "residents", "graves_total", "graves_used", "tombs_total", "tombs_done", "teams", "volunteers_registered", "volunteers_active", "population"}
	unitKeys  = []string{"level", "class", "urban", "tier", "in", "coded"}
	reachKeys = []string{"kind", "radius", "state", "urban", "in"}
)

// countWords are all words that a term may begin with.
func countWords() map[string]countWord {
	both := append(slices.Clone(facilityKeys), unitKeys...)
	return map[string]countWord{
		"count":        {"设施数", "facilities", nil, both, true},
		"sum":          {"设施的%s之和", "the sum of %s of facilities", isFigure, both, true},
		"units":        {"单位数", "units", nil, unitKeys, false},
		"having":       {"有设施的单位数", "units with a facility inside", nil, both, true},
		"serving":      {"有设施或列入设施服务范围的单位数", "units with a facility inside or named as served by one", nil, both, true},
		"people":       {"%s人口", "people %s", isAge, unitKeys, false},
		"covered":      {"设施覆盖的%s人口", "people %s within reach of a facility", isAge, reachKeys, true},
		"area":         {"土地面积（平方米）", "land in m2", nil, unitKeys, false},
		"area_covered": {"设施覆盖的土地面积（平方米）", "land in m2 within reach of a facility", nil, reachKeys, true},
		"borders":      {"界线条数", "border lines", nil, []string{"level", "state"}, false},
		"statistic":    {"填报数 %s", "the typed figure %s", isStatistic, nil, false},
	}
}

var (
	ageForm       = regexp.MustCompile(`^(all|\d{1,3}\+)$`)
	statisticForm = regexp.MustCompile(`^[a-z][a-z0-9_]{0,59}$`)
)

func isFigure(of string) string {
	if _, known := figureOf(of); known {
		return ""
	}
	return "a figure of facilities: " + strings.Join(facilityKeys[13:], ", ")
}

func isAge(of string) string {
	if ageForm.MatchString(of) {
		return ""
	}
	return "a people group: all, 60+, 80+"
}

// isStatistic checks the key of a typed figure.
func isStatistic(of string) string {
	if IsStatisticKey(of) {
		return ""
	}
	return "a key of small letters, digits and _, such as deaths"
}

// IsStatisticKey reports whether a typed figure may be kept under a key.
func IsStatisticKey(key string) bool { return statisticForm.MatchString(key) }

// figureOf tells how to read a whole number of a facility.
func figureOf(key string) (func(*facilities.Facts) *int, bool) {
	read, known := map[string]func(*facilities.Facts) *int{
		"beds": func(f *facilities.Facts) *int { return f.Beds }, "care_beds": func(f *facilities.Facts) *int { return f.CareBeds }, "staff": func(f *facilities.Facts) *int { return f.Staff },
		"residents": func(f *facilities.Facts) *int { return f.Residents }, "graves_total": func(f *facilities.Facts) *int { return f.GravesTotal }, "graves_used": func(f *facilities.Facts) *int { return f.GravesUsed },
		"tombs_total": func(f *facilities.Facts) *int { return f.TombsTotal }, "tombs_done": func(f *facilities.Facts) *int { return f.TombsDone }, "teams": func(f *facilities.Facts) *int { return f.Teams },
		"volunteers_registered": func(f *facilities.Facts) *int { return f.VolunteersRegistered }, "volunteers_active": func(f *facilities.Facts) *int { return f.VolunteersActive }, "population": func(f *facilities.Facts) *int { return f.Population },
	}[key]
	return read, known
}

// flagOf tells how to read a yes or no of a facility.
func flagOf(key string) (func(*facilities.Facts) *bool, bool) {
	read, known := map[string]func(*facilities.Facts) *bool{
		"social": func(f *facilities.Facts) *bool { return f.Social }, "public": func(f *facilities.Facts) *bool { return f.Public }, "independent": func(f *facilities.Facts) *bool { return f.Independent },
		"contract": func(f *facilities.Facts) *bool { return f.Contract }, "extended": func(f *facilities.Facts) *bool { return f.Extended },
	}[key]
	return read, known
}

// textOf is a text of a facility.
func textOf(key string, name string, f *facilities.Facts) (string, bool) {
	text, known := map[string]string{"build": f.BuildKind, "mode": f.OperatorMode, "model": f.Model, "partner": f.Partner, "name": name}[key]
	return text, known
}

// checkFilter says what to write instead of a filter's operator or value; "" where it is
// as it should be.
func checkFilter(count string, f Filter) string {
	_, isFlag := flagOf(f.Key)
	_, isFigure := figureOf(f.Key)
	_, isText := textOf(f.Key, "", &facilities.Facts{})
	ops, each := "= !=", func(string) bool { return true }
	choose := func(values ...string) {
		each = func(v string) bool { return slices.Contains(values, v) }
	}
	instead := ""
	switch {
	case f.Key == "state" && count == "borders":
		choose("草拟", "协议", "勘定", "公告")
		ops, instead = "=", "草拟, 协议, 勘定 or 公告"
	case f.Key == "state":
		each = func(v string) bool { return v == "any" || slices.Contains(facilities.States, facilities.State(v)) }
		ops, instead = "=", "运营, 在建, 筹建, 规划, 停用, 整治中, 已完成, or any"
	case f.Key == "kind":
		each = func(v string) bool { _, err := facilities.Expand([]string{v}); return err == nil }
		instead = "a kind of facility or a set of kinds, such as VOL_STATION or ALL_ELDER"
	case f.Key == "opened":
		each = func(v string) bool { return v == "year" || v == "unknown" || yearsForm.MatchString(v) }
		ops, instead = "=", "year (the year asked for), 2020, 2018-2020 or unknown"
	case f.Key == "level":
		choose("county", "township", "subdistrict", "village")
		ops, instead = "=", "county, township, subdistrict or village"
	case f.Key == "class":
		choose("community", "village", "town", "township", "subdistrict")
		instead = "community, village, town, township or subdistrict"
	case f.Key == "urban" || f.Key == "coded":
		choose("yes", "no")
		ops, instead = "=", "yes or no"
	case f.Key == "radius":
		each = func(v string) bool {
			m, err := strconv.ParseFloat(v, 64)
			return v == "standard" || err == nil && m > 0
		}
		ops, instead = "=", "metres above 0, or standard"
	case f.Key == "in":
		ops = "="
	case isFlag:
		choose("yes", "no", "unsaid")
		ops, instead = "=", "yes, no or unsaid"
	case isFigure:
		each = func(v string) bool { _, err := strconv.Atoi(v); return err == nil }
		ops, instead = "= != >= <=", "a whole number"
	case isText:
		ops = "= != ~"
	case f.Key == "tier":
		ops = "= != ~"
	}
	if !slices.Contains(strings.Fields(ops), f.Op) {
		return "one of " + ops
	}
	for _, v := range f.Values {
		if v == "" || !each(v) {
			return strings.TrimSpace(instead + " ")
		}
	}
	if len(f.Values) > 1 && (f.Op == ">=" || f.Op == "<=" || f.Key == "radius" || f.Key == "urban" || f.Key == "coded") {
		return "one value"
	}
	return ""
}
