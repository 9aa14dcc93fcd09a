package maps

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/facilities"
)

// facilityRadius is half the height of a facility's symbol.
const facilityRadius = 1.15

// drawFacilities draws the facilities of the kinds asked for that are in operation on
// the sheet's day and have a place, and keeps their symbols for the labels.
func (d *draft) drawFacilities() {
	group := &Group{Layer: layerFacilities}
	d.symbols = d.arrangeSymbols(d.clusters())
	for _, s := range d.symbols {
		if s.at != s.place && len(s.of) == 1 { // it stands aside: a line leads to its place
			group.Nodes = append(group.Nodes, leader([2]orb.Point{s.place, s.at}, true, d.t)...)
		}
	}
	for _, s := range d.symbols {
		group.Nodes = append(group.Nodes, d.symbolNodes(s)...)
	}
	d.content = append(d.content, group)
}

func (d *draft) symbolNodes(s *symbol) []Node {
	if len(s.of) == 1 {
		kind, _ := facilities.KindByCode(s.of[0].Kind)
		return d.facilitySymbol(kind, s.at)
	}
	return d.clusterSymbol(len(s.of), s.at, s.radius)
}

func (d *draft) facilities() []*edition.Facility {
	if len(d.o.Facilities) == 0 {
		return nil
	}
	var out []*edition.Facility
	for i := range d.ed.Facilities.List {
		f := &d.ed.Facilities.List[i]
		if f.Place != nil && slices.Contains(d.o.Facilities, f.Kind) && f.InOperation(d.ed.Key.At) && d.field.Contains(d.place.Paper(*f.Place)) {
			out = append(out, f)
		}
	}
	return out
}

// kinds are the kinds of facility that the sheet has, in the registry's order.
func (d *draft) kinds() []facilities.Kind {
	used := map[string]bool{}
	for i := range d.ed.Facilities.List {
		f := &d.ed.Facilities.List[i]
		used[f.Kind] = used[f.Kind] || f.Place != nil && f.InOperation(d.ed.Key.At)
	}
	var out []facilities.Kind
	for _, k := range facilities.Kinds() {
		if used[k.Code] && slices.Contains(d.o.Facilities, k.Code) {
			out = append(out, k)
		}
	}
	return out
}

// facilitySymbol is a disc in the kind's colour with its character.
func (d *draft) facilitySymbol(kind facilities.Kind, at orb.Point) []Node {
	r := facilityRadius * d.t
	fill := rgb(0x555555)
	if n, err := strconv.ParseUint(strings.TrimPrefix(kind.Colour, "#"), 16, 24); err == nil && kind.Colour != "" {
		fill = rgb(uint32(n))
	}
	nodes := []Node{&Circle{Centre: at, Radius: r, Fill: fill, Stroke: rgb(0xffffff), Width: 0.18 * d.t}}
	if kind.Symbol != "" {
		t := d.text(kind.Symbol, 1.45*r, true, rgb(0xffffff))
		nodes = append(nodes, d.put(t, orb.Point{at[0], at[1] + middleOfEm*t.Size}, 0.5))
	}
	return nodes
}

// clusterSymbol is a white disc with the number of facilities that stand there.
func (d *draft) clusterSymbol(count int, at orb.Point, r float64) []Node {
	ink := rgb(0x37474f)
	t := d.fitted(fmt.Sprint(count), 1.1*r, 0.4*r, 1.75*r, true, ink)
	return []Node{
		&Circle{Centre: at, Radius: r - 0.11*d.t, Fill: rgb(0xffffff), Stroke: ink, Width: 0.22 * d.t},
		d.put(t, orb.Point{at[0], at[1] + middleOfEm*t.Size}, 0.5),
	}
}

// clusterEntry explains the cluster's symbol in the legend, if there is one, or may be
// while the map has no place yet.
func (d *draft) clusterEntry(add func(text string, symbol func(orb.Point) []Node)) {
	if d.place == nil && len(d.kinds()) > 0 || d.place != nil && slices.ContainsFunc(d.clusters(), func(s *symbol) bool { return len(s.of) > 1 }) {
		add(d.words.cluster, func(at orb.Point) []Node { return d.clusterSymbol(12, at, clusterRadius*d.t) })
	}
}
