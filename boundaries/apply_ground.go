package boundaries

import (
	"cmp"
	"slices"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/geo"
)

// ground are the units in force as they stand now, the lowest first, with their bounds:
// where many places are looked up.
type ground struct {
	units  []*standing
	bounds []orb.Bound
}

func (b *board) ground() *ground {
	g := &ground{}
	for _, u := range b.units {
		if !u.over && len(u.Shape) > 0 {
			g.units = append(g.units, u)
		}
	}
	slices.SortStableFunc(g.units, func(a, c *standing) int { return cmp.Compare(c.Level(), a.Level()) })
	for _, u := range g.units {
		g.bounds = append(g.bounds, u.Shape.Bound())
	}
	return g
}

// holding is the lowest unit that holds a place, or nil.
func (g *ground) holding(p orb.Point) *standing {
	for i, u := range g.units {
		if g.bounds[i].Contains(p) && geo.Contains(u.Shape, p) {
			return u
		}
	}
	return nil
}
