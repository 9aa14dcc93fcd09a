package boundaries

import (
	"maps"
	"slices"
)

// Kin are the units that a unit became by way of some links, or, backward, those that it
// came of: itself where there are none. The links are those of the days in question.
func Kin(unit UnitID, links []Link, backward bool) []UnitID {
	orders := byOrder(links)
	if backward {
		slices.Reverse(orders)
	}
	at := map[UnitID]bool{unit: true}
	for _, order := range orders {
		next := map[UnitID]bool{}
		for id := range at {
			known := false
			for _, l := range order {
				here, there := l.From, l.To
				if backward {
					here, there = there, here
				}
				if here == id {
					next[there], known = true, true
				}
			}
			if !known {
				next[id] = true
			}
		}
		at = next
	}
	return slices.Sorted(maps.Keys(at))
}
