package coverage_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/facilities"
)

const indicatorHeader = "code,name_zh,name_en,source,numerator,denominator,form,target,years,gap\n"

// parsed is a table of one indicator.
func parsed(t testing.TB, numerator, denominator, form, target string) []coverage.Indicator {
	t.Helper()
	table, err := coverage.ParseIndicators(indicatorHeader + fmt.Sprintf("X,甲,,,%q,%q,%s,%s,,yes\n", numerator, denominator, form, target))
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func TestBuiltInIndicators(t *testing.T) {
	table, err := coverage.ParseIndicators(coverage.BuiltInIndicators())
	if err != nil {
		t.Fatal(err)
	}
	if len(table) < 35 {
		t.Errorf("%d indicators", len(table))
	}
	for _, in := range table {
		again, err := coverage.ParseIndicators(indicatorHeader + fmt.Sprintf("X,甲,,,%q,%q,%s,,,", in.Numerator, in.Denominator, in.Form))
		if err != nil || again[0].Numerator.String() != in.Numerator.String() || again[0].Denominator.String() != in.Denominator.String() {
			t.Errorf("%s written out again: %v", in.Code, err)
		}
	}
}

// Every cell that cannot be is named, in both languages, in one go.
func TestBadIndicators(t *testing.T) {
	text := "\ufeff# 说明\n" + indicatorHeader + strings.Join([]string{
		`a-b,,,,count(kind=VOL_STATION),,,,,`,
		`A,甲,,,"count(teams>=3)",,percent,x,19,maybe`,
		`A,乙,,,,"units(level=hamlet)",count,5.1234,2021-2020,`,
		`B,丙,,,"frob(x=1) + sum(hope, kind=ELD_HOME)","people(old)",,,,`,
		`C,丁,,,"count(kind=SCHOOL, teams~3, sky=blue, contract=perhaps)","statistic(Deaths) - 1",,,,`,
		`D,戊,,,"covered(60+, kind=ELD_HOME)","statistic(deaths, x=1)",,,,`,
		`E,己,,,units()`,
	}, "\n")
	_, err := coverage.ParseIndicators(text)
	if !errors.Is(err, coverage.ErrInvalid) {
		t.Fatal(err)
	}
	for _, want := range []string{
		"line 3, code: \"a-b\" is no code", "line 3, name_zh", "line 4, numerator: count(teams>=3): say which kinds", "line 4, form", "line 4, target: \"x\"", "line 4, years: \"19\"", "line 4, gap: \"maybe\"",
		"line 5, code: A stands twice", "line 5, numerator: nothing is counted", "line 5, denominator: \"level=hamlet\"", "line 5, form", "line 5, target", "line 5, years",
		"line 6, numerator: \"frob\" is nothing", "line 6, numerator: sum(hope ...)", "line 6, denominator: people(old ...)",
		"line 7, numerator: \"kind=SCHOOL\"", "line 7, numerator: \"teams~3\"", "count has no filter \"sky\"", "\"contract=perhaps\": write yes, no or unsaid", "line 7, denominator: ",
		"line 8, numerator: covered(60+, kind=ELD_HOME): say how far", "line 8, denominator: statistic takes no filters", "line 9: 5 cells",
	} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q is not said in\n%v", want, err)
		}
	}
	for _, one := range err.(interface{ Unwrap() []error }).Unwrap() {
		var cell *coverage.TableError
		if !errors.As(one, &cell) || cell.Zh == "" || !strings.HasPrefix(cell.Chinese(), "指标表第 ") {
			t.Errorf("%v has no Chinese", one)
		}
	}
	if _, err := coverage.ParseIndicators(""); err == nil {
		t.Error("an empty table is taken")
	}
}

// missing is how many more are needed, exactly; what is reached to the number is met.
func TestTargets(t *testing.T) {
	counts := map[string]int64{"a": 9, "b": 12}
	for _, c := range []struct {
		form, target string
		a, b         int64
		met          bool
		missing      int64
	}{
		{"percent", "75", 9, 12, true, 0}, {"percent", "75.001", 9, 12, false, 1}, {"percent", "75", 8, 12, false, 1}, {"percent", "100", 0, 12, false, 12}, {"percent", "33.333", 1, 3, true, 0}, {"percent", "33.334", 1, 3, false, 1},
		{"percent", "<= 75", 9, 12, true, 0}, {"percent", "<= 50", 9, 12, false, 3}, {"percent", "75", 5, 0, false, 0}, {"percent", "75%", 9, 12, true, 0}, {"percent", "≥75", 9, 12, true, 0},
		{"mean", "2.5", 25, 10, true, 0}, {"mean", "2.5", 24, 10, false, 1}, {"mean", "", 24, 10, false, 0},
	} {
		counts["a"], counts["b"] = c.a, c.b
		ed := edited(t, func(*edition.Parts) {})
		var figures []edition.Statistic
		for key, n := range counts {
			figures = append(figures, edition.Statistic{Unit: adcode.MustParse("511425"), Key: key, Day: civil.Date(2020, 3, 1), Value: n})
		}
		got := coverage.Indicators(ed, parsed(t, "statistic(a)", "statistic(b)", c.form, c.target), figures, 2020)[0]
		if got.Met() != c.met || got.Missing() != c.missing {
			t.Errorf("%+v: met %v, missing %d", c, got.Met(), got.Missing())
		}
	}
}

func yes() *bool { y := true; return &y }

func whole(n int) *int { return &n }

func TestIndicatorsByHand(t *testing.T) {
	ed := edited(t, func(p *edition.Parts) {
		list := []facilities.Facility{
			operating(1, community, at(0, 1, .5, .5), codeA), operating(2, sub, at(1, 1, .5, .5), codeB), operating(3, centre, nil, townshipY),
			operating(4, community, at(0, 1, .2, .2), codeA), operating(5, community, nil, codeE), operating(6, "CEM_PUBLIC", at(2, 1, .5, .5), codeD),
		}
		list[0].Opened, list[0].Facts = civil.Date(2020, 2, 1), facilities.Facts{BuildKind: "新建", Beds: whole(12), Contract: yes(), Teams: whole(3)}
		list[1].Opened, list[1].Facts = civil.Date(2019, 5, 1), facilities.Facts{Beds: whole(8), Teams: whole(2)}
		list[3].State, list[4].Opened = facilities.Building, civil.Date(2020, 9, 1)
		list[5].Facts.Served = "单元" + codeC + "、单元" + codeD + "、别处"
		p.Facilities = list
	})
	for expression, want := range map[string]int64{
		"count(kind=ALL_ELDER)": 3, "count(kind=ALL_ELDER, opened=year)": 1, "count(kind=ALL_ELDER, opened=2018-2019)": 1, "count(kind=ALL_ELDER, opened=unknown)": 1,
		"count(kind=ALL_ELDER, state=any)": 5, "count(kind=ALL_ELDER, state=在建|运营)": 4, "count(kind=ALL_ELDER, kind!=ELD_RURAL_SUB)": 2, "count(kind=ALL_ELDER, build=新建)": 1, "count(kind=ALL_ELDER, build!=新建)": 2,
		"count(kind=ALL_ELDER, contract=yes)": 1, "count(kind=ALL_ELDER, contract=unsaid)": 2, "count(kind=ALL_ELDER, teams>=3)": 1, "count(kind=ALL_ELDER, teams<=2)": 1, "count(kind=ALL_ELDER, teams=2|3)": 2, "count(kind=ALL_ELDER, name~设施2)": 1,
		"count(kind=ALL_ELDER, urban=yes)": 1, "count(kind=ALL_ELDER, in=" + townshipX + ")": 2, "count(kind=ALL_ELDER, in=单元" + codeB + ")": 1, "count(kind=ALL_ELDER, level=township)": 1,
		"sum(beds, kind=ALL_ELDER)": 20, "sum(beds, kind=ALL_ELDER) + sum(teams, kind=ALL_ELDER)": 25,
		"units()": 5, "units(urban=no)": 4, "units(class=community)": 1, "units(level=township|village)": 7, "units(level=county)": 1, "units(coded=yes)": 5, "units(in=" + townshipY + ")": 3,
		"having(kind=ALL_ELDER)": 2, "having(kind=ALL_ELDER, urban=no)": 1, "having(kind=ALL_ELDER, level=township)": 2, "having(kind=ALL_ELDER, state=any)": 3, "having(kind=ELD_RURAL_CENTRE)": 0,
		"serving(kind=CEM_PUBLIC)": 2, "having(kind=CEM_PUBLIC)": 1,
		"people(all)": 50, "people(60+, urban=yes)": 5, "people(all, in=" + townshipX + ")": 20, "covered(all, kind=ALL_ELDER, radius=300)": 20, "covered(60+, kind=ALL_ELDER, radius=300, urban=yes)": 5,
		"borders(level=township)": 1, "borders(level=township, state=勘定|公告)": 0,
	} {
		got := coverage.Indicators(ed, parsed(t, expression, "", "", ""), nil, 2020)[0]
		if got.Numerator.N != want || got.Numerator.Unknown {
			t.Errorf("%s is %d (%+v), want %d", expression, got.Numerator.N, got.Numerator.Why, want)
		}
		sum := int64(0)
		for _, item := range got.Numerator.Items {
			sum += item.N
		}
		if sum != want || got.Definition.Zh == "" || got.Definition.En == "" || strings.Contains(got.Definition.Zh+got.Definition.En, "%!") {
			t.Errorf("%s: the items make %d; %+v", expression, sum, got.Definition)
		}
	}
	gap := coverage.Indicators(ed, parsed(t, "having(kind=ALL_ELDER)", "units()", "", "50"), nil, 2020)[0]
	var names []string
	for _, item := range gap.Gap {
		names = append(names, item.Name(ed))
	}
	if want := "单元" + townshipY + "单元" + codeC + ", 单元" + townshipY + "单元" + codeD + ", 单元" + townshipY + "单元" + codeE; strings.Join(names, ", ") != want || gap.Missing() != 1 {
		t.Errorf("without are %v, missing %d", names, gap.Missing())
	}
	if parts := gap.Parts; len(parts) != 2 || parts[0].Numerator != 2 || parts[0].Denominator != 2 || parts[1].Numerator != 0 || parts[1].Denominator != 3 {
		t.Errorf("by township %+v", gap.Parts)
	}
}

// A unit's own figure stands for all below it; the newest of the year by the day counts.
func TestStatisticsAddUp(t *testing.T) {
	ed := edited(t, func(p *edition.Parts) { p.Facilities = append(p.Facilities, operating(9, community, nil, codeD)) })
	of := func(code string, month int, n int64) edition.Statistic {
		return edition.Statistic{Unit: adcode.MustParse(code), Key: "deaths", Day: civil.Date(2020, month, 1), Value: n}
	}
	facility := edition.Statistic{Facility: 9, Key: "deaths", Day: civil.Date(2020, 1, 1), Value: 1}
	for name, c := range map[string]struct {
		said []edition.Statistic
		want int64
		none bool
	}{
		"none":                       {none: true},
		"of another year":            {said: []edition.Statistic{{Unit: adcode.MustParse("511425"), Key: "deaths", Day: civil.Date(2019, 12, 31), Value: 5}}, none: true},
		"not yet":                    {said: []edition.Statistic{of("511425", 12, 5)}, none: true},
		"the newest":                 {said: []edition.Statistic{of("511425", 5, 7), of("511425", 1, 5), of("511425", 12, 9)}, want: 7},
		"townships":                  {said: []edition.Statistic{of(townshipX, 1, 3), of(townshipY, 1, 4)}, want: 7},
		"a township, other villages": {said: []edition.Statistic{of(codeA, 1, 3), of(townshipY, 1, 4), of(codeC, 1, 2)}, want: 7},
		"the county above all":       {said: []edition.Statistic{of(codeA, 1, 3), of("511425", 1, 10), facility}, want: 10},
		"facilities":                 {said: []edition.Statistic{facility, of(townshipX, 1, 3)}, want: 4},
		"a unit that is no more":     {said: []edition.Statistic{of("511425199", 1, 6), of(townshipX, 1, 3)}, want: 9},
	} {
		got := coverage.Indicators(ed, parsed(t, "statistic(deaths)", "", "", "3"), c.said, 2020)[0]
		if got.Numerator.Unknown != c.none || got.Numerator.N != c.want {
			t.Errorf("%s: %+v, want %d", name, got.Numerator, c.want)
		}
		if c.none && (got.Met() || !strings.Contains(got.Definition.Zh, "没有填报deaths")) {
			t.Errorf("%s: met %v, %s", name, got.Met(), got.Definition.Zh)
		}
	}
}
