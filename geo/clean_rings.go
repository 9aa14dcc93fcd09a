package geo

import (
	"encoding/binary"
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// findUnclosed lists rings whose last position is not their first.
func (c *cleaner) findUnclosed() {
	for i, shape := range c.shapes {
		for _, polygon := range shape {
			for _, ring := range polygon {
				if n := len(ring); n > 2 && ring[0] != ring[n-1] {
					bound := orb.MultiPoint{ring[0], ring[n-1]}.Bound()
					c.defects = append(c.defects, Defect{Kind: UnclosedRing, Place: ring[n-1], Bound: bound, Shapes: []int{i}, Done: Left})
					c.touched[i] = true
				}
			}
		}
	}
}

func isClosed(shape orb.MultiPolygon) bool {
	for _, polygon := range shape {
		for _, ring := range polygon {
			if n := len(ring); n > 0 && ring[0] != ring[n-1] {
				return false
			}
		}
	}
	return true
}

// findDuplicates lists shapes equal to an earlier one, and takes them out.
func (c *cleaner) findDuplicates() {
	seen := map[string]int{}
	alike := map[orb.Bound]int{}
	box := make([]orb.Bound, len(c.shapes))
	for i, shape := range c.shapes {
		box[i] = shellBox(shape)
		alike[box[i]]++
	}
	for i, shape := range c.shapes {
		if alike[box[i]] < 2 {
			continue
		}
		key := shapeKey(shape)
		if key == "" {
			continue
		}
		first, again := seen[key]
		if !again {
			seen[key] = i
			continue
		}
		c.defects = append(c.defects, Defect{Kind: DuplicateFeature, Place: insidePoint(shape[0]), Bound: shape.Bound(),
			Area: Area(shape), Shapes: []int{first, i}, Done: Dropped})
		c.shapes[i], c.touched[i] = nil, true
	}
}

// shellBox is the box of a shape's first ring, which equal shapes of one ring share. Shapes of
// several rings, which may come in any order, have one box together.
func shellBox(shape orb.MultiPolygon) orb.Bound {
	if len(shape) != 1 || len(shape[0]) != 1 || len(shape[0][0]) == 0 {
		return orb.Bound{}
	}
	box := orb.Bound{Min: orb.Point{math.Inf(1), math.Inf(1)}, Max: orb.Point{math.Inf(-1), math.Inf(-1)}}
	for _, p := range shape[0][0] {
		box.Min[0], box.Max[0] = min(box.Min[0], p[0]), max(box.Max[0], p[0])
		box.Min[1], box.Max[1] = min(box.Min[1], p[1]), max(box.Max[1], p[1])
	}
	return orb.Bound{Min: Snap(box.Min).Point(), Max: Snap(box.Max).Point()}
}

// shapeKey is the same for shapes of the same shells and holes, wherever these start, whichever
// way they wind and in whatever order they come.
func shapeKey(shape orb.MultiPolygon) string {
	var keys []string
	for _, polygon := range SnapShape(shape) {
		for i, ring := range polygon {
			run := make([]Vertex, len(ring)-1)
			for i := range run {
				run[i] = Snap(ring[i])
			}
			least := slices.Index(run, slices.MinFunc(run, compareVertex))
			run = slices.Concat(run[least:], run[:least])
			if compareVertex(run[1], run[len(run)-1]) > 0 {
				slices.Reverse(run[1:])
			}
			key := []byte{byte(min(i, 1))}
			for _, v := range run {
				key = binary.LittleEndian.AppendUint64(key, uint64(v.X))
				key = binary.LittleEndian.AppendUint64(key, uint64(v.Y))
			}
			keys = append(keys, string(key))
		}
	}
	slices.Sort(keys)
	var all []byte
	for _, k := range keys {
		all = binary.LittleEndian.AppendUint64(all, uint64(len(k)))
		all = append(all, k...)
	}
	return string(all)
}

// findCrossings lists the shapes whose rings cross or touch themselves, run along
// themselves as spikes do, or are not where their kind can be, as a hole outside its shell.
func (c *cleaner) findCrossings(a *Arrangement) {
	defect := map[int32]int{}
	note := func(u int32, at orb.Point) {
		c.crossed = append(c.crossed, selfCrossing{int(u), at})
		if i, ok := defect[u]; ok {
			c.defects[i].Bound = c.defects[i].Bound.Extend(at)
			return
		}
		defect[u] = len(c.defects)
		c.defects = append(c.defects, Defect{Kind: SelfIntersection, Place: at, Bound: at.Bound(), Shapes: []int{int(u)}, Done: Left})
		c.touched[u] = true
	}
	for _, m := range a.meets {
		if !m.crossed && a.raw.ringAt(m.owners[0]) != a.raw.ringAt(m.owners[1]) {
			continue
		}
		for _, u := range c.inBoth(a.raw, m.sets[0], m.sets[1]) {
			note(u, m.at.Point())
		}
	}
	a.misplaced(func(u int32, arc int) {
		if int(u) != c.outline {
			note(u, a.b.table.vertices[a.b.flat[a.b.arcs[arc].from]].Point())
		}
	})
}

// repeated are the shapes that stand more than once in two sets together.
func repeated(left, right []int32) []int32 {
	if len(left)+len(right) < 2 || len(left) == 1 && len(right) == 1 && left[0] != right[0] {
		return nil // nearly always
	}
	all := slices.Concat(left, right)
	slices.Sort(all)
	var out []int32
	for i := 1; i < len(all); i++ {
		if all[i] == all[i-1] && (len(out) == 0 || out[len(out)-1] != all[i]) {
			out = append(out, all[i])
		}
	}
	return out
}

// inBoth are the shapes, but for the outline, that stand in two sets.
func (c *cleaner) inBoth(b *meshBuilder, left, right int32) []int32 {
	var out []int32
	others := c.withoutOutline(b.sets.members(right))
	for _, u := range c.withoutOutline(b.sets.members(left)) {
		if slices.Contains(others, u) && !slices.Contains(out, u) {
			out = append(out, u)
		}
	}
	return out
}

// exactTouches lists vertices that lie exactly on an edge of another shape without being
// a vertex there.
func (c *cleaner) exactTouches(a *Arrangement) []Defect {
	var out []Defect
	on := map[int32]int{} // by the edge that lacks them
	for _, m := range a.meets {
		lack, have := c.withoutOutline(a.raw.sets.members(m.sets[0])), c.withoutOutline(a.raw.sets.members(m.sets[1]))
		if m.crossed || len(lack) == 0 || len(have) == 0 || len(oddOnes(lack, have)) < len(lack)+len(have) {
			continue
		}
		if len(c.match.inserted[m.owners[0]]) > 0 {
			continue // listed with others that the edge lacks, which lie near it
		}
		at := m.at.Point()
		if i, ok := on[m.owners[0]]; ok {
			out[i].Bound = out[i].Bound.Extend(at)
			continue
		}
		on[m.owners[0]] = len(out)
		out = append(out, Defect{Kind: MissingVertex, Place: at, Bound: at.Bound(), Shapes: []int{int(have[0]), int(lack[0])}, Done: Left})
	}
	return out
}

// slightCrossings lists crossings of shapes that have no other defect: those where the
// land they would fight over is less than the grid can hold. A vertex common to both
// mends them.
func (c *cleaner) slightCrossings(a *Arrangement) []Defect {
	faulty := map[int]bool{}
	for _, d := range c.defects {
		for _, u := range d.Shapes {
			faulty[u] = true
		}
	}
	var out []Defect
	seen := map[Vertex]bool{}
	for _, m := range a.meets {
		one, other := c.withoutOutline(a.raw.sets.members(m.sets[0])), c.withoutOutline(a.raw.sets.members(m.sets[1]))
		if !m.crossed || len(one) == 0 || len(other) == 0 || one[0] == other[0] || faulty[int(one[0])] || faulty[int(other[0])] || seen[m.at] {
			continue
		}
		seen[m.at] = true
		at := m.at.Point()
		out = append(out, Defect{Kind: MissingVertex, Place: at, Bound: at.Bound(), Shapes: []int{int(other[0]), int(one[0])}, Done: Left})
	}
	return out
}

func (c *cleaner) withoutOutline(members []int32) []int32 {
	if n := len(members); n > 0 && int(members[n-1]) == c.outline {
		return members[:n-1]
	}
	return members
}
