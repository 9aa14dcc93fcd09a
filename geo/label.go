package geo

import (
	"container/heap"
	"math"

	"github.com/paulmach/orb"
)

// LabelPoint returns where a shape's name is best put: the place inside its largest
// part that is farthest from any border (the pole of inaccessibility), on a plane whose
// longitudes are as short as they are there, to a hundredth of the part's width. It
// is the same for the same shape; the zero point for an empty one.
func LabelPoint(shape orb.MultiPolygon) orb.Point {
	polygon := largestPart(shape)
	if polygon == nil {
		return orb.Point{}
	}
	bound := polygon[0].Bound()
	shrink := math.Cos(bound.Center()[1] * radian)
	plane := make(orb.Polygon, len(polygon))
	for i, ring := range polygon {
		plane[i] = make(orb.Ring, len(ring))
		for j, p := range ring {
			plane[i][j] = orb.Point{(p[0] - bound.Min[0]) * shrink, p[1] - bound.Min[1]}
		}
	}
	best := inaccessible(plane)
	return orb.Point{best[0]/shrink + bound.Min[0], best[1] + bound.Min[1]}
}

func largestPart(shape orb.MultiPolygon) orb.Polygon {
	var largest orb.Polygon
	most := -1.0
	for _, polygon := range shape {
		if len(polygon) == 0 || len(polygon[0]) < 3 {
			continue
		}
		if area := math.Abs(planarArea(polygon[0])); area > most {
			largest, most = polygon, area
		}
	}
	return largest
}

// inaccessible searches squares, the most promising first, and quarters them while one
// could hold a better place than the best found.
func inaccessible(polygon orb.Polygon) orb.Point {
	bound := polygon[0].Bound()
	width, height := bound.Right()-bound.Left(), bound.Top()-bound.Bottom()
	size := math.Min(width, height)
	if size == 0 {
		return bound.Min
	}
	precision := math.Max(width, height) / 100
	best := newLabelCell(centroid(polygon[0]), 0, polygon)
	if middle := newLabelCell(bound.Center(), 0, polygon); middle.clearance > best.clearance {
		best = middle
	}
	var queue labelQueue
	size = math.Max(size, math.Max(width, height)/64)
	for x := bound.Left(); x < bound.Right(); x += size {
		for y := bound.Bottom(); y < bound.Top(); y += size {
			queue = append(queue, newLabelCell(orb.Point{x + size/2, y + size/2}, size/2, polygon))
		}
	}
	heap.Init(&queue)
	for len(queue) > 0 {
		cell := heap.Pop(&queue).(labelCell)
		if cell.clearance > best.clearance {
			best = cell
		}
		if cell.most-best.clearance <= precision && best.clearance > 0 || cell.half < precision/1e6 {
			break
		}
		half := cell.half / 2
		for _, d := range [4]orb.Point{{-half, -half}, {half, -half}, {-half, half}, {half, half}} {
			heap.Push(&queue, newLabelCell(orb.Point{cell.centre[0] + d[0], cell.centre[1] + d[1]}, half, polygon))
		}
	}
	return best.centre
}

// labelCell is a square, the distance of its centre from the border (negative outside)
// and the most that a place in it can have.
type labelCell struct {
	centre                orb.Point
	half, clearance, most float64
}

func newLabelCell(centre orb.Point, half float64, polygon orb.Polygon) labelCell {
	clearance := borderClearance(polygon, centre)
	return labelCell{centre, half, clearance, clearance + half*math.Sqrt2}
}

// borderClearance is the distance on the plane from p to the nearest edge, negative
// where p is outside.
func borderClearance(polygon orb.Polygon, p orb.Point) float64 {
	inside, least := false, math.Inf(1)
	for _, ring := range polygon {
		for i := range ring {
			a, b := ring[i], ring[(i+1)%len(ring)]
			if (a[1] > p[1]) != (b[1] > p[1]) && p[0] < (b[0]-a[0])*(p[1]-a[1])/(b[1]-a[1])+a[0] {
				inside = !inside
			}
			least = math.Min(least, segmentDistance2(p, a, b))
		}
	}
	if inside {
		return math.Sqrt(least)
	}
	return -math.Sqrt(least)
}

// segmentDistance2 is the squared distance on the plane from p to the segment a b.
func segmentDistance2(p, a, b orb.Point) float64 {
	dx, dy := b[0]-a[0], b[1]-a[1]
	if l := dx*dx + dy*dy; l > 0 {
		t := math.Max(0, math.Min(1, ((p[0]-a[0])*dx+(p[1]-a[1])*dy)/l))
		a = orb.Point{a[0] + t*dx, a[1] + t*dy}
	}
	dx, dy = p[0]-a[0], p[1]-a[1]
	return dx*dx + dy*dy
}

func centroid(ring orb.Ring) orb.Point {
	o, sum := ring[0], 0.0
	var x, y float64
	for i := range ring {
		ax, ay := ring[i][0]-o[0], ring[i][1]-o[1]
		b := ring[(i+1)%len(ring)]
		bx, by := b[0]-o[0], b[1]-o[1]
		cross := ax*by - bx*ay
		x, y, sum = x+(ax+bx)*cross, y+(ay+by)*cross, sum+cross
	}
	if sum == 0 {
		return o
	}
	return orb.Point{o[0] + x/(3*sum), o[1] + y/(3*sum)}
}

// labelQueue is a heap of squares, the greatest hope first; ties are broken by place so
// that the answer never depends on the order of work.
type labelQueue []labelCell

func (q labelQueue) Len() int      { return len(q) }
func (q labelQueue) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q labelQueue) Less(i, j int) bool {
	a, b := q[i], q[j]
	switch {
	case a.most != b.most:
		return a.most > b.most
	case a.centre[0] != b.centre[0]:
		return a.centre[0] < b.centre[0]
	}
	return a.centre[1] < b.centre[1]
}
func (q *labelQueue) Push(c any) { *q = append(*q, c.(labelCell)) }
func (q *labelQueue) Pop() any {
	old := *q
	c := old[len(old)-1]
	*q = old[:len(old)-1]
	return c
}
