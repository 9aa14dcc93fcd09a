package coverage

import (
	"math"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/geo"
)

// crowd is the groups of a county sorted into the cells of a grid of degrees, so that
// those near a place are found without looking at the others.
type crowd struct {
	groups []dweller // cell by cell
	origin orb.Point
	cell   orb.Point // width and height in degrees
	nx, ny int
	start  []int32 // by cell, row by row; one more at the end
}

// dweller is a group as a place.
type dweller struct {
	at    orb.Point // lon, lat
	group int32     // index in People.Groups
}

// newCrowd files the groups by cell, some four to a cell.
func newCrowd(people *edition.People) *crowd {
	points := make(orb.MultiPoint, 0, len(people.Groups))
	for i := range people.Groups {
		points = append(points, people.Groups[i].Place)
	}
	bound := points.Bound()
	side := max(1, int(math.Sqrt(float64(len(points)))/2))
	c := &crowd{origin: bound.Min, nx: side, ny: side}
	for axis := range c.cell {
		c.cell[axis] = max(1e-9, (bound.Max[axis]-bound.Min[axis])/float64(side))
	}
	c.start = make([]int32, c.nx*c.ny+1)
	for _, p := range points {
		c.start[c.row(p[1])*c.nx+c.column(p[0])+1]++
	}
	for i := range c.nx * c.ny {
		c.start[i+1] += c.start[i]
	}
	next := append([]int32(nil), c.start...)
	c.groups = make([]dweller, len(points))
	for i, p := range points {
		at := c.row(p[1])*c.nx + c.column(p[0])
		c.groups[next[at]] = dweller{p, int32(i)}
		next[at]++
	}
	return c
}

func (c *crowd) column(x float64) int {
	return int(max(0, min(float64(c.nx-1), (x-c.origin[0])/c.cell[0])))
}

func (c *crowd) row(y float64) int {
	return int(max(0, min(float64(c.ny-1), (y-c.origin[1])/c.cell[1])))
}

// within marks the groups whose geodesic distance to the nearest of the places is at most
// radius.
func (c *crowd) within(places []orb.Point, radius geo.Metres) (covered []bool) {
	covered = make([]bool, len(c.groups))
	for _, p := range places {
		near := geo.NewVicinity(p, radius)
		bound := near.Bound()
		left, right := c.column(bound.Min[0]), c.column(bound.Max[0])
		for row, top := c.row(bound.Min[1]), c.row(bound.Max[1]); row <= top; row++ {
			for _, d := range c.groups[c.start[row*c.nx+left]:c.start[row*c.nx+right+1]] {
				if !covered[d.group] && bound.Contains(d.at) && near.Contains(d.at) {
					covered[d.group] = true
				}
			}
		}
	}
	return covered
}
