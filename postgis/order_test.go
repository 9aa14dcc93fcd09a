package postgis_test

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
	importer "github.com/xiantu/xiantu/import"
	"github.com/xiantu/xiantu/postgis"
	"github.com/xiantu/xiantu/postgis/postgistest"
)

// order reads changes in force from a day; each is the inside of a JSON object.
func order(t *testing.T, effective string, changes ...string) edition.OrderWrite {
	t.Helper()
	file := fmt.Sprintf(`{"county": "511425", "title": "调整 %s", "document": "某府〔2020〕1号", "approved": "2019-11-30", "effective": %q, "changes": [{%s}]}`, effective, effective, strings.Join(changes, "}, {"))
	read, err := importer.ReadOrder(strings.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	return edition.OrderWrite{Author: "test", Order: read, File: []byte(file)}
}

func commitOrder(t *testing.T, store *postgis.Store, w edition.OrderWrite) edition.Committed {
	t.Helper()
	done, err := store.CommitOrder(t.Context(), w)
	if err != nil {
		t.Fatalf("%s: %v", w.File, err)
	}
	return done
}

// newRow is a county of a row of villages:
//
//	+-----+-----+-----+-----+   of town 511425100 甲镇, on 2019-01-01
//	| 201 | 202 | 203 | 204 |
//	+-----+-----+-----+-----+
func newRow(t *testing.T, store *postgis.Store) {
	t.Helper()
	town := boundaries.Version{Code: adcode.MustParse("511425100"), Name: "甲镇", Type: boundaries.Town, Parent: qingshen}
	commit(t, store, snapshot("2019-01-01", town))
	var villages []boundaries.Version
	for n, name := range map[int]string{1: "一村", 2: "二村", 3: "三村", 4: "四村"} {
		v := village("511425100", 200+n, name)
		v.Shape = square(n, 0)
		villages = append(villages, v)
	}
	commit(t, store, snapshot("2019-01-01", villages...))
	commit(t, store, counted(edition.Resident, "2019-01-01", placed("g1", 30, 1), placed("g2", 20, 2), placed("g3", 10, 3)))
}

// placed is a group of n people in the middle of a village of the row.
func placed(id string, n int64, column int) edition.Group {
	g := group(id, n)
	g.Place = square(column, 0)[0][0].Bound().Center()
	return g
}

const merger = `"kind": "merge", "from": ["511425100201", "511425100202"], "into": {"code": "511425100210", "name": "和村", "type": "村"}`

func TestOrderIsWrittenWhole(t *testing.T) {
	t.Parallel()
	store := postgistest.New(t)
	newRow(t, store)
	before := parts(t, store, "").Versions
	done := commitOrder(t, store, order(t, "2020-01-01", merger))
	if done.Change == 0 || done.Versions[qingshen].County != before.County+1 || done.Versions[qingshen].Boundaries != before.Boundaries+1 {
		t.Errorf("committed as %d, versions %+v", done.Change, done.Versions)
	}
	p := parts(t, store, "2020-01-01")
	if diff := cmp.Diff([]string{"511425100 甲镇", "511425100203 三村", "511425100204 四村", "511425100210 和村"}, names(p.Units)); diff != "" {
		t.Errorf("units afterwards (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"511425100 甲镇", "511425100201 一村", "511425100202 二村", "511425100203 三村", "511425100204 四村"}, names(parts(t, store, "2019-12-31").Units)); diff != "" {
		t.Errorf("units the day before (-want +got):\n%s", diff)
	}
	links, err := store.Lineage(t.Context(), qingshen)
	if err != nil || len(links) != 2 {
		t.Fatalf("lineage %+v, %v", links, err)
	}
	for i, from := range []string{"511425100201", "511425100202"} {
		l := links[i]
		if l.FromCode.String() != from || l.ToCode.String() != "511425100210" || l.ToName != "和村" || l.Kind != "merge" || l.Day != day("2020-01-01") || l.People != 1 || l.Area != 1 || l.Change != done.Change || l.To <= 0 {
			t.Errorf("strand %+v", l)
		}
	}
	if len(p.Moved) != 2 || p.Moved[0].Group != "g1" || p.Moved[0].Unit != links[0].To {
		t.Errorf("moved groups %+v", p.Moved)
	}
	records, err := store.Orders(t.Context(), qingshen)
	if err != nil || len(records) != 1 || records[0].Document != "某府〔2020〕1号" || records[0].Approved != day("2019-11-30") || !strings.Contains(string(records[0].File), "和村") {
		t.Errorf("orders %+v, %v", records, err)
	}
	said := ""
	for _, d := range p.Days {
		if d.Day == day("2020-01-01") {
			said = d.Titles
		}
	}
	if said != "调整 2020-01-01" {
		t.Errorf("the day is called %q", said)
	}
	if err := store.Verify(t.Context()); err != nil {
		t.Error(err)
	}
}

// What breaks a rule writes nothing, whatever stood before it in the file.
func TestRefusedOrderLeavesNothing(t *testing.T) {
	t.Parallel()
	store := postgistest.New(t)
	newRow(t, store)
	before := parts(t, store, "")
	for name, changes := range map[string][]string{
		"a code that is none":      {merger, `"kind": "rename", "unit": "511425100299", "name": "无村"`},
		"a change that is not one": {`"kind": "revert", "change": 999`},
	} {
		if _, err := store.CommitOrder(t.Context(), order(t, "2020-01-01", changes...)); err == nil {
			t.Errorf("%s was committed", name)
		}
	}
	elsewhere := order(t, "2020-01-01", merger)
	elsewhere.Order.Counties = []adcode.Code{adcode.MustParse("110101")}
	if _, err := store.CommitOrder(t.Context(), elsewhere); !errors.Is(err, boundaries.ErrNotFound) {
		t.Errorf("a county that is not there: %v", err)
	}
	if diff := cmp.Diff(before, parts(t, store, ""), plain); diff != "" {
		t.Errorf("a refused order changed (-before +after):\n%s", diff)
	}
}

func TestRevertIsTheCountyOfBefore(t *testing.T) {
	t.Parallel()
	store := postgistest.New(t)
	newRow(t, store)
	before := parts(t, store, "")
	done := commitOrder(t, store, order(t, "2020-01-01", merger))
	renamed := commitOrder(t, store, order(t, "2020-06-01", `"kind": "rename", "unit": "511425100210", "name": "新和村"`))
	back := func(change boundaries.ChangeID, day string) edition.OrderWrite {
		return order(t, day, fmt.Sprintf(`"kind": "revert", "change": %d`, change))
	}
	var rule *boundaries.RuleError
	if _, err := store.CommitOrder(t.Context(), back(done.Change, "2020-01-01")); !errors.Is(err, boundaries.ErrConflict) || !errors.As(err, &rule) {
		t.Errorf("a revert below a later change: %v", err)
	}
	commitOrder(t, store, back(renamed.Change, "2020-06-01"))
	commitOrder(t, store, back(done.Change, "2020-01-01"))
	ids := cmp.FilterPath(func(p cmp.Path) bool { return p.Last().String() == ".ID" }, cmp.Ignore())
	if diff := cmp.Diff(before.Units, parts(t, store, "").Units, plain, ids); diff != "" {
		t.Errorf("the county taken back (-before +after):\n%s", diff)
	}
	if diff := cmp.Diff(before.Units, parts(t, store, "2019-06-01").Units, plain, ids); diff != "" {
		t.Errorf("the county before (-before +after):\n%s", diff)
	}
}

// The same request sent twice is done once; its name cannot be used for another.
func TestOrderIsDoneOncePerKey(t *testing.T) {
	t.Parallel()
	store := postgistest.New(t)
	newRow(t, store)
	w := order(t, "2020-01-01", merger)
	w.Key = "request 1"
	first, again := commitOrder(t, store, w), commitOrder(t, store, w)
	if !again.Repeated || again.Change != first.Change || again.Versions[qingshen] != first.Versions[qingshen] {
		t.Errorf("the same again: %+v, first %+v", again, first)
	}
	other := order(t, "2020-02-01", `"kind": "rename", "unit": "511425100203", "name": "新三村"`)
	other.Key = w.Key
	if _, err := store.CommitOrder(t.Context(), other); !errors.Is(err, boundaries.ErrInvalid) {
		t.Errorf("another order under the same key: %v", err)
	}
}

// Two instances, eight writers each, orders to one county: each that saw the newest
// version wins, all others are told what it is; none is lost.
func TestConcurrentOrdersLoseNothing(t *testing.T) {
	t.Parallel()
	url := postgistest.NewURL(t)
	stores := []*postgis.Store{postgistest.Open(t, url), postgistest.Open(t, url)}
	newRow(t, stores[0])
	const writers, edits = 16, 5
	won, told := 0, 0
	var count sync.Mutex
	var all sync.WaitGroup
	start := parts(t, stores[0], "").Versions.County
	for w := range writers {
		all.Go(func() {
			store := stores[w%2]
			for i := range edits {
				heads, err := store.Heads(t.Context())
				if err != nil {
					t.Error(err)
					return
				}
				write := order(t, "2020-01-01", fmt.Sprintf(`"kind": "rename", "unit": "511425100203", "name": "村%d之%d"`, w, i))
				write.IfVersion = map[adcode.Code]int64{qingshen: heads[qingshen].County}
				_, err = store.CommitOrder(t.Context(), write)
				var conflict *postgis.ConflictError
				count.Lock()
				switch {
				case err == nil:
					won++
				case errors.As(err, &conflict) && conflict.Have > heads[qingshen].County:
					told++
				default:
					t.Errorf("writer %d: %v", w, err)
				}
				count.Unlock()
			}
		})
	}
	all.Wait()
	now := parts(t, stores[0], "").Versions.County
	if records, err := stores[0].Orders(t.Context(), qingshen); err != nil || won+told != writers*edits || now != start+int64(won) || len(records) != won {
		t.Errorf("%d won, %d were told, %d are recorded, the version went from %d to %d (%v)", won, told, len(records), start, now, err)
	}
}
