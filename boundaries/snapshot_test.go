package boundaries_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
)

var (
	county = adcode.MustParse("519925")
	y2005  = civil.Date(2005, 7, 1)
	y2019  = civil.Date(2019, 10, 31)
	y2020  = civil.Date(2020, 6, 30)
)

func town(serial int, name string) boundaries.Version {
	return boundaries.Version{Code: county.Child(serial), Name: name, Parent: county}
}

func snapshot(day civil.Day, units ...boundaries.Version) boundaries.Snapshot {
	return boundaries.Snapshot{County: county, Level: adcode.Township, Day: day, Units: units}
}

// held is a ledger for tests: it applies diffs as the database does.
type held struct {
	versions []boundaries.Version
	days     []civil.Day
	lastID   boundaries.VersionID
	lastUnit boundaries.UnitID
}

func (h *held) take(t interface{ Fatalf(string, ...any) }, s boundaries.Snapshot) boundaries.Diff {
	diff, err := boundaries.Compare(h.versions, h.days, s)
	if err != nil {
		t.Fatalf("compare: %v", err)
	}
	closed := map[boundaries.VersionID]bool{}
	for _, id := range diff.Close {
		closed[id] = true
	}
	var kept []boundaries.Version
	for _, v := range h.versions {
		if !closed[v.ID] {
			kept = append(kept, v)
		}
	}
	for _, v := range diff.Open {
		h.lastID++
		v.ID = h.lastID
		if v.Unit == 0 {
			h.lastUnit++
			v.Unit = h.lastUnit
		}
		kept = append(kept, v)
	}
	h.versions, h.days = kept, append(h.days, s.Day)
	return diff
}

func (h *held) on(day civil.Day) map[string]boundaries.UnitID {
	state := map[string]boundaries.UnitID{}
	for _, v := range h.versions {
		if v.Valid.Contains(day) {
			state[v.Code.String()+" "+v.Name] = v.Unit
		}
	}
	return state
}

func TestCompareClosesAndOpens(t *testing.T) {
	var h held
	h.take(t, snapshot(y2019, town(102, "汉溪镇"), town(105, "河坝镇"), town(107, "云城镇")))
	diff := h.take(t, snapshot(y2020, town(102, "汉溪镇"), town(1, "云竹街道")))
	if len(diff.Close) != 2 || len(diff.Open) != 3 {
		t.Errorf("closed %d and opened %d versions, want 2 and 3 (two that end, one new): %+v", len(diff.Close), len(diff.Open), diff)
	}
	before := map[string]boundaries.UnitID{"519925102 汉溪镇": 1, "519925105 河坝镇": 2, "519925107 云城镇": 3}
	after := map[string]boundaries.UnitID{"519925102 汉溪镇": 1, "519925001 云竹街道": 4}
	for day, want := range map[civil.Day]map[string]boundaries.UnitID{
		y2005: {}, y2019: before, y2020.AddDays(-1): before, y2020: after, {}: after,
	} {
		if d := cmp.Diff(want, h.on(day)); d != "" {
			t.Errorf("on %v: %s", day, d)
		}
	}
}

func TestCompareSameAgainIsEmpty(t *testing.T) {
	var h held
	s := snapshot(y2019, town(102, "汉溪镇"), town(105, "河坝镇"))
	h.take(t, s)
	if diff := h.take(t, s); !diff.IsEmpty() {
		t.Errorf("the same snapshot again changes %+v", diff)
	}
	s.Day = y2020
	if diff := h.take(t, s); !diff.IsEmpty() {
		t.Errorf("the same units on a later day change %+v", diff)
	}
}

func TestCompareBackdated(t *testing.T) {
	// the newer list came first; what it says must not move
	var h held
	h.take(t, snapshot(y2020, town(102, "汉溪镇"), town(1, "云竹街道")))
	h.take(t, snapshot(y2019, town(102, "汉溪镇"), town(105, "河坝镇")))
	want := map[string]boundaries.UnitID{"519925102 汉溪镇": 2, "519925105 河坝镇": 3}
	if d := cmp.Diff(want, h.on(y2019)); d != "" {
		t.Errorf("on %v: %s", y2019, d)
	}
	if d := cmp.Diff(map[string]boundaries.UnitID{"519925102 汉溪镇": 2, "519925001 云竹街道": 1}, h.on(y2020)); d != "" {
		t.Errorf("on %v: %s", y2020, d)
	}
}

func TestCompareReusedCodeIsAnotherUnit(t *testing.T) {
	var h held
	h.take(t, snapshot(y2019, town(102, "响水镇")))
	h.take(t, snapshot(y2020, town(102, "三溪镇")))
	if a, b := h.on(y2019)["519925102 响水镇"], h.on(y2020)["519925102 三溪镇"]; a == b || a == 0 || b == 0 {
		t.Errorf("units %d and %d bear 519925102 in turn: want two different ones", a, b)
	}
}

func TestCompareNewShapeIsNewVersion(t *testing.T) {
	var h held
	a := town(102, "汉溪镇")
	a.Shape = orb.MultiPolygon{{{{0, 0}, {1, 0}, {1, 1}, {0, 0}}}}
	h.take(t, snapshot(y2019, a))
	a.Shape = orb.MultiPolygon{{{{0, 0}, {2, 0}, {1, 1}, {0, 0}}}}
	h.take(t, snapshot(y2020, a))
	if len(h.versions) != 2 || h.versions[0].Unit != h.versions[1].Unit {
		t.Errorf("want two versions of one unit, got %+v", h.versions)
	}
}

func TestCompareRefuses(t *testing.T) {
	other := town(102, "甲镇")
	other.Code = adcode.MustParse("511425102")
	village := town(103, "乙村")
	village.Code = county.Child(103).Child(201)
	_, err := boundaries.Compare(nil, nil, snapshot(civil.Day{}, town(101, "a"), town(101, "b"), other, village, town(104, "")))
	var rules []string
	for _, e := range err.(interface{ Unwrap() []error }).Unwrap() {
		var r *boundaries.RuleError
		if !errors.As(e, &r) || !errors.Is(e, boundaries.ErrInvalid) {
			t.Fatalf("%v is not a RuleError", e)
		}
		rules = append(rules, r.Rule)
	}
	if d := cmp.Diff([]string{"no_day", "code_twice", "wrong_county", "wrong_level", "no_name"}, rules); d != "" {
		t.Error(d)
	}
}

// Whatever the order in which snapshots arrive, each day shows the newest snapshot up
// to it, and no unit or code is in force twice.
func TestCompareAnyOrder(t *testing.T) {
	days := []civil.Day{y2005, y2019, y2020, civil.Date(2023, 1, 1)}
	rapid.Check(t, func(t *rapid.T) {
		var h held
		said := map[civil.Day]boundaries.Snapshot{}
		for range rapid.IntRange(1, 6).Draw(t, "snapshots") {
			s := snapshot(rapid.SampledFrom(days).Draw(t, "day"))
			for serial := range 4 {
				if name := rapid.SampledFrom([]string{"", "甲", "乙"}).Draw(t, "name"); name != "" {
					s.Units = append(s.Units, town(serial+1, name))
				}
			}
			h.take(t, s)
			said[s.Day] = s
		}
		for _, day := range append(days, civil.Date(2019, 12, 1)) {
			var newest civil.Day
			for d := range said {
				if !day.Before(d) && newest.Before(d) {
					newest = d
				}
			}
			want := map[string]bool{}
			for _, u := range said[newest].Units {
				want[u.Code.String()+" "+u.Name] = true
			}
			got, units := map[string]bool{}, map[boundaries.UnitID]bool{}
			for _, v := range h.versions {
				if v.Valid.Contains(day) {
					if units[v.Unit] || got[v.Code.String()+" "+v.Name] {
						t.Fatalf("on %v, unit %d or code %v is in force twice", day, v.Unit, v.Code)
					}
					units[v.Unit], got[v.Code.String()+" "+v.Name] = true, true
				}
			}
			if d := cmp.Diff(want, got, cmpopts.EquateEmpty()); d != "" {
				t.Fatalf("on %v: %s", day, d)
			}
		}
	})
}

func ExampleCompare() {
	before := []boundaries.Version{{ID: 1, Unit: 1, Code: county.Child(107), Name: "云城镇", Parent: county, Valid: civil.Span{From: y2019}}}
	diff, _ := boundaries.Compare(before, []civil.Day{y2019}, snapshot(y2020, town(1, "云竹街道")))
	fmt.Println("closed:", diff.Close)
	for _, v := range diff.Open {
		fmt.Println(v.Code, v.Name, v.Valid)
	}
	// Output:
	// closed: [1]
	// 519925001 云竹街道 [2020-06-30, )
	// 519925107 云城镇 [2019-10-31, 2020-06-30)
}
