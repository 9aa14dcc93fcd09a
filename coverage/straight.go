package coverage

import (
	"math"
	"runtime"
	"sync"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/geo"
)

// straight is reach by distance on the ellipsoid.
type straight struct{ *survey }

func (r *straight) covered() []bool { return crowds.of(r.ed.People, newCrowd).within(r.places) }

func (r *straight) pairs(measured bool) []pair {
	list := crowds.of(r.ed.People, newCrowd).pairs(r.places)
	if measured {
		for i := range list {
			p := &list[i]
			p.far = float64(geo.Distance(r.ed.People.Groups[p.group].Place, r.places[p.place].At))
		}
	}
	return list
}

func (r *straight) nearest() []near {
	points, _ := r.discs()
	index := geo.NewPlaces(points)
	list := make([]near, len(r.ed.People.Groups))
	inParallel(len(list), 1000, func(i int) {
		place, d := index.Nearest(r.ed.People.Groups[i].Place)
		list[i] = near{int32(place), float64(d)}
		if place < 0 {
			list[i].far = math.Inf(1)
		}
	})
	return list
}

func (r *straight) discs() (centres []orb.Point, radii []geo.Metres) {
	for i := range r.places {
		centres, radii = append(centres, r.places[i].At), append(radii, r.places[i].Reach)
	}
	return centres, radii
}

func (r *straight) lay() (*geo.Ground, cover) {
	ground := grounds.of(r.ed.Mesh, geo.NewGround)
	return ground, ground.Lay(geo.NewReachOf(r.discs()))
}

func (r *straight) outline(tolerance geo.Metres) orb.MultiPolygon {
	return geo.NewReachOf(r.discs()).Outline(tolerance)
}

// inParallel calls work for 0 to n-1, on all processors where there are at least twice
// grain of them to do.
func inParallel(n, grain int, work func(int)) {
	workers := min(runtime.GOMAXPROCS(0), n/grain)
	if workers < 2 {
		for i := range n {
			work(i)
		}
		return
	}
	var all sync.WaitGroup
	for w := range workers {
		all.Go(func() {
			for i := n * w / workers; i < n*(w+1)/workers; i++ {
				work(i)
			}
		})
	}
	all.Wait()
}
