package coverage

import (
	"cmp"
	"slices"
)

// Closing is what would be lost if one facility were no more: the difference between the
// answer and the one to the same question with it in Close.
type Closing struct {
	Place    int              // index in Answer.Places; -1 for a facility that counts by unit only
	Facility int              // index in the edition; -1 for an assumed site and for one of a county beside
	People   map[string]int64 // whom nothing else covers
	Having   int64            // villages and communities without any other facility inside
	Served   int64            // those whose people would no longer be served
}

// closing lists what each place costs to close, the dearest first.
func (s *survey) closing(pairs []pair) []Closing {
	list := make([]Closing, len(s.places), len(s.places)+len(s.unplaced))
	for i := range s.places {
		p := &s.places[i]
		list[i] = Closing{Place: i, Facility: -1, People: s.nobodyLost()}
		if p.From == s.ed {
			list[i].Facility = p.Facility
		}
		list[i].Having = s.onlyIn(p.unit)
	}
	s.loseOnly(list, pairs)
	for _, u := range s.unplaced {
		list = append(list, Closing{Place: -1, Facility: u.Facility, People: s.nobodyLost(), Having: s.onlyIn(s.ed.Facilities.List[u.Facility].Unit)})
	}
	slices.SortStableFunc(list, func(a, b Closing) int {
		for _, age := range s.q.Ages {
			if c := cmp.Compare(b.People[age], a.People[age]); c != 0 {
				return c
			}
		}
		return cmp.Or(cmp.Compare(b.Having, a.Having), cmp.Compare(b.Served, a.Served))
	})
	return list
}

func (s *survey) nobodyLost() map[string]int64 {
	people := make(map[string]int64, len(s.q.Ages))
	for _, age := range s.q.Ages {
		people[age] = 0
	}
	return people
}

// onlyIn is 1 where a facility is the only one inside a village in scope.
func (s *survey) onlyIn(unit int) int64 {
	if unit >= 0 && s.isVillage(unit) && s.inScope(unit) && s.has[unit] == 1 {
		return 1
	}
	return 0
}

// loseOnly adds to each place's cost the groups that it alone covers, and the villages
// that are served only thanks to them.
func (s *survey) loseOnly(list []Closing, pairs []pair) {
	depth := depths(len(s.home), pairs)
	type stake struct{ place, unit int32 }
	stakes := map[stake]int64{}
	all := max(0, s.ed.People.Age("all"))
	for _, p := range pairs {
		home := s.home[p.group]
		if depth[p.group] != 1 || home == nobody {
			continue
		}
		counts := s.ed.People.Groups[p.group].Counts
		for i, age := range s.q.Ages {
			list[p.place].People[age] += counts[s.columns[i]]
		}
		if int(home) < len(s.ed.Units) && s.isVillage(int(home)) {
			stakes[stake{p.place, home}] += counts[all]
		}
	}
	for at, people := range stakes {
		was := s.served[at.unit]
		if s.isServed(was) && !s.isServed(Ratio{was.Covered - people, was.Of}) {
			list[at.place].Served++
		}
	}
}
