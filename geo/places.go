package geo

import (
	"math"

	"github.com/paulmach/orb"
)

// Places is an index of positions that finds the nearest one by distance on the
// ellipsoid. It is never changed, so it needs no lock.
//
// The positions are kept as points in space, in a tree split along one axis after the
// other. The straight line through the earth orders them almost as the way over it does;
// only those that it cannot tell apart are measured.
type Places struct {
	at   []orb.Point  // by node
	in   [][3]float64 // by node: metres from the centre of the earth
	item []int32      // by node: the index given
}

// NewPlaces indexes positions (lon, lat in degrees).
func NewPlaces(points []orb.Point) *Places {
	p := &Places{}
	for i, at := range points {
		p.at, p.in, p.item = append(p.at, at), append(p.in, inSpace(at)), append(p.item, int32(i))
	}
	p.split(0, len(p.at), 0)
	return p
}

// inSpace is a position in metres from the centre of the earth.
func inSpace(lonlat orb.Point) [3]float64 {
	sin, cos, _, across := curvature(lonlat[1] * radian)
	east, north := math.Sincos(lonlat[0] * radian)
	return [3]float64{across * cos * north, across * cos * east, across * (1 - eccentricity2) * sin}
}

// split puts the middle of the nodes [from, to) by an axis into the middle, the lesser
// before it and the greater after it, and does so with both halves by the next axis.
func (p *Places) split(from, to, axis int) {
	if to-from < 2 {
		return
	}
	middle := (from + to) / 2
	p.choose(from, to, middle, axis)
	p.split(from, middle, (axis+1)%3)
	p.split(middle+1, to, (axis+1)%3)
}

// choose is Hoare's selection of the k-th of the nodes [from, to) by an axis.
func (p *Places) choose(from, to, k, axis int) {
	for to-from > 1 {
		pivot := p.in[(from+to)/2][axis]
		i, j := from, to-1
		for i <= j {
			for p.in[i][axis] < pivot {
				i++
			}
			for p.in[j][axis] > pivot {
				j--
			}
			if i <= j {
				p.swap(i, j)
				i++
				j--
			}
		}
		switch {
		case k <= j:
			to = j + 1
		case k >= i:
			from = i
		default:
			return
		}
	}
}

func (p *Places) swap(i, j int) {
	p.at[i], p.at[j] = p.at[j], p.at[i]
	p.in[i], p.in[j] = p.in[j], p.in[i]
	p.item[i], p.item[j] = p.item[j], p.item[i]
}

// Nearest returns the index of the position nearest to from (lon, lat), the lowest of
// several equally near ones, and how far it is; -1 where there is none.
func (p *Places) Nearest(from orb.Point) (index int, d Metres) {
	s := nearestSearch{places: p, from: from, in: inSpace(from), shortest: math.Inf(1), best: -1}
	s.look(0, len(p.at), 0)
	return s.best, s.distance
}

type nearestSearch struct {
	places   *Places
	from     orb.Point
	in       [3]float64
	shortest float64 // the shortest line through the earth so far, squared
	best     int
	distance Metres
}

// perhaps is how long a line through the earth may be, squared, whose way over it is
// no longer than that of the shortest: the radius of curvature lies between 6,335 and
// 6,400 km, so ways of equal lines differ by a part of c²/24 (1/6335² - 1/6400²); the
// double is taken, and beyond 2,000 km half a percent. Positions in space are rounded to
// some nanometres, and so are distances.
func (s *nearestSearch) perhaps() float64 {
	if s.shortest > 4e12 {
		return s.shortest * 1.01
	}
	const rounded = 1e-8
	return s.shortest*(1+2*(1e-9+4.3e-17*s.shortest)) + rounded*math.Sqrt(s.shortest) + rounded*rounded
}

func (s *nearestSearch) look(from, to, axis int) {
	if from >= to {
		return
	}
	middle := (from + to) / 2
	p := s.places
	s.weigh(middle)
	off := s.in[axis] - p.in[middle][axis]
	near, far := [2]int{from, middle}, [2]int{middle + 1, to}
	if off > 0 {
		near, far = far, near
	}
	s.look(near[0], near[1], (axis+1)%3)
	if off*off <= s.perhaps() {
		s.look(far[0], far[1], (axis+1)%3)
	}
}

// weigh takes a node for the best where it is.
func (s *nearestSearch) weigh(node int) {
	p := s.places
	x, y, z := p.in[node][0]-s.in[0], p.in[node][1]-s.in[1], p.in[node][2]-s.in[2]
	line := x*x + y*y + z*z
	if line > s.perhaps() {
		return
	}
	s.shortest = min(s.shortest, line)
	d, item := Distance(s.from, p.at[node]), int(p.item[node])
	if s.best < 0 || d < s.distance || d == s.distance && item < s.best {
		s.best, s.distance = item, d
	}
}
