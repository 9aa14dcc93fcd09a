package postgis_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/facilities"
	"github.com/xiantu/xiantu/postgis"
	"github.com/xiantu/xiantu/postgis/postgistest"
)

func TestCommitRefusesWhatItsAuthorDidNotSee(t *testing.T) {
	t.Parallel()
	store := postgistest.New(t)
	first := snapshot("2019-12-01", village("511425100", 201, "甲村"))
	first.IfVersion = map[adcode.Code]int64{qingshen: 0} // there is no such county yet
	commit(t, store, first)
	second := snapshot("2020-01-01", village("511425100", 201, "新甲村"))
	second.IfVersion = map[adcode.Code]int64{qingshen: 0}
	_, err := store.Commit(t.Context(), second)
	var conflict *postgis.ConflictError
	if !errors.Is(err, boundaries.ErrConflict) || !errors.As(err, &conflict) || conflict.County != qingshen || conflict.Saw != 0 || conflict.Have != 1 || conflict.Present()[qingshen] != 1 {
		t.Fatalf("a write against version 0: %v", err)
	}
	second.IfVersion[qingshen] = 1
	if v := commit(t, store, second); v.County != 2 {
		t.Errorf("versions %+v", v)
	}
	if _, err := store.Commit(t.Context(), edition.Write{Author: "x", IfVersion: map[adcode.Code]int64{adcode.MustParse("110101"): 0}}); err != nil {
		t.Errorf("looking at a county that is not there: %v", err)
	}
	if heads, _ := store.Heads(t.Context()); len(heads) != 1 {
		t.Errorf("looking at a county made it: %v", heads)
	}
}

// Two instances, eight writers each, one facility: each write that saw the newest
// version wins, all others are told; none is lost.
func TestConcurrentEditsLoseNothing(t *testing.T) {
	t.Parallel()
	url := postgistest.NewURL(t)
	stores := []*postgis.Store{postgistest.Open(t, url), postgistest.Open(t, url)}
	commit(t, stores[0], put("", station("一站", facilities.Operating)))
	var won, told int
	var count sync.Mutex
	var writers sync.WaitGroup
	for w := range 16 {
		writers.Go(func() {
			store := stores[w%2]
			for i := range 10 {
				p, err := store.Parts(t.Context(), edition.Key{County: qingshen}, edition.Versions{})
				if err != nil {
					t.Error(err)
					return
				}
				f := p.Facilities[0]
				f.Facts.Remark = fmt.Sprint(w, i)
				write := put("", f)
				write.IfVersion = map[adcode.Code]int64{qingshen: p.Versions.County}
				_, err = store.Commit(t.Context(), write)
				count.Lock()
				switch {
				case err == nil:
					won++
				case errors.Is(err, boundaries.ErrConflict):
					told++
				default:
					t.Error(err)
				}
				count.Unlock()
			}
		})
	}
	writers.Wait()
	if got := parts(t, stores[0], "").Versions; won+told != 160 || got.County != int64(won)+1 || got.Facilities != int64(won)+1 {
		t.Errorf("%d writes won, %d were told of a conflict, the versions are %+v", won, told, got)
	}
	if err := stores[0].Verify(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestSeveralCountiesAreOneWrite(t *testing.T) {
	t.Parallel()
	store := postgistest.New(t)
	east, west := adcode.MustParse("511402"), adcode.MustParse("511403")
	unit := func(code, name string) boundaries.Version {
		return boundaries.Version{Code: adcode.MustParse(code), Name: name, Shape: square(1, 1)}
	}
	good := boundaries.Snapshot{County: east, Level: adcode.Township, Day: day("2020-01-01"), Units: []boundaries.Version{unit("511402100", "东镇")}}
	bad := boundaries.Snapshot{County: west, Level: adcode.Township, Day: day("2020-01-01"), Units: []boundaries.Version{unit("511403100", "西镇"), unit("511403100", "西二镇")}}
	if _, err := store.Commit(t.Context(), edition.Write{Author: "a", Title: "both", Snapshots: []boundaries.Snapshot{good, bad}}); !errors.Is(err, boundaries.ErrInvalid) {
		t.Fatalf("a code twice: %v", err)
	}
	if heads, _ := store.Heads(t.Context()); len(heads) != 0 {
		t.Fatalf("half of a write stayed: %v", heads)
	}
	bad.Units = bad.Units[:1]
	versions, err := store.Commit(t.Context(), edition.Write{Author: "a", Title: "both", Snapshots: []boundaries.Snapshot{good, bad}})
	if err != nil || len(versions) != 2 || versions[east].Boundaries != 1 || versions[west].Boundaries != 1 {
		t.Errorf("both: %v, %v", versions, err)
	}
}

func TestCountiesAreNamed(t *testing.T) {
	t.Parallel()
	store := postgistest.New(t)
	other := adcode.MustParse("110101")
	commit(t, store, edition.Write{Author: "a", Counties: []edition.County{{Code: qingshen, Name: "青神县", Fiction: true}}})
	unit := boundaries.Version{Code: other, Name: "东城区", Shape: square(0, 0)}
	commit(t, store, edition.Write{Author: "a", Snapshots: []boundaries.Snapshot{{County: other, Level: adcode.County, Day: day("2020-01-01"), Units: []boundaries.Version{unit}}}})
	got, err := store.Counties(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	want := []edition.County{{Code: other, Name: "东城区"}, {Code: qingshen, Name: "青神县", Fiction: true}}
	if diff := cmp.Diff(want, got, plain); diff != "" {
		t.Errorf("counties (-want +got):\n%s", diff)
	}
}

func TestPartsThatAreKnownAreLeftOut(t *testing.T) {
	t.Parallel()
	store := postgistest.New(t)
	commit(t, store, snapshot("2019-12-01", village("511425100", 201, "甲村")))
	before := parts(t, store, "").Versions
	commit(t, store, put("", station("一站", facilities.Operating)))
	p, err := store.Parts(t.Context(), edition.Key{County: qingshen}, before)
	if err != nil || p.Units != nil || len(p.Facilities) != 1 || p.People != nil || p.Zones != nil || p.Versions.County != 2 {
		t.Errorf("parts beyond %+v: %+v, %v", before, p, err)
	}
	if all := parts(t, store, ""); all.Units == nil || all.People == nil || all.Zones == nil {
		t.Errorf("parts that were asked for are nil: %+v", all)
	}
	if _, err := store.Parts(t.Context(), edition.Key{County: adcode.MustParse("110101")}, edition.Versions{}); !errors.Is(err, boundaries.ErrNotFound) {
		t.Errorf("a county that is not there: %v", err)
	}
}

func TestRegisterKnowsEveryName(t *testing.T) {
	t.Parallel()
	store := postgistest.New(t)
	a, b := village("511425100", 201, "甲村"), village("511425100", 202, "乙村")
	commit(t, store, snapshot("2019-12-01", a, b))
	b.Name = "新乙村"
	commit(t, store, snapshot("2020-06-01", a, b))
	commit(t, store, counted(edition.Resident, "2019-01-01", group("g", 5, edition.Address{Year: 2019, Village: a.Code, No: 1})))
	commit(t, store, counted(edition.Resident, "2020-01-01", group("g", 6, edition.Address{Year: 2020, Village: b.Code, No: 4})))
	r, err := store.Register(t.Context(), qingshen)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"511425100201 甲村", "511425100202 乙村", "511425100202 新乙村"}, names(r.Versions)); diff != "" {
		t.Errorf("names (-want +got):\n%s", diff)
	}
	want := []edition.Group{group("g", 6, edition.Address{Year: 2020, Village: b.Code, No: 4}, edition.Address{Year: 2019, Village: a.Code, No: 1})}
	if diff := cmp.Diff(want, r.Groups, plain); diff != "" {
		t.Errorf("groups (-want +got):\n%s", diff)
	}
	if r.Versions[0].Shape != nil {
		t.Error("the register carries shapes")
	}
}
