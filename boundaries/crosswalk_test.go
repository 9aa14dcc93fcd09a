package boundaries_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
)

// Unit 1 is parted on one day, and one of its parts joins unit 2 on another.
func ExampleNewCrosswalk() {
	links := []boundaries.Link{
		{From: 1, To: 3, Kind: "split", Day: y2019, People: 0.75, Area: 0.5},
		{From: 1, To: 4, Kind: "split", Day: y2019, People: 0.25, Area: 0.5},
		{From: 4, To: 2, Kind: "absorb", Day: y2020, People: 1, Area: 1},
		{From: 2, To: 2, Kind: "absorb", Day: y2020, People: 1, Area: 1},
	}
	walk := boundaries.NewCrosswalk([]boundaries.UnitID{1, 2}, links)
	for _, w := range walk {
		fmt.Printf("%d -> %d: %.0f %% of the people, %.0f %% of the area\n", w.From, w.To, 100*w.People, 100*w.Area)
	}
	old := map[boundaries.UnitID]float64{1: 400, 2: 900}
	carried, _ := walk.Carry(old, boundaries.ByPeople)
	back, _ := walk.Back(carried, old, boundaries.ByPeople)
	fmt.Println(carried, back)
	// Output:
	// 1 -> 2: 25 % of the people, 50 % of the area
	// 1 -> 3: 75 % of the people, 50 % of the area
	// 2 -> 2: 100 % of the people, 100 % of the area
	// map[2:1000 3:300] map[1:400 2:900]
}

func TestCrosswalkTellsUnknownUnits(t *testing.T) {
	walk := boundaries.NewCrosswalk([]boundaries.UnitID{1}, nil)
	carried, unknown := walk.Carry(map[boundaries.UnitID]float64{1: 5, 9: 7}, boundaries.ByArea)
	if carried[1] != 5 || !slices.Equal(unknown, []boundaries.UnitID{9}) {
		t.Errorf("carried %v, unknown %v", carried, unknown)
	}
}

// What an order does is inferred again from the units before and after it.
func TestInferFindsWhatWasDone(t *testing.T) {
	before := testBoard()
	out, after := apply(t, before,
		boundaries.Merge{From: []adcode.Code{x(200), x(201)}, Into: boundaries.NewUnit{Code: x(210), Name: "合村"}},
		boundaries.Absorb{From: []adcode.Code{y(201)}, Into: y(200)},
		boundaries.Recode{Unit: x(202), Code: x(211)},
		boundaries.Split{From: y(202), Cut: orb.LineString{at(2.25, 0.5), at(2.25, 2.5)}, Into: []boundaries.Part{{To: y(202), At: at(2.1, 1.5)}, {To: y(203), At: at(2.9, 1.5)}}})
	want := map[string]string{}
	for _, l := range out.Lineage {
		if l.FromCode.Level() == adcode.Village {
			want[fmt.Sprint(l.FromCode, l.ToCode)] = fmt.Sprintf("%.2f %.2f", l.People, l.Area)
		}
	}
	got, kinds := map[string]string{}, map[string]string{}
	for _, i := range boundaries.Infer(before.Units, after.Units, before.Groups, nil) {
		key := fmt.Sprint(i.FromCode, i.ToCode)
		got[key], kinds[key] = fmt.Sprintf("%.2f %.2f", i.People, i.Area), i.Kind
		if i.Confidence < 0.9 || i.Confidence > 1 || i.Why() == "" {
			t.Errorf("%s: confidence %.2f, %q", key, i.Confidence, i.Why())
		}
	}
	delete(want, fmt.Sprint(y(203), y(203))) // absorbs a part: told by the other side
	delete(got, fmt.Sprint(y(203), y(203)))
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	for pair, kind := range map[string]string{fmt.Sprint(x(200), x(210)): "merge", fmt.Sprint(y(201), y(200)): "absorb", fmt.Sprint(x(202), x(211)): "recode", fmt.Sprint(y(202), y(203)): "transfer"} {
		if kinds[pair] != kind {
			t.Errorf("%s: %q, want %q", pair, kinds[pair], kind)
		}
	}
}

func TestInferByNameWithoutShapes(t *testing.T) {
	before := []boundaries.Version{{Unit: 1, Code: x(200), Name: "甲村"}, {Unit: 2, Code: x(201), Name: "乙村"}}
	after := []boundaries.Version{{Unit: 1, Code: x(200), Name: "甲村"}, {Unit: 3, Code: x(205), Name: "乙村"}}
	got := boundaries.Infer(before, after, nil, nil)
	if len(got) != 1 || got[0].From != 2 || got[0].To != 3 || got[0].Kind != "recode" || got[0].Confidence >= 0.9 {
		t.Errorf("got %+v", got)
	}
}

func TestProposeCode(t *testing.T) {
	town := county.Child(101)
	used := func(serials ...int) (uses []boundaries.CodeUse) {
		for _, n := range serials {
			uses = append(uses, boundaries.CodeUse{Code: town.Child(n), Name: "某村", Valid: civil.Span{From: y2005}})
		}
		return uses
	}
	full := used()
	for n := 1; n <= 199; n++ {
		if n != 7 {
			full = append(full, used(n)...)
		}
	}
	for _, c := range []struct {
		name  string
		t     boundaries.Type
		taken []boundaries.CodeUse
		want  adcode.Code
	}{
		{"the first of its class", boundaries.VillageCommittee, used(1, 2), town.Child(200)},
		{"gaps may have been borne: the next one", boundaries.Community, used(1, 2, 5, 203), town.Child(6)},
		{"a gap where the end is reached", boundaries.Community, full, town.Child(7)},
		{"none left", boundaries.Community, append(full, used(7)...), adcode.Code{}},
		{"a type of another level", boundaries.Town, nil, adcode.Code{}},
	} {
		if p := boundaries.ProposeCode(town, c.t, c.taken); p.Code != c.want || p.Reason == "" {
			t.Errorf("%s: got %v (%s), want %v", c.name, p.Code, p.Reason, c.want)
		}
	}
}

func TestPreviewCounts(t *testing.T) {
	f, err := boundaries.Preview(testBoard(), orderOf(boundaries.Merge{From: []adcode.Code{x(200), x(201)}, Into: boundaries.NewUnit{Code: x(1), Name: "合社区"}}))
	if err != nil {
		t.Fatal(err)
	}
	line := func(all []boundaries.Figure, l adcode.Level, k boundaries.Type) string {
		for _, c := range all {
			if c.Level == l && c.Type == k {
				return fmt.Sprintf("%d of %.1f people", c.Units, c.MeanPeople())
			}
		}
		return ""
	}
	if got := line(f.Before, adcode.Village, boundaries.OtherType); got != "9 of 200.0 people" {
		t.Errorf("before: %s", got)
	}
	if got := line(f.After, adcode.Village, boundaries.OtherType); got != "8 of 225.0 people" {
		t.Errorf("after: %s", got)
	}
	if got := line(f.After, adcode.Village, boundaries.Community); got != "1 of 400.0 people" {
		t.Errorf("after: %s", got)
	}
	for i, c := range f.Before[:1] {
		if math.Abs(float64(c.Area-f.After[i].Area)) > 1e-3 {
			t.Errorf("the county's area changes from %v to %v", c.Area, f.After[i].Area)
		}
	}
	if p := f.Outcome.Proposed; len(p) != 1 || p[0].Code != x(1) {
		t.Errorf("proposed %+v", p)
	}
}
