package road

import (
	"runtime"
	"sync"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/geo"
)

// outlines joins up where the surplus falls to 0, cell by cell, to closed lines with
// their land on the left.
func (l *lattice) outlines(plane *geo.TransverseMercator) []orb.LineString {
	next := map[int32]int32{} // by crossing: the one that follows it
	for row := range l.ny - 1 {
		for col := range l.nx - 1 {
			l.cell(col, row, next)
		}
	}
	var lines [][]int32
	for row := range l.ny {
		for side := range 2 {
			for col := range l.nx {
				start := int32(2*(row*l.nx+col) + side)
				if !l.isCrossed(start) {
					continue
				}
				if _, open := next[start]; !open {
					continue
				}
				var line []int32
				for c := start; ; {
					line = append(line, c)
					follow, open := next[c]
					if !open {
						break
					}
					delete(next, c)
					c = follow
				}
				lines = append(lines, line)
			}
		}
	}
	return l.onEarth(lines, plane)
}

// onEarth returns lines of crossings in lon/lat, each processor placing a part of every one.
func (l *lattice) onEarth(lines [][]int32, plane *geo.TransverseMercator) []orb.LineString {
	out := make([]orb.LineString, len(lines))
	for i, line := range lines {
		out[i] = make(orb.LineString, len(line))
	}
	var all sync.WaitGroup
	parts := runtime.GOMAXPROCS(0)
	for part := range parts {
		all.Go(func() {
			for i, line := range lines {
				for k := len(line) * part / parts; k < len(line)*(part+1)/parts; k++ {
					out[i][k] = plane.Inverse(l.crossing(line[k]))
				}
			}
		})
	}
	all.Wait()
	return out
}

// isCrossed reports whether the surplus is 0 between two points; see crossing.
func (l *lattice) isCrossed(c int32) bool {
	i, j := l.beside(c)
	return j < len(l.surplus) && (l.surplus[i] > 0) != (l.surplus[j] > 0)
}

// beside are the points that a crossing lies between.
func (l *lattice) beside(c int32) (i, j int) {
	if i = int(c / 2); c%2 == 1 {
		return i, i + l.nx
	}
	return i, i + 1
}

// crossing is where the surplus is 0 between two points: an even number is on the way
// east from point number/2, an odd one on the way north.
func (l *lattice) crossing(c int32) orb.Point {
	i, j := l.beside(c)
	from, to := float64(l.surplus[i]), float64(l.surplus[j])
	return between(l.at(i%l.nx, i/l.nx), l.at(j%l.nx, j/l.nx), from/(from-to))
}

// cell notes how the outline runs through a cell, with the land on its left. Where it
// passes twice, the middle says which corners belong together.
func (l *lattice) cell(col, row int, next map[int32]int32) {
	i := int32(row*l.nx + col)
	below, above := l.surplus[i:i+2], l.surplus[int(i)+l.nx:][:2]
	if land := below[0] > 0; land == (below[1] > 0) && land == (above[0] > 0) && land == (above[1] > 0) {
		return
	}
	corners := [4]int32{i, i + 1, i + 1 + int32(l.nx), i + int32(l.nx)} // counter-clockwise
	sides := [4]int32{2 * i, 2*(i+1) + 1, 2 * (i + int32(l.nx)), 2*i + 1}
	var in [4]bool
	sum := float32(0)
	for k, c := range corners {
		in[k] = l.surplus[c] > 0
		sum += l.surplus[c]
	}
	// Run around the cell: the outline enters by a side on which one steps out of the
	// land, and leaves by one on which one steps in again.
	for k := range 4 {
		if !(in[k] && !in[(k+1)%4]) {
			continue
		}
		step := 1
		if isSaddle := in[0] == in[2] && in[1] == in[3]; isSaddle && sum <= 0 {
			step = 3 // the two corners with land lie apart
		} else if !isSaddle {
			for in[(k+step)%4] || !in[(k+step+1)%4] {
				step++
			}
		}
		next[sides[k]] = sides[(k+step)%4]
	}
}
