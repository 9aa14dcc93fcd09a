package postgis_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/postgis"
	"github.com/xiantu/xiantu/postgis/postgistest"
)

// codeLines writes a county's register: who bore what when, and by which changes.
func codeLines(t *testing.T, store *postgis.Store) []string {
	t.Helper()
	r, err := store.Codes(t.Context(), qingshen)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, s := range r.Spans {
		line := fmt.Sprintf("%v %s %v by %s", s.Code, s.Name, s.Valid, r.Causes[s.Came].Title)
		if s.Went != 0 {
			line += " to " + r.Causes[s.Went].Title
		}
		lines = append(lines, line)
	}
	return lines
}

func TestCodesNameTheirChanges(t *testing.T) {
	t.Parallel()
	store := postgistest.New(t)
	newRow(t, store)
	first := commitOrder(t, store, order(t, "2020-01-01", merger))
	commitOrder(t, store, order(t, "2020-01-01", fmt.Sprintf(`"kind": "revert", "change": %d`, first.Change)))
	again := order(t, "2020-01-01", merger)
	again.Order.Title = "再并"
	commitOrder(t, store, again)
	commitOrder(t, store, order(t, "2021-01-01", `"kind": "rename", "unit": "511425100203", "name": "新三村"`))
	commitOrder(t, store, order(t, "2021-06-01", `"kind": "classify", "unit": "511425100203", "tier": "中心村"`))
	reused := order(t, "2022-01-01", `"kind": "recode", "unit": "511425100204", "code": "511425100201"`)
	commitOrder(t, store, reused)
	want := []string{
		"511425100 甲镇 [2019-01-01, ) by snapshot of 2019-01-01",
		"511425100201 一村 [2019-01-01, 2020-01-01) by snapshot of 2019-01-01 to 再并",
		"511425100201 四村 [2022-01-01, ) by 调整 2022-01-01",
		"511425100202 二村 [2019-01-01, 2020-01-01) by snapshot of 2019-01-01 to 再并",
		"511425100203 三村 [2019-01-01, 2021-01-01) by snapshot of 2019-01-01 to 调整 2021-01-01",
		"511425100203 新三村 [2021-01-01, ) by 调整 2021-01-01",
		"511425100204 四村 [2019-01-01, 2022-01-01) by snapshot of 2019-01-01 to 调整 2022-01-01",
		"511425100210 和村 [2020-01-01, ) by 再并",
	}
	if diff := cmp.Diff(want, codeLines(t, store)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	r, err := store.Codes(t.Context(), qingshen)
	if err != nil {
		t.Fatal(err)
	}
	var rules []string
	for _, f := range r.Check() {
		if f.Severity != boundaries.Note {
			rules = append(rules, f.Rule+" "+f.RuleError.Unit.String())
		}
	}
	if diff := cmp.Diff([]string{"code_reused 511425100201"}, rules); diff != "" {
		t.Errorf("findings (-want +got)\n%s", diff)
	}
	if _, err := store.Codes(t.Context(), adcode.MustParse("110101")); !errors.Is(err, boundaries.ErrNotFound) {
		t.Errorf("a county that is not there: %v", err)
	}
}

// What an order is told of codes borne before is all that the register knows: codes of
// units long gone, of later days too, and none that was never in force.
func TestStateKnowsEveryCode(t *testing.T) {
	t.Parallel()
	store := postgistest.New(t)
	newRow(t, store)
	commitOrder(t, store, order(t, "2020-01-01", merger))
	commitOrder(t, store, order(t, "2022-01-01", `"kind": "recode", "unit": "511425100210", "code": "511425100233"`))
	mistyped := commitOrder(t, store, order(t, "2023-01-01", `"kind": "recode", "unit": "511425100203", "code": "511425100299"`))
	commitOrder(t, store, order(t, "2023-01-01", fmt.Sprintf(`"kind": "revert", "change": %d`, mistyped.Change)))
	r, err := store.Codes(t.Context(), qingshen)
	if err != nil {
		t.Fatal(err)
	}
	want := map[adcode.Code]bool{}
	for _, use := range r.Uses() {
		want[use.Code] = true
	}
	if want[adcode.MustParse("511425100299")] || len(want) != 7 {
		t.Errorf("the register knows %v", want)
	}
	for _, on := range []string{"2018-01-01", "2019-06-01", "2021-01-01", "2024-01-01"} {
		state, _, err := store.State(t.Context(), boundaries.Order{Counties: []adcode.Code{qingshen}, Effective: day(on)})
		if err != nil {
			t.Fatal(err)
		}
		ever, err := store.Parts(t.Context(), edition.Key{County: qingshen, At: day(on)}, edition.Versions{})
		if err != nil {
			t.Fatal(err)
		}
		got := map[adcode.Code]bool{}
		for _, use := range state.Used {
			got[use.Code] = true
		}
		for _, u := range ever.Units {
			got[u.Code] = true
		}
		if diff := cmp.Diff(want, got, plain); diff != "" {
			t.Errorf("on %s (-register +state)\n%s", on, diff)
		}
	}
}
