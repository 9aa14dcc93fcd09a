package postgis_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/coverage/road"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/postgis/postgistest"
)

func lane(name string, way road.Way) road.Road {
	return road.Road{Line: orb.LineString{{103.7587645, 29.7578896}, {103.7599472, 29.757212}, {103.7609851, 29.7563682}}, Class: "tertiary", Name: name, Way: way, NoWalk: true, MaxSpeed: 40}
}

func roads(source string, list ...road.Road) edition.Write {
	return edition.Write{Author: "test", Title: source, Roads: []edition.RoadSet{{County: qingshen, Source: source, List: list}}}
}

func TestRoadsAreReplacedBySource(t *testing.T) {
	t.Parallel()
	store := postgistest.New(t)
	commit(t, store, roads("osm", lane("甲路", road.Forward), lane("乙路", road.BothWays)))
	v := commit(t, store, roads("planned", lane("丙路", road.Backward)))
	if v.Roads != 2 || v.County != 2 {
		t.Errorf("versions %+v, want roads at 2", v)
	}
	if again := commit(t, store, roads("planned", lane("丙路", road.Backward))); again != v {
		t.Errorf("the same roads again raise the versions to %+v", again)
	}
	commit(t, store, roads("osm", lane("丁路", road.BothWays)))
	got := parts(t, store, "").Roads
	if diff := cmp.Diff([]road.Road{lane("丁路", road.BothWays), lane("丙路", road.Backward)}, got.List); diff != "" {
		t.Errorf("roads (-want +got):\n%s", diff)
	}
	if known, err := store.Parts(t.Context(), edition.Key{County: qingshen}, commit(t, store, roads("osm"))); err != nil || known.Roads != nil {
		t.Errorf("roads that are known are read again: %v", err)
	}
	if left := parts(t, store, "").Roads; len(left.List) != 1 {
		t.Errorf("%d roads are left after a source was emptied, want 1", len(left.List))
	}
}

func TestSpeedsOfACounty(t *testing.T) {
	t.Parallel()
	store := postgistest.New(t)
	slow := edition.RoadSet{County: qingshen, Source: "speeds", Speeds: []road.Speed{{Class: "tertiary", Walk: 3, Drive: 20, Words: []string{"连村路"}}}}
	commit(t, store, edition.Write{Author: "test", Roads: []edition.RoadSet{slow}})
	speeds := parts(t, store, "").Roads.Speeds
	if walk, drive := speeds.Of("tertiary"); walk != 3 || drive != 20 {
		t.Errorf("%g and %g km/h, want 3 and 20", walk, drive)
	}
	if class, _ := speeds.Class("连村路"); class != "tertiary" {
		t.Errorf("连村路 is %q", class)
	}
	if _, drive := speeds.Of("primary"); drive == 0 {
		t.Error("a class that the table leaves out has lost the default")
	}
}

func TestRoadsThatCannotBe(t *testing.T) {
	t.Parallel()
	store := postgistest.New(t)
	bent := lane("x", road.BothWays)
	for name, change := range map[string]func(*road.Road){
		"no course":    func(r *road.Road) { r.Line = r.Line[:1] },
		"no class":     func(r *road.Road) { r.Class = "" },
		"too fast":     func(r *road.Road) { r.MaxSpeed = 1000 },
		"not on earth": func(r *road.Road) { r.Line = orb.LineString{{103, 29}, {190, 29}} },
	} {
		r := bent
		change(&r)
		if _, err := store.Commit(t.Context(), roads("s", r)); !errors.Is(err, boundaries.ErrInvalid) {
			t.Errorf("%s: %v, want ErrInvalid", name, err)
		}
	}
}
