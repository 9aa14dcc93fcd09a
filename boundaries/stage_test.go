package boundaries_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/civil"
)

// entered are steps written as "批复 2019-12-13", those that stand.
func entered(steps ...string) []boundaries.Step {
	var all []boundaries.Step
	for _, text := range steps {
		name, on, _ := strings.Cut(text, " ")
		stage, _ := boundaries.ParseStage(name)
		s := boundaries.Step{Stage: stage}
		s.Day.UnmarshalText([]byte(on))
		all = boundaries.Enter(all, s)
	}
	return all
}

func TestCheckStep(t *testing.T) {
	t.Parallel()
	standing := entered("拟订 2019-03-01", "批复 2019-12-13", "实施 2019-12-20")
	for name, c := range map[string]struct {
		step     string
		why      string
		withdraw bool
		rule     string
		warned   string
	}{
		"forwards":                     {step: "公告 2019-12-25"},
		"announced before in force":    {step: "公告 2019-12-15"},
		"announced before approval":    {step: "公告 2019-12-01", warned: "stage_days"},
		"consent is no step back":      {step: "延期 2020-10-01"},
		"consent too late":             {step: "延期 2020-12-14", warned: "stage_extension"},
		"without a day":                {step: "公告", rule: "stage_day"},
		"twice":                        {step: "批复 2019-12-14", rule: "stage_again"},
		"corrected":                    {step: "批复 2019-12-14", why: "登错"},
		"corrected to after the next":  {step: "批复 2019-12-21", why: "登错", warned: "stage_days"},
		"backwards":                    {step: "公示 2019-06-01", rule: "stage_back"},
		"backwards, with the reason":   {step: "公示 2019-06-01", why: "补登"},
		"backwards in days too":        {step: "公示 2019-02-01", why: "补登", warned: "stage_days"},
		"withdrawn":                    {step: "实施", why: "误登", withdraw: true},
		"withdrawn without a reason":   {step: "实施", withdraw: true, rule: "stage_why"},
		"withdrawn, but never entered": {step: "公示", why: "误登", withdraw: true, rule: "stage_missing"},
	} {
		next := boundaries.Step{Why: c.why, Withdrawn: c.withdraw}
		one := entered(c.step)
		next.Stage, next.Day = one[0].Stage, one[0].Day
		warnings, err := boundaries.CheckStep(standing, next)
		var rule *boundaries.RuleError
		if errors.As(err, &rule) != (c.rule != "") || rule != nil && (rule.Rule != c.rule || !errors.Is(err, boundaries.ErrInvalid)) {
			t.Errorf("%s: %v, want %q", name, err, c.rule)
		}
		var warned []string
		for _, w := range warnings {
			warned = append(warned, w.Rule)
		}
		if strings.Join(warned, " ") != c.warned {
			t.Errorf("%s: warned of %q, want %q", name, warned, c.warned)
		}
	}
}

func TestDue(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		steps []string
		today string
		want  string
	}{
		"not approved":            {[]string{"上报 2019-10-01"}, "2021-01-01", ""},
		"in time":                 {[]string{"批复 2019-12-13", "实施 2020-12-13"}, "2021-06-01", "2020-12-13 false false"},
		"a day late":              {[]string{"批复 2019-12-13", "实施 2020-12-14"}, "2021-06-01", "2020-12-13 false true"},
		"with consent":            {[]string{"批复 2019-12-13", "延期 2020-12-01", "实施 2021-06-13"}, "2022-01-01", "2021-06-13 true false"},
		"late in spite of it":     {[]string{"批复 2019-12-13", "延期 2020-12-01", "实施 2021-06-14"}, "2022-01-01", "2021-06-13 true true"},
		"not yet, there is time":  {[]string{"批复 2019-12-13"}, "2020-12-13", "2020-12-13 false false"},
		"not yet, the time is up": {[]string{"批复 2019-12-13"}, "2020-12-14", "2020-12-13 false true"},
		"a leap day":              {[]string{"批复 2020-02-29"}, "2020-03-01", "2021-02-28 false false"},
	} {
		var today civil.Day
		today.UnmarshalText([]byte(c.today))
		got := ""
		if due, ok := boundaries.DueOf(entered(c.steps...), today); ok {
			got = fmt.Sprintf("%v %v %v", due.Day, due.Extended, due.Late)
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestStagesHaveNames(t *testing.T) {
	t.Parallel()
	for _, s := range boundaries.Stages {
		en, ok := boundaries.ParseStage(s.String())
		zh, too := boundaries.ParseStage(s.Chinese())
		if !ok || !too || en != s || zh != s {
			t.Errorf("%v is read as %v, %v", s, en, zh)
		}
	}
	if s, ok := boundaries.ParseStage(""); ok {
		t.Errorf("nothing is read as %v", s)
	}
}

func ExampleDueOf() {
	steps := []boundaries.Step{{Stage: boundaries.Approved, Day: civil.Date(2019, 12, 13)}, {Stage: boundaries.InForce, Day: civil.Date(2019, 12, 20)}}
	due, _ := boundaries.DueOf(steps, civil.Date(2021, 3, 1))
	fmt.Println("due by", due.Day, "late:", due.Late)
	// Output: due by 2020-12-13 late: false
}
