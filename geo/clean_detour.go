package geo

import "slices"

// mostDetour bounds the edges along which lost vertices are looked for, mostRun those that
// they may take the place of.
const (
	mostDetour = 10
	mostRun    = 4
)

// findDetours looks at each run of open edges between two common vertices for a way along
// the edges of others between the same two. Where that has more edges it takes the run's
// place: vertices get lost and seldom appear. It returns how many runs it replaced.
func (a *alignment) findDetours() int {
	found := 0
	for r := range a.b.rings {
		ring := &a.b.rings[r]
		for p := ring.from; p < ring.from+ring.n; p++ {
			if !a.open[p] || !a.shared(a.b.flat[p]) {
				continue
			}
			if run, ok := a.run(ring, p); ok && a.replace(run) {
				found++
			}
		}
	}
	return found
}

// run returns the positions of the open edges from p to the next common vertex.
func (a *alignment) run(ring *meshRing, p int32) (run []int32, ok bool) {
	var edges [mostRun]int32
	for n := range edges {
		edges[n] = p
		p = ring.wrap(p + 1)
		if a.shared(a.b.flat[p]) {
			return edges[:n+1], true
		}
		if !a.open[p] {
			break
		}
	}
	return nil, false
}

// replace puts the vertices of a way of others in the place of a run.
func (a *alignment) replace(run []int32) bool {
	flat := a.b.flat
	from, to := flat[run[0]], flat[run[len(run)-1]+1]
	shape := a.shapeAt[run[0]]
	if from == to {
		return false
	}
	for most := len(run); most <= mostDetour; most++ {
		a.way = a.way[:0]
		if !a.search(shape, to, from, most) {
			continue
		}
		if len(a.way) < len(run) || len(a.way) == len(run) && slices.ContainsFunc(a.way, func(q int32) bool { return a.shapeAt[q] > shape }) {
			return false // that one yields
		}
		if !a.slim(run) {
			return false
		}
		a.take(run, shape)
		return true
	}
	return false
}

// search looks for a way of at most so many open edges of other shapes to the goal, by vertices
// that the shape does not have.
func (a *alignment) search(shape, at, goal int32, most int) bool {
	for q := a.b.first[at]; q != 0; q = a.b.next[q] {
		to := a.b.flat[q+1]
		if to < 0 || !a.open[q] || a.shapeAt[q] == shape {
			continue
		}
		a.way = append(a.way, q)
		if to == goal || most > 1 && !a.has(to, shape) && a.search(shape, to, goal, most-1) {
			return true
		}
		a.way = a.way[:len(a.way)-1]
	}
	return false
}

// has reports whether a shape has a vertex.
func (a *alignment) has(v, shape int32) bool {
	for p := a.b.first[v]; p != 0; p = a.b.next[p] {
		if a.shapeAt[p] == shape && !a.passed[p] {
			return true
		}
	}
	for k := a.gains[v]; k != 0; k = a.gained[k-1].next {
		if a.gained[k-1].shape == shape {
			return true
		}
	}
	return false
}

// slim reports whether the land between a run and the way found is no wider than lost
// vertices explain.
func (a *alignment) slim(run []int32) bool {
	area, perimeter, longest := 0.0, 0.0, 0.0
	o := a.b.table.vertices[a.b.flat[run[0]]]
	shrink := shrinkAt(o)
	for _, p := range slices.Concat(run, a.way) {
		v, w := a.b.table.vertices[a.b.flat[p]], a.b.table.vertices[a.b.flat[p+1]]
		length := distanceUnits(v, w)
		perimeter, longest = perimeter+length, max(longest, length)
		area += (float64(v.X-o.X)*float64(w.Y-o.Y) - float64(v.Y-o.Y)*float64(w.X-o.X)) * shrink
	}
	return max(area, -area) <= min(a.slack, alignFlat*longest)*perimeter // twice the area by the perimeter
}

// take lets a shape run along the way found, backwards.
func (a *alignment) take(run []int32, shape int32) {
	for i, p := range run {
		a.open[p] = false
		a.passed[p] = i > 0
	}
	var vertices []int32
	for i, q := range a.way {
		a.open[q] = false
		if i > 0 {
			v := a.b.flat[q]
			vertices = append(vertices, v)
			a.gained = append(a.gained, gain{shape, a.gains[v]})
			a.gains[v] = int32(len(a.gained))
		}
	}
	slices.Reverse(vertices)
	a.detours = append(a.detours, detour{vertices})
	a.detour[run[0]] = int32(len(a.detours))
	a.changes.lack(shape, a.shapeAt[a.way[0]], a.b.table.vertices[vertices[0]])
}
