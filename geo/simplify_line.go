package geo

import (
	"math"

	"github.com/paulmach/orb"
)

// simplifier works out effective areas. Its slices are used again for the next line.
type simplifier struct {
	line       orb.LineString
	area       []float64 // of the triangle with the neighbours still there
	prev, next []int32
	heap       []int32 // vertices, least area first
	place      []int32 // of a vertex in heap
}

// areas returns the effective area of each vertex of the line; the ends' is +Inf.
// Of a closed line the last two vertices between the ends get the area of the
// whole ring, so that three stay while the ring is larger than the tolerance.
func (s *simplifier) areas(line orb.LineString) []float64 {
	n := len(line)
	effective := make([]float64, n)
	effective[0], effective[n-1] = math.Inf(1), math.Inf(1)
	s.start(line)
	last, keep, ring := 0.0, 0, 0.0
	if line[0] == line[n-1] {
		keep, ring = 2, math.Abs(crossSum(line, line[0]))/2
	}
	for len(s.heap) > keep {
		i := s.pop()
		last = max(last, s.area[i])
		effective[i] = last
		p, q := s.prev[i], s.next[i]
		s.next[p], s.prev[q] = q, p
		s.measure(p)
		s.measure(q)
	}
	for _, i := range s.heap {
		effective[i] = max(last, ring)
	}
	return effective
}

func (s *simplifier) start(line orb.LineString) {
	n := len(line)
	s.line = line
	s.area, s.place = fit(s.area, n), fit(s.place, n)
	s.prev, s.next = fit(s.prev, n), fit(s.next, n)
	s.heap = s.heap[:0]
	for i := range n {
		s.prev[i], s.next[i], s.place[i] = int32(i-1), int32(i+1), -1
	}
	for i := 1; i+1 < n; i++ {
		s.area[i] = s.triangle(int32(i))
		s.place[i] = int32(len(s.heap))
		s.heap = append(s.heap, int32(i))
	}
	for h := len(s.heap)/2 - 1; h >= 0; h-- {
		s.down(h)
	}
}

func fit[T any](slice []T, n int) []T {
	if cap(slice) < n {
		return make([]T, n)
	}
	return slice[:n]
}

func (s *simplifier) triangle(i int32) float64 {
	a, b, c := s.line[s.prev[i]], s.line[i], s.line[s.next[i]]
	return math.Abs((b[0]-a[0])*(c[1]-a[1])-(c[0]-a[0])*(b[1]-a[1])) / 2
}

// measure puts a vertex where it belongs after a neighbour has gone.
func (s *simplifier) measure(i int32) {
	if s.place[i] < 0 {
		return // an end
	}
	s.area[i] = s.triangle(i)
	s.up(int(s.place[i]))
	s.down(int(s.place[i]))
}

func (s *simplifier) pop() int32 {
	least, end := s.heap[0], len(s.heap)-1
	s.swap(0, end)
	s.heap = s.heap[:end]
	s.place[least] = -1
	s.down(0)
	return least
}

// less orders by area; equal areas by place on the line, so that the result is the
// same on every machine.
func (s *simplifier) less(a, b int) bool {
	i, j := s.heap[a], s.heap[b]
	return s.area[i] < s.area[j] || s.area[i] == s.area[j] && i < j
}

func (s *simplifier) swap(a, b int) {
	s.heap[a], s.heap[b] = s.heap[b], s.heap[a]
	s.place[s.heap[a]], s.place[s.heap[b]] = int32(a), int32(b)
}

func (s *simplifier) up(h int) {
	for h > 0 && s.less(h, (h-1)/2) {
		s.swap(h, (h-1)/2)
		h = (h - 1) / 2
	}
}

func (s *simplifier) down(h int) {
	for {
		child := 2*h + 1
		if child >= len(s.heap) {
			return
		}
		if child+1 < len(s.heap) && s.less(child+1, child) {
			child++
		}
		if !s.less(child, h) {
			return
		}
		s.swap(child, h)
		h = child
	}
}
