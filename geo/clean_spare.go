package geo

import "slices"

// spareVertices marks the vertices that only cutting has made and that no border needs any
// more: where two lines crossed of which one is left.
func (g *giving) spareVertices() []bool {
	degree := make([]uint8, len(g.a.b.table.vertices))
	for h, at := range g.a.origin {
		if g.a.toggles[h/2] != 0 && !slices.Equal(g.here(int32(h)), g.there(int32(h))) {
			degree[at] = min(degree[at]+1, 3)
		}
	}
	spare := make([]bool, len(degree))
	for id := range g.a.b.table.vertices {
		spare[id] = degree[id] == 2 && !g.a.raw.has(int32(id))
	}
	return spare
}

// here are the shapes left of a half arc, as things stand.
func (g *giving) here(h int32) []int32 { return g.there(h ^ 1) }

// straighten leaves spare vertices out of a ring where the line without them runs past
// all of them by a unit at most. It does the same to a line run the other way.
func (g *giving) straighten(run []Vertex, spare []bool) []Vertex {
	isSpare := func(v Vertex) bool { return spare[*g.a.b.table.find(v)-1] }
	start := slices.IndexFunc(run, func(v Vertex) bool { return !isSpare(v) })
	if start < 0 || !slices.ContainsFunc(run, isSpare) {
		return run
	}
	run = slices.Concat(run[start:], run[:start+1])
	var out []Vertex
	for i := 0; i+1 < len(run); {
		j := i + 1
		for isSpare(run[j]) {
			j++
		}
		out = append(out, run[i])
		if !straight(run[i : j+1]) {
			out = append(out, run[i+1:j]...)
		}
		i = j
	}
	if len(out) < 3 {
		return run[:len(run)-1]
	}
	return out
}

// straight reports whether a line runs past no vertex of its inside by more than a unit.
func straight(line []Vertex) bool {
	a, b := line[0], line[len(line)-1]
	if compareVertex(a, b) > 0 {
		a, b = b, a
	}
	return !slices.ContainsFunc(line[1:len(line)-1], func(v Vertex) bool { return !passes(a, b, v, 1) })
}
