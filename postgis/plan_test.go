package postgis_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/facilities"
	importer "github.com/xiantu/xiantu/import"
	"github.com/xiantu/xiantu/postgis"
	"github.com/xiantu/xiantu/postgis/postgistest"
)

func drafts(t *testing.T) (*postgis.Store, *edition.Cache) {
	t.Helper()
	store := postgistest.New(t)
	newRow(t, store)
	cache := edition.NewCache(store, 64<<20)
	cache.ReadOrder = importer.ReadOrder
	return store, cache
}

func editionNames(ed *edition.Edition) []string {
	var list []string
	for i := range ed.Units {
		list = append(list, ed.Units[i].Name)
	}
	return list
}

func TestPlanIsAppliedToEditionsOnly(t *testing.T) {
	t.Parallel()
	store, cache := drafts(t)
	site := edition.PlannedFacility{Kind: "ELD_COMMUNITY", Name: "规划中心", Place: &orb.Point{103.735, 29.705}}
	plan, err := store.AddPlan(t.Context(), edition.Plan{County: qingshen, Name: "甲案", Author: "a", Facilities: []edition.PlannedFacility{site},
		Orders: [][]byte{order(t, "2020-01-01", merger).File, order(t, "2020-06-01", `"kind": "absorb", "from": ["511425100203"], "into": "511425100210"`).File}})
	if err != nil || plan.ID == 0 || plan.Version != 1 || plan.Base != parts(t, store, "").Versions.County {
		t.Fatalf("plan %+v, %v", plan, err)
	}
	before := parts(t, store, "")
	for at, want := range map[string][]string{
		"2019-12-31": {"511425", "甲镇", "一村", "二村", "三村", "四村"},
		"2020-01-01": {"511425", "甲镇", "三村", "四村", "和村"},
		"2020-06-01": {"511425", "甲镇", "四村", "和村"},
	} {
		ed, err := cache.Edition(t.Context(), edition.Key{County: qingshen, At: day(at), Plan: plan.ID})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, editionNames(ed)); diff != "" {
			t.Errorf("on %s (-want +got):\n%s", at, diff)
		}
		if last := ed.Facilities.List[len(ed.Facilities.List)-1]; last.Name != site.Name || last.Unit < 0 || last.State != facilities.Operating {
			t.Errorf("the planned facility is %+v", last)
		}
	}
	newest, err := cache.Edition(t.Context(), edition.Key{County: qingshen, Plan: plan.ID})
	if err != nil || newest.PlanDay != day("2020-06-01") || newest.Plan.Name != "甲案" {
		t.Fatalf("the newest state with the plan: %v", err)
	}
	if u := newest.ByCode(village("511425100", 210, "和村").Code); u == nil || u.People[0] != 60 {
		t.Errorf("和村 with the plan is %+v", u)
	}
	if diff := cmp.Diff(before, parts(t, store, ""), plain); diff != "" {
		t.Errorf("a draft changed the county (-before +after):\n%s", diff)
	}
}

func TestEditedPlanIsSeenAtOnce(t *testing.T) {
	t.Parallel()
	store, cache := drafts(t)
	plan, err := store.AddPlan(t.Context(), edition.Plan{County: qingshen, Name: "甲案"})
	if err != nil {
		t.Fatal(err)
	}
	key := edition.Key{County: qingshen, Plan: plan.ID}
	if ed, err := cache.Edition(t.Context(), key); err != nil || len(ed.Units) != 6 {
		t.Fatal(ed, err)
	}
	plan.Orders = [][]byte{order(t, "2020-01-01", merger).File}
	edited, err := store.ChangePlan(t.Context(), plan)
	if err != nil || edited.Version != 2 {
		t.Fatal(edited, err)
	}
	if ed, err := cache.Edition(t.Context(), key); err != nil || len(ed.Units) != 5 || ed.Versions.Plan != 2 {
		t.Errorf("after the edit: %v", err)
	}
	if now, err := store.ChangePlan(t.Context(), plan); !errors.Is(err, boundaries.ErrConflict) || now.Version != 2 {
		t.Errorf("an edit of version 1: %+v, %v", now, err)
	}
	if err := store.RemovePlan(t.Context(), plan.ID); err != nil {
		t.Error(err)
	}
	if _, err := cache.Edition(t.Context(), key); !errors.Is(err, boundaries.ErrNotFound) {
		t.Errorf("a plan that was taken away: %v", err)
	}
}

// A plan whose base moved says which of its orders no longer fits, and why.
func TestPlanWhoseBaseMoved(t *testing.T) {
	t.Parallel()
	store, cache := drafts(t)
	fine := order(t, "2020-01-01", `"kind": "rename", "unit": "511425100204", "name": "新四村"`).File
	plan, err := store.AddPlan(t.Context(), edition.Plan{County: qingshen, Name: "甲案", Orders: [][]byte{fine, order(t, "2020-01-01", merger).File}})
	if err != nil {
		t.Fatal(err)
	}
	commitOrder(t, store, order(t, "2019-06-01", `"kind": "recode", "unit": "511425100202", "code": "511425100222"`))
	heads, _ := store.Heads(t.Context())
	cache.Invalidate(qingshen, heads[qingshen])
	_, err = cache.Edition(t.Context(), edition.Key{County: qingshen, Plan: plan.ID})
	var not *edition.PlanError
	if !errors.As(err, &not) || not.Order != 2 || !strings.Contains(err.Error(), "511425100202") || !errors.Is(err, boundaries.ErrConflict) {
		t.Errorf("the plan is said to be: %v", err)
	}
}

func TestPublishedPlanIsAChange(t *testing.T) {
	t.Parallel()
	store, _ := drafts(t)
	plan, err := store.AddPlan(t.Context(), edition.Plan{County: qingshen, Name: "甲案", Orders: [][]byte{order(t, "2020-01-01", merger).File}})
	if err != nil {
		t.Fatal(err)
	}
	w := order(t, "2021-01-01", merger)
	w.Plan = plan.ID
	w.Facilities = put("2021-01-01", station("一站", facilities.Operating)).Facilities
	done := commitOrder(t, store, w)
	now, err := store.Plan(t.Context(), plan.ID)
	if err != nil || now.Published != done.Change {
		t.Errorf("published as %d, want %d (%v)", now.Published, done.Change, err)
	}
	if len(parts(t, store, "").Facilities) != 1 {
		t.Error("the plan's facility is not there")
	}
	if _, err := store.CommitOrder(t.Context(), w); !errors.Is(err, boundaries.ErrConflict) {
		t.Errorf("a plan was published twice: %v", err)
	}
	if _, err := store.ChangePlan(t.Context(), now); !errors.Is(err, boundaries.ErrConflict) {
		t.Errorf("an edit of a published plan: %v", err)
	}
	if err := store.RemovePlan(t.Context(), plan.ID); !errors.Is(err, boundaries.ErrConflict) {
		t.Errorf("a published plan was taken away: %v", err)
	}
}
