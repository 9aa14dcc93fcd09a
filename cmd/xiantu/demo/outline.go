package demo

import (
	"slices"

	"github.com/paulmach/orb"
)

// outline returns the shape of the cells that bear a number in an allotment: a polygon
// for each connected part, shells counter-clockwise, holes clockwise. Where
// borders meet there are always three, so a border has one way to go on.
func (a *land) outline(cells []int32, number []int32, unit int32) orb.MultiPolygon {
	var shape orb.MultiPolygon
	for _, part := range a.parts(cells, number, unit) {
		shape = append(shape, a.outlinePart(part, number, unit))
	}
	return shape
}

// parts splits the cells of a unit where they don't touch, the largest part first.
func (a *land) parts(cells []int32, number []int32, unit int32) [][]int32 {
	var parts [][]int32
	seen := make(map[int32]bool, len(cells))
	for _, start := range cells {
		if seen[start] {
			continue
		}
		seen[start] = true
		part := []int32{start}
		for i := 0; i < len(part); i++ {
			for direction := range 6 {
				if n := a.beside(part[i], direction); number[n] == unit && !seen[n] {
					seen[n] = true
					part = append(part, n)
				}
			}
		}
		parts = append(parts, part)
	}
	slices.SortStableFunc(parts, func(p, q []int32) int { return len(q) - len(p) })
	return parts
}

// side is a cell's border in a direction.
type side struct {
	cell      int32
	direction int
}

func (a *land) outlinePart(cells []int32, number []int32, unit int32) orb.Polygon {
	var polygon orb.Polygon
	done := map[side]bool{}
	for _, cell := range cells {
		for direction := range 6 {
			start := side{cell, direction}
			if number[a.beside(cell, direction)] == unit || done[start] {
				continue
			}
			var ring orb.Ring
			for at := start; !done[at]; at = a.following(at, number, unit) {
				done[at] = true
				ring = a.border(ring, at.cell, at.direction)
			}
			ring = append(ring, ring[0])
			polygon = append(polygon, ring)
		}
	}
	for i, ring := range polygon { // the shell, which alone runs counter-clockwise, in front
		if ring.Orientation() == orb.CCW {
			polygon[0], polygon[i] = polygon[i], polygon[0]
			break
		}
	}
	return polygon
}

// following is the next border around a unit, which lies on the left.
func (a *land) following(at side, number []int32, unit int32) side {
	next := (at.direction + 1) % 6
	turn := a.beside(at.cell, next)
	if number[turn] != unit {
		return side{at.cell, next}
	}
	// The cell beyond is the same one as before, seen from the neighbour.
	return side{turn, (at.direction + 5) % 6}
}
