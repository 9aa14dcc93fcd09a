package tiles

import (
	"cmp"
	"math"
	"slices"
)

// pixels are the squares of a zoom's grid in which lines have vertices, each once, and
// where to find those that a line passes.
type pixels struct {
	at    []spot  // by id, on the grid
	id    []int32 // by spot given to newPixels
	shift int     // world units of a square's side are 1<<shift

	low           spot // on the grid
	side          uint32
	width, height int
	first         []int32 // by block of side by side squares: the first in order
	order         []int32 // ids by block
	passed        []int32 // scratch
}

func newPixels(spots []spot, shift int) pixels {
	p := pixels{shift: shift, id: make([]int32, len(spots))}
	ids := make(map[spot]int32, len(spots))
	zoom := worldBits - extentBits - shift
	for i, s := range spots {
		at := s.onGrid(zoom)
		id, ok := ids[at]
		if !ok {
			id = int32(len(p.at))
			ids[at] = id
			p.at = append(p.at, at)
		}
		p.id[i] = id
	}
	p.sort()
	return p
}

// sort puts the pixels into blocks, about one a block.
func (p *pixels) sort() {
	b := emptyBox()
	for _, s := range p.at {
		b.add(s)
	}
	if len(p.at) == 0 {
		b = box{}
	}
	p.low = b.min
	wide, tall := float64(b.max.X-b.min.X)+1, float64(b.max.Y-b.min.Y)+1
	most := float64(len(p.at) + 1)
	p.side = uint32(max(1, math.Ceil(max(math.Sqrt(wide*tall/most), wide/most, tall/most))))
	p.width, p.height = int(wide)/int(p.side)+1, int(tall)/int(p.side)+1
	p.first = make([]int32, p.width*p.height+1)
	for _, s := range p.at {
		p.first[p.block(s)+1]++
	}
	for i := 1; i < len(p.first); i++ {
		p.first[i] += p.first[i-1]
	}
	fill := slices.Clone(p.first)
	p.order = make([]int32, len(p.at))
	for id, s := range p.at {
		k := p.block(s)
		p.order[fill[k]] = int32(id)
		fill[k]++
	}
}

func (p *pixels) block(s spot) int {
	return int((s.Y-p.low.Y)/p.side)*p.width + int((s.X-p.low.X)/p.side)
}

// between appends the pixels that the line from a to b passes between those of its ends,
// in the order in which it does.
func (p *pixels) between(a, b spot, aID, bID int32, out []int32) []int32 {
	p.passed = p.passed[:0]
	scale := math.Ldexp(1, -p.shift)
	ax, ay := float64(a.X)*scale-float64(p.low.X), float64(a.Y)*scale-float64(p.low.Y)
	bx, by := float64(b.X)*scale-float64(p.low.X), float64(b.Y)*scale-float64(p.low.Y)
	side := float64(p.side)
	at := func(v float64, most int) int { return min(max(int(math.Floor(v/side)), 0), most-1) }
	for row := at(min(ay, by)-1, p.height); row <= at(max(ay, by)+1, p.height); row++ {
		west, east := min(ax, bx), max(ax, bx)
		if by != ay { // only where the line is in the row
			top, bottom := float64(row)*side-1, float64(row+1)*side+1
			x0, x1 := ax+(top-ay)*(bx-ax)/(by-ay), ax+(bottom-ay)*(bx-ax)/(by-ay)
			west, east = max(west, min(x0, x1)), min(east, max(x0, x1))
		}
		for column := at(west-1, p.width); column <= at(east+1, p.width); column++ {
			block := row*p.width + column
			for _, id := range p.order[p.first[block]:p.first[block+1]] {
				if id != aID && id != bID && p.passes(a, b, p.at[id]) {
					p.passed = append(p.passed, id)
				}
			}
		}
	}
	if len(p.passed) > 1 {
		right, down := b.X >= a.X, b.Y >= a.Y
		slices.SortFunc(p.passed, func(i, j int32) int { return cmp.Compare(p.at[i].way(right, down), p.at[j].way(right, down)) })
	}
	return append(out, p.passed...)
}

// way grows from one square to the next that a line in the direction passes.
func (s spot) way(right, down bool) int64 {
	x, y := int64(s.X), int64(s.Y)
	if !right {
		x = -x
	}
	if !down {
		y = -y
	}
	return x + y
}

// passes reports whether the line from a to b passes the square of a pixel: the world
// spots that onGrid puts there.
func (p *pixels) passes(a, b, pixel spot) bool {
	size := int64(1) << p.shift
	lowX, lowY := int64(pixel.X)*size-size/2, int64(pixel.Y)*size-size/2
	highX, highY := lowX+size-1, lowY+size-1
	ax, ay, bx, by := int64(a.X), int64(a.Y), int64(b.X), int64(b.Y)
	if max(ax, bx) < lowX || min(ax, bx) > highX || max(ay, by) < lowY || min(ay, by) > highY {
		return false
	}
	dx, dy := bx-ax, by-ay
	corner := dx*(lowY-ay) - dy*(lowX-ax)
	across, along := -dy*(size-1), dx*(size-1)
	least := corner + min(across, 0) + min(along, 0)
	most := corner + max(across, 0) + max(along, 0)
	return least <= 0 && most >= 0
}
