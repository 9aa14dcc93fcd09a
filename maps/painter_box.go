package maps

import (
	"image"

	"github.com/paulmach/orb"
)

// fillBox fills a box in an area of a band that begins at a row of the sheet.
func fillBox(img *image.RGBA, area image.Rectangle, box orb.Bound, top float64, c Color) {
	cover := func(from int, low, high float64) float64 {
		return max(min(float64(from+1), high)-max(float64(from), low), 0)
	}
	mask := make([]byte, area.Dx())
	for y := area.Min.Y; y < area.Max.Y; y++ {
		high := cover(y, box.Min[1]-top, box.Max[1]-top)
		for x := range mask {
			mask[x] = uint8(255*high*cover(area.Min.X+x, box.Min[0], box.Max[0]) + 0.5)
		}
		paint(img, image.Rect(area.Min.X, y, area.Max.X, y+1), mask, c)
	}
}

// isBox reports whether a ring is a box with sides along those of the sheet.
func isBox(ring orb.LineString) bool {
	if len(ring) != 5 || ring[0] != ring[4] {
		return false
	}
	across := func(i int) bool { return ring[i][1] == ring[i+1][1] }
	upright := func(i int) bool { return ring[i][0] == ring[i+1][0] }
	return across(0) && upright(1) && across(2) && upright(3) || upright(0) && across(1) && upright(2) && across(3)
}

// addSides draws a box's sides one by one: as one outline they would have all that lies
// between them looked at.
func (p *painter) addSides(box orb.LineString, pen stroker, clip orb.Bound, fill Color) {
	for i := 1; i < len(box); i++ {
		a, b, c := box[i-1], box[i], box[i%(len(box)-1)+1]
		p.add(grown(orb.LineString{a, b}.Bound(), pen.width), clip, fill, func(to tracer) {
			pen.box(to, a, b)
			pen.bend(to, a, b, c)
		})
	}
}
