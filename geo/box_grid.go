package geo

import "math/bits"

// Box is a rectangle on the grid, its sides included.
type Box struct{ MinX, MinY, MaxX, MaxY int64 }

// BoxOf is the box of one vertex.
func BoxOf(v Vertex) Box { return Box{v.X, v.Y, v.X, v.Y} }

// Add makes the box so large that v lies in it.
func (b *Box) Add(v Vertex) {
	b.MinX, b.MinY = min(b.MinX, v.X), min(b.MinY, v.Y)
	b.MaxX, b.MaxY = max(b.MaxX, v.X), max(b.MaxY, v.Y)
}

// Holds reports whether v lies in the box.
func (b *Box) Holds(v Vertex) bool {
	return b.MinX <= v.X && v.X <= b.MaxX && b.MinY <= v.Y && v.Y <= b.MaxY
}

// Within reports whether all of the box lies in another.
func (b *Box) Within(o *Box) bool {
	return o.MinX <= b.MinX && b.MaxX <= o.MaxX && o.MinY <= b.MinY && b.MaxY <= o.MaxY
}

func (b *Box) side() int64 { return max(b.MaxX-b.MinX, b.MaxY-b.MinY) }

// BoxGrid finds the boxes that meet a box. It is a grid of several levels, one for each size
// of boxes, so edges of a street and of an ocean's shore can be in one.
type BoxGrid struct{ g *blockGrid }

// NewBoxGrid makes a grid of boxes, which are numbered as they come.
func NewBoxGrid(boxes []Box) *BoxGrid {
	g := emptyGrid(len(boxes))
	sum := 0.0
	for i := range boxes {
		sum += float64(boxes[i].side())
	}
	if len(boxes) > 0 { // cells smaller than an average box would only be more to look at
		g.least = uint8(bits.Len64(uint64(sum / float64(len(boxes)))))
	}
	grid := &BoxGrid{g}
	for _, b := range boxes {
		grid.Add(b)
	}
	return grid
}

// Add puts one more box in; its number is how many there were.
func (g *BoxGrid) Add(b Box) {
	g.g.put(block{minX: b.MinX, maxX: b.MaxX, minY: b.MinY, maxY: b.MaxY})
}

// Query calls found with the number of each box that meets b, once, in no special order.
func (g *BoxGrid) Query(b Box, found func(int32)) {
	for level := uint8(0); g.g.levels>>level != 0; level++ {
		if g.g.levels&(1<<level) == 0 {
			continue
		}
		x0, x1, y0, y1 := b.MinX>>level-1, b.MaxX>>level, b.MinY>>level-1, b.MaxY>>level
		if float64(x1-x0+1)*float64(y1-y0+1) > float64(len(g.g.blocks)) {
			g.all(level, b, found)
			continue
		}
		for x := x0; x <= x1; x++ {
			for y := y0; y <= y1; y++ {
				for o := g.g.in(x, y, level); o != 0; o = g.g.blocks[o-1].next {
					if g.g.blocks[o-1].meets(&b) {
						found(o - 1)
					}
				}
			}
		}
	}
}

// all looks at every box of a level: fewer than the cells that b covers there.
func (g *BoxGrid) all(level uint8, b Box, found func(int32)) {
	for i := range g.g.blocks {
		if o := &g.g.blocks[i]; o.level == level && o.meets(&b) {
			found(int32(i))
		}
	}
}

func (b *block) meets(o *Box) bool {
	return b.minX <= o.MaxX && o.MinX <= b.maxX && b.minY <= o.MaxY && o.MinY <= b.maxY
}

// emptyGrid makes a grid for some count of blocks.
func emptyGrid(count int) *blockGrid {
	return &blockGrid{blocks: make([]block, 0, count), heads: make([]gridCell, 1<<bits.Len(uint(2*count+1)))}
}
