package edition

import (
	"fmt"
	"slices"
	"strings"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/geo"
)

// Border (界线) is the border between two units of a level, or between one and what is no
// unit of the level: another county, or land of the parent without a unit of its own.
type Border struct {
	boundaries.BorderLine
	Left, Right *Unit  // of the edition; Right is nil where there is none
	Number      string // 界线编号; several, parted by 、, where units with borders of their own were merged
	State       boundaries.BorderState
	Neighbour   string // of a county's outer border: the county beyond, where it is recorded
	Length      geo.Metres
}

// ID names the border as long as the units beside it stay the same: their identities, 0
// for none.
func (b *Border) ID() string { return fmt.Sprintf("%d-%d", b.Sides[0], b.Sides[1]) }

// Runs are all runs of the border, in order.
func (b *Border) Runs() []boundaries.BorderRun { return slices.Concat(b.Parts...) }

// Stretches are the stretches recorded of the border, each once, in order.
func (b *Border) Stretches() []*boundaries.Stretch {
	var list []*boundaries.Stretch
	for _, run := range b.Runs() {
		if run.Stretch != nil && !slices.Contains(list, run.Stretch) {
			list = append(list, run.Stretch)
		}
	}
	return list
}

// Markers are the markers (界桩) on the border, in the order of its stretches.
func (b *Border) Markers() []boundaries.Marker {
	var list []boundaries.Marker
	for _, s := range b.Stretches() {
		list = append(list, s.Facts.Markers...)
	}
	return list
}

// Borders are all borders of the county, from the county's own down, each segment of which
// stands in one of them once; within a level by the codes on both sides.
func (b *Boundaries) Borders() []Border {
	before := func(x, y boundaries.UnitID) bool { return b.unitOf(x).Index < b.unitOf(y).Index }
	lines := b.BorderNet().Lines(b.Stretches, before)
	borders := make([]Border, len(lines))
	for i, line := range lines {
		borders[i] = b.border(line)
	}
	return borders
}

// unitOf is the unit with an identity; the county where it has none.
func (b *Boundaries) unitOf(id boundaries.UnitID) *Unit {
	if u := b.ByID(id); u != nil {
		return u
	}
	return &b.Units[0]
}

func (b *Boundaries) border(line boundaries.BorderLine) Border {
	border := Border{BorderLine: line, Left: b.unitOf(line.Sides[0])}
	if line.Sides[1] != 0 {
		border.Right = b.unitOf(line.Sides[1])
	}
	border.gather()
	return border
}

// gather makes the border's facts those of its runs.
func (b *Border) gather() {
	var numbers, beyond []string
	least := boundaries.ProclaimedBorder
	b.Length = 0
	for _, run := range b.Runs() {
		b.Length += run.Length()
		facts := boundaries.BorderFacts{}
		if run.Stretch != nil {
			facts = run.Stretch.Facts
		}
		least = min(least, facts.State)
		numbers, beyond = addOnce(numbers, facts.Number), addOnce(beyond, facts.Neighbour)
	}
	b.State, b.Number, b.Neighbour = least, strings.Join(numbers, "、"), strings.Join(beyond, "、")
}

func addOnce(list []string, text string) []string {
	if text == "" || slices.Contains(list, text) {
		return list
	}
	return append(list, text)
}

// BorderNet is the net of the arcs of the mesh, each as a border of the highest level that
// has one there.
func (b *Boundaries) BorderNet() *boundaries.BorderNet {
	arcs := make([]boundaries.BorderArc, 0, len(b.Mesh.Arcs))
	for i := range b.Mesh.Arcs {
		arcs = append(arcs, b.borderArc(i))
	}
	return boundaries.NewBorderNet(arcs)
}

// borderArc is an arc as a border; of a county's border the county lies on its left.
func (b *Boundaries) borderArc(i int) boundaries.BorderArc {
	arc, level := b.Mesh.Arcs[i], b.Border[i]
	left, right := b.beside(arc.Left, level), b.beside(arc.Right, level)
	out := boundaries.BorderArc{Level: level, Line: make([]geo.Vertex, len(arc.Line))}
	for k, p := range arc.Line {
		out.Line[k] = geo.Snap(p)
	}
	if left == nil {
		left, right = right, nil
		slices.Reverse(out.Line)
	}
	for side, u := range []*Unit{left, right} {
		if u != nil {
			out.Sides[side] = u.Unit
		}
	}
	return out
}

// beside is the unit of a level among those beside an arc, or nil.
func (b *Boundaries) beside(units []int32, l adcode.Level) *Unit {
	for _, u := range units {
		if b.Units[u].Level() == l {
			return &b.Units[u]
		}
	}
	return nil
}

// UnitsAt are the units of the level, and of those above it, that meet at a junction, by
// level and code; outer tells that the county's border runs there.
func (b *Boundaries) UnitsAt(net *boundaries.BorderNet, v geo.Vertex, l adcode.Level) (units []*Unit, outer bool) {
	for _, id := range net.UnitsAt(v, l) {
		if u := b.unitOf(id); u.Level() == l && !slices.Contains(units, u) {
			units = append(units, u)
		}
	}
	slices.SortFunc(units, func(x, y *Unit) int { return x.Index - y.Index })
	return units, net.Touches(v, adcode.County)
}
