package coverage

import (
	"math"
	"slices"
	"sync"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/coverage/road"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/geo"
)

// nearRoad is how far a place may lie from a road where the question does not say.
const nearRoad geo.Metres = 500

// farthestRoad is how far one looks for a road at all: beyond it a place has none.
const farthestRoad geo.Metres = 50_000

// byRoad is reach in minutes along roads. People travel to the places; at both ends they
// walk straight between the place and the nearest point of a road, and those walks
// count. What lies farther from any road than the question's OffRoad is not put on one:
// it is listed, and covered by nothing.
type byRoad struct {
	*survey
	net    *road.Net
	groups []footing
	feet   []road.Foot // of the places that are on the net
	owner  []int32     // whose they are: indexes in survey.places
	times  *road.Times
}

// footing is a place put on a net; off where no road is anywhere near.
type footing struct {
	road.Foot
	off bool
}

func newByRoad(s *survey) (reach, error) {
	net := nets.of(s.ed.Roads, newRoadNets).of(s.q.Mode)
	if net.IsEmpty() {
		return nil, noRoads(s.q.Mode)
	}
	r := &byRoad{survey: s, net: net, groups: footings.of(s.ed.People, newGroupFeet).on(s.ed.People, net)}
	for i := range s.places {
		if f, ok := net.Snap(s.places[i].At, s.offRoad()); ok {
			r.feet, r.owner = append(r.feet, f), append(r.owner, int32(i))
		}
	}
	r.times = net.To(r.feet, math.Inf(1))
	return r, nil
}

func noRoads(mode Mode) error {
	if mode == Walk {
		return refuse("minutes", "本县没有可以步行的道路数据，不能按出行时间计算：请先导入道路（import roads），或改用半径", "the county has no roads to walk on, so no times of travel can be told: import its roads (import roads), or ask by radius")
	}
	return refuse("minutes", "本县没有可以驾车的道路数据，不能按出行时间计算：请先导入道路（import roads），或改用半径", "the county has no roads to drive on, so no times of travel can be told: import its roads (import roads), or ask by radius")
}

// offRoad is how far a place may lie from its road.
func (s *survey) offRoad() geo.Metres {
	if s.q.OffRoad > 0 {
		return s.q.OffRoad
	}
	return nearRoad
}

// from is how many minutes a group has to a place.
func (r *byRoad) from(times *road.Times, group int) near {
	f := &r.groups[group]
	if f.off || f.Distance > r.offRoad() {
		return near{-1, math.Inf(1)}
	}
	seconds, foot := times.From(f.Foot)
	if foot < 0 {
		return near{-1, math.Inf(1)}
	}
	return near{int32(foot), seconds / 60}
}

func (r *byRoad) nearest() []near {
	list := make([]near, len(r.groups))
	inParallel(len(list), 5000, func(i int) {
		if list[i] = r.from(r.times, i); list[i].place >= 0 {
			list[i].place = r.owner[list[i].place]
		}
	})
	return list
}

func (r *byRoad) covered() []bool {
	covered := make([]bool, len(r.groups))
	for i, n := range r.nearest() {
		covered[i] = n.far <= r.q.Minutes
	}
	return covered
}

func (r *byRoad) pairs(bool) []pair {
	lists := make([][]pair, len(r.feet))
	sweeps := sync.Pool{New: func() any { return r.net.Sweep() }}
	inParallel(len(r.feet), 2, func(i int) {
		sweep := sweeps.Get().(*road.Sweep)
		times := sweep.To(r.feet[i:i+1], r.q.Minutes*60*(1+1e-12))
		for g := range r.groups {
			if n := r.from(times, g); n.far <= r.q.Minutes {
				lists[i] = append(lists[i], pair{int32(g), r.owner[i], n.far})
			}
		}
		sweeps.Put(sweep)
	})
	return slices.Concat(lists...)
}

func (r *byRoad) outline(geo.Metres) orb.MultiPolygon {
	return r.times.Land(r.q.Minutes*60, r.offRoad())
}

func (r *byRoad) lay() (*geo.Ground, cover) {
	ground := grounds.of(r.ed.Mesh, geo.NewGround)
	return ground, newRoadCover(r.ed.Mesh, r.outline(0))
}

// nets are the nets made of roads, footings the groups put on them.
var (
	nets     memo[edition.Roads, roadNets]
	footings memo[edition.People, groupFeet]
)

// roadNets are roads made into a net for each mode, when it is first asked for.
type roadNets struct{ walk, drive func() *road.Net }

func newRoadNets(r *edition.Roads) *roadNets {
	list, speeds := r.List, r.Speeds
	net := func(mode road.Mode) func() *road.Net {
		return sync.OnceValue(func() *road.Net { return road.NewNet(list, speeds, mode) })
	}
	return &roadNets{net(road.Walk), net(road.Drive)}
}

func (n *roadNets) of(mode Mode) *road.Net {
	if mode == Drive {
		return n.drive()
	}
	return n.walk()
}

// groupFeet are the groups of a county on the nets last asked for, one a mode.
type groupFeet struct {
	mu   sync.Mutex
	held []groupFeetOn
}

type groupFeetOn struct {
	net  *road.Net
	feet []footing
}

func newGroupFeet(*edition.People) *groupFeet { return &groupFeet{} }

// on puts the groups on a net, or returns where they are already.
func (f *groupFeet) on(people *edition.People, net *road.Net) []footing {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, h := range f.held {
		if h.net == net {
			return h.feet
		}
	}
	feet := make([]footing, len(people.Groups))
	inParallel(len(feet), 500, func(i int) {
		foot, ok := net.Snap(people.Groups[i].Place, farthestRoad)
		feet[i] = footing{foot, !ok}
	})
	f.held = append(f.held[max(0, len(f.held)-1):], groupFeetOn{net, feet})
	return feet
}
