package boundaries_test

import (
	"fmt"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/geo"
)

// The county of chance has crooked borders:
//
//	+----+----+----+----+
//	| 303  302  301  300|  town 103, with a village known by list only
//	+----+----+----+----+
//	| 203|202o| 202| 203|  o: village 250 of town 102, an exclave in a hole of a village
//	+----+----+----+----+  of town 101
//	| 200| 201| 200| 201|
//	+----+----+----+----+        +----+
//	 town 101   town 102         | 200|  town 201, apart
//	                             +----+
type chanceCounty struct {
	t     *rapid.T
	nodes [5][4]orb.Point
	bends map[[2]orb.Point]orb.Point
}

func drawCounty(t *rapid.T) boundaries.State {
	c := &chanceCounty{t: t, bends: map[[2]orb.Point]orb.Point{}}
	for i := range c.nodes {
		for j := range c.nodes[i] {
			c.nodes[i][j] = c.near(float64(i), float64(j))
		}
	}
	var villages []boundaries.Version
	village := func(town, number int, shape orb.MultiPolygon) {
		code := county.Child(town).Child(number)
		villages = append(villages, boundaries.Version{Code: code, Name: fmt.Sprintf("%d%d村", town, number), Parent: code.Parent(), Shape: shape})
	}
	for j := range 3 {
		for i := range 4 {
			town, number := 101+i/2, 200+i%2+2*j
			if j == 2 {
				town, number = 103, 300+i
			}
			cell := orb.Polygon{c.ring(c.nodes[i][j], c.nodes[i+1][j], c.nodes[i+1][j+1], c.nodes[i][j+1])}
			if i == 1 && j == 1 {
				hole := c.ring(at(1.4, 1.4), at(1.6, 1.4), at(1.6, 1.6), at(1.4, 1.6))
				village(102, 250, orb.MultiPolygon{{hole}})
				cell = append(cell, reversed(hole))
			}
			village(town, number, orb.MultiPolygon{cell})
		}
	}
	village(201, 200, square(9, 9, 1, 1))
	village(103, 399, nil)
	return stateOf(villages)
}

func reversed(r orb.Ring) orb.Ring {
	out := r.Clone()
	out.Reverse()
	return out
}

// near is a place near a corner of the grid.
func (c *chanceCounty) near(x, y float64) orb.Point {
	dx, dy := float64(rapid.IntRange(-12, 12).Draw(c.t, "dx")), float64(rapid.IntRange(-12, 12).Draw(c.t, "dy"))
	return geo.Snap(at(x+dx/100, y+dy/100)).Point()
}

// ring is a ring through corners, with a bend between any two that is the same from both
// sides.
func (c *chanceCounty) ring(corners ...orb.Point) orb.Ring {
	var r orb.Ring
	for i, p := range corners {
		p = geo.Snap(p).Point()
		q := geo.Snap(corners[(i+1)%len(corners)]).Point()
		bend, ok := c.bends[[2]orb.Point{q, p}]
		if !ok {
			off := float64(rapid.IntRange(-10, 10).Draw(c.t, "bend")) / 100
			bend = geo.Snap(orb.Point{(p[0]+q[0])/2 - off*(q[1]-p[1]), (p[1]+q[1])/2 + off*(q[0]-p[0])}).Point()
			c.bends[[2]orb.Point{p, q}] = bend
		}
		r = append(r, p, bend)
	}
	return append(r, r[0])
}

// stateOf makes a county of villages, with the townships that they name, and two groups of 100
// people in each village.
func stateOf(villages []boundaries.Version) boundaries.State {
	var s boundaries.State
	add := func(v boundaries.Version) {
		v.ID, v.Unit = boundaries.VersionID(len(s.Units)+1), boundaries.UnitID(len(s.Units)+1)
		v.Type, v.Valid = boundaries.TypeOf(v.Name, v.Code), civil.Span{From: y2005}
		s.Units = append(s.Units, v)
	}
	var shapes []orb.MultiPolygon
	var all []int
	towns := map[adcode.Code][]int{}
	var order []adcode.Code
	for i, v := range villages {
		shapes, all = append(shapes, v.Shape), append(all, i)
		if towns[v.Parent] == nil {
			order = append(order, v.Parent)
		}
		towns[v.Parent] = append(towns[v.Parent], i)
	}
	mesh := geo.NewMesh(shapes)
	add(boundaries.Version{Code: county, Name: "试验县", Shape: mesh.Build(mesh.Union(all), mesh.Line)})
	for _, code := range order {
		add(boundaries.Version{Code: code, Name: code.String()[6:] + "镇", Parent: county, Shape: mesh.Build(mesh.Union(towns[code]), mesh.Line)})
	}
	for _, v := range villages {
		add(v)
		unit := s.Units[len(s.Units)-1].Unit
		for i := range 2 {
			g := boundaries.Group{ID: fmt.Sprintf("%v-%02d", v.Code, i+1), Unit: unit, People: 100}
			if v.Shape != nil {
				g.Place = geo.Snap(geo.LabelPoint(v.Shape)).Point()
				g.Place[0] += float64(i) * 0.0003
			}
			s.Groups = append(s.Groups, g)
		}
	}
	return s
}

// chanceLedger keeps what orders of several days did, as a store does.
type chanceLedger struct {
	versions []boundaries.Version
	groups   []boundaries.Group // as they were in the beginning
	moved    []movedOn
	links    []boundaries.Link
	past     map[boundaries.ChangeID]boundaries.Record
	version  boundaries.VersionID
	unit     boundaries.UnitID
}

type movedOn struct {
	day boundaries.Order
	boundaries.MovedGroup
}

func newChanceLedger(s boundaries.State) *chanceLedger {
	return &chanceLedger{versions: s.Units, groups: s.Groups, past: map[boundaries.ChangeID]boundaries.Record{}, version: 1000, unit: 1000}
}

// on is the state on a day.
func (l *chanceLedger) on(day civil.Day) boundaries.State {
	s := boundaries.State{Past: l.past}
	for _, v := range l.versions {
		s.Used = append(s.Used, boundaries.CodeUse{Code: v.Code, Unit: v.Unit, Name: v.Name, Valid: v.Valid})
		switch {
		case v.Valid.Contains(day):
			s.Units = append(s.Units, v)
		case day.Before(v.Valid.From):
			s.Later = append(s.Later, v)
		}
	}
	unit := map[string]boundaries.UnitID{}
	since := map[string]civil.Day{}
	for _, m := range l.moved {
		if from := m.day.Effective; !day.Before(from) && !from.Before(since[m.Group]) {
			unit[m.Group], since[m.Group] = m.To, from
		} else if day.Before(from) {
			s.Awaits = append(s.Awaits, m.To)
		}
	}
	for _, g := range l.groups {
		if u, ok := unit[g.ID]; ok {
			g.Unit = u
		}
		s.Groups = append(s.Groups, g)
	}
	return s
}

// commit keeps what an order came to.
func (l *chanceLedger) commit(o boundaries.Order, out boundaries.Outcome) boundaries.ChangeID {
	record := boundaries.Record{Effective: o.Effective}
	closed := map[boundaries.VersionID]bool{}
	for _, id := range out.Close {
		closed[id] = true
	}
	var left []boundaries.Version
	for _, v := range l.versions {
		if closed[v.ID] {
			record.Closed = append(record.Closed, v)
		} else {
			left = append(left, v)
		}
	}
	units := map[boundaries.UnitID]boundaries.UnitID{}
	stored := func(u boundaries.UnitID) boundaries.UnitID {
		if u < 0 && units[u] == 0 {
			l.unit++
			units[u] = l.unit
		}
		if u < 0 {
			return units[u]
		}
		return u
	}
	for _, v := range out.Open {
		l.version++
		v.ID, v.Unit = l.version, stored(v.Unit)
		left, record.Opened = append(left, v), append(record.Opened, v)
	}
	for _, m := range out.Moved {
		m.From, m.To = stored(m.From), stored(m.To)
		record.Moved, l.moved = append(record.Moved, m), append(l.moved, movedOn{o, m})
	}
	id := boundaries.ChangeID(len(l.past) + 1)
	for _, link := range out.Lineage {
		link.From, link.To, link.Change = stored(link.From), stored(link.To), id
		l.links = append(l.links, link)
	}
	l.versions, l.past[id] = left, record
	return id
}
