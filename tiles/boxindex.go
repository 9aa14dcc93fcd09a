package tiles

import (
	"slices"

	"github.com/xiantu/xiantu/geo"
)

// fewBoxes are looked at one by one, which is faster than any index.
const fewBoxes = 200

// boxIndex finds the boxes that meet a box.
type boxIndex struct {
	boxes []box
	grid  *geo.BoxGrid // nil where there are few
}

func newBoxIndex(boxes []box) *boxIndex {
	x := &boxIndex{boxes: boxes}
	if len(boxes) <= fewBoxes {
		return x
	}
	wide := make([]geo.Box, len(boxes))
	for i, b := range boxes {
		if b.isEmpty() { // far from all that is asked for
			b = box{}
		}
		wide[i] = b.wide()
	}
	x.grid = geo.NewBoxGrid(wide)
	return x
}

// meeting calls f with the number of each box that meets b, in order.
func (x *boxIndex) meeting(b box, scratch []int32, f func(i int)) []int32 {
	if x.grid == nil {
		for i := range x.boxes {
			if x.boxes[i].meets(b) {
				f(i)
			}
		}
		return scratch
	}
	found := scratch[:0]
	x.grid.Query(b.wide(), func(i int32) { found = append(found, i) })
	slices.Sort(found)
	for _, i := range found {
		if x.boxes[i].meets(b) {
			f(int(i))
		}
	}
	return found
}
