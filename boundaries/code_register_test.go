package boundaries_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/edition/editiontest"
)

// borne is a code as a unit bore it between two days; "" leaves an end open.
func borne(unit int64, code, name, from, to string) boundaries.CodeSpan {
	c := adcode.MustParse(code)
	s := boundaries.CodeSpan{Unit: boundaries.UnitID(unit), Code: c, Name: name, Type: boundaries.TypeOf(name, c), Parent: c.Parent(), Came: boundaries.ChangeID(unit)}
	s.Valid.From.UnmarshalText([]byte(from))
	s.Valid.To.UnmarshalText([]byte(to))
	return s
}

func register(spans ...boundaries.CodeSpan) boundaries.CodeRegister {
	return boundaries.NewCodeRegister(spans, nil, nil)
}

// found writes findings without notes, one a line.
func found(r boundaries.CodeRegister) string {
	var lines []string
	for _, f := range r.Check() {
		if f.Severity != boundaries.Note {
			lines = append(lines, fmt.Sprintf("%v %s %v", f.Severity, f.Rule, f.Unit))
		}
	}
	return strings.Join(lines, "\n")
}

func TestCodeChecks(t *testing.T) {
	t.Parallel()
	other := borne(1, "511425001201", "甲村", "", "")
	other.Parent = adcode.MustParse("511425002")
	town := borne(1, "511425100", "甲镇", "", "")
	town.Parent = adcode.MustParse("511424")
	for name, c := range map[string]struct {
		spans []boundaries.CodeSpan
		want  string
	}{
		"sound":                         {[]boundaries.CodeSpan{borne(1, "511425001", "甲街道", "", ""), borne(2, "511425001001", "乙社区", "", ""), borne(3, "511425001200", "丙村", "", "")}, ""},
		"a town among subdistricts":     {[]boundaries.CodeSpan{borne(1, "511425001", "甲镇", "", "")}, "error code_class 511425001"},
		"a township beyond all classes": {[]boundaries.CodeSpan{borne(1, "511425700", "甲乡", "", "")}, "error code_class 511425700"},
		"a farm that is called a town":  {[]boundaries.CodeSpan{borne(1, "511425401", "甲镇", "", "")}, "warning code_class 511425401"},
		"a farm":                        {[]boundaries.CodeSpan{borne(1, "511425401", "甲农场", "", "")}, ""},
		"a village among communities":   {[]boundaries.CodeSpan{borne(1, "511425001001", "甲村", "", "")}, "warning code_class 511425001001"},
		"a village 498":                 {[]boundaries.CodeSpan{borne(1, "511425001498", "甲村", "", "")}, "warning code_class 511425001498"},
		"a village of another township": {[]boundaries.CodeSpan{other}, "warning code_prefix 511425001201"},
		"a town of another county":      {[]boundaries.CodeSpan{town}, "error code_prefix 511425100"},
		"two at once":                   {[]boundaries.CodeSpan{borne(1, "511425100", "甲镇", "2019-01-01", "2020-01-01"), borne(2, "511425100", "乙镇", "2019-06-01", "")}, "error code_twice 511425100"},
		"given again before the law":    {[]boundaries.CodeSpan{borne(1, "511425100", "甲镇", "2010-01-01", "2019-01-01"), borne(2, "511425100", "乙镇", "2025-08-31", "")}, "warning code_reused 511425100"},
		"given again after it":          {[]boundaries.CodeSpan{borne(1, "511425100", "甲镇", "2010-01-01", "2019-01-01"), borne(2, "511425100", "乙镇", "2025-09-01", "")}, "error code_reused 511425100"},
		"a village's given again":       {[]boundaries.CodeSpan{borne(1, "511425001200", "甲村", "", "2026-01-01"), borne(2, "511425001200", "乙村", "2026-01-01", "")}, "warning code_reused 511425001200"},
		"renamed":                       {[]boundaries.CodeSpan{borne(1, "511425100", "甲镇", "", "2026-01-01"), borne(1, "511425100", "新甲镇", "2026-01-01", "")}, ""},
		"gone for a while":              {[]boundaries.CodeSpan{borne(1, "511425100", "甲镇", "", "2019-01-01"), borne(1, "511425100", "甲镇", "2020-01-01", "")}, "warning code_gap 511425100"},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, found(register(c.spans...))); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestNumbersLeftOutAreNoted(t *testing.T) {
	t.Parallel()
	r := register(borne(1, "511425001003", "甲社区", "", ""), borne(2, "511425001005", "乙社区", "", "2019-01-01"), borne(3, "511425001201", "丙村", "", ""))
	var said []string
	for _, f := range r.Check() {
		said = append(said, f.Error())
	}
	want := []string{
		"511425001: no unit is known to have borne 001-002, 004 of the class community",
		"511425001: no unit is known to have borne 200 of the class village committee",
	}
	if diff := cmp.Diff(want, said); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// A code is one line as long as nothing printed changes, whatever versions it is of.
func TestCodeSpansAreJoined(t *testing.T) {
	t.Parallel()
	r := register(
		borne(1, "511425100", "甲镇", "2020-01-01", "2021-01-01"), borne(1, "511425100", "甲镇", "", "2020-01-01"),
		borne(1, "511425100", "新甲镇", "2021-01-01", "2022-01-01"), borne(2, "511425100", "乙镇", "2022-06-01", ""))
	var got []string
	for _, s := range r.Spans {
		got = append(got, fmt.Sprint(s.Name, s.Valid, s.Reused))
	}
	if diff := cmp.Diff([]string{"甲镇[, 2021-01-01) false", "新甲镇[2021-01-01, 2022-01-01) false", "乙镇[2022-06-01, ) true"}, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	for day, want := range map[string]string{"2020-12-31": "甲镇", "2021-01-01": "新甲镇", "2022-01-01": "", "2022-06-01": "乙镇", "": "乙镇"} {
		var d civil.Day
		d.UnmarshalText([]byte(day))
		name := ""
		for _, s := range r.At(d) {
			name += s.Name
		}
		if name != want {
			t.Errorf("on %s %q bears it, want %q", day, name, want)
		}
	}
}

func TestCodeChanges(t *testing.T) {
	t.Parallel()
	spans := []boundaries.CodeSpan{
		borne(1, "511425100", "甲镇", "2019-01-01", "2020-01-01"), borne(2, "511425101", "乙镇", "2019-01-01", "2020-01-01"), borne(3, "511425001", "和街道", "2020-01-01", ""),
		borne(4, "511425102", "丙镇", "2019-01-01", "2020-01-01"), borne(4, "511425102", "新丙镇", "2020-01-01", "2021-01-01"), borne(4, "511425103", "新丙镇", "2021-01-01", ""),
		borne(5, "511425104", "丁镇", "2019-01-01", "2021-01-01"), borne(6, "511425105", "戊镇", "2021-01-01", ""), borne(7, "511425106", "己镇", "2019-01-01", ""),
	}
	on := civil.Date(2020, 1, 1)
	link := func(from, to int) boundaries.Link {
		f, o := spans[from], spans[to]
		return boundaries.Link{From: f.Unit, FromCode: f.Code, FromName: f.Name, To: o.Unit, ToCode: o.Code, ToName: o.Name, Kind: "merge", Day: on, Change: 9}
	}
	piece := link(8, 2) // a piece of 己镇, which goes on, to a new unit is told too
	piece.Kind = "transfer"
	r := boundaries.NewCodeRegister(spans, []boundaries.Link{link(0, 2), link(1, 2), piece, link(8, 8)}, nil)
	write := func(after, upTo civil.Day) []string {
		var lines []string
		for _, c := range r.Changes(after, upTo) {
			lines = append(lines, fmt.Sprintf("%v %s %v%s>%v%s %d", c.Day, c.Kind, c.FromCode, c.FromName, c.ToCode, c.ToName, c.Change))
		}
		return lines
	}
	all := []string{
		"2020-01-01 merge 511425100甲镇>511425001和街道 9", "2020-01-01 merge 511425101乙镇>511425001和街道 9",
		"2020-01-01 rename 511425102丙镇>511425102新丙镇 4", "2020-01-01 transfer 511425106己镇>511425001和街道 9",
		"2021-01-01 begin > 511425105戊镇 6", "2021-01-01 recode 511425102新丙镇>511425103新丙镇 4", "2021-01-01 end 511425104丁镇> 0",
	}
	all[4] = "2021-01-01 begin >511425105戊镇 6"
	if diff := cmp.Diff(all, write(civil.Day{}, civil.Day{})); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if diff := cmp.Diff(all[4:], write(on, civil.Day{})); diff != "" {
		t.Errorf("after the first day (-want +got)\n%s", diff)
	}
	if diff := cmp.Diff(all[:4], write(civil.Day{}, on)); diff != "" {
		t.Errorf("up to the first day (-want +got)\n%s", diff)
	}
}

func TestAdvice(t *testing.T) {
	t.Parallel()
	r := register(borne(1, "511425", "青神县", "", ""), borne(2, "511425001", "甲街道", "", ""), borne(3, "511425001001", "乙社区", "", "2020-01-01"), borne(4, "511425001003", "丙社区", "", ""))
	parent := adcode.MustParse("511425001")
	advice, err := r.Advise(parent, boundaries.Community, civil.Day{}, 2)
	if err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(advice.Proposals[0].Code, advice.Proposals[1].Code, advice.Class); got != "511425001004 511425001005 [1 199]" {
		t.Errorf("proposed %s", got)
	}
	if len(advice.Free) != 197 || advice.Free[0] != parent.Child(2) || len(advice.Former) != 1 || advice.Former[0].Name != "乙社区" {
		t.Errorf("free %v, former %v", advice.Free, advice.Former)
	}
	if p := advice.Proposals[0]; p.Basis != boundaries.NextNumber || p.After != 3 || p.Bearer != "丙社区" {
		t.Errorf("proposal %+v", p)
	}
	for name, c := range map[string]struct {
		parent string
		kind   boundaries.Type
		rule   string
	}{
		"a parent that is none":          {"511425009", boundaries.Community, "not_in_force"},
		"a town under a town":            {"511425001", boundaries.Town, "wrong_type"},
		"a type that is none":            {"511425001", boundaries.OtherType, "wrong_type"},
		"a community, straight below it": {"511425", boundaries.Community, "wrong_type"},
	} {
		if _, err := r.Advise(adcode.MustParse(c.parent), c.kind, civil.Day{}, 1); err == nil || err.(*boundaries.RuleError).Rule != c.rule {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func ExampleCodeRegister_Check() {
	span := func(unit boundaries.UnitID, name string, from, to civil.Day) boundaries.CodeSpan {
		code := adcode.MustParse("511421144002")
		return boundaries.CodeSpan{Code: code, Unit: unit, Name: name, Type: boundaries.Community, Parent: code.Parent(), Valid: civil.Span{From: from, To: to}}
	}
	r := boundaries.NewCodeRegister([]boundaries.CodeSpan{
		span(1, "响水社区", civil.Date(2019, 10, 31), civil.Date(2020, 6, 30)),
		span(2, "三溪社区", civil.Date(2020, 6, 30), civil.Day{}),
	}, nil, nil)
	for _, f := range r.Check()[:1] {
		fmt.Println(f.Severity, f)
	}
	// Output: warning 511421144002: 响水社区 bore it until 2020-06-30, 三溪社区 from 2020-06-30 on
}

// All real townships and villages of Meishan obey the classes; the codes proven to have
// been given again are found.
func TestRealCodes(t *testing.T) {
	t.Parallel()
	spans := func(file string) []boundaries.CodeSpan {
		var spans []boundaries.CodeSpan
		units := map[string]boundaries.UnitID{}
		for _, row := range editiontest.Table(t, editiontest.File(t, "domain/"+file)) {
			year, err := strconv.Atoi(row["year"])
			if err != nil {
				t.Fatal(err)
			}
			s := borne(0, row["code"], row["name"], row["year"]+"-01-01", fmt.Sprintf("%d-01-01", year+1))
			if units[row["code"]+row["name"]] == 0 {
				units[row["code"]+row["name"]] = boundaries.UnitID(len(units) + 1)
			}
			s.Unit = units[row["code"]+row["name"]]
			spans = append(spans, s)
		}
		return spans
	}
	count := map[string]map[adcode.Code]bool{}
	for _, file := range []string{"meishan_5114_townships_2015_2023.csv", "meishan_5114_villages_2017_2023.csv"} {
		for _, f := range register(spans(file)...).Check() {
			key := fmt.Sprint(f.Severity, " ", f.Rule)
			if count[key] == nil {
				count[key] = map[adcode.Code]bool{}
			}
			count[key][f.RuleError.Unit] = true
		}
	}
	if n := len(count["error code_class"]); n > 0 {
		t.Errorf("%d townships are said to be of a wrong class: %v", n, count["error code_class"])
	}
	if n := len(count["warning code_class"]); n > 0 {
		t.Errorf("%d villages are said to be of an unusual class: %v", n, count["warning code_class"])
	}
	for _, row := range editiontest.Table(t, editiontest.File(t, "domain/village_code_reuse_proven_2019_2020.csv")) {
		if !count["warning code_reused"][adcode.MustParse(row["code"])] {
			t.Errorf("%s was given again: not found", row["code"])
		}
	}
	t.Logf("%d codes given again", len(count["warning code_reused"]))
}
