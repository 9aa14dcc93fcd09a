package maps

import (
	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries/adcode"
)

// Neighbour is a county beside the one that the sheet is of. One of the backdrop with
// the same name is drawn in its stead.
type Neighbour struct {
	Code  adcode.Code      // may be none
	Name  string           // may be empty
	Shape orb.MultiPolygon // lon/lat, EPSG:4490
}
