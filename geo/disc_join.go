package geo

import "slices"

// lineEnds lists the ends of lines at each vertex. An end is twice a line, and one more
// where it is the line's b.
type lineEnds struct {
	table  vertexTable
	vertex []int32 // by end
	first  []int32 // by vertex: the last line that leaves it, plus one
	before []int32 // by line: the one before it that leaves the same vertex, plus one
	from   []int32 // by vertex: its first end in ends; one more at the end
	ends   []int32
	sorted []bool // by vertex: whether its ends are in order around it
}

// join finds what lines meet at each vertex, makes one of lines that run between the same
// two, and drops those with the same on both sides.
func (o *overlay) join() {
	o.ends.number(o.lines)
	o.merge()
	o.ends.list()
}

// number gives the vertices at the ends of lines numbers.
func (e *lineEnds) number(lines []overlayLine) {
	e.table.reset(2*len(lines), 0)
	e.vertex = emptied(e.vertex, 2*len(lines))
	last := int32(-1)
	for i := range lines {
		last = e.table.after(lines[i].a, last)
		e.vertex[2*i] = last
		last = e.table.after(lines[i].b, last)
		e.vertex[2*i+1] = last
	}
}

// merge adds straight lines up that run between the same vertices, and leaves out those
// that come to nothing.
func (o *overlay) merge() {
	e := &o.ends
	e.first, e.before = emptied(e.first, len(e.table.vertices)), emptied(e.before, len(o.lines))
	for i := range o.lines {
		if l := &o.lines[i]; l.way == nil {
			o.mergeInto(e.first[e.vertex[2*i]], int32(i))
		}
	}
	kept := 0
	for i, l := range o.lines {
		if l.shape != 0 || l.reach != 0 {
			o.lines[kept] = l
			e.vertex[2*kept], e.vertex[2*kept+1] = e.vertex[2*i], e.vertex[2*i+1]
			kept++
		}
	}
	o.lines, e.vertex = o.lines[:kept], e.vertex[:2*kept]
}

// mergeInto adds line i to the one between the same vertices, of those from leaving on,
// or else lists it as the last that leaves its first vertex.
func (o *overlay) mergeInto(leaving, i int32) {
	e := &o.ends
	l := &o.lines[i]
	for at := leaving; at > 0; at = e.before[at-1] {
		if e.vertex[2*at-1] == e.vertex[2*i+1] {
			m := &o.lines[at-1]
			m.shape += l.shape
			m.reach += l.reach
			l.shape, l.reach = 0, 0
			return
		}
	}
	e.before[i] = leaving
	e.first[e.vertex[2*i]] = i + 1
}

// list lists the ends at each vertex.
func (e *lineEnds) list() {
	e.ends = emptied(e.ends, len(e.vertex))
	e.from = emptied(e.from, len(e.table.vertices)+2)
	e.sorted = emptied(e.sorted, len(e.table.vertices))
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

// emptied returns n zero values, in the memory of a slice where that is enough.
func emptied[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/4)
	}
	s = s[:n]
	clear(s)
	return s
}
