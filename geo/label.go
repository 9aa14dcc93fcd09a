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
	longest := math.Max(width, height)
	size := math.Max(math.Min(width, height), longest/64)
	if math.Min(width, height) == 0 {
		return bound.Min
	}
	border := newLabelBorder(polygon)
	best := border.cell(centroid(polygon[0]), 0, 0)
	if middle := border.cell(bound.Center(), 0, 0); middle.clearance > best.clearance {
		best = middle
	}
	var queue labelQueue
	for x := bound.Left(); x < bound.Right(); x += size {
		for y := bound.Bottom(); y < bound.Top(); y += size {
			queue = append(queue, border.cell(orb.Point{x + size/2, y + size/2}, size/2, best.clearance))
		}
	}
	heap.Init(&queue)
	for len(queue) > 0 {
		cell := heap.Pop(&queue).(labelCell)
		if cell.clearance > best.clearance {
			best = cell
		}
		if cell.most-best.clearance <= longest/100 && best.clearance > 0 || cell.half < longest/1e8 {
			break
		}
		half := cell.half / 2
		for _, d := range [4]orb.Point{{-half, -half}, {half, -half}, {-half, half}, {half, half}} {
			quarter := border.cell(orb.Point{cell.centre[0] + d[0], cell.centre[1] + d[1]}, half, best.clearance)
			if quarter.most > best.clearance {
				heap.Push(&queue, quarter)
			}
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

// labelBorder is the rings of a polygon in runs of edges with their bounds, so that most
// edges need not be looked at.
type labelBorder []labelRun

type labelRun struct {
	line  []orb.Point
	bound orb.Bound
}

func newLabelBorder(polygon orb.Polygon) labelBorder {
	var border labelBorder
	for _, ring := range polygon {
		if len(ring) > 0 && ring[0] != ring[len(ring)-1] {
			ring = append(ring, ring[0])
		}
		length := 4 + int(math.Sqrt(float64(len(ring)))/2)
		for from := 0; from < len(ring)-1; from += length {
			line := ring[from:min(from+length+1, len(ring))]
			border = append(border, labelRun{line, orb.LineString(line).Bound()})
		}
	}
	return border
}

// cell measures a square. It need not be exact about one that can't hold a place better
// than the best known.
func (border labelBorder) cell(centre orb.Point, half, best float64) labelCell {
	clearance := border.clearance(centre, best-half*math.Sqrt2)
	return labelCell{centre, half, clearance, clearance + half*math.Sqrt2}
}

// clearance is the distance on the plane from p to the nearest edge, negative where p is
// outside. Where it is less than enough, any distance below enough may be told.
func (border labelBorder) clearance(p orb.Point, enough float64) float64 {
	inside, least := false, math.Inf(1)
	for i := range border {
		run := &border[i]
		beside := max(0, run.bound.Min[0]-p[0], p[0]-run.bound.Max[0])
		above := max(0, run.bound.Min[1]-p[1], p[1]-run.bound.Max[1])
		if beside*beside+above*above < least {
			for j := 1; j < len(run.line); j++ {
				least = min(least, segmentDistance2(p, run.line[j-1], run.line[j]))
			}
			if enough > 0 && least < enough*enough {
				return math.Sqrt(least)
			}
		}
		if above == 0 && p[0] <= run.bound.Max[0] && run.crosses(p) {
			inside = !inside
		}
	}
	if inside {
		return math.Sqrt(least)
	}
	return -math.Sqrt(least)
}

// crosses reports whether a ray eastwards from p crosses the run an odd number of times.
func (run *labelRun) crosses(p orb.Point) bool {
	if p[0] < run.bound.Min[0] {
		return (run.line[0][1] > p[1]) != (run.line[len(run.line)-1][1] > p[1])
	}
	odd := false
	for j := 1; j < len(run.line); j++ {
		a, b := run.line[j-1], run.line[j]
		if (a[1] > p[1]) != (b[1] > p[1]) && p[0] < (b[0]-a[0])*(p[1]-a[1])/(b[1]-a[1])+a[0] {
			odd = !odd
		}
	}
	return odd
}

// segmentDistance2 is the squared distance on the plane from p to the segment a b.
func segmentDistance2(p, a, b orb.Point) float64 {
	dx, dy := b[0]-a[0], b[1]-a[1]
	if l := dx*dx + dy*dy; l > 0 {
		t := max(0, min(1, ((p[0]-a[0])*dx+(p[1]-a[1])*dy)/l))
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
