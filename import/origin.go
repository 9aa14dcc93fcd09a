package importer

import (
	"cmp"
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
)

// Part names a piece of what is to be written: the code of a unit, the number of a group,
// or a set's source with the place in its list. Facilities make one set, without a name.
type Part struct {
	Set   string
	Index int
}

// Origins are the rows that the parts of a Write were made of, without their problems.
type Origins map[Part]Row

// add remembers the row that a part was made of, and what was done with it.
func (o Origins) add(part Part, row Row, action Action) {
	row.Action, row.Problems = action, nil
	o[part] = row
}

// middleOf is a point of a shape to look at: of an area its centre of mass, of a line the
// position in its middle; nil of nothing.
func middleOf(shape orb.Geometry) *orb.Point {
	switch g := shape.(type) {
	case orb.Point:
		return &g
	case orb.LineString:
		if len(g) > 0 {
			return &g[len(g)/2]
		}
	case orb.MultiLineString:
		if len(g) > 0 {
			longest := slices.MaxFunc(g, func(a, b orb.LineString) int { return cmp.Compare(len(a), len(b)) })
			return middleOf(longest)
		}
	case orb.Polygon, orb.MultiPolygon:
		if !g.Bound().IsZero() && g.Bound().Min != g.Bound().Max {
			p, _ := planar.CentroidArea(g)
			return &p
		}
	}
	return nil
}
