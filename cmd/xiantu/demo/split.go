package demo

import (
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"
)

// split is a village that gives a part of itself to a neighbour in the reform.
type split struct {
	from, to *village // before the reform
	part     []int32  // the cells that go
	cut      orb.LineString
}

// chooseSplit finds a village that can be cut in two by one line, and a neighbour of one
// part in the same new township. Both stay out of the mergers.
func (c *county) chooseSplit() {
	for _, t := range c.towns[0] {
		for _, v := range t.villages {
			if v.fixed || v.moved || len(v.cells) < 9 {
				continue
			}
			parts := c.divide(v.cells, 2, &c.dice)
			part := parts[1]
			to := c.receiverOf(v, part)
			cut, ok := c.cutLine(v, part)
			if to == nil || !ok || len(part) < 2 {
				continue
			}
			v.fixed, to.fixed = true, true
			c.reform.split = &split{v, to, part, cut}
			return
		}
	}
}

// receiverOf returns a village beside a part of v that will be in the same township.
func (c *county) receiverOf(v *village, part []int32) *village {
	for _, w := range v.town.villages {
		if w == v || w.fixed || w.moved {
			continue
		}
		for _, cell := range part {
			for direction := range 6 {
				if c.village[0][c.beside(cell, direction)] == w.number {
					return w
				}
			}
		}
	}
	return nil
}

// cutLine is the border between a part of a village and the rest, if it is one line.
func (c *county) cutLine(v *village, part []int32) (orb.LineString, bool) {
	isCut := func(s side) bool {
		other := c.beside(s.cell, s.direction)
		return c.village[0][other] == v.number && !slices.Contains(part, other)
	}
	var starts []side
	sides := 0
	for _, cell := range part {
		for direction := range 6 {
			s := side{cell, direction}
			if !isCut(s) {
				continue
			}
			sides++
			if !isCut(c.preceding(s, part)) {
				starts = append(starts, s)
			}
		}
	}
	if len(starts) != 1 {
		return nil, false
	}
	var ring orb.Ring
	at := starts[0]
	for ; isCut(at) && sides > 0; at = c.onward(at, part) {
		ring = c.border(ring, at.cell, at.direction)
		sides--
	}
	if sides != 0 {
		return nil, false
	}
	end := c.border(nil, at.cell, at.direction)
	return orb.LineString(append(ring, end[0])), true
}

// onward and preceding walk around a set of cells, counter-clockwise and back.
func (c *county) onward(at side, part []int32) side {
	turn := c.beside(at.cell, (at.direction+1)%6)
	if !slices.Contains(part, turn) {
		return side{at.cell, (at.direction + 1) % 6}
	}
	return side{turn, (at.direction + 5) % 6}
}

func (c *county) preceding(at side, part []int32) side {
	turn := c.beside(at.cell, (at.direction+5)%6)
	if !slices.Contains(part, turn) {
		return side{at.cell, (at.direction + 5) % 6}
	}
	return side{turn, (at.direction + 1) % 6}
}

// applySplit moves the part to what its receiver has become.
func (c *county) applySplit() {
	s := c.reform.split
	if s == nil {
		return
	}
	stays, grows := s.from.after, s.to.after
	stays.cells = slices.DeleteFunc(stays.cells, func(cell int32) bool { return slices.Contains(s.part, cell) })
	grows.cells = append(grows.cells, s.part...)
}

// splitPart is what becomes of one side of a cut.
type splitPart struct {
	Code   string    `json:"code,omitempty"`
	Name   string    `json:"name,omitempty"`
	Type   string    `json:"type,omitempty"`
	To     string    `json:"to,omitempty"`
	At     orb.Point `json:"at"`
	Groups []string  `json:"groups"`
}

// noteSplit writes the change, in front of the others: it goes by the codes before them.
func (c *county) noteSplit() {
	s := c.reform.split
	if s == nil {
		return
	}
	parts := []splitPart{
		{Code: s.from.code.String(), Name: s.from.name(), Type: s.from.kind},
		{To: s.to.code.String()},
	}
	for _, g := range s.from.groups {
		p := &parts[btoi(slices.Contains(s.part, g.cell))]
		p.Groups = append(p.Groups, g.id())
	}
	for _, cell := range s.from.cells {
		parts[btoi(slices.Contains(s.part, cell))].At = c.lattice.place(c.site(cell))
	}
	entry := change{Kind: "split", From: s.from.code.String(), Cut: geojson.NewGeometry(s.cut), Into: parts}
	c.made = slices.Insert(c.made, 0, entry)
}
