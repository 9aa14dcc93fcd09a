package demo

import (
	"math"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/geo"
)

// lattice is the land that everything is made of: small cells, six neighbours each,
// around sites that a regular pattern of triangles has, shaken a little. A unit
// is a set of cells; a border runs between two cells of different units.
//
// The border between two cells is a wiggly line inside the quadrilateral of the two
// sites and the centroids of the two triangles beside them. These quadrilaterals
// touch at their corners only, and a line is only ever bent within nested parts of
// its own, so that no two borders can cross. It depends on nothing but the seed and
// the two cells: whoever traces it gets the same vertices.
type lattice struct {
	width, height int
	seed          uint64
	origin        orb.Point // lon/lat of the lower left site
	stepLon       float64   // degrees between the sites of a row
	stepLat       float64   // degrees between rows
	spacing       float64   // metres between the sites of a row
	bends         int       // a border between two cells has 2^bends segments
}

// newLattice covers a place for cells of a size in metres around a position.
func newLattice(width, height int, spacing float64, middle orb.Point, bends int, seed uint64) *lattice {
	l := &lattice{width: width, height: height, seed: seed, spacing: spacing, bends: bends}
	l.stepLon = spacing / (111_320 * math.Cos(middle[1]*math.Pi/180))
	l.stepLat = spacing * math.Sqrt(3) / 2 / 110_850
	l.origin = orb.Point{middle[0] - l.stepLon*float64(width)/2, middle[1] - l.stepLat*float64(height)/2}
	return l
}

func (l *lattice) cells() int { return l.width * l.height }

// onEdge reports whether a cell, or one beside it, has less than six neighbours.
func (l *lattice) onEdge(cell int32) bool {
	x, y := int(cell)%l.width, int(cell)/l.width
	return x < 2 || y < 2 || x >= l.width-2 || y >= l.height-2
}

// beside returns the neighbour of a cell in one of six directions, counter-clockwise
// from east. The cell must not lie on the lattice's edge itself.
func (l *lattice) beside(cell int32, direction int) int32 {
	row := int32(l.width)
	shift := (cell / row) & 1 // odd rows lie half a step to the east
	switch direction {
	case 0:
		return cell + 1
	case 1:
		return cell + row + shift
	case 2:
		return cell + row - 1 + shift
	case 3:
		return cell - 1
	case 4:
		return cell - row - 1 + shift
	default:
		return cell - row + shift
	}
}

// site returns a cell's middle in lattice steps.
func (l *lattice) site(cell int32) orb.Point {
	x, y := float64(int(cell)%l.width), float64(int(cell)/l.width)
	x += float64(int(cell)/l.width&1) / 2
	d := newDice(l.seed, uint64(cell), 1)
	angle, r := 2*math.Pi*d.float(), 0.3*math.Sqrt(d.float())
	return orb.Point{x + r*math.Cos(angle), y + r*math.Sin(angle)}
}

// place turns lattice steps into lon/lat on the grid.
func (l *lattice) place(p orb.Point) orb.Point {
	return geo.Snap(orb.Point{l.origin[0] + p[0]*l.stepLon, l.origin[1] + p[1]*l.stepLat}).Point()
}

// corner is the centroid of the triangle between a cell and its neighbours in a direction
// and the next: where three cells meet. It is the same from all three.
func (l *lattice) corner(cell int32, direction int) orb.Point {
	a, b, c := cell, l.beside(cell, direction), l.beside(cell, (direction+1)%6)
	if a > b {
		a, b = b, a
	}
	if b > c {
		b, c = c, b
	}
	if a > b {
		a, b = b, a
	}
	p, q, r := l.site(a), l.site(b), l.site(c)
	return orb.Point{(p[0] + q[0] + r[0]) / 3, (p[1] + q[1] + r[1]) / 3}
}

// border appends the border of a cell towards a direction, counter-clockwise around
// the cell, without its last vertex.
func (l *lattice) border(ring orb.Ring, cell int32, direction int) orb.Ring {
	other := l.beside(cell, direction)
	if cell < other {
		line := l.wiggle(make([]orb.Point, 0, 1<<l.bends+1), cell, other, direction)
		return append(ring, line[:len(line)-1]...)
	}
	line := l.wiggle(make([]orb.Point, 0, 1<<l.bends+1), other, cell, (direction+3)%6)
	for i := len(line) - 1; i > 0; i-- {
		ring = append(ring, line[i])
	}
	return ring
}

// wiggle makes the border between cells a < b, where b lies in a direction from a.
func (l *lattice) wiggle(line []orb.Point, a, b int32, direction int) []orb.Point {
	q := quad{l.corner(a, (direction+5)%6), l.corner(a, direction), l.site(a), l.site(b)}
	d := newDice(l.seed, uint64(a)<<32|uint64(b), 2)
	line = append(line, l.place(q.from))
	return l.bend(line, q, l.bends, &d)
}

// quad is where a border from one corner to another may run: between the two sides.
type quad struct{ from, to, left, right orb.Point }

// bend halves a border at a place between the two sides and goes on in the two
// quadrilaterals that are left beside that place.
func (l *lattice) bend(line []orb.Point, q quad, level int, d *dice) []orb.Point {
	if level == 0 {
		return append(line, l.place(q.to))
	}
	middle := mix(q.left, q.right, 0.3+0.4*d.float())
	line = l.bend(line, quad{q.from, middle, mix(q.from, q.left, 0.5), mix(q.from, q.right, 0.5)}, level-1, d)
	return l.bend(line, quad{middle, q.to, mix(q.to, q.left, 0.5), mix(q.to, q.right, 0.5)}, level-1, d)
}

func mix(a, b orb.Point, t float64) orb.Point {
	return orb.Point{a[0] + t*(b[0]-a[0]), a[1] + t*(b[1]-a[1])}
}

// near returns a place around a cell's site that is surely inside the cell, lon/lat with
// seven decimals as bureaus write.
func (l *lattice) near(cell int32, d *dice) orb.Point {
	s := l.site(cell)
	least := math.Inf(1)
	for direction := range 6 {
		n, c := l.site(l.beside(cell, direction)), l.corner(cell, direction)
		least = min(least, 0.3*math.Hypot(n[0]-s[0], n[1]-s[1]), 0.5*math.Hypot(c[0]-s[0], c[1]-s[1]))
	}
	angle, r := 2*math.Pi*d.float(), 0.6*least*math.Sqrt(d.float())
	p := l.place(orb.Point{s[0] + r*math.Cos(angle), s[1] + r*math.Sin(angle)})
	return orb.Point{math.Round(p[0]*1e7) / 1e7, math.Round(p[1]*1e7) / 1e7}
}
