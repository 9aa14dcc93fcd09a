package postgis_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/facilities"
	"github.com/xiantu/xiantu/postgis"
	"github.com/xiantu/xiantu/postgis/postgistest"
)

// wide is a shape of some squares of the row, from one column to another.
func wide(from, to int) orb.MultiPolygon {
	a, b := square(from, 0)[0][0], square(to, 0)[0][0]
	return orb.MultiPolygon{{{a[0], b[1], b[2], a[3], a[0]}}}
}

// relist takes in the row of 2020: 201 and 202 have become 210, 203 is 203 三和村 now.
func relist(t *testing.T, store *postgis.Store, on string) {
	t.Helper()
	merged, renamed, same := village("511425100", 210, "和村"), village("511425100", 203, "三和村"), village("511425100", 204, "四村")
	merged.Shape, renamed.Shape, same.Shape = wide(1, 2), square(3, 0), square(4, 0)
	commit(t, store, snapshot(on, merged, renamed, same))
}

func inferred(t *testing.T, store *postgis.Store) map[string]boundaries.Inference {
	t.Helper()
	list, err := store.Inferences(t.Context(), qingshen, civil.Day{})
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]boundaries.Inference{}
	for _, i := range list {
		all[i.FromName+i.ToName] = i
	}
	return all
}

func summary(all map[string]boundaries.Inference) map[string]string {
	said := map[string]string{}
	for key, i := range all {
		said[key] = fmt.Sprintf("%s %s %s %.2f", i.Day, i.Kind, i.State, i.People)
	}
	return said
}

func rule(t *testing.T, store *postgis.Store, w edition.RulingWrite) []boundaries.Inference {
	t.Helper()
	w.Author, w.County = "planner", qingshen
	ruled, _, err := store.Rule(t.Context(), w)
	if err != nil {
		t.Fatal(err)
	}
	return ruled
}

func TestSnapshotsAreInferredFrom(t *testing.T) {
	t.Parallel()
	store := postgistest.New(t)
	newRow(t, store)
	relist(t, store, "2020-01-01")
	want := map[string]string{"一村和村": "2020-01-01 merge proposed 1.00", "二村和村": "2020-01-01 merge proposed 1.00", "三村三和村": "2020-01-01 rename proposed 1.00"}
	if d := cmp.Diff(want, summary(inferred(t, store))); d != "" {
		t.Fatal(d)
	}
	before := parts(t, store, "").Versions
	relist(t, store, "2020-01-01")
	if now := parts(t, store, "").Versions; now != before {
		t.Errorf("the same list again raised %+v to %+v", before, now)
	}

	// What is said stays when a list between the two moves the day on which it happened.
	rule(t, store, edition.RulingWrite{Inference: inferred(t, store)["三村三和村"].ID, State: boundaries.Rejected})
	rule(t, store, edition.RulingWrite{Above: 0.5, State: boundaries.Confirmed})
	commit(t, store, counted(edition.Resident, "2019-06-01", placed("g1", 30, 1), placed("g2", 20, 2)))
	want = map[string]string{"一村和村": "2020-01-01 merge confirmed 1.00", "二村和村": "2020-01-01 merge confirmed 1.00", "三村三和村": "2020-01-01 rename rejected 1.00"}
	if d := cmp.Diff(want, summary(inferred(t, store))); d != "" {
		t.Error(d)
	}
	relist(t, store, "2019-07-01")
	for key, i := range inferred(t, store) {
		if i.Day != day("2019-07-01") || i.State != boundaries.Proposed {
			t.Errorf("%s is inferred on %s, %s: want the day of the list between", key, i.Day, i.State)
		}
	}
	if err := store.Verify(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestInferencesAreRuled(t *testing.T) {
	t.Parallel()
	store := postgistest.New(t)
	newRow(t, store)
	relist(t, store, "2020-01-01")
	first := inferred(t, store)["一村和村"]
	links := func() (strands []string) {
		all, err := store.Lineage(t.Context(), qingshen)
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range all {
			strands = append(strands, fmt.Sprintf("%s>%s %s %.2f", l.FromName, l.ToName, l.Kind, l.Inferred))
		}
		return strands
	}
	rule(t, store, edition.RulingWrite{Inference: first.ID, State: boundaries.Confirmed, Kind: "absorb"})
	rule(t, store, edition.RulingWrite{Inference: inferred(t, store)["三村三和村"].ID, State: boundaries.Rejected})
	if d := cmp.Diff([]string{"一村>和村 absorb 0.00", "二村>和村 merge 0.95"}, links()); d != "" {
		t.Error(d)
	}
	ruled := rule(t, store, edition.RulingWrite{Inference: inferred(t, store)["二村和村"].ID, State: boundaries.Confirmed, To: adcode.MustParse("511425100204")})
	if len(ruled) != 2 || ruled[0].ToName != "四村" || ruled[0].Evidence != boundaries.ByPerson || ruled[1].State != boundaries.Rejected {
		t.Errorf("corrected to %+v", ruled)
	}
	if d := cmp.Diff([]string{"一村>和村 absorb 0.00", "二村>四村 merge 0.00"}, links()); d != "" {
		t.Error(d)
	}
	for name, c := range map[string]struct {
		w    edition.RulingWrite
		want error
	}{
		"unknown":             {edition.RulingWrite{Inference: 999, State: boundaries.Confirmed}, boundaries.ErrNotFound},
		"another kind":        {edition.RulingWrite{Inference: first.ID, State: boundaries.Confirmed, Kind: "magic"}, boundaries.ErrInvalid},
		"nobody's code":       {edition.RulingWrite{Inference: first.ID, State: boundaries.Confirmed, To: adcode.MustParse("511425100299")}, boundaries.ErrInvalid},
		"another level":       {edition.RulingWrite{Inference: first.ID, State: boundaries.Confirmed, To: adcode.MustParse("511425100")}, boundaries.ErrInvalid},
		"of an older version": {edition.RulingWrite{Inference: first.ID, State: boundaries.Rejected, IfVersion: 1}, boundaries.ErrConflict},
	} {
		c.w.County = qingshen
		if _, _, err := store.Rule(t.Context(), c.w); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A facility of which only the unit is known goes where its unit goes.
func TestFacilitiesFollowTheirUnit(t *testing.T) {
	t.Parallel()
	store := postgistest.New(t)
	newRow(t, store)
	f := station("一站", facilities.Operating)
	f.Place, f.Source, f.Unit = nil, facilities.NoPlace, adcode.MustParse("511425100201")
	commit(t, store, put("2019-02-01", f))
	commitOrder(t, store, order(t, "2020-01-01", merger))
	for on, want := range map[string]string{"2019-06-01": "511425100201", "2020-01-01": "511425100210", "": "511425100210"} {
		p := parts(t, store, on)
		key := edition.Key{County: qingshen}
		if on != "" {
			key.At = day(on)
		}
		ed, err := edition.Make(key, p)
		if err != nil {
			t.Fatal(err)
		}
		if u := ed.Facilities.List[0].Unit; u < 0 || ed.Units[u].Code.String() != want {
			t.Errorf("on %q the facility is in unit %d, want %s", on, u, want)
		}
	}
}
