package geo

import "github.com/paulmach/orb"

// Enclosed returns the land on the left of closed lines (lon/lat) as valid polygons on
// the grid, shells counter-clockwise and holes clockwise. Lines may touch and cross; land
// that several run around is in it once.
func Enclosed(lines []orb.LineString) orb.MultiPolygon {
	var o overlay
	for _, line := range lines {
		for i := 1; i < len(line); i++ {
			o.add(Snap(line[i-1]), Snap(line[i]), 0, 1)
		}
	}
	if len(o.lines) == 0 {
		return nil
	}
	return o.polygons(func(_, reach int32) bool { return reach > 0 })
}
