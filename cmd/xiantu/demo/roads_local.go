package demo

import (
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// buildStreets builds the streets of the county seat: spokes, and around them a ring that
// is driven one way.
func (r *roadmap) buildStreets() {
	town := r.towns[0][0]
	heart := r.index[r.middleOf(town.cells)]
	ring := r.beside[heart]
	for i, n := range ring {
		next := ring[(i+1)%6]
		if n < 0 || next < 0 {
			continue
		}
		r.build(town.stem+"街", "街巷", []int32{heart, n})
		if r.claim(n, next) {
			r.add("环城路", "街巷", true, r.leg(nil, n, next))
		}
	}
}

// reachVillages builds a road to the middle of each village.
func (r *roadmap) reachVillages() {
	from, _, _ := r.spread(r.reached())
	for _, t := range r.towns[0] {
		for _, v := range t.villages {
			r.build(v.stem+"路", "乡道", back(from, r.index[r.middleOf(v.cells)]))
		}
	}
}

// reachGroups builds ways to the villager groups, some of them for tractors.
func (r *roadmap) reachGroups() {
	from, _, _ := r.spread(r.reached())
	for _, g := range r.groups {
		cell := r.index[g.cell]
		if r.on[cell] {
			continue
		}
		d, class := newDice(r.seed, uint64(g.cell), 11), "村道"
		if d.chance(0.15) {
			class = "机耕路"
		}
		r.build("", class, back(from, cell))
	}
}

// reached are the cells that a road leads to.
func (r *roadmap) reached() []int32 {
	var list []int32
	for i, is := range r.on {
		if is {
			list = append(list, int32(i))
		}
	}
	return list
}

// carriageway is how far each side of a motorway is from its middle, in metres.
const carriageway = 15.0

// buildMotorway builds the two carriageways, each driven one way, and the links between them
// and the county seat, which it passes.
func (r *roadmap) buildMotorway() {
	seat := r.lattice.place(r.site(r.middleOf(r.towns[0][0].cells)))
	there, home := r.beam(r.highway), slices.Clone(r.highway)
	slices.Reverse(home)
	middle, reach := len(there)/2, len(there)/16
	for _, side := range []orb.LineString{there, r.beam(home)} {
		r.add("环山高速", "高速公路", true, side)
		r.add("", "高速匝道", true, orb.LineString{side[middle-reach], seat})
		r.add("", "高速匝道", true, orb.LineString{seat, side[middle+reach]})
	}
}

// beam shifts a line to the right of its direction.
func (r *roadmap) beam(line orb.LineString) orb.LineString {
	east, north := r.stepLon/r.spacing, r.stepLat/(r.spacing*math.Sqrt(3)/2) // degrees a metre
	side := make(orb.LineString, len(line))
	for i, p := range line {
		before, after := line[max(0, i-1)], line[min(len(line)-1, i+1)]
		dx, dy := (after[0]-before[0])/east, (after[1]-before[1])/north
		length := math.Hypot(dx, dy)
		side[i] = orb.Point{p[0] + carriageway*dy/length*east, p[1] - carriageway*dx/length*north}
	}
	return side
}
