package edition

import (
	"slices"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/geo"
)

// placing is what tells a group's unit on a day, beside its place.
type placing struct {
	days  []Change
	moved []MovedGroup
	at    civil.Day
}

// ground is where groups are placed: the units in force on a day.
type ground interface {
	// bearer is the unit with a code, or -1; fits is false where its shape is known
	// and reaches nowhere near p.
	bearer(code adcode.Code, p orb.Point) (unit int, fits bool)
	// identified is the unit with an identity, or -1.
	identified(id boundaries.UnitID) int
	// holding is the lowest unit whose shape holds p, or -1.
	holding(p orb.Point) int
}

// placePeople returns a copy of people whose groups know their unit of this edition:
// the one that a change moved them to or that the address in force on the day names,
// whichever is newer, else the one their point lies in. A group's address of year Y
// holds from that year's first divisions on.
func placePeople(people *People, on ground, by placing) *People {
	if people == nil {
		return &People{Basis: Resident, Ages: []string{"all"}}
	}
	out := *people
	out.Groups = slices.Clone(people.Groups)
	p := placer{placing: by, on: on, starts: map[int]civil.Day{}, movedTo: map[string]MovedGroup{}}
	for _, m := range by.moved {
		p.movedTo[m.Group] = m
	}
	for i := range out.Groups {
		out.Groups[i].Unit = p.unit(&out.Groups[i])
	}
	return &out
}

type placer struct {
	placing
	on      ground
	starts  map[int]civil.Day
	movedTo map[string]MovedGroup
}

// unit is the index of the group's unit, or -1.
func (p *placer) unit(g *Group) int {
	address := p.address(g)
	if m, ok := p.movedTo[g.ID]; ok && (address == nil || address.Year == 0 || !m.Day.Before(p.start(address.Year))) {
		if unit := p.on.identified(m.Unit); unit >= 0 {
			return unit
		}
	}
	if address != nil {
		// Where the code has another bearer by now the place decides.
		if unit, fits := p.on.bearer(address.Village, g.Place); unit >= 0 && fits {
			return unit
		}
	}
	return p.on.holding(g.Place)
}

// address is a group's newest address that holds on the day, or nil.
func (p *placer) address(g *Group) *Address {
	var best *Address
	for i := range g.Addresses {
		a := &g.Addresses[i]
		if a.Year != 0 && !p.at.IsZero() && p.at.Before(p.start(a.Year)) {
			continue
		}
		if best == nil || a.Year >= best.Year {
			best = a
		}
	}
	return best
}

func (p *placer) start(year int) civil.Day {
	if _, ok := p.starts[year]; !ok {
		p.starts[year] = yearStart(year, p.days)
	}
	return p.starts[year]
}

func (b *Boundaries) bearer(code adcode.Code, p orb.Point) (int, bool) {
	u := b.ByCode(code)
	if u == nil {
		return -1, false
	}
	return u.Index, !b.HasShape(u) || u.Bound.Contains(p)
}

func (b *Boundaries) identified(id boundaries.UnitID) int {
	if u := b.ByID(id); u != nil {
		return u.Index
	}
	return -1
}

func (b *Boundaries) holding(p orb.Point) int {
	if u := b.Locate(p); u != nil {
		return u.Index
	}
	return -1
}

// PlaceGroups are the villager groups of a county with the units they belong to, as
// the law of the county knows them: parts.Units are those in force on the day at. It
// needs no edition to be made.
func PlaceGroups(parts Parts, at civil.Day) []boundaries.Group {
	if parts.People == nil {
		return nil
	}
	on := newBareGround(parts.Units)
	people := placePeople(parts.People, on, placing{parts.Days, parts.Moved, at})
	all := people.Age("all")
	groups := make([]boundaries.Group, len(people.Groups))
	for i, g := range people.Groups {
		groups[i] = boundaries.Group{ID: g.ID, Place: g.Place}
		if g.Unit >= 0 {
			groups[i].Unit = parts.Units[g.Unit].Unit
		}
		if all >= 0 && all < len(g.Counts) {
			groups[i].People = g.Counts[all]
		}
	}
	return groups
}

// bareGround are units without their topology.
type bareGround struct {
	units  []boundaries.Version
	bounds []orb.Bound
	byCode map[adcode.Code]int
	byID   map[boundaries.UnitID]int
}

func newBareGround(units []boundaries.Version) *bareGround {
	g := &bareGround{units, make([]orb.Bound, len(units)), map[adcode.Code]int{}, map[boundaries.UnitID]int{}}
	for i := range units {
		g.bounds[i] = units[i].Shape.Bound()
		g.byCode[units[i].Code], g.byID[units[i].Unit] = i, i
	}
	return g
}

func (g *bareGround) bearer(code adcode.Code, p orb.Point) (int, bool) {
	i, ok := g.byCode[code]
	if !ok {
		return -1, false
	}
	return i, len(g.units[i].Shape) == 0 || g.bounds[i].Contains(p)
}

func (g *bareGround) identified(id boundaries.UnitID) int {
	if i, ok := g.byID[id]; ok {
		return i
	}
	return -1
}

func (g *bareGround) holding(p orb.Point) int {
	best := -1
	for i := range g.units {
		u := &g.units[i]
		if len(u.Shape) > 0 && (best < 0 || u.Level() > g.units[best].Level()) && g.bounds[i].Contains(p) && geo.Contains(u.Shape, p) {
			best = i
		}
	}
	return best
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
