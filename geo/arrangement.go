package geo

import (
	"cmp"
	"slices"

	"github.com/paulmach/orb"
)

// Arrangement is shapes laid over one another: the plane cut into faces along all their
// borders, each face with the shapes that cover it. A place is covered by a shape
// when a ray from it crosses the shape's rings an odd number of times, so shapes need
// not be valid, nor their rings wind in any way. Vertices are on the grid.
//
//	a := geo.Arrange(shapes)
//	for i, face := range a.Faces {
//		if len(face.Shapes) > 1 {
//			fmt.Println("overlap", face.Shapes, geo.Area(a.Shape(i)))
//		}
//	}
type Arrangement struct {
	Faces []Face // without the one that has no end
	// Vertices and Arcs are counted after cutting. Crossings is how many pairs of segments
	// met where they had no common vertex: 0 in a coverage without faults.
	Vertices, Arcs, Crossings int

	b       *meshBuilder
	toggles []int32       // by arc: the set of shapes whose border it is
	links   []int32       // by half arc: the next one around the face on its left
	face    []int32       // by half arc: the face on its left; -1: the one without an end
	origin  []int32       // by half arc: its first vertex
	outside []int32       // half arcs, one of each border of the face without an end
	meets   []nodeMeeting // owners are sets of shapes
	raw     *meshBuilder  // as b was before cutting
	cut     []bool        // shapes that were
	label   []int32       // by face: the set of shapes
	unsound int           // arcs whose two sides do not agree; 0 unless this package is wrong
}

// Face is a piece of land that no border runs through.
type Face struct {
	Shapes []int32 // that cover it, ascending; none where it is a gap
	// halves are half arcs, one of each of its borders: 2i is arc i forwards, 2i+1 backwards.
	halves []int32
}

// Arrange lays shapes (lon/lat) over one another. It cuts borders where they meet, by
// iterated snap rounding on the grid: nothing moves by more than a unit or two, and
// nothing at all where no borders cross.
func Arrange(shapes []orb.MultiPolygon) *Arrangement {
	b := newMeshBuilder(shapes)
	b.findNodes()
	b.cut()
	return arrange(b, len(shapes), false)
}

// arrange arranges the arcs of a builder, which may be known to have no crossings.
func arrange(b *meshBuilder, shapes int, planar bool) *Arrangement {
	a := &Arrangement{b: b, raw: b, cut: make([]bool, shapes)}
	if !planar {
		a.node()
	}
	a.link()
	a.trace()
	a.spread()
	a.Vertices, a.Arcs = len(a.b.table.vertices), len(a.b.arcs)
	return a
}

// node cuts the segments where they meet.
func (a *Arrangement) node() {
	b := a.b
	n := noder{table: &b.table, lines: b.segments(), met: func(m nodeMeeting) { a.meets = append(a.meets, m) }}
	if !n.node() {
		return
	}
	b.pairUp()
	for i := range a.meets {
		m := &a.meets[i]
		m.owners = [2]int32{b.rep[m.owners[0]], b.rep[m.owners[1]]}
		m.sets = [2]int32{b.beside(m.owners[0]), b.beside(m.owners[1])}
	}
	a.Crossings = len(a.meets)
	a.b = b.bent(&n, a.cut)
	a.b.findNodes()
	a.b.cut()
}

// link sorts half arcs around their vertices and says which follows which.
func (a *Arrangement) link() {
	b := a.b
	a.toggles = make([]int32, len(b.arcs))
	a.origin = make([]int32, 2*len(b.arcs))
	end := make([]int32, len(b.table.vertices)+1) // of the half arcs that leave a vertex
	for i, arc := range b.arcs {
		left, right := b.sides(arc)
		a.toggles[i] = b.sets.difference(left, right)
		a.origin[2*i], a.origin[2*i+1] = b.ends(i)
		if a.toggles[i] != 0 {
			end[a.origin[2*i]+1]++
			end[a.origin[2*i+1]+1]++
		}
	}
	for v := 1; v < len(end); v++ {
		end[v] += end[v-1]
	}
	leaving := make([]int32, end[len(end)-1])
	for h, v := range a.origin {
		if a.toggles[h/2] != 0 {
			leaving[end[v]] = int32(h)
			end[v]++ // now of this vertex
		}
	}
	a.links = make([]int32, 2*len(b.arcs))
	for from := 0; from < len(leaving); {
		to := int(end[a.origin[leaving[from]]])
		a.linkAround(leaving[from:to])
		from = to
	}
}

// linkAround links the half arcs that leave one vertex. Who arrives against one of them
// leaves by the next one clockwise.
func (a *Arrangement) linkAround(leaving []int32) {
	node := a.b.table.vertices[a.origin[leaving[0]]]
	slices.SortFunc(leaving, func(g, h int32) int { return compareAround(node, a.second(g), a.second(h)) })
	for k, h := range leaving {
		a.links[h^1] = leaving[(k+len(leaving)-1)%len(leaving)]
	}
}

// second is the vertex after the first of a half arc.
func (a *Arrangement) second(h int32) Vertex {
	arc := a.b.arcs[h/2]
	at := arc.from + 1
	if h%2 == 1 {
		at = a.b.rings[arc.ring].wrap(arc.from + arc.n - 1)
	}
	return a.b.table.vertices[a.b.flat[at]]
}

// compareAround orders directions counter-clockwise from east. It is exact.
func compareAround(node, v, w Vertex) int {
	lower := func(v Vertex) int {
		if v.Y < node.Y || v.Y == node.Y && v.X < node.X {
			return 1
		}
		return 0
	}
	if c := cmp.Compare(lower(v), lower(w)); c != 0 {
		return c
	}
	return cmp.Compare(0, turn(node, v, w))
}

// line calls see with the vertices of a half arc but the last.
func (a *Arrangement) line(h int32, see func(Vertex)) {
	b, arc := a.b, a.b.arcs[h/2]
	ring := &b.rings[arc.ring]
	for i := range arc.n {
		at := arc.from + i
		if h%2 == 1 {
			at = arc.from + arc.n - i
		}
		see(b.table.vertices[b.flat[ring.wrap(at)]])
	}
}

// around calls see with the half arcs of a border.
func (a *Arrangement) around(start int32, see func(h int32)) {
	for h := start; ; {
		see(h)
		if h = a.links[h]; h == start {
			return
		}
	}
}

// Shape returns face i as polygons: shells counter-clockwise, on the grid.
func (a *Arrangement) Shape(i int) orb.MultiPolygon {
	var lines []halfLine
	for _, start := range a.Faces[i].halves {
		a.around(start, func(h int32) { lines = a.appendLines(lines, h) })
	}
	return assembleRings(traceRings(lines))
}

func (a *Arrangement) appendLines(lines []halfLine, h int32) []halfLine {
	first := len(lines)
	a.line(h, func(v Vertex) {
		if len(lines) > first {
			lines[len(lines)-1].to = v
		}
		lines = append(lines, halfLine{from: v})
	})
	lines[len(lines)-1].to = a.b.table.vertices[a.origin[h^1]]
	return lines
}
