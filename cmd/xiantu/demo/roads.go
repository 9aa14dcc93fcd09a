package demo

import (
	"cmp"
	"container/heap"
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// roadFacts are the properties of a feature in the file of roads.
type roadFacts struct {
	ID        string `json:"id"`
	Name      string `json:"name"`
	Class     string `json:"class"`
	OneWay    string `json:"oneway"`
	Synthetic bool   `json:"synthetic"`
}

// roadmap is a county's roads being built: from cell to neighbouring cell, within the
// quadrilateral of the two sites and the corners beside them, so that no two cross but
// where they meet at a site.
type roadmap struct {
	*county
	out    *layer
	index  map[int32]int32 // where a cell stands in cells
	beside [][6]int32      // of each of the cells, as indexes; -1 beyond the county
	on     []bool          // a road leads there
	built  map[[2]int32]bool
}

// writeRoads writes a network that follows the seats and the villages: roads from seat to
// seat, one-way streets around the county seat, a road to every village, ways to
// where people live, and a motorway along the zone of that name.
func (c *county) writeRoads(out *layer) {
	r := &roadmap{county: c, out: out, index: make(map[int32]int32, len(c.cells)), beside: make([][6]int32, len(c.cells)), on: make([]bool, len(c.cells)), built: map[[2]int32]bool{}}
	for i, cell := range c.cells {
		r.index[cell] = int32(i)
	}
	for i, cell := range c.cells {
		for direction := range 6 {
			n, ours := r.index[c.lattice.beside(cell, direction)]
			if r.beside[i][direction] = n; !ours {
				r.beside[i][direction] = -1
			}
		}
	}
	r.joinSeats()
	r.buildStreets()
	r.reachVillages()
	r.reachGroups()
	r.buildMotorway()
}

// add writes a road.
func (r *roadmap) add(name, class string, oneWay bool, line orb.LineString) {
	way := [...]string{"no", "yes"}[btoi(oneWay)]
	r.out.add(roadFacts{r.code.String() + "-R" + fourDigits(r.out.count+1), name, class, way, true}, line)
}

func fourDigits(n int) string { return twoDigits(n/100) + twoDigits(n%100) }

// spread finds the cheapest ways from starts to everywhere: whence one comes to a cell
// (-1 to a start), from which start, and at what cost.
func (r *roadmap) spread(starts []int32) (from, root []int32, cost []float64) {
	from, root, cost = make([]int32, len(r.cells)), make([]int32, len(r.cells)), make([]float64, len(r.cells))
	done := make([]bool, len(r.cells))
	for i := range cost {
		from[i], root[i], cost[i] = -1, -1, math.Inf(1)
	}
	var front frontier
	for k, s := range starts {
		root[s], cost[s] = int32(k), 0
		front = append(front, step{0, s, int32(k)})
	}
	heap.Init(&front)
	for len(front) > 0 {
		at := heap.Pop(&front).(step)
		if done[at.cell] {
			continue
		}
		done[at.cell] = true
		for _, n := range r.beside[at.cell] {
			if n < 0 || done[n] {
				continue
			}
			if further := cost[at.cell] + r.toll(at.cell, n); further < cost[n] {
				from[n], root[n], cost[n] = at.cell, root[at.cell], further
				heap.Push(&front, step{float32(further), n, root[n]})
			}
		}
	}
	return from, root, cost
}

// toll is what a road between two neighbours costs: a throw of dice, as of hills.
func (r *roadmap) toll(a, b int32) float64 {
	a, b = r.cells[a], r.cells[b]
	d := newDice(r.seed, uint64(min(a, b))<<32|uint64(max(a, b)), 9)
	return 0.6 + 0.8*d.float()
}

// joinSeats builds the roads between the seats of townships that lie beside one another.
func (r *roadmap) joinSeats() {
	var seats []int32
	for _, t := range r.towns[0] {
		seats = append(seats, r.index[r.middleOf(t.cells)])
	}
	from, root, cost := r.spread(seats)
	type meeting struct {
		a, b int32 // cells on the two sides
		cost float64
	}
	best := map[[2]int32]meeting{}
	for i := range r.cells {
		for _, n := range r.beside[i] {
			if n < 0 || root[i] >= root[n] {
				continue
			}
			pair, way := [2]int32{root[i], root[n]}, meeting{int32(i), n, cost[i] + cost[n] + r.toll(int32(i), n)}
			if known, ok := best[pair]; !ok || way.cost < known.cost {
				best[pair] = way
			}
		}
	}
	pairs := make([][2]int32, 0, len(best))
	for pair := range best {
		pairs = append(pairs, pair)
	}
	slices.SortFunc(pairs, func(p, q [2]int32) int { return cmp.Or(cmp.Compare(p[0], q[0]), cmp.Compare(p[1], q[1])) })
	for _, pair := range pairs {
		way := best[pair]
		there := back(from, way.a)
		slices.Reverse(there)
		class := "县道"
		if pair[0] == 0 { // one of the two is the county seat
			class = "省道"
		}
		r.build(r.towns[0][pair[0]].stem+r.towns[0][pair[1]].stem+"公路", class, append(there, back(from, way.b)...))
	}
}

// back is the way from a cell to the start that it is reached from.
func back(from []int32, cell int32) []int32 {
	way := []int32{cell}
	for from[cell] >= 0 {
		cell = from[cell]
		way = append(way, cell)
	}
	return way
}

// build writes the parts of a way that are no road yet.
func (r *roadmap) build(name, class string, way []int32) {
	var line orb.LineString
	end := func() {
		if len(line) > 0 {
			r.add(name, class, false, line)
		}
		line = nil
	}
	r.on[way[0]] = true
	for i := 1; i < len(way); i++ {
		if !r.claim(way[i-1], way[i]) {
			end()
			continue
		}
		line = r.leg(line, way[i-1], way[i])
	}
	end()
}

// claim takes the stretch between two neighbours; false where there is a road already.
func (r *roadmap) claim(a, b int32) bool {
	stretch := [2]int32{min(a, b), max(a, b)}
	if r.built[stretch] {
		return false
	}
	r.built[stretch], r.on[a], r.on[b] = true, true, true
	return true
}

// leg appends the road from a cell to one beside it.
func (r *roadmap) leg(line orb.LineString, a, b int32) orb.LineString {
	direction := slices.Index(r.beside[a][:], b)
	cell := r.cells[a]
	q := quad{r.site(cell), r.site(r.cells[b]), r.corner(cell, direction), r.corner(cell, (direction+5)%6)}
	if len(line) == 0 {
		line = append(line, r.lattice.place(q.from))
	}
	d := newDice(r.seed, uint64(min(cell, r.cells[b]))<<32|uint64(max(cell, r.cells[b])), 10)
	return r.bend(line, q, min(3, r.bends), &d)
}
