package maps

import (
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
// the sheet's day and have a place, and remembers their names for the labels.
func (d *draft) drawFacilities() {
	group := &Group{Layer: layerFacilities}
	for _, f := range d.facilities() {
		at := d.place.Paper(*f.Place)
		kind, _ := facilities.KindByCode(f.Kind)
		group.Nodes = append(group.Nodes, d.facilitySymbol(kind, at)...)
		r := facilityRadius * d.t
		d.taken.take(boxAround(at, 2.2*r, 2.2*r))
	}
	d.content = append(d.content, group)
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
