package boundaries

import (
	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/geo"
)

// cession is land that one unit gives to another.
type cession struct {
	from, to     *standing
	moving, rest orb.MultiPolygon // the land that goes, and what from keeps
	kind         string
	groups       map[string]bool // groups that go whatever their place; the others go by it
}

// cede gives land to a unit, with the groups on it, and lets parents follow.
func (b *board) cede(c cession) bool {
	if c.from == c.to {
		return true
	}
	if len(c.moving) > 0 {
		shapes := []orb.MultiPolygon{c.moving}
		if len(c.to.Shape) > 0 {
			shapes = append(shapes, c.to.Shape)
		}
		shape, ok := combine(shapes, nil)
		if !ok {
			b.refuse("overlap", c.to.Code, "the land that %s gets overlaps its own: clean the divisions first (xiantu topo clean)", c.to.Name)
			return false
		}
		c.to.Shape = shape
		moveLand(c.moving, c.from.parent, c.to.parent)
	}
	c.cedeParcels()
	c.cedeGroups()
	c.to.kind = c.kind
	return true
}

// cedeParcels divides the land's origin with the land.
func (c *cession) cedeParcels() {
	moving := part{c.moving, c.peopleShare()}
	rest := part{c.rest, 1 - moving.share}
	var stays []parcel
	for _, p := range c.from.land {
		went, stayed := p.divide(moving, rest, len(c.from.land) == 1)
		if went.share > 0 {
			went.kind = c.kind
			c.to.land = append(c.to.land, went)
		}
		if stayed.share > 0 {
			stays = append(stays, stayed)
		}
	}
	c.from.land = stays
}

// part is land and the share that it is of a unit without a shape.
type part struct {
	shape orb.MultiPolygon
	share float64
}

// divide parts a parcel into what lies on the land that moves and on the rest. whole
// says that moving and rest make up just this parcel.
func (p parcel) divide(moving, rest part, whole bool) (went, stayed parcel) {
	went, stayed = p, p
	if len(moving.shape) == 0 || len(p.shape) == 0 {
		went.share, stayed.share = p.share*moving.share, p.share*rest.share
		return went, stayed
	}
	if whole {
		went.shape, stayed.shape = moving.shape, rest.shape
	} else {
		went.shape, stayed.shape = common(p.shape, moving.shape), common(p.shape, rest.shape)
	}
	went.share, stayed.share = 0, 0
	if total := flatArea(went.shape) + flatArea(stayed.shape); total > 0 {
		went.share = p.share * flatArea(went.shape) / total
		stayed.share = p.share - went.share
	}
	if len(stayed.shape) == 0 {
		stayed.share = 0
	}
	return went, stayed
}

// common is the land that two shapes share.
func common(a, c orb.MultiPolygon) orb.MultiPolygon {
	var both orb.MultiPolygon
	for _, piece := range geo.Overlay([]orb.MultiPolygon{a}, []orb.MultiPolygon{c}) {
		if piece.A == 0 && piece.B == 0 {
			both = append(both, piece.Shape...)
		}
	}
	return both
}

// peopleShare is the share of from's people that go, for units without a shape; half
// where there are none.
func (c *cession) peopleShare() float64 {
	var going, all int64
	for _, g := range c.from.groups {
		all += g.People
		if c.goes(g) {
			going += g.People
		}
	}
	if all == 0 {
		return 0.5
	}
	return float64(going) / float64(all)
}

func (c *cession) cedeGroups() {
	var stay []*standingGroup
	for _, g := range c.from.groups {
		if !c.goes(g) {
			stay = append(stay, g)
			continue
		}
		g.now = c.to
		c.to.groups = append(c.to.groups, g)
	}
	c.from.groups = stay
}

// goes reports whether a group moves: it is named, or lies on the land and not on the
// border of what stays.
func (c *cession) goes(g *standingGroup) bool {
	if c.groups[g.ID] {
		return true
	}
	return g.placed() && geo.Contains(c.moving, g.Place) && !geo.Contains(c.rest, g.Place)
}

func (g *standingGroup) placed() bool { return g.Place != (orb.Point{}) }

// insertVertices puts vertices that a cut has made into all outlines that they lie on,
// so that neighbours and parents keep the same border to the last vertex.
func (b *board) insertVertices(added []orb.Point, but *standing) {
	b.added = append(b.added, added...)
	for _, u := range b.units {
		if u.over || u == but || !holdsAny(u.Shape.Bound(), added) {
			continue
		}
		shape := geo.InsertVertices(u.Shape, added)
		if shape.Equal(u.Shape) {
			continue
		}
		switch {
		case !b.counties[u.county()]:
			b.warn("county_border", u.Code, "a vertex is put into the border of %s, whose county the order does not name: bring its divisions up to date", u.Name)
		default:
			u.Shape = shape
		}
	}
}

// holdsAny reports whether a bound, with a hair's breadth around it, holds a point.
func holdsAny(bound orb.Bound, points []orb.Point) bool {
	bound = bound.Pad(2. / geo.GridUnits)
	for _, p := range points {
		if bound.Contains(p) {
			return true
		}
	}
	return false
}
