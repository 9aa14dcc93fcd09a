package boundaries_test

import (
	"testing"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
)

// Two villages side by side become one unit: what it says of being urban.
func TestUrbanOfNewUnit(t *testing.T) {
	for _, c := range []struct {
		name        string
		left, right boundaries.Flag
		becomes     boundaries.Type
		classify    boundaries.Flag
		want        boundaries.Flag
		warned      bool
	}{
		{"what both say goes on", boundaries.Yes, boundaries.Yes, boundaries.VillageCommittee, 0, boundaries.Yes, false},
		{"that neither is, too", boundaries.No, boundaries.No, boundaries.VillageCommittee, 0, boundaries.No, false},
		{"they differ", boundaries.Yes, boundaries.No, boundaries.VillageCommittee, 0, boundaries.Unsaid, true},
		{"only of one it is said", boundaries.Yes, boundaries.Unsaid, boundaries.VillageCommittee, 0, boundaries.Unsaid, true},
		{"a community is not what villages were", boundaries.No, boundaries.No, boundaries.Community, 0, boundaries.Unsaid, true},
		{"nothing was said", boundaries.Unsaid, boundaries.Unsaid, boundaries.Community, 0, boundaries.Unsaid, false},
		{"the order says it", boundaries.Yes, boundaries.No, boundaries.Community, boundaries.No, boundaries.No, false},
	} {
		s := testBoard()
		for i := range s.Units {
			switch s.Units[i].Code {
			case x(200):
				s.Units[i].Urban = c.left
			case x(201):
				s.Units[i].Urban = c.right
			}
		}
		changes := []boundaries.Change{boundaries.Merge{From: []adcode.Code{x(200), x(201)}, Into: boundaries.NewUnit{Code: x(9), Name: "新", Type: c.becomes}}}
		if c.classify != boundaries.Unsaid {
			changes = append(changes, boundaries.Classify{Unit: x(9), Urban: c.classify})
		}
		out, next := apply(t, s, changes...)
		if got := find(t, next, x(9)).Urban; got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
		warned := false
		for _, w := range out.Warnings {
			warned = warned || w.Rule == "urban_default"
		}
		if warned != c.warned {
			t.Errorf("%s: warned %t: %v", c.name, warned, out.Warnings)
		}
	}
}
