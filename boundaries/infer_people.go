package boundaries

import (
	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/geo"
)

// placedGroup is a villager group as a level sees it: the unit before, and the unit
// after, by index; -1 where it is in none.
type placedGroup struct {
	Group
	f, t int
}

// place finds for each group the units of this level that it is in.
func (c *comparison) place(before, after []Version, was, is []Group) {
	from, to := newHomes(before, c.before), newHomes(after, c.after)
	now := map[string]UnitID{}
	for _, g := range is {
		now[g.ID] = g.Unit
	}
	for _, g := range was {
		if f := from.of(g.Unit); f >= 0 {
			c.groups = append(c.groups, placedGroup{g, f, to.of(now[g.ID])})
		}
	}
}

// count adds up the people of each tie.
func (c *comparison) count(ties map[int][]tie) {
	c.people, c.counted = map[tie]int64{}, map[int]int64{}
	for _, g := range c.groups {
		t := g.t
		if some := ties[g.f]; t < 0 && len(some) == 1 {
			t = some[0].t
		} else if t < 0 {
			t = c.holding(g.Place, some)
		}
		if t >= 0 {
			c.people[tie{g.f, t}] += g.People
			c.counted[g.f] += g.People
		}
	}
}

// holding is the unit after, of those tied, whose shape holds a place; -1 where none does.
func (c *comparison) holding(p orb.Point, ties []tie) int {
	for _, k := range ties {
		if geo.Contains(c.after[k.t].Shape, p) {
			return k.t
		}
	}
	return -1
}

// homes find the unit of a level that a unit lies in.
type homes struct {
	byID   map[UnitID]*Version
	byCode map[adcode.Code]*Version
	index  map[UnitID]int
}

func newHomes(all []Version, level []*Version) homes {
	h := homes{map[UnitID]*Version{}, map[adcode.Code]*Version{}, map[UnitID]int{}}
	for i := range all {
		h.byID[all[i].Unit], h.byCode[all[i].Code] = &all[i], &all[i]
	}
	for i, v := range level {
		h.index[v.Unit] = i
	}
	return h
}

// of climbs from a unit to the one of the level that holds it; -1 where there is none.
func (h homes) of(id UnitID) int {
	for v := h.byID[id]; v != nil; v = h.byCode[v.Parent] {
		if i, ok := h.index[v.Unit]; ok {
			return i
		}
	}
	return -1
}
