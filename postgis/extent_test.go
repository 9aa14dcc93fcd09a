package postgis_test

import (
	"math"
	"os"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/facilities"
	"github.com/xiantu/xiantu/postgis"
	"github.com/xiantu/xiantu/postgis/postgistest"
)

func extentOf(t *testing.T, store *postgis.Store) edition.Extent {
	t.Helper()
	all, err := store.Extents(t.Context())
	if err != nil || len(all) != 1 {
		t.Fatalf("%v, %v", all, err)
	}
	return all[qingshen]
}

// expectExtent demands bounds that hold the wanted ones and are wider by no more than the
// rounding of stored bounds.
func expectExtent(t *testing.T, store *postgis.Store, when string, want orb.Bound) {
	t.Helper()
	e := extentOf(t, store)
	wider := math.Max(math.Max(want.Min[0]-e.Bound.Min[0], want.Min[1]-e.Bound.Min[1]), math.Max(e.Bound.Max[0]-want.Max[0], e.Bound.Max[1]-want.Max[1]))
	if !e.Known || !e.Bound.Contains(want.Min) || !e.Bound.Contains(want.Max) || wider > 1e-4 {
		t.Errorf("%s the county reaches over %+v, want %v", when, e, want)
	}
}

// A county's extent grows with its land, its facilities and its people, on whatever day they
// hold, and shrinks when what reached farthest turns out to have been wrong.
func TestExtents(t *testing.T) {
	t.Parallel()
	url := postgistest.NewURL(t)
	store, conn := postgistest.Open(t, url), connect(t, url)
	commit(t, store, edition.Write{Author: "a", Counties: []edition.County{{Code: qingshen, Name: "青神县"}}})
	if e := extentOf(t, store); !e.Known || !e.Bound.IsEmpty() {
		t.Errorf("without anything the county reaches over %+v", e)
	}
	commit(t, store, snapshot("2020-01-01", village("511425100", 1, "甲村")))
	land := square(1, 0).Bound()
	expectExtent(t, store, "with a village", land)
	home := station("一站", facilities.Operating)
	home.Place, home.Source = &orb.Point{103.9, 29.72}, facilities.ByPoint
	commit(t, store, put("2030-01-01", home))
	expectExtent(t, store, "with a facility of a later day", land.Extend(*home.Place))
	crowd := group("g", 1)
	crowd.Place = orb.Point{103.71, 29.5}
	commit(t, store, counted(edition.Resident, "", crowd))
	whole := land.Extend(*home.Place).Extend(crowd.Place)
	expectExtent(t, store, "with people", whole)
	crowd.Place = orb.Point{103.71, 29.705}
	commit(t, store, counted(edition.Resident, "", crowd))
	whole = land.Extend(*home.Place)
	expectExtent(t, store, "with people counted anew", whole)

	// A program that does not know of extents writes.
	if _, err := conn.Exec(t.Context(), "UPDATE county_version SET version = version + 1"); err != nil {
		t.Fatal(err)
	}
	if e := extentOf(t, store); e.Known {
		t.Errorf("after a write of an older program %+v", e)
	}
	migration, err := os.ReadFile("migrations/0018_extents.sql")
	if err != nil {
		t.Fatal(err)
	}
	_, fill, _ := strings.Cut(string(migration), "WITH found")
	fill, _, _ = strings.Cut(fill, ";")
	if _, err := conn.Exec(t.Context(), "WITH found"+fill); err != nil {
		t.Fatal(err)
	}
	expectExtent(t, store, "brought up to date by the migration", whole)
}

// Orders leave the extent known, of the version that they raised the county to.
func TestExtentsFollowOrders(t *testing.T) {
	t.Parallel()
	store := postgistest.New(t)
	commit(t, store, snapshot("2020-01-01", village("511425100", 201, "甲村"), village("511425100", 202, "乙村")))
	commitOrder(t, store, order(t, "2021-01-01", `"kind": "absorb", "from": ["511425100202"], "into": "511425100201"`))
	all, err := store.Extents(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	heads, err := store.Heads(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if e := all[qingshen]; !e.Known || e.Version != heads[qingshen].County {
		t.Errorf("after an order %+v, of version %d", e, heads[qingshen].County)
	}
}
