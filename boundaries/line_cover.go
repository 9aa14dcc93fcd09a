package boundaries

import (
	"cmp"
	"slices"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/geo"
)

// BorderLine (界线) is the border between two units of a level: what bears one number.
// It runs so that the first of its sides lies on its left.
type BorderLine struct {
	Level adcode.Level
	Sides [2]UnitID
	Parts [][]BorderRun // connected ones; where they begin is in order from north to south
}

// BorderRun is a run of a line with one stretch's facts, or with none recorded.
type BorderRun struct {
	Stretch *Stretch // nil: nothing is recorded of it
	Path    []geo.Vertex
}

// Length is the run's length along the border.
func (r BorderRun) Length() geo.Metres { return pathLength(r.Path) }

// Line turns vertices into a line, lon/lat.
func Line(path []geo.Vertex) orb.LineString {
	line := make(orb.LineString, len(path))
	for i, v := range path {
		line[i] = v.Point()
	}
	return line
}

// Lines are all border lines of the net, each segment of which is in just one run of one
// of them, with the stretches that hold there. before tells which of two units comes
// first, by its code; 0 is always second.
//
// A line's part begins where no other arc of the line leads to, which is a junction with
// another line; one that runs round begins at its northernmost junction, or else vertex.
func (n *BorderNet) Lines(stretches []Stretch, before func(a, b UnitID) bool) []BorderLine {
	held := map[segment]*Stretch{}
	for i := range stretches {
		path := n.Path(stretches[i])
		for k := 1; k < len(path); k++ {
			key, _ := segmentOf(path[k-1], path[k])
			held[key] = &stretches[i]
		}
	}
	var order []way
	arcs := map[way][][]geo.Vertex{}
	for _, a := range n.Arcs {
		w, line := way{a.Level, a.Sides}, a.Line
		if a.Sides[0] != a.Sides[1] && (a.Sides[0] == 0 || a.Sides[1] != 0 && before(a.Sides[1], a.Sides[0])) {
			w, line = w.turned(), slices.Clone(line)
			slices.Reverse(line)
		}
		if arcs[w] == nil {
			order = append(order, w)
		}
		arcs[w] = append(arcs[w], line)
	}
	slices.SortFunc(order, func(a, b way) int { return compareWays(a, b, before) })
	lines := make([]BorderLine, 0, len(order))
	for _, w := range order {
		l := BorderLine{Level: w.level, Sides: w.sides}
		for _, path := range joinArcs(arcs[w]) {
			l.Parts = append(l.Parts, runsOf(path, held))
		}
		lines = append(lines, l)
	}
	return lines
}

func compareWays(a, b way, before func(a, b UnitID) bool) int {
	units := func(a, b UnitID) int {
		switch {
		case a == b:
			return 0
		case b == 0 || a != 0 && before(a, b):
			return -1
		}
		return 1
	}
	return cmp.Or(cmp.Compare(a.level, b.level), units(a.sides[0], b.sides[0]), units(a.sides[1], b.sides[1]))
}

// joinArcs joins arcs of one line, of one direction, end to start.
func joinArcs(arcs [][]geo.Vertex) [][]geo.Vertex {
	leaving, led := map[geo.Vertex][]int{}, map[geo.Vertex]bool{}
	for i, a := range arcs {
		leaving[a[0]] = append(leaving[a[0]], i)
		led[a[len(a)-1]] = true
	}
	starts := make([]int, len(arcs))
	for i := range starts {
		starts[i] = i
	}
	slices.SortStableFunc(starts, func(i, j int) int {
		if a, b := led[arcs[i][0]], led[arcs[j][0]]; a != b {
			if a {
				return 1
			}
			return -1
		}
		return fromNorth(arcs[i][0], arcs[j][0])
	})
	used := make([]bool, len(arcs))
	var paths [][]geo.Vertex
	for _, i := range starts {
		var path []geo.Vertex
		for at := i; at >= 0 && !used[at]; {
			used[at] = true
			path = append(path, arcs[at][min(len(path), 1):]...)
			next := slices.IndexFunc(leaving[path[len(path)-1]], func(k int) bool { return !used[k] })
			if next < 0 {
				break
			}
			at = leaving[path[len(path)-1]][next]
		}
		if len(path) > 0 {
			paths = append(paths, turnNorth(path, len(arcs)))
		}
	}
	slices.SortStableFunc(paths, func(a, b []geo.Vertex) int { return fromNorth(a[0], b[0]) })
	return paths
}

// fromNorth orders vertices from north to south, then from west to east.
func fromNorth(a, b geo.Vertex) int { return cmp.Or(cmp.Compare(b.Y, a.Y), cmp.Compare(a.X, b.X)) }

// turnNorth lets the only arc of a line, where it runs round without any junction, begin at
// its northernmost vertex.
func turnNorth(path []geo.Vertex, arcs int) []geo.Vertex {
	last := len(path) - 1
	if arcs > 1 || path[0] != path[last] {
		return path
	}
	north := 0
	for i := range path[:last] {
		if fromNorth(path[i], path[north]) < 0 {
			north = i
		}
	}
	turned := append(slices.Clone(path[north:last]), path[:north]...)
	return append(turned, turned[0])
}

// runsOf cuts a path where the stretch that holds changes.
func runsOf(path []geo.Vertex, held map[segment]*Stretch) []BorderRun {
	var runs []BorderRun
	for i := 1; i < len(path); i++ {
		key, _ := segmentOf(path[i-1], path[i])
		s := held[key]
		if last := len(runs) - 1; last >= 0 && runs[last].Stretch == s {
			runs[last].Path = append(runs[last].Path, path[i])
			continue
		}
		runs = append(runs, BorderRun{s, []geo.Vertex{path[i-1], path[i]}})
	}
	return runs
}
