package coverage

import (
	"math"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/geo"
)

// crowd is the groups of a county laid out in a plane and sorted into the cells of a
// grid, so that those near a place are found without looking at the others.
type crowd struct {
	plane  *geo.TransverseMercator
	groups []dweller // cell by cell
	origin orb.Point
	cell   float64
	nx, ny int
	start  []int32 // by cell, row by row; one more at the end
}

// dweller is a group as a point of the plane.
type dweller struct {
	at     orb.Point // metres
	scale  float64   // metres of the plane a metre on the ground is here
	group  int32     // index in People.Groups
	lonlat orb.Point
}

func newCrowd(people *edition.People) *crowd {
	c := &crowd{cell: 1, nx: 1, ny: 1}
	points := make(orb.MultiPoint, 0, len(people.Groups))
	for i := range people.Groups {
		points = append(points, people.Groups[i].Place)
	}
	c.plane = geo.NewLocal(points.Bound().Center())
	dwellers := make([]dweller, len(points))
	for i, p := range points {
		points[i] = c.plane.Forward(p)
		dwellers[i] = dweller{points[i], c.plane.Scale(p), int32(i), p}
	}
	c.sort(dwellers, points.Bound())
	return c
}

// sort files the groups by cell, some four to a cell.
func (c *crowd) sort(dwellers []dweller, bound orb.Bound) {
	n := float64(len(dwellers) + 1)
	w, h := bound.Max[0]-bound.Min[0], bound.Max[1]-bound.Min[1]
	c.origin, c.cell = bound.Min, max(2*math.Sqrt(w*h/n), max(w, h)/n, 1)
	c.nx, c.ny = int(w/c.cell)+1, int(h/c.cell)+1
	c.start = make([]int32, c.nx*c.ny+1)
	cell := func(d *dweller) int { return c.row(d.at[1])*c.nx + c.column(d.at[0]) }
	for i := range dwellers {
		c.start[cell(&dwellers[i])+1]++
	}
	for i := range c.nx * c.ny {
		c.start[i+1] += c.start[i]
	}
	next := append([]int32(nil), c.start...)
	c.groups = make([]dweller, len(dwellers))
	for i := range dwellers {
		at := cell(&dwellers[i])
		c.groups[next[at]] = dwellers[i]
		next[at]++
	}
}

func (c *crowd) column(x float64) int {
	return int(max(0, min(float64(c.nx-1), (x-c.origin[0])/c.cell)))
}

func (c *crowd) row(y float64) int {
	return int(max(0, min(float64(c.ny-1), (y-c.origin[1])/c.cell)))
}

// within marks the groups whose geodesic distance to the nearest of the places is at most
// radius. The plane decides all but those so near to the radius that its own error
// could: of them the ellipsoid is asked.
func (c *crowd) within(places []orb.Point, radius geo.Metres) (covered []bool) {
	covered = make([]bool, len(c.groups))
	r := float64(radius)
	// A plane distance over the mean scale of its ends is off by r/12 (r/R)² at most.
	doubt := 0.01 + r*(1e-6+r*r/(6*6.3e6*6.3e6))
	for _, p := range places {
		at, scale := c.plane.Forward(p), c.plane.Scale(p)
		window := (r + doubt) * scale * 1.01
		left, right := c.column(at[0]-window), c.column(at[0]+window)
		for row, top := c.row(at[1]-window), c.row(at[1]+window); row <= top; row++ {
			run := c.groups[c.start[row*c.nx+left]:c.start[row*c.nx+right+1]]
			for i := range run {
				d := &run[i]
				if covered[d.group] {
					continue
				}
				dx, dy := d.at[0]-at[0], d.at[1]-at[1]
				mean := (scale + d.scale) / 2
				far, near := (r+doubt)*mean, (r-doubt)*mean
				if d2 := dx*dx + dy*dy; d2 > far*far {
					continue
				} else if near > 0 && d2 < near*near || geo.Distance(p, d.lonlat) <= radius {
					covered[d.group] = true
				}
			}
		}
	}
	return covered
}
