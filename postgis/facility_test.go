package postgis_test

import (
	"errors"
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

func station(name string, state facilities.State) facilities.Facility {
	return facilities.Facility{Kind: "VOL_STATION", Name: name, Unit: adcode.MustParse("511425100201"), Place: &orb.Point{103.8, 29.8}, Source: facilities.ByPoint, State: state}
}

func put(from string, list ...facilities.Facility) edition.Write {
	set := edition.FacilitySet{County: qingshen, Put: list}
	if from != "" {
		set.From = day(from)
	}
	return edition.Write{Author: "test", Title: "facilities", Facilities: []edition.FacilitySet{set}}
}

// states are the days and states of a county's facilities on all days on which one
// changed, as "name state".
func states(t *testing.T, store *postgis.Store, at ...string) map[string][]string {
	t.Helper()
	found := map[string][]string{}
	for _, d := range at {
		found[d] = []string{}
		for _, f := range parts(t, store, d).Facilities {
			found[d] = append(found[d], f.Name+" "+string(f.State))
		}
	}
	return found
}

func TestFacilityStatesOverTime(t *testing.T) {
	t.Parallel()
	store := postgistest.New(t)
	commit(t, store, put("2020-01-01", station("一站", facilities.Building), station("二站", facilities.Operating)))
	commit(t, store, put("2020-06-01", station("一站", facilities.Operating)))
	// Said of an earlier day later: holds until the next thing said.
	commit(t, store, put("2020-03-01", station("一站", facilities.Preparing)))
	commit(t, store, put("2019-01-01", station("二站", facilities.Operating))) // joins what follows
	want := map[string][]string{
		"2018-12-31": {},
		"2019-01-01": {"二站 运营"},
		"2020-01-01": {"一站 在建", "二站 运营"},
		"2020-02-29": {"一站 在建", "二站 运营"},
		"2020-03-01": {"一站 筹建", "二站 运营"},
		"2020-06-01": {"一站 运营", "二站 运营"},
		"":           {"一站 运营", "二站 运营"},
	}
	got := states(t, store, "2018-12-31", "2019-01-01", "2020-01-01", "2020-02-29", "2020-03-01", "2020-06-01", "")
	if diff := cmp.Diff(want, got, plain); diff != "" {
		t.Errorf("states (-want +got):\n%s", diff)
	}
	p := parts(t, store, "2020-02-01")
	if second := p.Facilities[1]; second.Valid != (civil.Span{From: day("2019-01-01")}) {
		t.Errorf("two versions that say the same were not joined: %v", second.Valid)
	}
}

func TestFacilitiesByID(t *testing.T) {
	t.Parallel()
	store := postgistest.New(t)
	commit(t, store, put("", station("一站", facilities.Operating), station("二站", facilities.Operating)))
	first := parts(t, store, "").Facilities[0]
	renamed := first
	renamed.Name = "新一站"
	v := commit(t, store, put("2020-06-01", renamed))
	if got := parts(t, store, "2020-06-01").Facilities; len(got) != 2 || got[1].Name != "新一站" || got[1].ID != first.ID {
		t.Errorf("after a change of name by id: %+v", got)
	}
	if again := commit(t, store, put("2020-06-01", renamed)); again != v {
		t.Errorf("the same facts again raised the versions from %+v to %+v", v, again)
	}
	remove := edition.Write{Author: "test", Title: "remove", Facilities: []edition.FacilitySet{{County: qingshen, From: day("2021-01-01"), Remove: []facilities.ID{first.ID}}}}
	commit(t, store, remove)
	if got := states(t, store, "2020-12-31", "2021-01-01"); len(got["2020-12-31"]) != 2 || len(got["2021-01-01"]) != 1 {
		t.Errorf("after a removal: %v", got)
	}
	unknown := renamed
	unknown.ID = 999
	if _, err := store.Commit(t.Context(), put("", unknown)); !errors.Is(err, boundaries.ErrNotFound) {
		t.Errorf("a facility that is not there: %v", err)
	}
	if _, err := store.Commit(t.Context(), put("", station("三站", facilities.Operating), station("三站", facilities.Closed))); !errors.Is(err, boundaries.ErrInvalid) {
		t.Errorf("one facility twice: %v", err)
	}
	if _, err := store.Commit(t.Context(), put("", station("四站", "打烊"))); !errors.Is(err, boundaries.ErrInvalid) {
		t.Errorf("a state of no list: %v", err)
	}
}

func TestFacilityFactsAreKept(t *testing.T) {
	t.Parallel()
	store := postgistest.New(t)
	n, x, yes, no := 0, 4.25, true, false
	f := facilities.Facility{Ref: "A-1", Kind: "ELD_COMMUNITY", Name: "日间照料中心", Unit: adcode.MustParse("511425100"), Group: "511425100201-03", Source: facilities.NoPlace,
		State: facilities.Operating, Opened: day("2020-06-01"), Facts: facilities.Facts{Operator: "镇政府", Remark: "\"引号\"", Beds: &n, AreaMu: &x, Social: &yes, Public: &no}}
	commit(t, store, put("", f))
	got := parts(t, store, "").Facilities[0]
	f.ID, f.Version = got.ID, got.Version
	if diff := cmp.Diff(f, got, plain); diff != "" {
		t.Errorf("facility (-want +got):\n%s", diff)
	}
	want := []edition.Change{{Day: day("2020-06-01"), What: "facilities", Opened: 1}}
	if diff := cmp.Diff(want, parts(t, store, "").Days, plain); diff != "" {
		t.Errorf("the day of opening (-want +got):\n%s", diff)
	}
}
