package maps

import (
	"math"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/edition"
)

// symbol is a facility's symbol, or that of several which stand too close for one each.
type symbol struct {
	of     []*edition.Facility
	place  orb.Point // where it stands on the ground, on the sheet
	at     orb.Point // where it is drawn
	radius float64
}

// clusterRadius is half the height of the symbol of several facilities.
const clusterRadius = 1.5

// mostCovered is the share of the field that symbols may cover: where there are more, they
// are joined until no more is covered, so that land and names can still be seen.
const mostCovered = 0.1

// clusters are the symbols of the facilities of the sheet: no two come closer than they are
// wide.
func (d *draft) clusters() []*symbol {
	if d.clustered != nil && d.clusteredFor == d.place {
		return d.clustered
	}
	all := d.facilities()
	symbols := make([]*symbol, len(all))
	for i, f := range all {
		symbols[i] = &symbol{of: all[i : i+1], place: d.place.Paper(*f.Place)}
	}
	apart := 2.1 * facilityRadius * d.t
	room := mostCovered * (d.field.Max[0] - d.field.Min[0]) * (d.field.Max[1] - d.field.Min[1])
	for {
		symbols = joinedWithin(symbols, apart)
		if clustered(symbols) {
			symbols = joinedWithin(symbols, max(apart, 2.1*clusterRadius*d.t))
		}
		if float64(len(symbols))*math.Pow(2*clusterRadius*d.t, 2) <= room {
			break
		}
		apart *= 1.3
	}
	for _, s := range symbols {
		s.at, s.radius = s.place, facilityRadius*d.t
		if len(s.of) > 1 {
			s.radius = clusterRadius * d.t
		}
	}
	d.clustered, d.clusteredFor = symbols, d.place
	return symbols
}

func clustered(symbols []*symbol) bool {
	for _, s := range symbols {
		if len(s.of) > 1 {
			return true
		}
	}
	return false
}

// joinedWithin joins symbols until none come closer than apart: each is where its
// facilities are in the mean.
func joinedWithin(symbols []*symbol, apart float64) []*symbol {
	for {
		cells := map[[2]int][]int{}
		var kept []*symbol
		for _, s := range symbols {
			if i := nearest(cells, kept, s.place, apart); i >= 0 {
				kept[i].join(s)
				continue
			}
			cell := [2]int{int(math.Floor(s.place[0] / apart)), int(math.Floor(s.place[1] / apart))}
			cells[cell] = append(cells[cell], len(kept))
			kept = append(kept, &symbol{of: s.of, place: s.place})
		}
		if len(kept) == len(symbols) {
			return kept
		}
		symbols = kept // the means have moved
	}
}

// nearest is the first of the nearest symbols that began in the cells about a place and
// stand closer than apart; -1: none do.
func nearest(cells map[[2]int][]int, symbols []*symbol, p orb.Point, apart float64) int {
	best, least := -1, apart
	x, y := int(math.Floor(p[0]/apart)), int(math.Floor(p[1]/apart))
	for dx := -1; dx <= 1; dx++ {
		for dy := -1; dy <= 1; dy++ {
			for _, i := range cells[[2]int{x + dx, y + dy}] {
				if away := math.Hypot(symbols[i].place[0]-p[0], symbols[i].place[1]-p[1]); away < least {
					best, least = i, away
				}
			}
		}
	}
	return best
}

func (s *symbol) join(o *symbol) {
	a, b := float64(len(s.of)), float64(len(o.of))
	s.place = orb.Point{(a*s.place[0] + b*o.place[0]) / (a + b), (a*s.place[1] + b*o.place[1]) / (a + b)}
	s.of = append(s.of[:len(s.of):len(s.of)], o.of...)
}

// arrangeSymbols finds each symbol the place nearest its own where nothing stands, and takes
// it. One that finds none within reach joins the symbol next to it.
func (d *draft) arrangeSymbols(symbols []*symbol) []*symbol {
	var kept []*symbol
	for _, s := range symbols {
		if at, ok := d.freeFor(s); ok {
			s.at = at
			d.taken.take(boxAround(at, 2.1*s.radius, 2.1*s.radius))
			kept = append(kept, s)
		} else if n := nearestOf(kept, s.place); n != nil {
			n.join(s)
		}
	}
	return kept
}

// freeFor is the place nearest to a symbol's own that is free.
func (d *draft) freeFor(s *symbol) (orb.Point, bool) {
	for ring := 0.0; ring <= 4; ring++ {
		for turn := range 12 {
			sin, cos := math.Sincos(float64(turn) * math.Pi / 6)
			at := orb.Point{s.place[0] + ring*0.8*s.radius*cos, s.place[1] - ring*0.8*s.radius*sin}
			if box := boxAround(at, 2.1*s.radius, 2.1*s.radius); within(d.field, box) && d.taken.free(box) {
				return at, true
			}
			if ring == 0 {
				break
			}
		}
	}
	return orb.Point{}, false
}

func nearestOf(symbols []*symbol, p orb.Point) *symbol {
	var best *symbol
	least := math.Inf(1)
	for _, s := range symbols {
		if away := math.Hypot(s.at[0]-p[0], s.at[1]-p[1]); away < least {
			best, least = s, away
		}
	}
	return best
}
