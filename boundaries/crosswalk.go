package boundaries

import (
	"cmp"
	"maps"
	"slices"
)

// Crosswalk (新旧对照) tells how units of one day become units of another: for each
// pair, the share of the old unit's people and area that lies in the new one. The shares
// of an old unit sum to 1.
type Crosswalk []Weight

// Weight is one pair of a crosswalk.
type Weight struct {
	From, To     UnitID
	People, Area float64
	Inferred     float64 // the least confidence of the strands behind it that nobody has confirmed; 0: all are recorded
}

// Basis is what figures are carried by: what they are about.
type Basis uint8

// The bases of carrying figures.
const (
	ByPeople Basis = iota // figures about people: the share of people
	ByArea                // figures about land: the share of area
)

func (w Weight) by(b Basis) float64 {
	if b == ByArea {
		return w.Area
	}
	return w.People
}

// NewCrosswalk follows units in force on a first day through the lineage after it up to
// a second day, over as many orders as there are. The shares of several orders are
// multiplied: within a unit, what an earlier order brought together is taken as mixed.
func NewCrosswalk(units []UnitID, links []Link) Crosswalk {
	at := map[UnitID]map[UnitID]Weight{}
	for _, u := range units {
		at[u] = map[UnitID]Weight{u: {From: u, To: u, People: 1, Area: 1}}
	}
	for _, order := range byOrder(links) {
		next := map[UnitID][]Link{}
		for _, l := range order {
			next[l.From] = append(next[l.From], l)
		}
		for _, u := range units {
			at[u] = step(at[u], next)
		}
	}
	var c Crosswalk
	for _, u := range units {
		for _, w := range at[u] {
			c = append(c, w)
		}
	}
	slices.SortFunc(c, func(a, b Weight) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To)) })
	return slices.Compact(c)
}

// step takes the shares of one old unit over one order.
func step(at map[UnitID]Weight, next map[UnitID][]Link) map[UnitID]Weight {
	moved := map[UnitID]Weight{}
	for _, id := range slices.Sorted(maps.Keys(at)) {
		w := at[id]
		links := next[id]
		if len(links) == 0 {
			links = []Link{{To: id, People: 1, Area: 1}}
		}
		for _, l := range links {
			sum := moved[l.To]
			sum.From, sum.To = w.From, l.To
			sum.People += w.People * l.People
			sum.Area += w.Area * l.Area
			sum.Inferred = lessSure(sum.Inferred, lessSure(w.Inferred, l.Inferred))
			moved[l.To] = sum
		}
	}
	return moved
}

// lessSure is the lesser of two confidences, of which 0 says that there is no doubt.
func lessSure(a, b float64) float64 {
	if a == 0 || b == 0 {
		return max(a, b)
	}
	return min(a, b)
}

// byOrder sorts links by day and change and groups those of one order.
func byOrder(links []Link) [][]Link {
	sorted := slices.Clone(links)
	slices.SortStableFunc(sorted, func(a, b Link) int { return cmp.Or(a.Day.Compare(b.Day), cmp.Compare(a.Change, b.Change)) })
	var orders [][]Link
	for i, l := range sorted {
		if i == 0 || l.Day != sorted[i-1].Day || l.Change != sorted[i-1].Change {
			orders = append(orders, nil)
		}
		orders[len(orders)-1] = append(orders[len(orders)-1], l)
	}
	return orders
}

// Carry takes a table of figures of the old units over to the new ones. Units of the
// table that the crosswalk does not know are returned too: their figures are in no sum.
func (c Crosswalk) Carry(table map[UnitID]float64, by Basis) (carried map[UnitID]float64, unknown []UnitID) {
	carried = map[UnitID]float64{}
	known := map[UnitID]bool{}
	for _, w := range c {
		known[w.From] = true
		if v, ok := table[w.From]; ok {
			carried[w.To] += v * w.by(by)
		}
	}
	return carried, unknownOf(table, known)
}

// Back takes a table of the new units back to the old ones. Each new unit's figure is
// divided among the old ones by how much of it each was, given the size (people or area)
// of the old units; by number where no sizes are known.
func (c Crosswalk) Back(table, sizes map[UnitID]float64, by Basis) (carried map[UnitID]float64, unknown []UnitID) {
	total, count := map[UnitID]float64{}, map[UnitID]float64{}
	known := map[UnitID]bool{}
	for _, w := range c {
		total[w.To] += sizes[w.From] * w.by(by)
		count[w.To] += w.by(by)
		known[w.To] = true
	}
	carried = map[UnitID]float64{}
	for _, w := range c {
		v, ok := table[w.To]
		switch {
		case !ok:
		case total[w.To] > 0:
			carried[w.From] += v * sizes[w.From] * w.by(by) / total[w.To]
		case count[w.To] > 0:
			carried[w.From] += v * w.by(by) / count[w.To]
		}
	}
	return carried, unknownOf(table, known)
}

func unknownOf(table map[UnitID]float64, known map[UnitID]bool) []UnitID {
	var unknown []UnitID
	for _, u := range slices.Sorted(maps.Keys(table)) {
		if !known[u] {
			unknown = append(unknown, u)
		}
	}
	return unknown
}
