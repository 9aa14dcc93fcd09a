package demo

import (
	"container/heap"
	"math"

	"github.com/paulmach/orb"
)

// none marks a cell of no unit.
const none int32 = -1

// land divides the cells of a lattice among units, level by level.
type land struct {
	*lattice
	county  []int32 // by cell
	town    [2][]int32
	village [2][]int32 // before and after the reform; numbers are unique in the land
	scratch []int32
	cost    []float32
}

func newLand(l *lattice) *land {
	a := &land{lattice: l, county: l.blank(), scratch: l.blank(), cost: make([]float32, l.cells())}
	for i := range 2 {
		a.town[i], a.village[i] = l.blank(), l.blank()
	}
	return a
}

func (l *lattice) blank() []int32 {
	list := make([]int32, l.cells())
	for i := range list {
		list[i] = none
	}
	return list
}

// blob returns count connected cells in the middle of the lattice: a roundish piece of
// land, as irregular as a county is.
func (a *land) blob(count int, d *dice) []int32 {
	var size, phase [6]float64
	for i := range size {
		size[i], phase[i] = 0.3*d.float()/float64(i+1), 2*math.Pi*d.float()
	}
	middle := orb.Point{float64(a.width) / 2, float64(a.height) / 2}
	away := func(cell int32) float32 { // grows outwards, slower where the land reaches far
		s := a.site(cell)
		x, y := (s[0]-middle[0])/middle[0], (s[1]-middle[1])/middle[1]
		angle, reach := math.Atan2(y, x), 1.0
		for i := range size {
			reach += size[i] * math.Sin(float64(i+2)*angle+phase[i])
		}
		return float32(math.Hypot(x, y) / reach)
	}
	start := int32(a.height/2*a.width + a.width/2)
	front := frontier{{0, start, 0}}
	a.scratch[start] = 0
	cells := make([]int32, 0, count)
	for len(front) > 0 && len(cells) < count {
		at := heap.Pop(&front).(step)
		cells = append(cells, at.cell)
		for direction := range 6 {
			if n := a.beside(at.cell, direction); a.scratch[n] == none && !a.onEdge(n) {
				a.scratch[n] = 0
				heap.Push(&front, step{away(n), n, 0})
			}
		}
	}
	for i := range a.scratch {
		a.scratch[i] = none
	}
	return cells
}

// divide shares cells, which must be connected, among k units of similar size, each
// connected: they grow from seeds, and twice again from the middles of what
// grew. It returns the cells of each.
func (a *land) divide(cells []int32, k int, d *dice) [][]int32 {
	k = min(k, len(cells))
	seeds := make([]int32, 0, k)
	taken := map[int32]bool{}
	for len(seeds) < k {
		if c := pick(d, cells); !taken[c] {
			taken[c] = true
			seeds = append(seeds, c)
		}
	}
	var parts [][]int32
	for round := range 4 {
		parts = a.grow(cells, seeds, d.next())
		if round < 3 {
			for i, part := range parts {
				seeds[i] = a.middleOf(part)
			}
		}
	}
	return parts
}

// grow spreads seeds over cells along the cheapest ways; a cell's cost is a throw of dice.
func (a *land) grow(cells, seeds []int32, salt uint64) [][]int32 {
	const open, closed int32 = -2, -3
	for _, c := range cells {
		a.scratch[c], a.cost[c] = open, math.MaxFloat32
	}
	var front frontier
	for i, s := range seeds {
		a.cost[s] = 0
		front = append(front, step{0, s, int32(i)})
	}
	heap.Init(&front)
	parts := make([][]int32, len(seeds))
	for len(front) > 0 {
		at := heap.Pop(&front).(step)
		if a.scratch[at.cell] != open {
			continue
		}
		a.scratch[at.cell] = closed
		parts[at.unit] = append(parts[at.unit], at.cell)
		for direction := range 6 {
			n := a.beside(at.cell, direction)
			if a.scratch[n] != open {
				continue
			}
			throw := newDice(salt, uint64(n), 3)
			if cost := at.cost + 0.5 + float32(throw.float()); cost < a.cost[n] {
				a.cost[n] = cost
				heap.Push(&front, step{cost, n, at.unit})
			}
		}
	}
	for _, c := range cells {
		a.scratch[c] = none
	}
	return parts
}

// middleOf returns the cell nearest to the centroid of cells.
func (a *land) middleOf(cells []int32) int32 {
	var centre orb.Point
	for _, c := range cells {
		s := a.site(c)
		centre[0], centre[1] = centre[0]+s[0]/float64(len(cells)), centre[1]+s[1]/float64(len(cells))
	}
	best, least := cells[0], math.Inf(1)
	for _, c := range cells {
		s := a.site(c)
		if d := math.Hypot(s[0]-centre[0], s[1]-centre[1]); d < least {
			best, least = c, d
		}
	}
	return best
}

// step is a cell that a unit could take next.
type step struct {
	cost float32
	cell int32
	unit int32
}

type frontier []step

func (f frontier) Len() int      { return len(f) }
func (f frontier) Swap(i, j int) { f[i], f[j] = f[j], f[i] }
func (f frontier) Less(i, j int) bool {
	if f[i].cost != f[j].cost {
		return f[i].cost < f[j].cost
	}
	return f[i].cell < f[j].cell
}
func (f *frontier) Push(s any) { *f = append(*f, s.(step)) }
func (f *frontier) Pop() any {
	old := *f
	s := old[len(old)-1]
	*f = old[:len(old)-1]
	return s
}
