package geo

import "math/bits"

// blockLines is how many lines that follow one another share a box in a blockGrid.
const blockLines = 12

// block is a run of lines and the box around them.
type block struct {
	from, to   int32
	minX, minY int64
	maxX, maxY int64
	level      uint8
	next       int32 // in the same cell; -1 ends
}

// blockGrid is a grid of several levels: each block is in the one cell, at the level
// whose cells are just not smaller than it, that holds its lower left corner. Data of any
// mixture of sizes then has few blocks a cell (after Franklin's uniform grid,
// Efficient polyhedron intersection and union, 1982, one for each size).
type blockGrid struct {
	blocks []block
	heads  []gridCell // open addressing
	levels uint64     // which are used
}

type gridCell struct {
	x, y  int64
	level uint8
	first int32 // plus one; 0: empty
}

// meetingPairs calls meet once for each pair of lines whose boxes, widened by a unit,
// overlap.
func meetingPairs(lines []nodeLine, meet func(i, j int32)) {
	g := newBlockGrid(lines)
	for k := range g.blocks {
		b := &g.blocks[k]
		pairsWithin(lines, b, meet)
		for level := int(b.level); g.levels>>level != 0; level++ {
			if g.levels&(1<<level) == 0 {
				continue
			}
			// A block reaches at most one cell beyond its own.
			for x := (b.minX-1)>>level - 1; x <= (b.maxX+1)>>level; x++ {
				for y := (b.minY-1)>>level - 1; y <= (b.maxY+1)>>level; y++ {
					for o := g.cell(x, y, uint8(level)).first; o != 0; o = g.blocks[o-1].next {
						other := &g.blocks[o-1]
						if int(o-1) > k || other.level > b.level {
							pairsBetween(lines, b, other, meet)
						}
					}
				}
			}
		}
	}
}

func newBlockGrid(lines []nodeLine) *blockGrid {
	count := (len(lines) + blockLines - 1) / blockLines
	g := &blockGrid{blocks: make([]block, 0, count), heads: make([]gridCell, 1<<bits.Len(uint(2*count+1)))}
	for from := 0; from < len(lines); {
		to := from + 1
		b := boxOf(lines[from])
		for to < len(lines) && to-from < blockLines && lines[to].a == lines[to-1].b {
			b.widen(boxOf(lines[to]))
			to++
		}
		b.from, b.to = int32(from), int32(to)
		b.level = uint8(bits.Len64(uint64(max(b.maxX-b.minX, b.maxY-b.minY))))
		g.put(b)
		from = to
	}
	return g
}

func (g *blockGrid) put(b block) {
	if 2*len(g.blocks) >= len(g.heads) {
		g.grow()
	}
	g.levels |= 1 << b.level
	g.blocks = append(g.blocks, b)
	g.link(int32(len(g.blocks) - 1))
}

func (g *blockGrid) link(k int32) {
	b := &g.blocks[k]
	cell := g.cell(b.minX>>b.level, b.minY>>b.level, b.level)
	b.next = cell.first
	cell.first = k + 1
}

func (g *blockGrid) grow() {
	g.heads = make([]gridCell, 2*len(g.heads))
	for k := range g.blocks {
		g.link(int32(k))
	}
}

// cell returns a cell's entry, which is empty where the cell is. The entry of an empty
// cell bears its name already.
func (g *blockGrid) cell(x, y int64, level uint8) *gridCell {
	mask := uint64(len(g.heads) - 1)
	hash := (uint64(x)*0x9E3779B97F4A7C15 ^ bits.RotateLeft64(uint64(y)*0xC2B2AE3D27D4EB4F, 31)) + uint64(level)*0x165667B19E3779F9
	hash ^= hash >> 29
	for h := hash & mask; ; h = (h + 1) & mask {
		c := &g.heads[h]
		if c.first == 0 {
			c.x, c.y, c.level = x, y, level
			return c
		}
		if c.x == x && c.y == y && c.level == level {
			return c
		}
	}
}

func boxOf(l nodeLine) block {
	return block{minX: min(l.a.X, l.b.X), maxX: max(l.a.X, l.b.X), minY: min(l.a.Y, l.b.Y), maxY: max(l.a.Y, l.b.Y)}
}

func (b *block) widen(o block) {
	b.minX, b.minY = min(b.minX, o.minX), min(b.minY, o.minY)
	b.maxX, b.maxY = max(b.maxX, o.maxX), max(b.maxY, o.maxY)
}

// near reports whether the boxes, widened by a unit, overlap.
func (b *block) near(o *block) bool {
	return b.minX <= o.maxX+1 && o.minX <= b.maxX+1 && b.minY <= o.maxY+1 && o.minY <= b.maxY+1
}

func pairsWithin(lines []nodeLine, b *block, meet func(i, j int32)) {
	for i := b.from; i < b.to; i++ {
		box := boxOf(lines[i])
		for j := i + 1; j < b.to; j++ {
			if other := boxOf(lines[j]); box.near(&other) {
				meet(i, j)
			}
		}
	}
}

func pairsBetween(lines []nodeLine, b, o *block, meet func(i, j int32)) {
	if !b.near(o) {
		return
	}
	var there [blockLines]int32
	n := 0
	for j := o.from; j < o.to; j++ {
		if box := boxOf(lines[j]); box.near(b) {
			there[n] = j
			n++
		}
	}
	for i := b.from; n > 0 && i < b.to; i++ {
		box := boxOf(lines[i])
		if !box.near(o) {
			continue
		}
		for _, j := range there[:n] {
			if other := boxOf(lines[j]); box.near(&other) {
				meet(i, j)
			}
		}
	}
}
