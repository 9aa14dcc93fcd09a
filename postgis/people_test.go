package postgis_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/postgis/postgistest"
)

func group(id string, people int64, addresses ...edition.Address) edition.Group {
	return edition.Group{ID: id, Place: orb.Point{103.8, 29.8}, Counts: edition.Counts{people, people / 3}, Addresses: addresses, Unit: -1}
}

func counted(basis edition.Basis, on string, groups ...edition.Group) edition.Write {
	set := edition.PeopleSet{County: qingshen, People: edition.People{Basis: basis, Ages: []string{"all", "60+"}, Groups: groups}}
	if on != "" {
		set.Day = day(on)
	}
	return edition.Write{Author: "test", Title: "people", People: []edition.PeopleSet{set}}
}

func TestPeopleOfTheDay(t *testing.T) {
	t.Parallel()
	store := postgistest.New(t)
	commit(t, store, counted(edition.Registered, "2018-01-01", group("g", 1)))
	if got := parts(t, store, "2017-01-01").People; got.Basis != edition.Registered || got.Groups[0].Counts[0] != 1 {
		t.Errorf("with registered people only: %+v", got)
	}
	commit(t, store, counted(edition.Resident, "2019-01-01", group("g", 2)))
	commit(t, store, counted(edition.Resident, "2020-01-01", group("g", 3)))
	commit(t, store, counted(edition.Registered, "2021-01-01", group("g", 4)))
	for at, want := range map[string]int64{"2017-01-01": 2, "2018-06-01": 2, "2019-01-01": 2, "2019-12-31": 2, "2020-01-01": 3, "2022-01-01": 3, "": 3} {
		if got := parts(t, store, at).People; got.Groups[0].Counts[0] != want || got.Basis != edition.Resident {
			t.Errorf("at %q: %s people of %v, %d in the group; want %d", at, got.Basis, got.Day, got.Groups[0].Counts[0], want)
		}
	}
}

func TestPeopleAreReplaced(t *testing.T) {
	t.Parallel()
	store := postgistest.New(t)
	village := adcode.MustParse("511425100201")
	first := counted(edition.Resident, "", group("a", 10, edition.Address{Year: 2019, Village: village, No: 1}), group("b", 20))
	v := commit(t, store, first)
	if again := commit(t, store, first); again != v {
		t.Errorf("the same count again raised the versions from %+v to %+v", v, again)
	}
	commit(t, store, counted(edition.Resident, "", group("a", 11, edition.Address{Year: 2019, Village: village, No: 1}, edition.Address{Village: village, No: 7})))
	p := parts(t, store, "")
	want := &edition.People{Basis: edition.Resident, Ages: []string{"all", "60+"}, Groups: []edition.Group{
		group("a", 11, edition.Address{Year: 2019, Village: village, No: 1}, edition.Address{Village: village, No: 7})}}
	if diff := cmp.Diff(want, p.People, plain); diff != "" {
		t.Errorf("people (-want +got):\n%s", diff)
	}
	if _, err := store.Commit(t.Context(), counted(edition.Resident, "", group("a", 1), group("a", 2))); !errors.Is(err, boundaries.ErrInvalid) {
		t.Errorf("a group twice: %v", err)
	}
	if _, err := store.Commit(t.Context(), counted(edition.Resident, "", group("a", -1))); !errors.Is(err, boundaries.ErrInvalid) {
		t.Errorf("fewer people than none: %v", err)
	}
	short := counted(edition.Resident, "", group("a", 1))
	short.People[0].Groups[0].Counts = short.People[0].Groups[0].Counts[:1]
	if _, err := store.Commit(t.Context(), short); !errors.Is(err, boundaries.ErrInvalid) {
		t.Errorf("a number too few: %v", err)
	}
}

func TestZonesAreReplacedBySource(t *testing.T) {
	t.Parallel()
	store := postgistest.New(t)
	river := edition.Zone{ID: "r", Kind: "river", Name: "岷江", Setback: 200, Article: "四川省公墓管理条例 6", Shape: orb.LineString{{103.7, 29.7}, {103.8, 29.9}}}
	park := edition.Zone{ID: "p", Kind: "park", Shape: square(1, 1)}
	set := func(source string, list ...edition.Zone) edition.Write {
		return edition.Write{Author: "test", Title: source, Zones: []edition.ZoneSet{{County: qingshen, Source: source, List: list}}}
	}
	commit(t, store, set("water", river))
	commit(t, store, set("parks", park))
	if diff := cmp.Diff([]edition.Zone{park, river}, parts(t, store, "").Zones.List, plain); diff != "" {
		t.Errorf("zones (-want +got):\n%s", diff)
	}
	commit(t, store, set("parks"))
	v := commit(t, store, set("parks"))
	if diff := cmp.Diff([]edition.Zone{river}, parts(t, store, "").Zones.List, plain); diff != "" || v.Zones != 3 {
		t.Errorf("versions %+v, zones (-want +got):\n%s", v, diff)
	}
}
