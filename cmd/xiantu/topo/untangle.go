package topo

import (
	"math"

	"github.com/xiantu/xiantu/geo"
)

// chord is an edge of a simplified arc: it stands for the arc's vertices from..to.
type chord struct {
	arc      int32
	from, to int32   // places on the arc
	dead     bool    // split
	box      geo.Box // of all the vertices it stands for
}

// untangler finds where simplified arcs do what the arcs before did not, and gives
// vertices back there. Two chords are in each other's way when they have more in common
// than an end, or when an end of one lies between the other and the line it stands
// for: then the one would pass to the other side. One of them gets back the vertex
// with the greatest effective area of those it leaves out, and so on: in the end no two
// are in each other's way, or they stand for nothing but themselves.
type untangler struct {
	net     *Network
	workers int
	areas   [][]float32
	chords  []chord
	keep    [][]bool // by arc and place
	grid    *geo.BoxGrid
	wrong   map[int32]bool // chords to be split in this round

	given, clashes int
	pairs, most    int  // chords compared, and how many may be before the network is looked at
	tangled        bool // it was, and is no map
}

// pairsPerChord is how many others a chord is compared with on average before the network
// is suspected of being a tangle. Of maps it is some ten.
const pairsPerChord = 200

func newUntangler(n *Network, areas [][]float32, least float32) *untangler {
	u := &untangler{net: n, areas: areas, keep: make([][]bool, len(n.Arcs))}
	flags := 0
	for _, run := range n.Arcs {
		flags += len(run)
	}
	all := make([]bool, flags)
	for i, run := range n.Arcs {
		u.keep[i], all = all[:len(run)], all[len(run):]
		from := 0
		u.keep[i][0] = true
		for j := 1; j < len(run); j++ {
			if areas[i][j] >= least || j == len(run)-1 {
				u.keep[i][j] = true
				u.add(i, from, j)
				from = j
			}
		}
	}
	return u
}

func (u *untangler) add(arc, from, to int) {
	c := chord{arc: int32(arc), from: int32(from), to: int32(to)}
	run := u.net.Arcs[arc]
	c.box = geo.BoxOf(u.net.Vertices[run[from]])
	for _, id := range run[from+1 : to+1] {
		c.box.Add(u.net.Vertices[id])
	}
	u.chords = append(u.chords, c)
}

// untangle works in rounds: the first looks at all chords, the others at those that the
// round before has made.
func (u *untangler) untangle() {
	boxes := make([]geo.Box, len(u.chords))
	for i := range u.chords {
		boxes[i] = u.chords[i].box
	}
	u.grid = geo.NewBoxGrid(boxes)
	u.most = pairsPerChord * (len(boxes) + 1000)
	for fresh := 0; fresh < len(u.chords); {
		end := len(u.chords)
		u.wrong = map[int32]bool{}
		var order []int32
		for i := fresh; i < end; i++ {
			if order = u.look(int32(i), order); u.pairs > u.most {
				if u.most = math.MaxInt; u.net.Tangled(u.workers) {
					u.tangled = true
					return
				}
			}
		}
		for _, i := range order {
			u.split(i)
		}
		for i := end; i < len(u.chords); i++ {
			u.grid.Add(u.chords[i].box)
		}
		fresh = end
	}
}

// look appends to order the chords to be split for what chord i and those before it, or
// before this round, have with one another.
func (u *untangler) look(i int32, order []int32) []int32 {
	split := func(j int32) {
		if !u.wrong[j] {
			u.wrong[j] = true
			order = append(order, j)
		}
	}
	c := &u.chords[i]
	if a, b := u.ends(c); a == b {
		split(i) // a closed arc of which no vertex is left
	}
	u.grid.Query(c.box, func(j int32) {
		u.pairs++
		d := &u.chords[j]
		if j >= i || d.dead {
			return
		}
		if u.separates(c, d) {
			split(i)
		}
		if u.separates(d, c) {
			split(j)
		}
		if u.wrong[i] || u.wrong[j] || !u.clash(c, d) {
			return // once split, its parts are looked at
		}
		switch {
		case c.whole() && d.whole():
			u.clashes++
		case d.whole() || !c.whole() && u.areas[c.arc][u.best(c)] >= u.areas[d.arc][u.best(d)]:
			split(i)
		default:
			split(j)
		}
	})
	return order
}

// whole reports whether the chord leaves nothing out.
func (c *chord) whole() bool { return c.to-c.from == 1 }

func (u *untangler) ends(c *chord) (a, b int32) {
	run := u.net.Arcs[c.arc]
	return run[c.from], run[c.to]
}

func (u *untangler) clash(c, d *chord) bool {
	a, b := u.ends(c)
	e, f := u.ends(d)
	at := u.net.Vertices
	return geo.Meet(at[a], at[b], at[e], at[f])
}

// separates reports whether an end of d lies between c and the line it stands for.
func (u *untangler) separates(c, d *chord) bool {
	a, b := u.ends(d)
	return !c.whole() && (u.between(c, a) || u.between(c, b))
}

// between reports whether a vertex lies between a chord and the line it stands for.
func (u *untangler) between(c *chord, id int32) bool {
	a, b := u.ends(c)
	v := u.net.Vertices[id]
	return id != a && id != b && c.box.Holds(v) && geo.InRing(v, u.net.Vertices, u.net.Arcs[c.arc][c.from:c.to+1])
}

// best is the vertex left out by c, which is not whole, that has the greatest area.
func (u *untangler) best(c *chord) int32 {
	areas := u.areas[c.arc]
	best := c.from + 1
	for j := best + 1; j < c.to; j++ {
		if areas[j] > areas[best] {
			best = j
		}
	}
	return best
}

// split gives a chord its best vertex back.
func (u *untangler) split(i int32) {
	c := u.chords[i]
	best := u.best(&c)
	u.chords[i].dead = true
	u.keep[c.arc][best] = true
	u.given++
	u.add(int(c.arc), int(c.from), int(best))
	u.add(int(c.arc), int(best), int(c.to))
}

// kept returns the vertices of an arc that are kept.
func (u *untangler) kept(arc int) Run {
	var out Run
	for j, id := range u.net.Arcs[arc] {
		if u.keep[arc][j] {
			out = append(out, id)
		}
	}
	return out
}
