package boundaries_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
)

// A list taken in once more after an order leaves what the order did, and corrects the
// units that it did not touch for good, the others until its day.
func TestCompareLeavesLaterOrders(t *testing.T) {
	var h held
	s := snapshot(y2005, town(101, "甲镇"), town(102, "乙镇"), town(103, "丙镇"))
	h.take(t, s)
	for i := range h.versions { // an order of 2019 absorbs 102 into 101
		if h.versions[i].Code != county.Child(103) {
			h.versions[i].Valid.To = y2019
		}
	}
	absorber := h.versions[0]
	absorber.ID, absorber.Full, absorber.Valid = 99, "甲镇人民政府", civil.Span{From: y2019}
	h.versions = append(h.versions, absorber)
	if diff := h.take(t, s); !diff.IsEmpty() {
		t.Errorf("the same list again changes %+v", diff)
	}
	h.take(t, snapshot(y2005, town(101, "甲镇"), town(102, "乙乙镇"), town(103, "丙丙镇")))
	for day, want := range map[civil.Day][]string{y2005: {"519925101 甲镇", "519925102 乙乙镇", "519925103 丙丙镇"}, y2020: {"519925101 甲镇", "519925103 丙丙镇"}} {
		got := h.on(day)
		for _, name := range want {
			if got[name] == 0 {
				t.Errorf("on %v %s is missing: %v", day, name, got)
			}
		}
		if len(got) != len(want) {
			t.Errorf("on %v: %v, want %v", day, got, want)
		}
	}
}

// A name corrected in the list of the same day is the same unit's; on a later day it is
// left for a person to say so.
func TestCompareCorrectsANameOfTheSameDay(t *testing.T) {
	var h held
	a := town(102, "汉西镇")
	a.Shape = orb.MultiPolygon{{{{0, 0}, {1, 0}, {1, 1}, {0, 0}}}}
	h.take(t, snapshot(y2019, a))
	a.Name = "汉溪镇"
	h.take(t, snapshot(y2019, a))
	a.Name = "新溪镇"
	h.take(t, snapshot(y2020, a))
	if was, is := h.on(y2019), h.on(y2020); was["519925102 汉溪镇"] != 1 || is["519925102 新溪镇"] == 1 {
		t.Errorf("units %v, then %v", was, is)
	}
}

// box is a rectangle in hundredths of a degree.
func box(west, south, east, north float64) orb.MultiPolygon {
	at := func(x, y float64) orb.Point { return orb.Point{104 + x/100, 30 + y/100} }
	return orb.MultiPolygon{{{at(west, south), at(east, south), at(east, north), at(west, north), at(west, south)}}}
}

func listed(unit int, serial int, name string, shape orb.MultiPolygon) boundaries.Version {
	v := town(serial, name)
	v.Unit, v.Shape = boundaries.UnitID(unit), shape
	return v
}

// People who move without their land, or where land is not known, are seen by the units
// of their groups.
func TestInferByGroups(t *testing.T) {
	groups := func(units ...int) (list []boundaries.Group) {
		for i, u := range units {
			list = append(list, boundaries.Group{ID: fmt.Sprint(i), Unit: boundaries.UnitID(u), People: 10})
		}
		return list
	}
	before := []boundaries.Version{listed(1, 101, "甲镇", nil), listed(2, 102, "乙镇", nil)}
	after := []boundaries.Version{listed(3, 103, "丙镇", nil), listed(2, 102, "乙镇", nil)}
	got := map[string]string{}
	for _, i := range boundaries.Infer(before, after, groups(1, 1, 1, 1, 2), groups(3, 3, 3, 2, 2)) {
		got[i.FromName+i.ToName] = fmt.Sprintf("%s %.2f %s %.1f", i.Kind, i.People, i.Evidence, i.Confidence)
	}
	want := map[string]string{"甲镇丙镇": "split 0.75 groups 0.8", "甲镇乙镇": "split 0.25 groups 0.8", "乙镇乙镇": "absorb 1.00 code_and_name 0.9"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// A border drawn a second time, some metres off, is no change; a new name on the old
// land is one.
func TestInferLeavesDrift(t *testing.T) {
	before := []boundaries.Version{listed(1, 101, "甲镇", box(0, 0, 10, 10)), listed(2, 102, "乙镇", box(10, 0, 20, 10))}
	after := []boundaries.Version{listed(1, 101, "甲镇", box(0, 0, 10.01, 10)), listed(3, 102, "新镇", box(10.01, 0, 20, 10))}
	got := boundaries.Infer(before, after, nil, nil)
	if len(got) != 1 || got[0].Kind != "rename" || got[0].To != 3 || got[0].People != 1 || !got[0].Bears || got[0].Confidence < 0.98 {
		t.Errorf("inferred %+v", got)
	}
}

// What a snapshot would bring is seen before it is committed.
func TestForesee(t *testing.T) {
	before := []boundaries.Version{listed(1, 101, "甲镇", box(0, 0, 10, 10)), listed(2, 102, "乙镇", box(10, 0, 20, 10))}
	for i := range before {
		before[i].Valid.From = y2019
	}
	got := boundaries.Foresee(before, snapshot(y2020, listed(0, 103, "丙镇", box(0, 0, 20, 10))), []boundaries.Group{{ID: "g", Unit: 1, People: 5}})
	if len(got) != 2 || got[0].Kind != "merge" || got[0].To != got[1].To || got[0].To >= 0 || got[0].Day != y2020 {
		t.Errorf("foreseen %+v", got)
	}
}

// The shares of what is left sum to 1 where a person rejected a part.
func TestBelieve(t *testing.T) {
	strand := func(to int, share float64, state boundaries.Ruling) boundaries.Inference {
		return boundaries.Inference{ID: boundaries.InferenceID(to), Confidence: 0.9, State: state, Link: boundaries.Link{From: 1, To: boundaries.UnitID(to), Day: y2020, People: share, Area: share}}
	}
	links := boundaries.Believe([]boundaries.Inference{strand(2, 0.6, boundaries.Confirmed), strand(3, 0.3, boundaries.Proposed), strand(4, 0.1, boundaries.Rejected)})
	if len(links) != 2 || math.Abs(links[0].People-2.0/3) > 1e-12 || math.Abs(links[1].Area-1.0/3) > 1e-12 || links[0].Inferred != 0 || links[1].Inferred != 0.9 || links[1].Inference != 3 {
		t.Errorf("believed %+v", links)
	}
	walk := boundaries.NewCrosswalk([]boundaries.UnitID{1}, links)
	if len(walk) != 2 || walk[0].Inferred != 0 || walk[1].Inferred != 0.9 {
		t.Errorf("crosswalk %+v", walk)
	}
}

func TestKin(t *testing.T) {
	links := []boundaries.Link{{From: 1, To: 3, Day: y2019}, {From: 2, To: 3, Day: y2019}, {From: 3, To: 4, Day: y2020}, {From: 3, To: 5, Day: y2020}}
	for _, c := range []struct {
		unit     boundaries.UnitID
		backward bool
		want     []boundaries.UnitID
	}{{1, false, []boundaries.UnitID{4, 5}}, {4, true, []boundaries.UnitID{1, 2}}, {9, false, []boundaries.UnitID{9}}} {
		if d := cmp.Diff(c.want, boundaries.Kin(c.unit, links, c.backward)); d != "" {
			t.Errorf("%d: %s", c.unit, d)
		}
	}
}

func TestWords(t *testing.T) {
	for r := boundaries.Proposed; r <= boundaries.Rejected; r++ {
		if back, err := boundaries.ParseRuling(r.String()); err != nil || back != r {
			t.Errorf("%v is read as %v, %v", r, back, err)
		}
	}
	if _, err := boundaries.ParseRuling("perhaps"); err == nil {
		t.Error("perhaps is a ruling")
	}
	for e := boundaries.ByLand; e <= boundaries.ByPerson; e++ {
		i := boundaries.Inference{Evidence: e, Link: boundaries.Link{FromCode: adcode.MustParse("519925101")}}
		if boundaries.ParseEvidence(e.String()) != e || i.Why() == "" {
			t.Errorf("evidence %v", e)
		}
	}
}
