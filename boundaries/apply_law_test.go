package boundaries_test

import (
	"math"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
)

// anyChange draws a change of units in force: often one that the rules refuse.
func anyChange(t *rapid.T, s boundaries.State) boundaries.Change {
	unit := func(l adcode.Level) boundaries.Version {
		var of []boundaries.Version
		for _, v := range s.Units {
			if v.Level() == l {
				of = append(of, v)
			}
		}
		return rapid.SampledFrom(of).Draw(t, "unit")
	}
	village := func() adcode.Code { return unit(adcode.Village).Code }
	town := func() adcode.Code { return unit(adcode.Township).Code }
	serial := rapid.IntRange(200, 399).Draw(t, "serial")
	fresh := boundaries.NewUnit{Code: county.Child(101).Child(serial), Name: "新村", Parent: town()}
	num := func(label string) float64 { return float64(rapid.IntRange(-30, 430).Draw(t, label)) / 100 }
	line := func() orb.LineString {
		return orb.LineString{at(num("x1"), num("y1")), at(num("x2"), num("y2")), at(num("x3"), num("y3"))}
	}
	switch rapid.IntRange(0, 9).Draw(t, "kind") {
	case 0:
		return boundaries.Merge{From: []adcode.Code{village(), village()}, Into: fresh}
	case 1:
		return boundaries.Absorb{From: []adcode.Code{village()}, Into: village()}
	case 2:
		return boundaries.TransferUnits{Units: []adcode.Code{village()}, To: town()}
	case 3, 4:
		v := unit(adcode.Village)
		b := v.Shape.Bound()
		x := b.Min[0] + (b.Max[0]-b.Min[0])*float64(rapid.IntRange(1, 99).Draw(t, "cut"))/100
		lean := (b.Max[0] - b.Min[0]) * float64(rapid.IntRange(-60, 60).Draw(t, "lean")) / 100
		mid := (b.Min[1] + b.Max[1]) / 2
		return boundaries.Split{From: v.Code, Cut: orb.LineString{{x - lean, b.Min[1] - 0.001}, {x + lean, b.Max[1] + 0.001}},
			Into: []boundaries.Part{{To: v.Code, At: orb.Point{b.Min[0] + 1e-6, mid}}, {New: &fresh, At: orb.Point{b.Max[0] - 1e-6, mid}}}}
	case 5:
		return boundaries.MoveBorder{Between: [2]adcode.Code{village(), village()}, Line: line()}
	case 6:
		return boundaries.Recode{Unit: village(), Code: fresh.Code}
	case 7:
		x1, y1 := num("px"), num("py")
		return boundaries.TransferPiece{From: village(), To: village(), Piece: orb.MultiPolygon{{{at(x1, y1), at(x1+num("w"), y1), at(x1, y1+num("h")), at(x1, y1)}}}}
	case 8:
		return boundaries.TransferPiece{From: village(), To: village(), Cut: line(), Groups: []string{rapid.SampledFrom(s.Groups).Draw(t, "group").ID}}
	}
	return boundaries.Absorb{From: []adcode.Code{town()}, Into: town()}
}

// Whatever changes follow one another, no land is lost or doubled, codes stay unique, every
// lineage's weights sum to 1, people stay as many, and each order can be taken back.
func TestLawsOfChanges(t *testing.T) {
	var applied int
	rapid.Check(t, func(t *rapid.T) {
		s := testBoard()
		for range rapid.IntRange(1, 6).Draw(t, "orders") {
			o := orderOf(anyChange(t, s))
			out, err := boundaries.Apply(s, o)
			if err != nil {
				continue
			}
			applied++
			next := s.After(y2020, out)
			checkSound(t, next)
			checkWeights(t, s, out)
			checkPeople(t, next)
			checkUndone(t, s, next, out)
			s = next
		}
	})
	t.Logf("%d orders applied", applied)
	if applied < 20 { // of some 350 drawn, about 100 can be
		t.Errorf("only %d orders could be applied", applied)
	}
}

func checkWeights(t *rapid.T, s boundaries.State, out boundaries.Outcome) {
	people, area := map[boundaries.UnitID]float64{}, map[boundaries.UnitID]float64{}
	for _, l := range out.Lineage {
		people[l.From] += l.People
		area[l.From] += l.Area
	}
	for u := range people {
		if math.Abs(people[u]-1) > 1e-9 || math.Abs(area[u]-1) > 1e-9 {
			t.Fatalf("the weights of unit %d sum to %v and %v: %+v", u, people[u], area[u], out.Lineage)
		}
	}
}

func checkPeople(t *rapid.T, s boundaries.State) {
	inForce := map[boundaries.UnitID]bool{}
	for _, v := range s.Units {
		if inForce[v.Unit] {
			t.Fatalf("unit %d is in force twice", v.Unit)
		}
		inForce[v.Unit] = true
	}
	var sum int64
	for _, g := range s.Groups {
		if inForce[g.Unit] {
			sum += g.People
		}
	}
	if sum != 1800 {
		t.Fatalf("%d people, want 1800", sum)
	}
}

func checkUndone(t *rapid.T, before, after boundaries.State, out boundaries.Outcome) {
	record := boundaries.Record{Effective: y2020, Opened: out.Open, Moved: out.Moved}
	closed := map[boundaries.VersionID]bool{}
	for _, id := range out.Close {
		closed[id] = true
	}
	for _, v := range before.Units {
		if closed[v.ID] {
			record.Closed = append(record.Closed, v)
		}
	}
	after.Past = map[boundaries.ChangeID]boundaries.Record{1: record}
	back, err := boundaries.Apply(after, orderOf(boundaries.Revert{Order: 1}))
	if err != nil {
		t.Fatalf("taking back: %v", err)
	}
	checkWeights(t, after, back)
	undone := after.After(y2020, back)
	now := map[boundaries.UnitID]boundaries.Version{}
	for _, v := range undone.Units {
		now[v.Unit] = v
	}
	if len(now) != len(before.Units) {
		t.Fatalf("%d units after taking back, want %d", len(now), len(before.Units))
	}
	for _, v := range before.Units {
		if !boundaries.SameFacts(now[v.Unit], v) {
			t.Fatalf("%v %s did not come back", v.Code, v.Name)
		}
	}
	for i, g := range before.Groups {
		if undone.Groups[i].Unit != g.Unit {
			t.Fatalf("group %s is in unit %d, was in %d", g.ID, undone.Groups[i].Unit, g.Unit)
		}
	}
}
