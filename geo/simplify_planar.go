package geo

import (
	"math"

	"github.com/paulmach/orb"
)

// PlanarAreas is EffectiveAreas with one law more: lines that do not cross keep that at
// every tolerance. A vertex waits as long as a vertex that is still there lies in its
// triangle, so nothing is ever on the other side of a line than before, and a village
// does not come to lie outside its township. All arcs are simplified together, the
// least triangle of all first.
//
// Areas are never less than that of a vertex left out before, of any arc. That of a
// vertex which can never go, as ends of arcs, is +Inf.
func (m *Mesh) PlanarAreas(onto func(orb.Point) orb.Point) [][]float64 {
	s := newPlanarSimplifier(m, onto)
	s.run()
	areas := make([][]float64, len(m.Arcs))
	for i := range m.Arcs {
		areas[i] = s.effective[s.from[i]:s.from[i+1]:s.from[i+1]]
	}
	return areas
}

// planarSimplifier simplifies all arcs of a mesh together. Its simplifier's line holds the
// vertices of all arcs, one after the other.
type planarSimplifier struct {
	simplifier
	from      []int32 // by arc: where it begins in line
	arc       []int32 // by vertex
	inner     []int32 // by arc: vertices between its ends that are there
	rings     []arcRing
	ringOf    map[int32][]int32 // by arc: the rings of one or two arcs that it is in
	effective []float64         // 0 as long as a vertex is there
	gone      []bool
	waiting   map[int32][]int32 // by vertex: those in whose triangle it lies
	near      thinGrid
}

// arcRing is a ring of one arc, or of two, that keeps some vertex while the tolerance is
// less than its area.
type arcRing struct {
	arcs [2]int32 // alike for a ring of one
	area float64
}

func newPlanarSimplifier(m *Mesh, onto func(orb.Point) orb.Point) *planarSimplifier {
	count := 0
	for _, arc := range m.Arcs {
		count += len(arc.Line)
	}
	s := &planarSimplifier{
		from: make([]int32, 1, len(m.Arcs)+1), inner: make([]int32, len(m.Arcs)), arc: make([]int32, 0, count),
		effective: make([]float64, count), gone: make([]bool, count),
		ringOf: map[int32][]int32{}, waiting: map[int32][]int32{},
	}
	line := make(orb.LineString, 0, count)
	for i, arc := range m.Arcs {
		for _, p := range arc.Line {
			line, s.arc = append(line, onto(p)), append(s.arc, int32(i))
		}
		s.inner[i] = int32(len(arc.Line) - 2)
		s.from = append(s.from, int32(len(line)))
	}
	s.line = line
	s.startAll()
	s.findRings(m)
	s.near = newThinGrid(line, s.gone)
	return s
}

// startAll links each arc's vertices and orders all that are not ends.
func (s *planarSimplifier) startAll() {
	n := len(s.line)
	s.area, s.place = make([]float64, n), make([]int32, n)
	s.prev, s.next = make([]int32, n), make([]int32, n)
	s.heap = make([]int32, 0, n)
	for i := range n {
		s.prev[i], s.next[i], s.place[i] = int32(i-1), int32(i+1), -1
	}
	for i := range s.inner {
		first, last := s.from[i], s.from[i+1]-1
		s.effective[first], s.effective[last] = math.Inf(1), math.Inf(1)
		for v := first + 1; v < last; v++ {
			s.area[v] = s.triangle(v)
			s.place[v] = int32(len(s.heap))
			s.heap = append(s.heap, v)
		}
	}
	for h := len(s.heap)/2 - 1; h >= 0; h-- {
		s.down(h)
	}
}

// findRings lists the rings of one arc and of two, each once.
func (s *planarSimplifier) findRings(m *Mesh) {
	seen := map[[2]int32]bool{}
	for _, shape := range m.Shapes {
		for _, polygon := range shape {
			for _, ring := range polygon {
				if len(ring) > 2 || len(ring) == 0 {
					continue
				}
				a, b := int32(ring[0].Index()), int32(ring[len(ring)-1].Index())
				key := [2]int32{min(a, b), max(a, b)}
				if seen[key] {
					continue
				}
				seen[key] = true
				s.addRing(ring, key)
			}
		}
	}
}

func (s *planarSimplifier) addRing(ring MeshRing, key [2]int32) {
	size := 0.0
	origin := s.line[s.from[key[0]]]
	for _, ref := range ring {
		sum := crossSum(s.line[s.from[ref.Index()]:s.from[ref.Index()+1]], origin)
		if ref.Reversed() {
			sum = -sum
		}
		size += sum
	}
	number := int32(len(s.rings))
	s.rings = append(s.rings, arcRing{key, math.Abs(size) / 2})
	s.ringOf[key[0]] = append(s.ringOf[key[0]], number)
	if key[1] != key[0] {
		s.ringOf[key[1]] = append(s.ringOf[key[1]], number)
	}
}

// run takes vertices away, the least triangle first, until none may go.
func (s *planarSimplifier) run() {
	last := 0.0
	for len(s.heap) > 0 {
		i := s.pop()
		if area := s.ringArea(i); area > s.area[i] {
			s.area[i] = area
			s.push(i)
			continue
		}
		if in := s.inTriangle(i); in >= 0 {
			s.waiting[in] = append(s.waiting[in], i)
			continue
		}
		last = max(last, s.area[i])
		s.remove(i, last)
	}
	for i := range s.effective {
		if !s.gone[i] {
			s.effective[i] = math.Inf(1)
		}
	}
}

// ringArea is how large a ring is that would have no area without the vertex; 0 for most.
func (s *planarSimplifier) ringArea(i int32) float64 {
	arc := s.arc[i]
	area := 0.0
	for _, r := range s.ringOf[arc] {
		ring := &s.rings[r]
		left := s.inner[ring.arcs[0]] + s.inner[ring.arcs[1]]
		if ring.arcs[0] == ring.arcs[1] && left == 4 || ring.arcs[0] != ring.arcs[1] && left == 1 {
			area = max(area, ring.area)
		}
	}
	return area
}

func (s *planarSimplifier) remove(i int32, effective float64) {
	s.effective[i], s.gone[i] = effective, true
	s.inner[s.arc[i]]--
	p, q := s.prev[i], s.next[i]
	s.next[p], s.prev[q] = q, p
	s.renew(p)
	s.renew(q)
	if list, ok := s.waiting[i]; ok {
		delete(s.waiting, i)
		for _, v := range list {
			s.renew(v)
		}
	}
	s.near.left--
	if s.near.left < s.near.built/2 {
		s.near = newThinGrid(s.line, s.gone)
	}
}

// renew measures a vertex again and puts it where it belongs, also one that waited.
func (s *planarSimplifier) renew(i int32) {
	if s.gone[i] || math.IsInf(s.effective[i], 1) {
		return
	}
	if s.place[i] >= 0 {
		s.measure(i)
		return
	}
	s.area[i] = s.triangle(i)
	s.push(i)
}

func (s *planarSimplifier) push(i int32) {
	s.place[i] = int32(len(s.heap))
	s.heap = append(s.heap, i)
	s.up(len(s.heap) - 1)
}

// inTriangle is a vertex that lies in the triangle which the line would lose, or on its
// new edge; -1 where there is none.
func (s *planarSimplifier) inTriangle(i int32) int32 {
	a, b, c := s.line[s.prev[i]], s.line[i], s.line[s.next[i]]
	low := orb.Point{min(a[0], b[0], c[0]), min(a[1], b[1], c[1])}
	high := orb.Point{max(a[0], b[0], c[0]), max(a[1], b[1], c[1])}
	turn := turned(a, b, c)
	return s.near.find(low, high, func(v int32) bool {
		p := s.line[v]
		if v == i || p == a || p == c || p == b || p[0] < low[0] || p[0] > high[0] || p[1] < low[1] || p[1] > high[1] {
			return false
		}
		ab, bc, ca := turned(a, b, p), turned(b, c, p), turned(c, a, p)
		if turn < 0 {
			ab, bc, ca = -ab, -bc, -ca
		}
		return ab >= 0 && bc >= 0 && ca >= 0
	})
}

// turned is positive where a, b, c turn to the left.
func turned(a, b, c orb.Point) float64 {
	return (b[0]-a[0])*(c[1]-a[1]) - (b[1]-a[1])*(c[0]-a[0])
}
