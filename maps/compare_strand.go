package maps

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/geo"
)

// becoming is a unit before and one after that has land of it.
type becoming struct {
	from, to     *edition.Unit
	people, area float64 // shares of from; NaN: not known
	links        []boundaries.Link
	land         bool // land changed hands; otherwise only what the unit is called or coded
}

// leastShare is the share of a unit's land that is worth a line: less is borders drawn a
// second time.
const leastShare = 0.0005

// becomings are the units of a level that changed, and what they became, by code.
func (c *Comparison) becomings(level adcode.Level) []becoming {
	all := c.recorded(level)
	all = append(all, c.overlaid(level, all)...)
	out, into := map[*edition.Unit]int{}, map[*edition.Unit]int{}
	for _, b := range all {
		out[b.from]++
		into[b.to]++
	}
	var changed []becoming
	for _, b := range all {
		b.land = out[b.from] > 1 || into[b.to] > 1 || b.grew()
		same := b.from.Code == b.to.Code && b.from.Name == b.to.Name && b.from.Type == b.to.Type
		if b.land || !same {
			changed = append(changed, b)
		}
	}
	slices.SortStableFunc(changed, func(x, y becoming) int {
		return cmp.Or(x.from.Code.Compare(y.from.Code), cmp.Compare(y.area, x.area), x.to.Code.Compare(y.to.Code))
	})
	return changed
}

// grew reports whether the unit after has more land than the one before, or less.
func (b *becoming) grew() bool { return math.Abs(float64(b.from.Area/b.to.Area)-1) > leastShare }

// recorded are what lineage says, between units that are there on both sides.
func (c *Comparison) recorded(level adcode.Level) (list []becoming) {
	for _, w := range edition.Crosswalk(c.Before, c.After, c.Links) {
		from, to := c.Before.ByID(w.From), c.After.ByID(w.To)
		if from == nil || to == nil || from.Level() != level || to.Level() != level || w.Area < leastShare && w.People == 0 {
			continue
		}
		b := becoming{from: from, to: to, people: w.People, area: w.Area, links: c.linksOf(w.From, w.To)}
		if len(b.links) > 0 || !b.grew() { // else land changed hands, and nobody has said to whom
			list = append(list, b)
		}
	}
	return list
}

// linksOf are the strands of lineage from one unit to another, or else those out of the
// one and into the other.
func (c *Comparison) linksOf(from, to boundaries.UnitID) []boundaries.Link {
	var direct, around []boundaries.Link
	for _, l := range c.Links {
		if !c.Before.Key.At.Before(l.Day) || !c.After.Key.At.IsZero() && c.After.Key.At.Before(l.Day) {
			continue
		}
		switch {
		case l.From == from && l.To == to:
			direct = append(direct, l)
		case l.From == from || l.To == to:
			around = append(around, l)
		}
	}
	if len(direct) > 0 {
		return direct
	}
	return around
}

// overlaid are what shapes say of the units that lineage leaves out: a plan's changes
// have none yet.
func (c *Comparison) overlaid(level adcode.Level, told []becoming) (list []becoming) {
	var before, after []*edition.Unit
	known := func(u *edition.Unit) bool {
		return slices.ContainsFunc(told, func(b becoming) bool { return b.from == u || b.to == u })
	}
	for _, u := range c.Before.At(level) {
		if !known(u) && c.Before.HasShape(u) {
			before = append(before, u)
		}
	}
	lost := len(before) > 0
	for _, u := range c.After.At(level) {
		if c.After.HasShape(u) && (lost || !known(u)) {
			after = append(after, u)
		}
	}
	if len(after) == 0 {
		return nil
	}
	if !slices.ContainsFunc(after, known) && !lost { // new units of land that others were told to keep
		before = c.Before.At(level)
	}
	return c.overlay(before, after)
}

func (c *Comparison) overlay(before, after []*edition.Unit) (list []becoming) {
	shapes := func(ed *edition.Edition, units []*edition.Unit) (out []orb.MultiPolygon) {
		for _, u := range units {
			out = append(out, ed.Shape(u))
		}
		return out
	}
	land := map[[2]int]float64{}
	for _, p := range geo.Overlay(shapes(c.Before, before), shapes(c.After, after)) {
		if p.A >= 0 && p.B >= 0 {
			land[[2]int{p.A, p.B}] += float64(p.Area)
		}
	}
	for i, from := range before {
		for k, to := range after {
			if share := land[[2]int{i, k}] / float64(from.Area); share >= leastShare {
				list = append(list, becoming{from: from, to: to, people: c.peopleShare(from, to), area: min(share, 1)})
			}
		}
	}
	return list
}

// peopleShare is the share of a unit's people whose villager groups lie in another unit
// after; NaN where nobody is counted.
func (c *Comparison) peopleShare(from, to *edition.Unit) float64 {
	all := c.Before.People.Age("all")
	if all < 0 {
		return math.NaN()
	}
	now := map[string]int{}
	for _, g := range c.After.People.Groups {
		now[g.ID] = g.Unit
	}
	total, moved := int64(0), int64(0)
	for _, g := range c.Before.People.Groups {
		if g.Unit < 0 || c.Before.Ancestor(&c.Before.Units[g.Unit], from.Level()) != from {
			continue
		}
		total += g.Counts[all]
		if at, known := now[g.ID]; known && at >= 0 && c.After.Ancestor(&c.After.Units[at], to.Level()) == to {
			moved += g.Counts[all]
		}
	}
	if total == 0 {
		return math.NaN()
	}
	return float64(moved) / float64(total)
}
