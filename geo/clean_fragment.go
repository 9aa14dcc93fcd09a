package geo

import (
	"cmp"
	"slices"
)

// rejoin gives narrow land that giving has cut off from the rest of its shape to the
// neighbour along the longest border. It reports whether there was any.
func (g *giving) rejoin() bool {
	was, now := map[int32][]int32{}, map[int32][]int32{}
	for f := range g.a.Faces {
		for _, u := range g.units(g.was[f], g.a) {
			if g.changed[u] {
				was[u] = append(was[u], int32(f))
			}
		}
		for _, u := range g.units(g.label[f], g.a) {
			if g.changed[u] {
				now[u] = append(now[u], int32(f))
			}
		}
	}
	any := false
	for u := range int32(len(g.changed)) {
		for _, f := range g.fragments(was[u], now[u]) {
			any = g.pass(int(f), u) || any
		}
	}
	return any
}

// passLobes gives away the lobes of rings that cross themselves because a vertex beside a
// narrow neck is lost: narrow land that hangs on its shape by the crossing only.
func (g *giving) passLobes() {
	if g.slack == 0 {
		return
	}
	faces := map[int32][]int32{}
	for _, s := range g.crossed {
		faces[int32(s.shape)] = nil
	}
	for f := range g.a.Faces {
		for _, u := range g.units(g.label[f], g.a) {
			if of, ok := faces[u]; ok {
				faces[u] = append(of, int32(f))
			}
		}
	}
	for u := range int32(len(g.changed)) {
		part := g.together(faces[u])
		size := map[int32]float64{}
		for _, f := range faces[u] {
			size[part[f]] += g.size(f)
		}
		for _, f := range faces[u] {
			others := slices.ContainsFunc(faces[u], func(o int32) bool { return size[part[o]] > size[part[f]] })
			if others && g.crossesAt(f, u) {
				g.pass(int(f), u)
			}
		}
	}
}

// crossesAt reports whether a face has a vertex where a shape crosses itself.
func (g *giving) crossesAt(f, u int32) bool {
	found := false
	for _, start := range g.a.Faces[f].halves {
		g.a.around(start, func(h int32) {
			at := g.a.b.table.vertices[g.a.origin[h]].Point()
			found = found || slices.Contains(g.crossed, selfCrossing{int(u), at})
		})
	}
	return found
}

// fragments are the faces of a shape that hung together with larger ones and do no more.
func (g *giving) fragments(was, now []int32) []int32 {
	before, after := g.together(was), g.together(now)
	size := map[int32]float64{} // by part
	for _, f := range now {
		size[after[f]] += g.size(f)
	}
	main := map[int32]int32{} // by part before: the largest of those it has become
	for _, f := range now {
		if old, ok := before[f]; ok {
			if best, ok := main[old]; !ok || size[after[f]] > size[best] {
				main[old] = after[f]
			}
		}
	}
	kept := map[int32]bool{}
	for _, part := range main {
		kept[part] = true
	}
	return slices.DeleteFunc(slices.Clone(now), func(f int32) bool { return kept[after[f]] })
}

// together numbers the parts that faces make where they share borders.
func (g *giving) together(faces []int32) map[int32]int32 {
	part := make(map[int32]int32, len(faces))
	for _, f := range faces {
		part[f] = -1
	}
	for _, first := range faces {
		if part[first] >= 0 {
			continue
		}
		part[first] = first
		for queue := []int32{first}; len(queue) > 0; queue = queue[1:] {
			for _, start := range g.a.Faces[queue[0]].halves {
				g.a.around(start, func(h int32) {
					next := g.a.face[h^1]
					if p, ok := part[next]; ok && p < 0 {
						part[next] = first
						queue = append(queue, next)
					}
				})
			}
		}
	}
	return part
}

// size is the area of a face in squared units of the grid.
func (g *giving) size(f int32) float64 {
	sum := 0.0
	for _, start := range g.a.Faces[f].halves {
		sum += g.a.walk(start).area.float()
	}
	return sum
}

// pass gives a face of shape u that is narrow to the neighbour along the longest border.
func (g *giving) pass(f int, u int32) bool {
	sides := slices.DeleteFunc(g.sides(f), func(b beside) bool { return b.shape == int(u) || b.shared == 0 })
	if len(sides) == 0 || len(g.units(g.label[f], g.a)) != 1 || g.alone[u] < 2 || g.isWide(g.a, f, g.defect(g.a, f, false).Width) {
		return false
	}
	g.alone[u]--
	g.put(f, slices.MaxFunc(sides, func(b, c beside) int {
		return cmp.Or(cmp.Compare(b.shared, c.shared), cmp.Compare(c.shape, b.shape))
	}).shape)
	return true
}
