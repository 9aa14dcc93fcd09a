package road

import (
	"fmt"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/geo"
)

// Road is a stretch of road as it is drawn. Roads meet where they share a vertex; a
// bridge and what runs below it share none.
type Road struct {
	Line     orb.LineString // lon/lat EPSG:4490, two different positions at least
	Class    string         // a class of the table of speeds: "primary", "residential", ...
	Name     string
	Way      Way
	NoWalk   bool    // people may not walk here, whatever the class says
	NoDrive  bool    // nobody may drive here
	MaxSpeed float64 // the limit that is signed, km/h; 0: unknown
}

// Way says in which direction a road is driven. People walk in both.
type Way uint8

// The ways, by the order of the line's positions.
const (
	BothWays Way = iota
	Forward
	Backward
)

// String is "both", "forward" or "backward".
func (w Way) String() string { return [...]string{"both", "forward", "backward"}[w] }

// ParseWay reads the name of a way.
func ParseWay(s string) (Way, error) {
	for w := BothWays; w <= Backward; w++ {
		if w.String() == s {
			return w, nil
		}
	}
	return BothWays, fmt.Errorf("%q is no direction of a road: write both, forward or backward", s)
}

// Mode is how people travel.
type Mode uint8

// The modes.
const (
	Walk Mode = iota
	Drive
)

// String is "walk" or "drive".
func (m Mode) String() string { return [...]string{"walk", "drive"}[m] }

// costs are the seconds that a metre of road takes along its line and against it; 0
// where nobody may go that way.
func (r *Road) costs(speeds *Speeds, mode Mode) (ahead, back float64) {
	walk, drive := speeds.Of(r.Class)
	kmh := walk
	if mode == Drive {
		kmh = drive
		if kmh > 0 && r.MaxSpeed > 0 {
			kmh = r.MaxSpeed
		}
	}
	if !(kmh > 0) || mode == Walk && r.NoWalk || mode == Drive && r.NoDrive {
		return 0, 0
	}
	cost := 3.6 / kmh
	if mode == Walk {
		return cost, cost
	}
	if r.Way != Backward {
		ahead = cost
	}
	if r.Way != Forward {
		back = cost
	}
	return ahead, back
}

// isThrough reports a road that is entered and left at its junctions alone: a place beside
// a motorway is not on it.
func (r *Road) isThrough() bool { return r.Class == "motorway" || r.Class == "motorway_link" }

// Apart numbers the parts into which roads fall that hang together by shared vertices,
// whoever may travel on them: 0 is the part with the most roads.
func Apart(roads []Road) (part []int) {
	first := map[geo.Vertex]int32{}
	above := make([]int32, len(roads))
	top := func(i int32) int32 {
		for above[i] != i {
			above[i] = above[above[i]]
			i = above[i]
		}
		return i
	}
	for i := range roads {
		above[i] = int32(i)
		for _, p := range roads[i].Line {
			v := geo.Snap(p)
			if other, met := first[v]; met {
				above[top(int32(i))] = top(other)
			} else {
				first[v] = int32(i)
			}
		}
	}
	numbers, _ := bySize(above, top)
	for _, n := range numbers {
		part = append(part, int(n))
	}
	return part
}
