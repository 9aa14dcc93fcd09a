package topo

import (
	"math/bits"
)

// Odd numbers that spread bits.
const (
	hashA = 0x9e3779b97f4a7c15
	hashB = 0xc2b2ae3d27d4eb4f
)

// boxGrid finds the boxes that meet a box. Each lies in one cell of one of several grids,
// that of the size of its longer side, by its lower left corner (after Franklin and
// others' uniform grid, 1989, with a grid for each size): so edges of a street and of an
// ocean's shore can be in one file.
type boxGrid struct {
	boxes  []box
	next   []int32 // of the same slot, or -1
	slots  []int32
	shift  uint
	least  uint // bits of the smallest cell's side
	counts [65]int
}

func newBoxGrid(boxes []box) *boxGrid {
	size := max(bits.Len(uint(len(boxes)))+1, 4)
	g := &boxGrid{slots: make([]int32, 1<<size), shift: uint(64 - size), least: typicalLevel(boxes)}
	for i := range g.slots {
		g.slots[i] = -1
	}
	for _, b := range boxes {
		g.add(b)
	}
	return g
}

// typicalLevel is the level of an average box.
func typicalLevel(boxes []box) uint {
	if len(boxes) == 0 {
		return 0
	}
	var sum float64
	for i := range boxes {
		sum += float64(boxes[i].side())
	}
	return uint(bits.Len64(uint64(sum / float64(len(boxes)))))
}

func (b *box) side() int64 { return max(b.maxX-b.minX, b.maxY-b.minY) }

// level is the bits of the side of the cells that a box of that side goes to.
func (g *boxGrid) level(side int64) uint { return max(g.least, uint(bits.Len64(uint64(side)))) }

func (g *boxGrid) slot(level uint, x, y int64) *int32 {
	h := (uint64(x)*hashA ^ bits.RotateLeft64(uint64(y)*hashB, 31) ^ uint64(level)<<57) * hashA
	return &g.slots[h>>g.shift]
}

// add puts one more box in; its number is how many there were.
func (g *boxGrid) add(b box) {
	level := g.level(b.side())
	slot := g.slot(level, b.minX>>level, b.minY>>level)
	g.next = append(g.next, *slot)
	*slot = int32(len(g.boxes))
	g.boxes = append(g.boxes, b)
	g.counts[level]++
}

// query calls found for each box that meets b, itself included, once.
func (g *boxGrid) query(b box, found func(int32)) {
	for level := g.least; level < 64; level++ {
		if g.counts[level] == 0 {
			continue
		}
		x0, x1 := b.minX>>level-1, b.maxX>>level
		y0, y1 := b.minY>>level-1, b.maxY>>level
		if cells := float64(x1-x0+1) * float64(y1-y0+1); cells > float64(len(g.boxes)) {
			g.all(level, b, found)
			continue
		}
		for x := x0; x <= x1; x++ {
			for y := y0; y <= y1; y++ {
				for i := *g.slot(level, x, y); i >= 0; i = g.next[i] {
					if o := &g.boxes[i]; o.meets(&b) && o.minX>>level == x && o.minY>>level == y && g.level(o.side()) == level {
						found(i)
					}
				}
			}
		}
	}
}

// all looks at every box of a level: fewer than the cells that b covers there.
func (g *boxGrid) all(level uint, b box, found func(int32)) {
	for i := range g.boxes {
		if g.level(g.boxes[i].side()) == level && g.boxes[i].meets(&b) {
			found(int32(i))
		}
	}
}
