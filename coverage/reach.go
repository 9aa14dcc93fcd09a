package coverage

import (
	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/geo"
)

// reach is how people come to the places of a survey: the seam between what an answer
// counts and how far things are. In a straight line it is straight; another way to travel
// is another implementation, chosen in newReach by what the question asks.
//
// How far a group is, is a number in the question's unit: metres in a straight line,
// minutes by road; +Inf where nothing leads there.
type reach interface {
	// covered tells by group whether any place is within its reach.
	covered() []bool
	// pairs returns each group with each place that it is within reach of, once, in any
	// order; far is filled in only where measured is asked for.
	pairs(measured bool) []pair
	// nearest returns by group the place nearest to it, within reach or not: the first of
	// equally near ones, -1 with +Inf where no place can be come to.
	nearest() []near
	// lay lays the land within reach on the edition's ground.
	lay() (*geo.Ground, cover)
	// outline draws the land within reach, also where it leaves the county, with lines at
	// most tolerance off; lon/lat EPSG:4490.
	outline(tolerance geo.Metres) orb.MultiPolygon
}

// cover is the land within reach of the shapes of a ground. *geo.Cover is one.
type cover interface {
	// Area is how much of a shape is within reach, and IsWhole whether all of it is.
	Area(shape int) geo.SquareMetres
	IsWhole(shape int) bool
	// Gap draws what of a shape is out of reach; GapOf does for a union of shapes.
	Gap(shape int, tolerance geo.Metres) orb.MultiPolygon
	GapOf(shape geo.MeshShape, tolerance geo.Metres) orb.MultiPolygon
}

// pair is a group within reach of a place.
type pair struct {
	group, place int32 // indexes in the edition's groups and in survey.places
	far          float64
}

// near is the place nearest to a group.
type near struct {
	place int32 // index in survey.places; -1: none
	far   float64
}

// newReach chooses the way that a question asks for.
func newReach(s *survey) (reach, error) {
	if s.q.Minutes > 0 {
		return newByRoad(s)
	}
	return &straight{s}, nil
}
