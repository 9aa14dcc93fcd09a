package edition_test

import (
	"errors"
	"sync"
	"testing"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/facilities"
	"github.com/xiantu/xiantu/postgis"
	"github.com/xiantu/xiantu/postgis/postgistest"
)

// stored is a store with the board of two days: the first village is renamed on the
// second.
func stored(t *testing.T) *postgis.Store {
	t.Helper()
	store := postgistest.New(t)
	for _, day := range []civil.Day{civil.Date(2019, 10, 31), civil.Date(2020, 6, 30)} {
		w := edition.Write{Author: "test", Counties: []edition.County{{Code: county, Name: "云溪县"}}}
		for _, level := range []adcode.Level{adcode.Township, adcode.Village} {
			s := boundaries.Snapshot{County: county, Level: level, Day: day}
			for _, u := range board().Units {
				if u.Level() != level {
					continue
				}
				u.Unit = 0
				if day.Year() == 2020 && u.Name == "甲二村" {
					u.Name = "甲新村"
				}
				s.Units = append(s.Units, u)
			}
			w.Snapshots = append(w.Snapshots, s)
		}
		commit(t, store, w)
	}
	return store
}

func commit(t *testing.T, store *postgis.Store, w edition.Write) map[adcode.Code]edition.Versions {
	t.Helper()
	versions, err := store.Commit(t.Context(), w)
	if err != nil {
		t.Fatal(err)
	}
	return versions
}

func TestCacheSharesEditionsBetweenChanges(t *testing.T) {
	cache := edition.NewCache(stored(t), 64<<20)
	get := func(at civil.Day) *edition.Edition {
		ed, err := cache.Edition(t.Context(), edition.Key{County: county, At: at})
		if err != nil {
			t.Fatal(err)
		}
		if ed.Key.At != at {
			t.Errorf("the edition of %v says %v", at, ed.Key.At)
		}
		return ed
	}
	village := county.Child(1).Child(201)
	for _, x := range []struct {
		at   civil.Day
		name string
	}{{civil.Date(2019, 10, 31), "甲二村"}, {civil.Date(2020, 6, 29), "甲二村"}, {civil.Date(2020, 6, 30), "甲新村"}, {civil.Date(2023, 1, 1), "甲新村"}, {civil.Day{}, "甲新村"}} {
		if got := get(x.at).ByCode(village).Name; got != x.name {
			t.Errorf("at %v: %s, want %s", x.at, got, x.name)
		}
	}
	if get(civil.Date(2000, 1, 1)).ByCode(village) != nil {
		t.Error("a village is known before its first list")
	}
	if get(civil.Date(2019, 12, 1)).Boundaries != get(civil.Date(2020, 1, 1)).Boundaries {
		t.Error("two days between changes have boundaries of their own")
	}
	if get(civil.Date(2021, 1, 1)).Boundaries != get(civil.Day{}).Boundaries {
		t.Error("the last day and the newest state have boundaries of their own")
	}
}

func TestCacheReadsOnlyWhatIsNew(t *testing.T) {
	store := stored(t)
	cache := edition.NewCache(store, 64<<20)
	ask := func() *edition.Edition {
		ed, err := cache.Edition(t.Context(), edition.Key{County: county})
		if err != nil {
			t.Fatal(err)
		}
		return ed
	}
	before := ask()
	now := commit(t, store, edition.Write{Author: "test", Facilities: []edition.FacilitySet{{County: county, Put: []facilities.Facility{
		{Kind: "VOL_STATION", Name: "站", Place: &orb.Point{104.005, 29.005}, Source: facilities.ByPoint, State: facilities.Operating, Unit: county.Child(1).Child(1)}}}}})
	if ask() != before {
		t.Error("the cache knew of a commit before it was told")
	}
	cache.Invalidate(county, now[county])
	after := ask()
	if len(after.Facilities.List) != 1 || after.Versions != now[county] {
		t.Errorf("after the commit: %d facilities at %+v, want 1 at %+v", len(after.Facilities.List), after.Versions, now[county])
	}
	if after.Mesh != before.Mesh {
		t.Error("a facility made the topology anew")
	}
	cache.Invalidate(county, before.Versions) // old news
	if ask().Versions != now[county] {
		t.Error("old news brought an old edition back")
	}
}

func TestCacheMakesOneForMany(t *testing.T) {
	cache := edition.NewCache(stored(t), 64<<20)
	var wait sync.WaitGroup
	boundaries := make([]*edition.Boundaries, 32)
	for i := range boundaries {
		wait.Go(func() {
			if ed, err := cache.Edition(t.Context(), edition.Key{County: county}); err == nil {
				boundaries[i] = ed.Boundaries
			}
		})
	}
	wait.Wait()
	meshes := map[any]bool{}
	for _, b := range boundaries {
		if b == nil {
			t.Fatal("an edition is missing")
		}
		meshes[b.Mesh] = true
	}
	if len(meshes) != 1 {
		t.Errorf("%d topologies were made for 32 that asked at once", len(meshes))
	}
}

func TestCacheUnknownCounty(t *testing.T) {
	cache := edition.NewCache(stored(t), 64<<20)
	_, err := cache.Edition(t.Context(), edition.Key{County: adcode.MustParse("511425")})
	if !errors.Is(err, boundaries.ErrNotFound) {
		t.Errorf("got %v, want ErrNotFound", err)
	}
}
