package tiles

import (
	"math"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/geo"
)

// The tile's own grid.
const (
	extent     = 4096
	extentBits = 12
	buffer     = 64
)

// spot is a place on a square grid over the whole of Web Mercator, x to the east and
// y to the south: in world units, 2^32 a side (9 mm at the equator), or on the grid
// of a zoom, 4096 a tile.
type spot struct{ X, Y uint32 }

const worldBits = 32

// mercator projects lon/lat to Web Mercator with 1 for the whole world, y down.
func mercator(p orb.Point) orb.Point {
	return orb.Point{p[0]/360 + 0.5, 0.5 - math.Asinh(math.Tan(p[1]*math.Pi/180))/(2*math.Pi)}
}

// spotOf puts a place of mercator on the world's grid. What lies beyond its edge,
// such as the poles, is put on the edge.
func spotOf(m orb.Point) spot { return spot{worldUnit(m[0]), worldUnit(m[1])} }

func worldUnit(v float64) uint32 {
	return uint32(min(max(math.Round(v*(1<<worldBits)), 0), 1<<worldBits-1))
}

// onGrid puts a world spot on the grid of a zoom <= finest.
func (s spot) onGrid(zoom int) spot {
	shift := worldBits - extentBits - zoom
	half := int64(1) << (shift - 1)
	return spot{uint32((int64(s.X) + half) >> shift), uint32((int64(s.Y) + half) >> shift)}
}

// box is a rectangle of world spots, its edges included.
type box struct{ min, max spot }

func emptyBox() box { return box{min: spot{math.MaxUint32, math.MaxUint32}} }

func (b *box) add(s spot) {
	b.min = spot{min(b.min.X, s.X), min(b.min.Y, s.Y)}
	b.max = spot{max(b.max.X, s.X), max(b.max.Y, s.Y)}
}

func (b *box) join(o box) {
	b.min = spot{min(b.min.X, o.min.X), min(b.min.Y, o.min.Y)}
	b.max = spot{max(b.max.X, o.max.X), max(b.max.Y, o.max.Y)}
}

func (b box) isEmpty() bool { return b.min.X > b.max.X }

func (b box) meets(o box) bool {
	return b.min.X <= o.max.X && o.min.X <= b.max.X && b.min.Y <= o.max.Y && o.min.Y <= b.max.Y
}

func (b box) wide() geo.Box {
	return geo.Box{MinX: int64(b.min.X), MinY: int64(b.min.Y), MaxX: int64(b.max.X), MaxY: int64(b.max.Y)}
}

func boxOf(bound orb.Bound) box {
	b := emptyBox()
	b.add(spotOf(mercator(bound.Min)))
	b.add(spotOf(mercator(bound.Max)))
	return b
}

// point is a position in a tile: x to the right, y down, 0..4096 inside.
type point struct{ X, Y int64 }

// frame is a tile's place in the world.
type frame struct {
	zoom   int
	grid   int   // the zoom whose grid lines are drawn from
	origin point // of the tile, on the grid of zoom
	reach  box   // the tile and its buffer
	inner  box   // the tile
}

func newFrame(z, x, y int) frame {
	side := int64(1) << (worldBits - z)
	rim := side*buffer/extent + 1
	edge := func(v int64) uint32 { return uint32(min(max(v, 0), 1<<worldBits-1)) }
	left, top := int64(x)*side, int64(y)*side
	return frame{
		zoom:   z,
		grid:   min(z, finest),
		origin: point{int64(x) * extent, int64(y) * extent},
		reach:  box{spot{edge(left - rim), edge(top - rim)}, spot{edge(left + side + rim), edge(top + side + rim)}},
		inner:  box{spot{edge(left), edge(top)}, spot{edge(left + side - 1), edge(top + side - 1)}},
	}
}

// bound is the tile and its buffer in lon/lat.
func (f *frame) bound() orb.Bound {
	low, high := f.reach.min, f.reach.max
	return orb.Bound{Min: lonLat(spot{low.X, high.Y}), Max: lonLat(spot{high.X, low.Y})}
}

// lonLat is where a world spot lies.
func lonLat(s spot) orb.Point {
	x, y := float64(s.X)/(1<<worldBits), float64(s.Y)/(1<<worldBits)
	return orb.Point{(x - 0.5) * 360, math.Atan(math.Sinh((0.5-y)*2*math.Pi)) * 180 / math.Pi}
}

// meets reports whether something within b may be seen in the tile or its buffer.
func (f *frame) meets(b box) bool { return b.meets(f.reach) }

// isBeyond reports whether all of b lies beyond one side of the tile and its buffer.
func (f *frame) isBeyond(b box) bool { return !b.meets(f.reach) }

// holds reports whether all of b lies in the tile.
func (f *frame) holds(b box) bool {
	return f.inner.min.X <= b.min.X && b.max.X <= f.inner.max.X && f.inner.min.Y <= b.min.Y && b.max.Y <= f.inner.max.Y
}

// local gives the tile position of a spot on the grid of f.grid.
func (f *frame) local(s spot) point {
	up := f.zoom - f.grid
	return point{int64(s.X)<<up - f.origin.X, int64(s.Y)<<up - f.origin.Y}
}

// localPoint gives the tile position of a world spot if it is in the tile: each spot
// is in just one tile of a zoom.
func (f *frame) localPoint(s spot) (point, bool) {
	if s.X < f.inner.min.X || s.X > f.inner.max.X || s.Y < f.inner.min.Y || s.Y > f.inner.max.Y {
		return point{}, false
	}
	x, y := int64(s.X-f.inner.min.X), int64(s.Y-f.inner.min.Y)
	if down := worldBits - extentBits - f.zoom; down >= 0 {
		return point{x >> down, y >> down}, true
	} else {
		return point{x << -down, y << -down}, true
	}
}
