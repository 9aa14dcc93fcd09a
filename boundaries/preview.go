package boundaries

import (
	"slices"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/geo"
)

// Forecast (预览) is what an order would come to, with the county's figures before and
// after.
type Forecast struct {
	Outcome       Outcome
	Before, After []Figure
}

// Figure counts the units of a level and type.
type Figure struct {
	Level  adcode.Level
	Type   Type // OtherType: all types of the level
	Units  int
	People int64            // of the villager groups in them
	Area   geo.SquareMetres // of those with a shape
	Shaped int              // units with a shape
}

// MeanPeople is how many people a unit has on average.
func (f Figure) MeanPeople() float64 { return float64(f.People) / float64(max(f.Units, 1)) }

// MeanArea is how large a unit is on average, of those with a shape.
func (f Figure) MeanArea() geo.SquareMetres { return f.Area / geo.SquareMetres(max(f.Shaped, 1)) }

// Preview applies an order and counts the units before and after. Its errors are Apply's.
func Preview(s State, o Order) (Forecast, error) {
	out, err := Apply(s, o)
	if err != nil {
		return Forecast{}, err
	}
	return Forecast{Outcome: out, Before: s.Figures(), After: s.After(o.Effective, out).Figures()}, nil
}

// Figures counts the units by level and type, each level as a whole first.
func (s State) Figures() []Figure {
	type key struct {
		level adcode.Level
		kind  Type
	}
	sums := map[key]*Figure{}
	people := s.People()
	for i := range s.Units {
		u := &s.Units[i]
		kinds := []Type{OtherType}
		if u.Type != OtherType {
			kinds = append(kinds, u.Type)
		}
		area := geo.Area(u.Shape)
		for _, t := range kinds {
			k := key{u.Level(), t}
			if sums[k] == nil {
				sums[k] = &Figure{Level: k.level, Type: t}
			}
			f := sums[k]
			f.Units++
			f.People += people[u.Unit]
			f.Area += area
			if len(u.Shape) > 0 {
				f.Shaped++
			}
		}
	}
	var all []Figure
	for _, f := range sums {
		all = append(all, *f)
	}
	slices.SortFunc(all, func(a, b Figure) int {
		if a.Level != b.Level {
			return int(a.Level) - int(b.Level)
		}
		return int(a.Type) - int(b.Type)
	})
	return all
}

// People sums the groups of each unit, and of its parents.
func (s State) People() map[UnitID]int64 {
	b := newBoard(s, Order{})
	people := map[UnitID]int64{}
	for _, g := range b.groups {
		for u := g.now; u != nil; u = u.parent {
			people[u.Unit] += g.People
		}
	}
	return people
}

// After is the state that an outcome of this one leaves on the day, for the next
// order or to look at. Versions that are not stored yet get negative ids, and new units
// keep theirs, so that plans can be applied one after the other.
func (s State) After(day civil.Day, out Outcome) State {
	next := s
	next.Units, next.Later = nil, nil
	closed := map[VersionID]bool{}
	for _, id := range out.Close {
		closed[id] = true
	}
	for _, v := range s.Units {
		if !closed[v.ID] {
			next.Units = append(next.Units, v)
		}
	}
	for _, v := range s.Later {
		if !closed[v.ID] {
			next.Later = append(next.Later, v)
		}
	}
	id := s.lowestVersion()
	for _, v := range out.Open {
		id--
		v.ID = id
		switch {
		case v.Valid.Contains(day):
			next.Units = append(next.Units, v)
		case day.Before(v.Valid.From):
			next.Later = append(next.Later, v)
		}
	}
	to := map[string]UnitID{}
	for _, m := range out.Moved {
		to[m.Group] = m.To
	}
	next.Groups = slices.Clone(s.Groups)
	for i, g := range next.Groups {
		if u, ok := to[g.ID]; ok {
			next.Groups[i].Unit = u
		}
	}
	return next
}

// lowestUnit is the least id of a unit, or 0: ids below it are free for new units.
func (s State) lowestUnit() UnitID {
	lowest := UnitID(0)
	for _, versions := range [][]Version{s.Units, s.Later} {
		for _, v := range versions {
			lowest = min(lowest, v.Unit)
		}
	}
	for _, u := range s.Used {
		lowest = min(lowest, u.Unit)
	}
	return lowest
}

// lowestVersion is the least id of a version, or 0.
func (s State) lowestVersion() VersionID {
	lowest := VersionID(0)
	for _, versions := range [][]Version{s.Units, s.Later} {
		for _, v := range versions {
			lowest = min(lowest, v.ID)
		}
	}
	return lowest
}
