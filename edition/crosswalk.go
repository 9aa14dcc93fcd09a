package edition

import (
	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/geo"
)

// Crosswalk tells how the units of one edition became those of a later one, by the
// lineage between their days, be it of orders or inferred between snapshots.
//
// Lineage says which unit became which. Over several days the shares of its strands can
// only be multiplied, as if what once was together were mixed; so where the villager
// groups of a unit are known on both days the share of people is counted from them, to
// the person, and where shapes are known the share of land is measured.
func Crosswalk(before, after *Edition, links []boundaries.Link) boundaries.Crosswalk {
	var units []boundaries.UnitID
	for i := range before.Units {
		if id := before.Units[i].Unit; id != 0 {
			units = append(units, id)
		}
	}
	var between []boundaries.Link
	days := map[string]bool{}
	for _, l := range links {
		if before.Key.At.Before(l.Day) && (after.Key.At.IsZero() || !after.Key.At.Before(l.Day)) {
			between = append(between, l)
			days[l.Day.String()] = true
		}
	}
	walk := boundaries.NewCrosswalk(units, between)
	countWeights(walk, flowsOf(before, after))
	if len(days) > 1 {
		measureWeights(walk, before, after)
	}
	return walk
}

// strand is a unit of the earlier edition and one of the later.
type strand struct{ from, to boundaries.UnitID }

// flowsOf counts the people of the groups by their units in both editions, on every level.
func flowsOf(before, after *Edition) map[strand]int64 {
	flows := map[strand]int64{}
	all := before.People.Age("all")
	if all < 0 {
		return flows
	}
	now := map[string]int{}
	for _, g := range after.People.Groups {
		now[g.ID] = g.Unit
	}
	for _, g := range before.People.Groups {
		at, known := now[g.ID]
		if !known {
			at = -1
		}
		for _, level := range [...]adcode.Level{adcode.County, adcode.Township, adcode.Village} {
			if from := before.lying(g.Unit, level); from != 0 {
				flows[strand{from, after.lying(at, level)}] += g.Counts[all]
			}
		}
	}
	return flows
}

// lying is the unit of a level that the unit of an index lies in, or is; 0 for none.
func (b *Boundaries) lying(index int, level adcode.Level) boundaries.UnitID {
	if index < 0 {
		return 0
	}
	if u := b.Ancestor(&b.Units[index], level); u != nil {
		return u.Unit
	}
	return 0
}

// countWeights puts counted shares of people in the place of multiplied ones, for the
// units all of whose people are where lineage says.
func countWeights(walk boundaries.Crosswalk, flows map[strand]int64) {
	total, traced := map[boundaries.UnitID]int64{}, map[boundaries.UnitID]int64{}
	for s, n := range flows {
		total[s.from] += n
	}
	for _, w := range walk {
		traced[w.From] += flows[strand{w.From, w.To}]
	}
	for i := range walk {
		w := &walk[i]
		if n := total[w.From]; n > 0 && traced[w.From] == n {
			w.People = float64(flows[strand{w.From, w.To}]) / float64(n)
		}
	}
}

// measured is the least part of a unit's land that must be found in its successors for
// the shares to be measured; the rest is borders drawn a second time.
const measured = 0.98

// measureWeights puts measured shares of land in the place of multiplied ones, for the
// units that became several.
func measureWeights(walk boundaries.Crosswalk, before, after *Edition) {
	targets := map[boundaries.UnitID]int{}
	for _, w := range walk {
		targets[w.From]++
	}
	for _, level := range [...]adcode.Level{adcode.Township, adcode.Village} {
		var left, right shapeList
		for _, w := range walk {
			from, to := before.ByID(w.From), after.ByID(w.To)
			if targets[w.From] > 1 && from != nil && to != nil && from.Level() == level {
				left.add(w.From, before.Shape(from))
				right.add(w.To, after.Shape(to))
			}
		}
		if len(left.shapes) == 0 || len(right.shapes) == 0 {
			continue
		}
		land := map[strand]float64{}
		for _, piece := range geo.Overlay(left.shapes, right.shapes) {
			if piece.A >= 0 && piece.B >= 0 {
				land[strand{left.units[piece.A], right.units[piece.B]}] += float64(piece.Area)
			}
		}
		takeMeasured(walk, before, land)
	}
}

// shapeList are shapes to overlay, each of a unit once.
type shapeList struct {
	units  []boundaries.UnitID
	shapes []orb.MultiPolygon
	have   map[boundaries.UnitID]bool
}

func (l *shapeList) add(id boundaries.UnitID, shape orb.MultiPolygon) {
	if l.have == nil {
		l.have = map[boundaries.UnitID]bool{}
	}
	if len(shape) > 0 && !l.have[id] {
		l.have[id] = true
		l.units, l.shapes = append(l.units, id), append(l.shapes, shape)
	}
}

func takeMeasured(walk boundaries.Crosswalk, before *Edition, land map[strand]float64) {
	traced := map[boundaries.UnitID]float64{}
	for _, w := range walk {
		traced[w.From] += land[strand{w.From, w.To}]
	}
	for i := range walk {
		w := &walk[i]
		if from := before.ByID(w.From); from != nil && traced[w.From] > 0 && traced[w.From] >= measured*float64(from.Area) {
			w.Area = land[strand{w.From, w.To}] / traced[w.From]
		}
	}
}
