package geo

import (
	"math"

	"github.com/paulmach/orb"
)

// InsertVertices returns the shape with each of the points (lon/lat) that lies on its
// outline, to a unit of the grid, as a vertex of the segment nearest to it; a point that
// is a vertex already, or lies elsewhere, changes nothing. A shape to which nothing is
// added is returned itself, else polygons that gain nothing share memory with it.
func InsertVertices(shape orb.MultiPolygon, points []orb.Point) orb.MultiPolygon {
	changed := shape
	for _, p := range points {
		at, ok := segmentAt(changed, Snap(p))
		if !ok {
			continue
		}
		if &changed[0] == &shape[0] {
			changed = append(orb.MultiPolygon(nil), shape...)
		}
		polygon := append(orb.Polygon(nil), changed[at.polygon]...)
		old := polygon[at.ring]
		ring := make(orb.Ring, 0, len(old)+1)
		ring = append(append(append(ring, old[:at.end]...), Snap(p).Point()), old[at.end:]...)
		polygon[at.ring] = ring
		changed[at.polygon] = polygon
	}
	return changed
}

// ringPlace is a segment of a shape: it ends at position end of a ring.
type ringPlace struct{ polygon, ring, end int }

// segmentAt finds the segment nearest to v of those that pass it; none where v is a
// vertex.
func segmentAt(shape orb.MultiPolygon, v Vertex) (ringPlace, bool) {
	var best ringPlace
	least := math.Inf(1)
	for i, polygon := range shape {
		for j, ring := range polygon {
			for k := 1; k < len(ring); k++ {
				a, b := Snap(ring[k-1]), Snap(ring[k])
				if v == a || v == b {
					return ringPlace{}, false
				}
				if !passes(a, b, v, cutReach) {
					continue
				}
				far := math.Abs(turn(a, b, v)) / math.Hypot(float64(b.X-a.X), float64(b.Y-a.Y))
				if far < least {
					best, least = ringPlace{i, j, k}, far
				}
			}
		}
	}
	return best, !math.IsInf(least, 1)
}
