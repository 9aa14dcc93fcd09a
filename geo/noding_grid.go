package geo

import "math/bits"

// blockLines is how many lines that follow one another share a box in a blockGrid.
const blockLines = 12

// block is a run of lines and the box around them.
type block struct {
	from, to   int32
	minX, minY int64
	maxX, maxY int64
	next       int32 // in the same cell, plus one; 0 ends
	level      uint8
	fresh      bool // some line is
}

// blockGrid is a grid of several levels: each block is in the one cell, at the level
// whose cells are just not smaller than it, that holds its lower left corner. Data of any
// mixture of sizes then has few blocks a cell (after Franklin's uniform grid,
// Efficient polyhedron intersection and union, 1982, one for each size).
type blockGrid struct {
	vertices []Vertex
	lines    []nodeLine
	blocks   []block
	heads    []gridCell // open addressing
	levels   uint64     // which are used
	least    uint8      // the lowest that is
}

type gridCell struct {
	x, y  int64
	level uint8
	first int32 // plus one; 0: empty
}

// meetingPairs calls meet once for each pair of lines whose boxes, widened by a unit,
// overlap. Pairs neither of which is fresh are among them for certain only where all is set.
func meetingPairs(vertices []Vertex, lines []nodeLine, all bool, meet func(i, j int32)) {
	g := newBlockGrid(vertices, lines)
	for k := range g.blocks {
		g.pairsOf(k, all, meet)
	}
}

// pairsOf calls meet with the pairs of lines of block k, and of it and those of its level and
// those above.
func (g *blockGrid) pairsOf(k int, all bool, meet func(i, j int32)) {
	b := &g.blocks[k]
	if all || b.fresh {
		g.pairsWithin(b, meet)
	}
	for level := int(b.level); g.levels>>level != 0; level++ {
		if g.levels&(1<<level) == 0 {
			continue
		}
		// A block reaches at most one cell beyond its own.
		for x := (b.minX-1)>>level - 1; x <= (b.maxX+1)>>level; x++ {
			for y := (b.minY-1)>>level - 1; y <= (b.maxY+1)>>level; y++ {
				for o := g.in(x, y, uint8(level)); o != 0; o = g.blocks[o-1].next {
					other := &g.blocks[o-1]
					if (int(o-1) > k || other.level > b.level) && (all || b.fresh || other.fresh) && b.near(other) {
						g.pairsBetween(b, other, meet)
					}
				}
			}
		}
	}
}

// in returns the first block of a cell, plus one; 0: it has none.
func (g *blockGrid) in(x, y int64, level uint8) int32 {
	return g.heads[g.cell(x, y, level)].first
}

func newBlockGrid(vertices []Vertex, lines []nodeLine) *blockGrid {
	g := emptyGrid((len(lines) + blockLines - 1) / blockLines)
	g.vertices, g.lines = vertices, lines
	for from := 0; from < len(lines); {
		to := from + 1
		b := g.boxOf(int32(from))
		b.fresh = lines[from].fresh
		for to < len(lines) && to-from < blockLines && lines[to].a == lines[to-1].b {
			v := vertices[lines[to].b]
			b.minX, b.minY = min(b.minX, v.X), min(b.minY, v.Y)
			b.maxX, b.maxY = max(b.maxX, v.X), max(b.maxY, v.Y)
			b.fresh = b.fresh || lines[to].fresh
			to++
		}
		b.from, b.to = int32(from), int32(to)
		g.put(b)
		from = to
	}
	return g
}

func (g *blockGrid) put(b block) {
	if 2*len(g.blocks) >= len(g.heads) {
		g.grow()
	}
	b.level = max(g.least, uint8(bits.Len64(uint64(max(b.maxX-b.minX, b.maxY-b.minY)))))
	g.levels |= 1 << b.level
	g.blocks = append(g.blocks, b)
	g.link(int32(len(g.blocks) - 1))
}

func (g *blockGrid) link(k int32) {
	b := &g.blocks[k]
	cell := gridCell{x: b.minX >> b.level, y: b.minY >> b.level, level: b.level}
	head := &g.heads[g.cell(cell.x, cell.y, cell.level)]
	b.next, cell.first = head.first, k+1
	*head = cell
}

func (g *blockGrid) grow() {
	g.heads = make([]gridCell, 2*len(g.heads))
	for k := range g.blocks {
		g.link(int32(k))
	}
}

// cell returns where the entry of a cell is, which is empty where the cell is.
func (g *blockGrid) cell(x, y int64, level uint8) uint64 {
	mask := uint64(len(g.heads) - 1)
	hash := (uint64(x)*0x9E3779B97F4A7C15 ^ bits.RotateLeft64(uint64(y)*0xC2B2AE3D27D4EB4F, 31)) + uint64(level)*0x165667B19E3779F9
	hash ^= hash >> 29
	for h := hash & mask; ; h = (h + 1) & mask {
		if c := &g.heads[h]; c.first == 0 || c.x == x && c.y == y && c.level == level {
			return h
		}
	}
}

func (g *blockGrid) boxOf(line int32) block {
	a, b := g.vertices[g.lines[line].a], g.vertices[g.lines[line].b]
	return block{minX: min(a.X, b.X), maxX: max(a.X, b.X), minY: min(a.Y, b.Y), maxY: max(a.Y, b.Y)}
}

// near reports whether the boxes, widened by a unit, overlap.
func (b *block) near(o *block) bool {
	return b.minX <= o.maxX+1 && o.minX <= b.maxX+1 && b.minY <= o.maxY+1 && o.minY <= b.maxY+1
}

func (g *blockGrid) pairsWithin(b *block, meet func(i, j int32)) {
	var boxes [blockLines]block
	for i := b.from; i < b.to; i++ {
		box := &boxes[i-b.from]
		*box = g.boxOf(i)
		for j := b.from; j < i; j++ {
			if boxes[j-b.from].near(box) {
				meet(j, i)
			}
		}
	}
}

func (g *blockGrid) pairsBetween(b, o *block, meet func(i, j int32)) {
	var there [blockLines]int32
	n := 0
	for j := o.from; j < o.to; j++ {
		if box := g.boxOf(j); box.near(b) {
			there[n] = j
			n++
		}
	}
	for i := b.from; n > 0 && i < b.to; i++ {
		box := g.boxOf(i)
		if !box.near(o) {
			continue
		}
		for _, j := range there[:n] {
			if other := g.boxOf(j); box.near(&other) {
				meet(i, j)
			}
		}
	}
}
