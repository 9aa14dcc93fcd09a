package boundaries

import (
	"slices"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
)

type bearer struct {
	code adcode.Code
	name string
}

// identities finds, for each code and name held, the unit to continue on a day: the
// one in force then, else the nearest one in time.
func identities(held []Version, on civil.Day) map[bearer]UnitID {
	ordered := slices.Clone(held)
	slices.SortStableFunc(ordered, func(a, b Version) int { return a.Valid.From.Compare(b.Valid.From) })
	ids := map[bearer]UnitID{}
	for _, v := range ordered {
		k := bearer{v.Code, v.Name}
		if _, ok := ids[k]; !ok || !on.Before(v.Valid.From) {
			ids[k] = v.Unit
		}
	}
	return ids
}

// outlines finds, for a day that is listed anew, which unit one is whose name or code was
// corrected: the one held with the very same outline and the other of the two. Units
// that the snapshot goes on with under code and name are no candidates.
func outlines(held []Version, s Snapshot) map[adcode.Code]UnitID {
	said := map[bearer]bool{}
	for _, u := range s.Units {
		said[bearer{u.Code, u.Name}] = true
	}
	open := map[outline]*Version{}
	for i := range held {
		v := &held[i]
		if v.Level() != s.Level || len(v.Shape) == 0 || said[bearer{v.Code, v.Name}] || !v.Valid.Contains(s.Day) {
			continue
		}
		open[outlineOf(v.Shape)] = v
	}
	found := map[adcode.Code]UnitID{}
	taken := map[UnitID]bool{}
	for _, id := range identities(slices.DeleteFunc(slices.Clone(held), func(v Version) bool { return !said[bearer{v.Code, v.Name}] }), s.Day) {
		taken[id] = true
	}
	for _, u := range s.Units {
		if len(open) == 0 || len(u.Shape) == 0 {
			continue
		}
		if v := open[outlineOf(u.Shape)]; v != nil && !taken[v.Unit] && goesOn(v, &u) {
			found[u.Code], taken[v.Unit] = v.Unit, true
		}
	}
	return found
}
