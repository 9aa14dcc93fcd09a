package edition

import (
	"slices"

	"github.com/xiantu/xiantu/civil"
)

// placePeople returns a copy of people whose groups know their unit of this edition:
// the one named by the address in force on the day, else the one their point
// lies in. A group's address of year Y holds from that year's first divisions on.
func placePeople(people *People, b *Boundaries, days []Change, at civil.Day) *People {
	if people == nil {
		return &People{Basis: Resident, Ages: []string{"all"}}
	}
	out := *people
	out.Groups = slices.Clone(people.Groups)
	starts := map[int]civil.Day{}
	for i := range out.Groups {
		g := &out.Groups[i]
		g.Unit = -1
		if u := b.byAddress(g, starts, days, at); u != nil {
			g.Unit = u.Index
		} else if u := b.Locate(g.Place); u != nil {
			g.Unit = u.Index
		}
	}
	return &out
}

// byAddress finds a group's village by its newest address that holds on the day.
func (b *Boundaries) byAddress(g *Group, starts map[int]civil.Day, days []Change, at civil.Day) *Unit {
	var best *Address
	for i := range g.Addresses {
		a := &g.Addresses[i]
		if a.Year != 0 {
			if _, ok := starts[a.Year]; !ok {
				starts[a.Year] = yearStart(a.Year, days)
			}
			if !at.IsZero() && at.Before(starts[a.Year]) {
				continue
			}
		}
		if best == nil || a.Year >= best.Year {
			best = a
		}
	}
	if best == nil {
		return nil
	}
	u := b.ByCode(best.Village)
	if u == nil || b.HasShape(u) && !u.Bound.Contains(g.Place) {
		return nil // the code has another bearer by now: the place decides
	}
	return u
}

// withPeople returns boundaries whose units carry the people of the groups in them,
// summed upward; the rest is shared with b.
func withPeople(b *Boundaries, people *People) *Boundaries {
	out := *b
	out.Units = slices.Clone(b.Units)
	for i := range out.Units {
		out.Units[i].People = make(Counts, len(people.Ages))
	}
	for _, g := range people.Groups {
		for u := g.Unit; u >= 0; u = out.Units[u].Above {
			for age, n := range g.Counts {
				out.Units[u].People[age] += n
			}
		}
	}
	return &out
}
