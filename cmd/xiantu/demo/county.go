package demo

import (
	"math"
	"slices"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries/adcode"
)

// county is a county before and after its reform.
type county struct {
	*land
	dice
	names  *namer
	number int32
	code   adcode.Code
	name   string
	cells  []int32
	towns  [2][]*town // by code
	people int
	groups []*group
	reform *reform  // changes of townships, as they were decided
	made   []change // the changes of villages

	highway orb.LineString // the zone that the motorway follows
	ground  []ground       // what maps show beneath the divisions
}

// town is a township on one side of the reform.
type town struct {
	number   int32
	code     adcode.Code
	name     string // with its ending: 青竹街道
	kind     string
	stem     string
	cells    []int32
	seat     orb.Point
	villages []*village // by code
	after    *town      // what it is after the reform, for one before it
	from     []*town    // what it was, for one after it
	beside   map[*town]int
}

// village is a village or community on one side of the reform.
type village struct {
	number int32
	code   adcode.Code
	stem   string
	kind   string // 村 or 社区
	town   *town
	cells  []int32
	urban  bool
	fixed  bool // an exclave or enclave and its host: they stay as they are
	groups []*group
	after  *village
	from   []*village
	moved  bool // to another township by name
}

func (v *village) name() string { return v.stem + v.kind }

// fullName is the name of the body that governs it.
func (v *village) fullName() string {
	if v.kind == "社区" {
		return v.stem + "社区居民委员会"
	}
	return v.stem + "村村民委员会"
}

// settle makes the townships and villages of a county as they were before the reform.
func (c *county) settle(townCount int, cellsPerVillage float64, next *int32) {
	parts := c.divide(c.cells, townCount, &c.dice)
	heart := c.middleOf(c.cells)
	slices.SortStableFunc(parts, func(p, q []int32) int {
		return btoi(slices.Contains(q, heart)) - btoi(slices.Contains(p, heart))
	})
	towns, rural := 100, 200
	for i, cells := range parts {
		t := &town{number: take(next), stem: c.names.short(), kind: "镇", cells: cells, beside: map[*town]int{}}
		if i > 0 && i%2 == 0 {
			t.kind = "乡"
			t.code, rural = c.code.Child(rural), rural+1
		} else {
			t.code, towns = c.code.Child(towns), towns+1
		}
		t.name = t.stem + t.kind
		c.allot(cells, c.town[0], t.number)
		c.towns[0] = append(c.towns[0], t)
	}
	c.meet()
	c.reformTowns(next, towns)
	for i, t := range c.towns[0] {
		size := cellsPerVillage
		if i == 0 {
			size *= 0.55 // villages are small where people live densely
		}
		for _, cells := range c.divide(t.cells, max(1, int(math.Round(float64(len(t.cells))/size))), &c.dice) {
			t.villages = append(t.villages, &village{number: take(next), town: t, cells: cells})
		}
	}
	for _, t := range c.towns[0] {
		for _, v := range t.villages {
			c.allot(v.cells, c.village[0], v.number)
		}
	}
	c.enclose(next)
	c.exclave()
	c.nameVillages()
}

func take(next *int32) int32 { *next++; return *next - 1 }

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (a *land) allot(cells, number []int32, unit int32) {
	for _, cell := range cells {
		number[cell] = unit
	}
}

// meet counts along how many borders of cells townships touch.
func (c *county) meet() {
	byNumber := map[int32]*town{}
	for _, t := range c.towns[0] {
		byNumber[t.number] = t
	}
	for _, t := range c.towns[0] {
		for _, cell := range t.cells {
			for direction := range 6 {
				if n := byNumber[c.town[0][c.beside(cell, direction)]]; n != nil && n != t {
					t.beside[n]++
				}
			}
		}
	}
}

// nameVillages gives names and codes. The village of the seat is a community, and so are
// most of the county seat.
func (c *county) nameVillages() {
	for i, t := range c.towns[0] {
		seat := c.middleOf(t.cells)
		slices.SortStableFunc(t.villages, func(v, w *village) int {
			return btoi(slices.Contains(w.cells, seat)) - btoi(slices.Contains(v.cells, seat))
		})
		communities, committees := 1, 200
		for j, v := range t.villages {
			v.kind, v.stem = "村", c.names.stem()
			if j == 0 || i == 0 && j < 2*len(t.villages)/3 {
				v.kind = "社区"
			}
			if j == 0 && i > 0 {
				v.stem = t.stem + "场" // the market that the township is named for
			}
			v.urban = i == 0 && v.kind == "社区"
			if v.kind == "社区" {
				v.code, communities = t.code.Child(communities), communities+1
			} else {
				v.code, committees = t.code.Child(committees), committees+1
			}
		}
		slices.SortFunc(t.villages, func(v, w *village) int { return v.code.Compare(w.code) })
		d := newDice(c.seed, uint64(seat), 5)
		t.seat = c.near(seat, &d)
	}
}

// flower looks for a cell all of whose neighbours belong to its own village, in a village
// large enough to give one away.
func (c *county) flower(good func(*village) bool) (int32, *village) {
	var villages []*village
	for _, t := range c.towns[0] {
		villages = append(villages, t.villages...)
	}
	shuffle(&c.dice, villages)
	for _, v := range villages {
		if v.fixed || len(v.cells) < 8 || !good(v) {
			continue
		}
		for _, cell := range v.cells {
			inner := true
			for direction := range 6 {
				inner = inner && c.village[0][c.beside(cell, direction)] == v.number
			}
			if inner {
				return cell, v
			}
		}
	}
	return none, nil
}

// enclose makes one village that lies wholly inside another of its township.
func (c *county) enclose(next *int32) {
	cell, host := c.flower(func(v *village) bool { return v.town != c.towns[0][0] })
	if host == nil {
		return
	}
	inner := &village{number: take(next), town: host.town, cells: []int32{cell}, fixed: true}
	host.town.villages = append(host.town.villages, inner)
	host.cells = without(host.cells, cell)
	host.fixed = true
	c.village[0][cell] = inner.number
}

// exclave gives a cell inside a village to a village of another township, which the
// reform leaves apart.
func (c *county) exclave() {
	for _, owner := range c.towns[0][1:] {
		cell, host := c.flower(func(v *village) bool {
			return v.town != owner && v.town.after != owner.after && v.town.beside[owner] > 0
		})
		if host == nil {
			continue
		}
		i := slices.IndexFunc(owner.villages, func(v *village) bool { return !v.fixed && len(v.cells) > 3 })
		if i < 0 {
			continue
		}
		v := owner.villages[i]
		v.cells, host.cells = append(v.cells, cell), without(host.cells, cell)
		v.fixed, host.fixed = true, true
		owner.cells, host.town.cells = append(owner.cells, cell), without(host.town.cells, cell)
		c.village[0][cell], c.town[0][cell] = v.number, owner.number
		return
	}
}

func without(cells []int32, cell int32) []int32 {
	return slices.DeleteFunc(slices.Clone(cells), func(c int32) bool { return c == cell })
}
