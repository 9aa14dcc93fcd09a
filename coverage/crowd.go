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

// bound holds all groups.
func (c *crowd) bound() orb.Bound {
	return orb.Bound{Min: c.origin, Max: orb.Point{c.origin[0] + c.cell[0]*float64(c.nx), c.origin[1] + c.cell[1]*float64(c.ny)}}
}

func (c *crowd) column(x float64) int {
	return int(max(0, min(float64(c.nx-1), (x-c.origin[0])/c.cell[0])))
}

func (c *crowd) row(y float64) int {
	return int(max(0, min(float64(c.ny-1), (y-c.origin[1])/c.cell[1])))
}

// within marks the groups whose geodesic distance to any of the places is at most its
// reach.
func (c *crowd) within(places []Place) (covered []bool) {
	covered = make([]bool, len(c.groups))
	for i := range places {
		c.around(&places[i], func(d *dweller, near *geo.Vicinity) {
			if !covered[d.group] && near.Contains(d.at) {
				covered[d.group] = true
			}
		})
	}
	return covered
}

// pairs lists the groups within reach of each place, place by place.
func (c *crowd) pairs(places []Place) []pair {
	var list []pair
	for i := range places {
		c.around(&places[i], func(d *dweller, near *geo.Vicinity) {
			if near.Contains(d.at) {
				list = append(list, pair{group: d.group, place: int32(i)})
			}
		})
	}
	return list
}

// around visits the groups in the bound of a place's vicinity.
func (c *crowd) around(place *Place, visit func(d *dweller, near *geo.Vicinity)) {
	near := geo.NewVicinity(place.At, place.Reach)
	bound := near.Bound()
	left, right := c.column(bound.Min[0]), c.column(bound.Max[0])
	for row, top := c.row(bound.Min[1]), c.row(bound.Max[1]); row <= top; row++ {
		cells := c.groups[c.start[row*c.nx+left]:c.start[row*c.nx+right+1]]
		for i := range cells {
			if d := &cells[i]; bound.Contains(d.at) {
				visit(d, &near)
			}
		}
	}
}
