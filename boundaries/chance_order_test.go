package boundaries_test

import (
	"fmt"
	"slices"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/geo"
)

// chanceOrders draws changes of the units of a state; many can be applied, many are refused.
type chanceOrders struct {
	t *rapid.T
	s boundaries.State
}

func (c *chanceOrders) draw(past int) boundaries.Change {
	kind := rapid.IntRange(0, 21).Draw(c.t, "kind")
	switch kind {
	case 0:
		return boundaries.Merge{From: c.neighbours(rapid.IntRange(2, 3).Draw(c.t, "of")), Into: c.fresh()}
	case 1, 2:
		pair := c.neighbours(2)
		return boundaries.Absorb{From: pair[1:], Into: pair[0]}
	case 3, 4:
		return boundaries.TransferUnits{Units: []adcode.Code{c.village().Code}, To: c.town().Code, Exclave: rapid.Bool().Draw(c.t, "exclave")}
	case 5, 6, 7:
		return c.split()
	case 8, 9:
		return c.border()
	case 10, 11:
		return c.piece()
	case 12:
		v := c.village()
		return boundaries.TransferPiece{From: v.Code, To: c.village().Code, Cut: c.across(v.Shape), Groups: c.groupsOf(v)[:1]}
	case 13:
		return boundaries.Rename{Unit: c.any().Code, Name: fmt.Sprintf("新%d", rapid.IntRange(0, 99).Draw(c.t, "name"))}
	case 14:
		return boundaries.Recode{Unit: c.village().Code, Code: c.fresh().Code}
	case 15:
		v := c.village()
		return boundaries.Retype{Unit: v.Code, Type: rapid.SampledFrom([]boundaries.Type{boundaries.Community, boundaries.VillageCommittee}).Draw(c.t, "type")}
	case 16:
		return boundaries.Classify{Unit: c.village().Code, Urban: boundaries.Yes, Tier: "中心村"}
	case 17:
		return boundaries.Absorb{From: []adcode.Code{c.town().Code}, Into: c.town().Code, Exclave: rapid.Bool().Draw(c.t, "exclave")}
	case 18:
		return boundaries.Merge{From: []adcode.Code{c.town().Code, c.town().Code}, Exclave: true,
			Into: boundaries.NewUnit{Code: county.Child(rapid.IntRange(104, 140).Draw(c.t, "town")), Name: "合镇"}}
	case 19:
		return c.splitTown()
	case 20:
		v := c.village()
		return boundaries.Recode{Unit: c.town().Code, Code: county.Child(rapid.IntRange(104, 140).Draw(c.t, "code"+v.Name))}
	}
	if past == 0 {
		return c.split()
	}
	return boundaries.Revert{Order: boundaries.ChangeID(rapid.IntRange(1, past).Draw(c.t, "past"))}
}

func (c *chanceOrders) at(l adcode.Level) []boundaries.Version {
	var of []boundaries.Version
	for _, v := range c.s.Units {
		if v.Level() == l {
			of = append(of, v)
		}
	}
	return of
}

func (c *chanceOrders) village() boundaries.Version {
	return rapid.SampledFrom(c.at(adcode.Village)).Draw(c.t, "village")
}

func (c *chanceOrders) town() boundaries.Version {
	return rapid.SampledFrom(c.at(adcode.Township)).Draw(c.t, "town")
}

func (c *chanceOrders) any() boundaries.Version {
	return rapid.SampledFrom(c.s.Units[1:]).Draw(c.t, "unit")
}

func (c *chanceOrders) fresh() boundaries.NewUnit {
	town := c.town().Code
	return boundaries.NewUnit{Code: town.Child(rapid.IntRange(200, 399).Draw(c.t, "serial")), Name: "新村", Parent: town}
}

func (c *chanceOrders) groupsOf(v boundaries.Version) []string {
	ids := []string{"none"}
	for _, g := range c.s.Groups {
		if g.Unit == v.Unit {
			ids = append(ids, g.ID)
		}
	}
	if len(ids) > 1 {
		ids = ids[1:]
	}
	return ids
}

// neighbours are villages of which each touches one before, where there are such.
func (c *chanceOrders) neighbours(n int) []adcode.Code {
	villages := c.at(adcode.Village)
	i := rapid.IntRange(0, len(villages)-1).Draw(c.t, "first")
	chosen := []int{i}
	for len(chosen) < n {
		var beside []int
		for j := range villages {
			if !slices.Contains(chosen, j) && len(shared(villages[chosen[0]], villages[j])) > 0 {
				beside = append(beside, j)
			}
		}
		if len(beside) == 0 {
			beside = []int{rapid.IntRange(0, len(villages)-1).Draw(c.t, "other")}
		}
		chosen = append(chosen, rapid.SampledFrom(beside).Draw(c.t, "beside"))
	}
	var codes []adcode.Code
	for _, k := range chosen {
		codes = append(codes, villages[k].Code)
	}
	return codes
}

// shared are the places of the border that two units share.
func shared(a, b boundaries.Version) []orb.Point {
	var places []orb.Point
	for _, arc := range geo.NewMesh([]orb.MultiPolygon{a.Shape, b.Shape}).Arcs {
		if len(arc.Left) > 0 && len(arc.Right) > 0 {
			places = append(places, arc.Line...)
		}
	}
	return places
}

// across is a bent line through a shape that sticks out of its box, often through one of its
// vertices or along one of its edges.
func (c *chanceOrders) across(shape orb.MultiPolygon) orb.LineString {
	if len(shape) == 0 {
		return orb.LineString{at(0, 0), at(1, 1)}
	}
	b := shape.Bound()
	place := func(low, high int) orb.Point {
		x, y := rapid.IntRange(low, high).Draw(c.t, "x"), rapid.IntRange(low, high).Draw(c.t, "y")
		return orb.Point{b.Min[0] + (b.Max[0]-b.Min[0])*float64(x)/100, b.Min[1] + (b.Max[1]-b.Min[1])*float64(y)/100}
	}
	from, to := place(-40, 140), place(-40, 140)
	from[0] = b.Min[0] - 0.001
	if to[0] = b.Max[0] + 0.001; rapid.Bool().Draw(c.t, "upright") {
		from, to = orb.Point{from[0] + 0.004, b.Min[1] - 0.001}, orb.Point{to[0] - 0.003, b.Max[1] + 0.001}
	}
	line := orb.LineString{from}
	ring := shape[0][0]
	switch rapid.IntRange(0, 4).Draw(c.t, "through") {
	case 0:
		line = append(line, rapid.SampledFrom(ring).Draw(c.t, "vertex"))
	case 1:
		k := rapid.IntRange(1, len(ring)-1).Draw(c.t, "edge")
		line = append(line, ring[k-1], ring[k])
	case 2: // it ends on the border
		line[0] = rapid.SampledFrom(ring).Draw(c.t, "start")
		line = append(line, place(20, 80))
		to = rapid.SampledFrom(ring).Draw(c.t, "end")
	default:
		for range rapid.IntRange(0, 3).Draw(c.t, "bends") {
			line = append(line, place(0, 100))
		}
	}
	return append(line, to)
}

// split cuts a village, and gives the pieces to itself, new villages and a neighbour.
func (c *chanceOrders) split() boundaries.Change {
	v := c.village()
	cut := c.across(v.Shape)
	s := boundaries.Split{From: v.Code, Cut: cut}
	pieces, _, _ := geo.Split(v.Shape, cut)
	used := map[int]bool{}
	for i, piece := range pieces {
		p := boundaries.Part{At: geo.LabelPoint(piece)}
		switch k := rapid.IntRange(0, 3).Draw(c.t, "taker"); {
		case k == 0 && i > 0:
			p.To = c.neighbours(2)[0]
		case k == 1 && !used[1]:
			p.To = v.Code
		default:
			fresh := c.fresh()
			p.New = &fresh
		}
		s.Into = append(s.Into, p)
	}
	return s
}

func (c *chanceOrders) splitTown() boundaries.Change {
	town := c.town()
	var villages []adcode.Code
	for _, v := range c.at(adcode.Village) {
		if v.Parent == town.Code {
			villages = append(villages, v.Code)
		}
	}
	k := rapid.IntRange(0, len(villages)).Draw(c.t, "parted")
	fresh := boundaries.NewUnit{Code: county.Child(rapid.IntRange(104, 140).Draw(c.t, "town")), Name: "分镇"}
	return boundaries.Split{From: town.Code, Into: []boundaries.Part{{To: town.Code, Units: villages[:k]}, {New: &fresh, Units: villages[k:]}}}
}

// border draws a new border between two places of an old one.
func (c *chanceOrders) border() boundaries.Change {
	pair := c.neighbours(2)
	var of [2]boundaries.Version
	for _, v := range c.s.Units {
		for i := range of {
			if v.Code == pair[i] {
				of[i] = v
			}
		}
	}
	places := shared(of[0], of[1])
	if len(places) < 2 {
		places = append(places, at(0, 0), at(1, 1))
	}
	i, j := rapid.IntRange(0, len(places)-1).Draw(c.t, "i"), rapid.IntRange(0, len(places)-1).Draw(c.t, "j")
	line := orb.LineString{places[i]}
	for k := range rapid.IntRange(0, 2).Draw(c.t, "bends") {
		t := float64(k+1) / 3
		off := func() float64 { return float64(rapid.IntRange(-40, 40).Draw(c.t, "off")) / 100 * side }
		line = append(line, orb.Point{places[i][0]*(1-t) + places[j][0]*t + off(), places[i][1]*(1-t) + places[j][1]*t + off()})
	}
	return boundaries.MoveBorder{Between: [2]adcode.Code{pair[0], pair[1]}, Line: append(line, places[j])}
}

// piece moves what lies around a place of a border to the other side.
func (c *chanceOrders) piece() boundaries.Change {
	pair := c.neighbours(2)
	var middle orb.Point
	for _, v := range c.s.Units {
		if v.Code == pair[1] && len(v.Shape) > 0 {
			middle = rapid.SampledFrom(v.Shape[0][0]).Draw(c.t, "vertex")
		}
	}
	n := rapid.IntRange(3, 5).Draw(c.t, "n")
	directions := [5][2]float64{{1, 0}, {0.3, 1}, {-0.8, 0.6}, {-0.8, -0.6}, {0.3, -1}}
	var ring orb.Ring
	for k := range n {
		r := float64(rapid.IntRange(5, 60).Draw(c.t, "r")) / 100 * side
		ring = append(ring, geo.Snap(orb.Point{middle[0] + r*directions[k][0], middle[1] + r*directions[k][1]}).Point())
	}
	return boundaries.TransferPiece{From: pair[0], To: pair[1], Piece: orb.MultiPolygon{{append(ring, ring[0])}}}
}
