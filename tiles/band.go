package tiles

import (
	"math"
	"slices"
	"sync"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/geo"
)

// band is the arcs of the units down to some level in Web Mercator, and what of them is
// drawn at the zooms where that is the lowest level. A village's corner on the county's
// border is no end of an arc where villages are not drawn, so the border can be
// simplified past it. Arcs are projected and simplified once; a zoom's grid is made
// when a tile first needs it.
type band struct {
	shapes []geo.MeshShape // by unit; units come by level, so those of the band come first
	levels []adcode.Level  // by unit
	sides  []arcSides      // by arc
	border []adcode.Level  // by arc: the highest level that has a border there
	spots  []spot          // of all arcs, one after the other
	from   []int32         // arc i is spots[from[i]:from[i+1]]
	arcs   []box           // by arc
	index  *boxIndex       // of arcs
	grids

	outlined sync.Once
	outer    outline // see outline
}

// arcSides are the units to the left and right of an arc.
type arcSides struct{ left, right []int32 }

// grids are the lines of a band at its zooms.
type grids struct {
	zoom []uint8 // by spot: the first zoom at which it is drawn
	made [finest + 1]struct {
		once  sync.Once
		lines *gridLines
	}
}

func newBand(b *edition.Boundaries, lowest adcode.Level) *band {
	mesh := b.Mesh
	n := len(b.Units)
	if lowest < adcode.Village {
		n = slices.IndexFunc(b.Units, func(u edition.Unit) bool { return u.Level() > lowest })
		if n < 0 {
			n = len(b.Units)
		} else {
			mesh = coarse(b, n)
		}
	}
	band := &band{shapes: mesh.Shapes, levels: make([]adcode.Level, n)}
	for i := range n {
		band.levels[i] = b.Units[i].Level()
	}
	band.project(mesh)
	return band
}

// coarse is a mesh of the first n units only.
func coarse(b *edition.Boundaries, n int) *geo.Mesh {
	shapes := make([]orb.MultiPolygon, n)
	for i := range shapes {
		shapes[i] = b.Mesh.Shape(i)
	}
	return geo.NewMesh(shapes)
}

func (b *band) project(mesh *geo.Mesh) {
	areas := mesh.PlanarAreas(mercator)
	count := 0
	for _, arc := range mesh.Arcs {
		count += len(arc.Line)
	}
	b.spots, b.zoom = make([]spot, 0, count), make([]uint8, 0, count)
	b.from = make([]int32, 1, len(mesh.Arcs)+1)
	b.arcs, b.sides, b.border = make([]box, len(mesh.Arcs)), make([]arcSides, len(mesh.Arcs)), make([]adcode.Level, len(mesh.Arcs))
	for i, arc := range mesh.Arcs {
		b.arcs[i] = emptyBox()
		b.sides[i] = arcSides{arc.Left, arc.Right}
		b.border[i] = b.highest(arc.Left, arc.Right)
		for j, at := range arc.Line {
			s := spotOf(mercator(at))
			b.arcs[i].add(s)
			b.spots = append(b.spots, s)
			b.zoom = append(b.zoom, firstZoom(areas[i][j]))
		}
		b.from = append(b.from, int32(len(b.spots)))
	}
	b.index = newBoxIndex(b.arcs)
}

// highest is the highest level among units.
func (b *band) highest(sides ...[]int32) adcode.Level {
	highest := adcode.Village
	for _, side := range sides {
		for _, u := range side {
			highest = min(highest, b.levels[u])
		}
	}
	return highest
}

func (b *band) shapeBox(shape geo.MeshShape) box {
	box := emptyBox()
	for _, polygon := range shape {
		for _, ref := range polygon[0] {
			box.join(b.arcs[ref.Index()])
		}
	}
	return box
}

// firstZoom is the first zoom at which a vertex matters: where the triangle that the
// line loses without it is larger than half a pixel (of 512 a tile), and at DataZoom,
// since clients enlarge those tiles, than a unit of the grid.
func firstZoom(area float64) uint8 {
	for z := range finest + 1 {
		units := area * float64(int64(1)<<(2*(z+extentBits)))
		if z < finest && units >= 32 || units >= 1 && z == finest {
			return uint8(z)
		}
	}
	return never
}

// never is the first zoom of vertices that are drawn at none.
const never = math.MaxUint8

// lines returns the arcs on the grid of a zoom <= finest.
func (b *band) lines(zoom int) *gridLines {
	made := &b.made[zoom]
	made.once.Do(func() { made.lines = newGridLines(b, b.zoom, zoom, nil) })
	return made.lines
}

func (g *grids) bytes() int {
	sum := len(g.zoom)
	for i := range g.made {
		if lines := g.made[i].lines; lines != nil {
			sum += lines.bytes()
		}
	}
	return sum
}

func (b *band) bytes() int {
	return 8*len(b.spots) + len(b.arcs)*(4+16+48+1+12) + b.outer.bytes() + b.grids.bytes()
}
