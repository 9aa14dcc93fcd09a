package maps

import (
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// boxes are the places taken on the sheet, by boxes and by lines, found by cells of the
// sheet.
type boxes struct {
	list  []spot
	cells map[[2]int][]int32 // nil: the list is short and searched
	under *boxes             // taken too; may be nil
}

// spot is a place taken: a box, or the line between two points.
type spot struct {
	box      orb.Bound
	line     bool
	from, to orb.Point
	gone     bool
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

// take marks a place as taken, and returns its number.
func (b *boxes) take(box orb.Bound) int { return b.add(spot{box: box}) }

// takeLine marks the places along a line as taken, and returns their number.
func (b *boxes) takeLine(from, to orb.Point) int {
	return b.add(spot{box: orb.MultiPoint{from, to}.Bound(), line: true, from: from, to: to})
}

func (b *boxes) add(s spot) int {
	b.list = append(b.list, s)
	if b.cells != nil {
		b.each(s.box, func(cell [2]int) bool {
			b.cells[cell] = append(b.cells[cell], int32(len(b.list)-1))
			return true
		})
	}
	return len(b.list) - 1
}

// yield gives a place of a number up, or takes it again.
func (b *boxes) yield(number int, gone bool) { b.list[number].gone = gone }

// near visits the places that a box comes near, some more than once, until it is told to
// stop.
func (b *boxes) near(box orb.Bound, visit func(number int, s *spot) bool) bool {
	if b.cells == nil {
		for i := range b.list {
			if !b.list[i].gone && !visit(i, &b.list[i]) {
				return false
			}
		}
		return true
	}
	return b.each(box, func(cell [2]int) bool {
		for _, i := range b.cells[cell] {
			if s := &b.list[i]; !s.gone && !visit(int(i), s) {
				return false
			}
		}
		return true
	})
}

// free reports whether nothing taken overlaps the box.
func (b *boxes) free(box orb.Bound) bool {
	return (b.under == nil || b.under.free(box)) && b.near(box, func(_ int, s *spot) bool { return !s.meets(box) })
}

// freeLine reports whether a line crosses nothing taken.
func (b *boxes) freeLine(from, to orb.Point) bool {
	return (b.under == nil || b.under.freeLine(from, to)) && b.near(orb.MultiPoint{from, to}.Bound(), func(_ int, s *spot) bool { return !s.crosses(from, to) })
}

// blockers are the numbers of what overlaps a box, or the line where there is one, in
// order.
func (b *boxes) blockers(box orb.Bound, line *[2]orb.Point) []int {
	var found []int
	b.near(box, func(i int, s *spot) bool {
		if s.meets(box) {
			found = append(found, i)
		}
		return true
	})
	if line != nil {
		b.near(orb.MultiPoint{line[0], line[1]}.Bound(), func(i int, s *spot) bool {
			if s.crosses(line[0], line[1]) {
				found = append(found, i)
			}
			return true
		})
	}
	slices.Sort(found)
	return slices.Compact(found)
}

func (s *spot) meets(box orb.Bound) bool {
	if s.line {
		return runsThrough(s.from, s.to, box)
	}
	return overlap(s.box, box)
}

func (s *spot) crosses(from, to orb.Point) bool {
	if !s.line {
		return runsThrough(from, to, s.box)
	}
	side := func(a, b, p orb.Point) bool { return (b[0]-a[0])*(p[1]-a[1]) > (b[1]-a[1])*(p[0]-a[0]) }
	return side(s.from, s.to, from) != side(s.from, s.to, to) && side(from, to, s.from) != side(from, to, s.to)
}

// runsThrough reports whether the line between two points has a stretch inside a box.
func runsThrough(a, b orb.Point, box orb.Bound) bool {
	from, to := 0.0, 1.0
	for axis := range 2 {
		d := b[axis] - a[axis]
		low, high := box.Min[axis]-a[axis], box.Max[axis]-a[axis]
		switch {
		case d > 0:
			from, to = max(from, low/d), min(to, high/d)
		case d < 0:
			from, to = max(from, high/d), min(to, low/d)
		case low >= 0 || high <= 0:
			return false
		}
	}
	return from < to
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
	return &boxes{list: []spot{{box: box}}, under: b}
}
