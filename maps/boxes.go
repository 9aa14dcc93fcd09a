package maps

import (
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// boxes are the places taken on the sheet, found by cells of the sheet.
type boxes struct {
	list  []orb.Bound
	cells map[[2]int][]int32 // nil: the list is short and searched
	under *boxes             // taken too; may be nil
}

const cellSize = 12.0 // millimetres

func newBoxes() *boxes { return &boxes{cells: map[[2]int][]int32{}} }

func (b *boxes) each(box orb.Bound, visit func(cell [2]int) bool) bool {
	cell := func(v float64) int { return int(math.Floor(v / cellSize)) }
	for x := cell(box.Min[0]); x <= cell(box.Max[0]); x++ {
		for y := cell(box.Min[1]); y <= cell(box.Max[1]); y++ {
			if !visit([2]int{x, y}) {
				return false
			}
		}
	}
	return true
}

// take marks a place as taken.
func (b *boxes) take(box orb.Bound) {
	b.list = append(b.list, box)
	if b.cells == nil {
		return
	}
	b.each(box, func(cell [2]int) bool {
		b.cells[cell] = append(b.cells[cell], int32(len(b.list)-1))
		return true
	})
}

// free reports whether nothing taken overlaps the box.
func (b *boxes) free(box orb.Bound) bool {
	if b.under != nil && !b.under.free(box) {
		return false
	}
	if b.cells == nil {
		return !slices.ContainsFunc(b.list, func(t orb.Bound) bool { return overlap(t, box) })
	}
	return b.each(box, func(cell [2]int) bool {
		for _, i := range b.cells[cell] {
			if overlap(b.list[i], box) {
				return false
			}
		}
		return true
	})
}

// overlap reports whether two boxes share more than an edge.
func overlap(a, b orb.Bound) bool {
	return a.Min[0] < b.Max[0] && b.Min[0] < a.Max[0] && a.Min[1] < b.Max[1] && b.Min[1] < a.Max[1]
}

// boxAround is the box of a size about a centre.
func boxAround(centre orb.Point, width, height float64) orb.Bound {
	return orb.Bound{Min: orb.Point{centre[0] - width/2, centre[1] - height/2}, Max: orb.Point{centre[0] + width/2, centre[1] + height/2}}
}

// grown is the box with a margin added on all sides.
func grown(b orb.Bound, by float64) orb.Bound {
	return orb.Bound{Min: orb.Point{b.Min[0] - by, b.Min[1] - by}, Max: orb.Point{b.Max[0] + by, b.Max[1] + by}}
}

// over is b for adding to it while b itself stays as it is.
func (b *boxes) over() *boxes { return &boxes{under: b} }

// with is b and one more place, as long as b does not change.
func (b *boxes) with(box orb.Bound) *boxes {
	return &boxes{list: []orb.Bound{box}, under: b}
}
