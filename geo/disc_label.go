package geo

import "slices"

// label returns the winding numbers on the left of each line. It casts a ray from one
// line of all that hang together, and carries what it finds along and around the
// vertices where they meet.
func (o *overlay) label() []winding {
	l := labelling{lines: o.lines, around: newLineEnds(o.lines), left: make([]winding, len(o.lines)), known: make([]bool, len(o.lines))}
	var parts *lineParts
	for i, casts := 0, 0; i < len(o.lines); i++ {
		if l.known[i] {
			continue
		}
		if casts++; casts == fewCasts {
			parts = o.parts()
		}
		if casts < fewCasts {
			l.set(int32(i), o.castThrough(i))
		} else {
			l.set(int32(i), o.castFrom(i, parts))
		}
		l.spread()
	}
	return l.left
}

// fewCasts is from how many rays on it pays to index the lines.
const fewCasts = 4

// labelling is the winding numbers found so far.
type labelling struct {
	lines  []overlayLine
	around lineEnds
	left   []winding
	known  []bool
	fresh  []int32 // known lines whose ends have not been looked at
}

func (l *labelling) set(line int32, left winding) {
	l.left[line], l.known[line] = left, true
	l.fresh = append(l.fresh, line)
}

// spread carries winding numbers from the fresh lines to all that hang together with them.
func (l *labelling) spread() {
	for len(l.fresh) > 0 {
		last := len(l.fresh) - 1
		line := l.fresh[last]
		l.fresh = l.fresh[:last]
		l.turnAround(2 * line)
		l.turnAround(2*line + 1)
	}
}

// turnAround goes once counter-clockwise around the vertex at an end of a known line. An
// end is twice a line, and one more where it is the line's b.
func (l *labelling) turnAround(end int32) {
	ends := l.around.at(end)
	if len(ends) > 2 {
		l.around.sort(l.lines, end)
	}
	own := slices.Index(ends, end)
	here := l.left[end/2] // beyond the line, counter-clockwise
	if end%2 == 1 {
		here = here.less(&l.lines[end/2])
	}
	for k := 1; k < len(ends); k++ {
		next := ends[(own+k)%len(ends)]
		line := &l.lines[next/2]
		if next%2 == 0 { // it leaves the vertex, with here on its right
			here = here.more(line)
		}
		if !l.known[next/2] {
			l.set(next/2, here)
		}
		if next%2 == 1 { // it had here on its left
			here = here.less(line)
		}
	}
}

func (w winding) more(l *overlayLine) winding { return winding{w.shape + l.shape, w.reach + l.reach} }
func (w winding) less(l *overlayLine) winding { return winding{w.shape - l.shape, w.reach - l.reach} }

// lineEnds lists the ends of lines at each vertex.
type lineEnds struct {
	vertex []int32 // by end
	from   []int32 // by vertex: its first end in ends; one more at the end
	ends   []int32
	sorted []bool // by vertex: whether its ends are in order around it
}

func newLineEnds(lines []overlayLine) lineEnds {
	table := newVertexTable(2*len(lines), 0)
	e := lineEnds{vertex: make([]int32, 2*len(lines)), ends: make([]int32, 2*len(lines))}
	for i := range lines {
		e.vertex[2*i], e.vertex[2*i+1] = table.id(lines[i].a), table.id(lines[i].b)
	}
	e.from = make([]int32, len(table.vertices)+2)
	e.sorted = make([]bool, len(table.vertices))
	for _, v := range e.vertex {
		e.from[v+2]++
	}
	for v := 2; v < len(e.from); v++ {
		e.from[v] += e.from[v-1]
	}
	for end, v := range e.vertex {
		e.ends[e.from[v+1]] = int32(end)
		e.from[v+1]++
	}
	return e
}

// at returns the ends at the vertex of one.
func (e *lineEnds) at(end int32) []int32 {
	v := e.vertex[end]
	return e.ends[e.from[v]:e.from[v+1]]
}

// sort puts the ends at the vertex of one in order, counter-clockwise.
func (e *lineEnds) sort(lines []overlayLine, end int32) {
	v := e.vertex[end]
	if e.sorted[v] {
		return
	}
	e.sorted[v] = true
	node := lines[end/2].end(end)
	slices.SortFunc(e.at(end), func(g, h int32) int {
		return compareAround(node, lines[g/2].next(g), lines[h/2].next(h))
	})
}

// end returns the vertex at an end: that of b for an odd one.
func (l *overlayLine) end(end int32) Vertex {
	if end%2 == 1 {
		return l.b
	}
	return l.a
}
