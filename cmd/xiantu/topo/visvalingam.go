package topo

import (
	"math"

	"github.com/xiantu/xiantu/geo"
)

// visvalingam works out effective areas after Visvalingam and Whyatt (Line generalisation
// by repeated elimination of points, 1993): the area of the triangle that a vertex makes
// with the neighbours still there when its turn comes, never less than that of a vertex
// left out before. An area is weighted by its angle, so that spikes and right angles
// of a surveyor's grid go before the bends of a river. Its slices are used again.
type visvalingam struct {
	at         []position
	area       []float64
	prev, next []int32
	heap       []int32 // places on the line, least area first
	where      []int32 // of a place, in heap
}

// position is in degrees, longitudes shrunk to the scale of latitudes.
type position struct{ x, y float64 }

// weigh is what the area of a triangle counts by the cosine of the angle at the vertex:
// 0.3 for a spike's tip, 1 for a right angle, 1.7 for a straight line.
func weigh(cosine float64) float64 { return 1 - 0.7*cosine }

// effective writes the effective area of each vertex between the ends of the line into
// to, which has a place for each vertex of the line; the ends' stays as it is.
func (s *visvalingam) effective(vertices []geo.Vertex, run Run, to []float32) {
	s.start(vertices, run)
	last := 0.0
	for len(s.heap) > 0 {
		i := s.pop()
		last = max(last, s.area[i])
		to[i] = float32(last)
		p, q := s.prev[i], s.next[i]
		s.next[p], s.prev[q] = q, p
		s.measure(p)
		s.measure(q)
	}
}

func (s *visvalingam) start(vertices []geo.Vertex, run Run) {
	n := len(run)
	s.at, s.area = fit(s.at, n), fit(s.area, n)
	s.prev, s.next, s.where = fit(s.prev, n), fit(s.next, n), fit(s.where, n)
	s.heap = s.heap[:0]
	o := vertices[run[0]]
	narrow := math.Cos(float64(o.Y) / geo.GridUnits * math.Pi / 180)
	for i, id := range run {
		v := vertices[id]
		s.at[i] = position{float64(v.X-o.X) * narrow, float64(v.Y - o.Y)}
		s.prev[i], s.next[i], s.where[i] = int32(i-1), int32(i+1), -1
	}
	for i := 1; i+1 < n; i++ {
		s.area[i] = s.triangle(int32(i))
		s.where[i] = int32(len(s.heap))
		s.heap = append(s.heap, int32(i))
	}
	for h := len(s.heap)/2 - 1; h >= 0; h-- {
		s.down(h, s.heap[h])
	}
}

func fit[T any](slice []T, n int) []T {
	if cap(slice) < n {
		return make([]T, n, n+n/2)
	}
	return slice[:n]
}

// triangle is the weighted area at i in square grid units of latitude.
func (s *visvalingam) triangle(i int32) float64 {
	a, b, c := s.at[s.prev[i]], s.at[i], s.at[s.next[i]]
	ux, uy, vx, vy := a.x-b.x, a.y-b.y, c.x-b.x, c.y-b.y
	area := math.Abs(ux*vy-uy*vx) / 2
	sides := math.Sqrt((ux*ux + uy*uy) * (vx*vx + vy*vy))
	if sides == 0 {
		return 0
	}
	return area * weigh((ux*vx+uy*vy)/sides)
}

// measure puts a vertex where it belongs after a neighbour has gone.
func (s *visvalingam) measure(i int32) {
	h := s.where[i]
	if h < 0 {
		return // an end
	}
	before := s.area[i]
	s.area[i] = s.triangle(i)
	if s.area[i] < before {
		s.up(int(h), i)
	} else {
		s.down(int(h), i)
	}
}

func (s *visvalingam) pop() int32 {
	least, end := s.heap[0], len(s.heap)-1
	moved := s.heap[end]
	s.heap = s.heap[:end]
	s.where[least] = -1
	if end > 0 {
		s.down(0, moved)
	}
	return least
}

// before orders by area; equal areas by place on the line, so that the result is the
// same on every machine.
func (s *visvalingam) before(i, j int32) bool {
	return s.area[i] < s.area[j] || s.area[i] == s.area[j] && i < j
}

func (s *visvalingam) up(h int, i int32) {
	for h > 0 {
		parent := (h - 1) / 2
		j := s.heap[parent]
		if !s.before(i, j) {
			break
		}
		s.heap[h], s.where[j] = j, int32(h)
		h = parent
	}
	s.heap[h], s.where[i] = i, int32(h)
}

func (s *visvalingam) down(h int, i int32) {
	for {
		child := 2*h + 1
		if child >= len(s.heap) {
			break
		}
		if child+1 < len(s.heap) && s.before(s.heap[child+1], s.heap[child]) {
			child++
		}
		j := s.heap[child]
		if !s.before(j, i) {
			break
		}
		s.heap[h], s.where[j] = j, int32(h)
		h = child
	}
	s.heap[h], s.where[i] = i, int32(h)
}
