package coverage

import (
	"cmp"
	"slices"

	"github.com/xiantu/xiantu/facilities"
)

// Beds splits the people of an age group by what the facilities have room for. Beds go
// to whoever lives nearest: of all groups within reach of all facilities the nearest
// pair comes first, and takes what it needs and what is left; of equally near ones the
// facility farther west, then the lower id, decides. So the same facts give the same
// split, whatever order they come in, and no one passes a nearer one by. It is not the
// most people that could be given a bed by sending some farther away.
type Beds struct {
	Served  int64 // have a bed
	Waiting int64 // in reach of facilities whose beds are all taken
	Unknown int64 // in reach of a facility whose beds nobody knows, and without one elsewhere
	Out     int64 // out of reach
}

// Load is how full a place becomes.
type Load struct {
	Place int   // index in Answer.Places
	Beds  int64 // -1 where unknown
	Taken int64
}

// bedsOf is what a facility has room for: its beds, or the graves of a cemetery that are
// left; -1 where nobody knows.
func bedsOf(f *facilities.Facility) int {
	facts := &f.Facts
	switch {
	case facts.Beds != nil:
		return max(0, *facts.Beds)
	case facts.GravesTotal != nil && facts.GravesUsed != nil:
		return max(0, *facts.GravesTotal-*facts.GravesUsed)
	}
	return -1
}

// addBeds fills in who has a bed.
func (s *survey) addBeds(a *Answer, pairs []pair) {
	column := s.ed.People.Age(s.q.BedsFor)
	groups := s.ed.People.Groups
	slices.SortFunc(pairs, func(a, b pair) int {
		return cmp.Or(cmp.Compare(a.far, b.far), cmp.Compare(a.place, b.place), cmp.Compare(groups[a.group].ID, groups[b.group].ID))
	})
	for i := range s.places {
		a.Load = append(a.Load, Load{Place: i, Beds: int64(s.places[i].Beds)})
	}
	split := make([]Beds, len(groups))
	for g := range groups {
		split[g].Out = groups[g].Counts[column]
	}
	for _, p := range pairs {
		if s.home[p.group] != nobody {
			split[p.group].take(&a.Load[p.place])
		}
	}
	rows := s.tally(4, func(group int, row []int64) {
		for i, n := range []int64{split[group].Served, split[group].Waiting, split[group].Unknown, split[group].Out} {
			row[i] += n
		}
	})
	a.eachLine(func(line *Line, unit int) {
		row := rows[unit]
		line.Beds = &Beds{row[0], row[1], row[2], row[3]}
	})
}

// take gives a group that is within reach of a place as many of its beds as it can.
func (b *Beds) take(load *Load) {
	b.Waiting, b.Out = b.Waiting+b.Out, 0
	if load.Beds < 0 {
		b.Unknown, b.Waiting = b.Unknown+b.Waiting, 0
		return
	}
	n := min(b.Waiting+b.Unknown, load.Beds-load.Taken)
	load.Taken += n
	b.Served += n
	fromWaiting := min(n, b.Waiting)
	b.Waiting -= fromWaiting
	b.Unknown -= n - fromWaiting
}
