package main

import (
	"fmt"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/edition"
)

// carriage is a table's way over a crosswalk: forth, from old units to new ones, or back.
type carriage struct {
	walk          boundaries.Crosswalk
	before, after *edition.Edition
	basis         boundaries.Basis
	back          bool
}

// source is the day that the table's codes are of, target the one they are carried to.
func (c *carriage) source() *edition.Edition {
	if c.back {
		return c.after
	}
	return c.before
}

func (c *carriage) target() *edition.Edition {
	if c.back {
		return c.before
	}
	return c.after
}

// carry takes a column over.
func (c *carriage) carry(figures map[boundaries.UnitID]float64) (map[boundaries.UnitID]float64, error) {
	var carried map[boundaries.UnitID]float64
	var unknown []boundaries.UnitID
	if c.back {
		carried, unknown = c.walk.Back(figures, c.sizes(), c.basis)
	} else {
		carried, unknown = c.walk.Carry(figures, c.basis)
	}
	if len(unknown) > 0 {
		u := c.source().ByID(unknown[0])
		return nil, fmt.Errorf("%s %s is not in the crosswalk: no lineage says what it came of", u.Code, u.Name)
	}
	return carried, nil
}

// sizes are the people, or the land, of the old units: what a new unit's figure is
// divided by among those it came of.
func (c *carriage) sizes() map[boundaries.UnitID]float64 {
	sizes := map[boundaries.UnitID]float64{}
	all := c.before.People.Age("all")
	for i := range c.before.Units {
		u := &c.before.Units[i]
		switch {
		case c.basis == boundaries.ByArea:
			sizes[u.Unit] = float64(u.Area)
		case all >= 0:
			sizes[u.Unit] = float64(u.People[all])
		}
	}
	return sizes
}
