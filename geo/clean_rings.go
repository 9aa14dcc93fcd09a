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

// shapeKey is the same for shapes of the same rings, wherever these start, whichever way
// they wind and in whatever order they come.
func shapeKey(shape orb.MultiPolygon) string {
	var keys []string
	for _, polygon := range SnapShape(shape) {
		for _, ring := range polygon {
			run := make([]Vertex, len(ring)-1)
			for i := range run {
				run[i] = Snap(ring[i])
			}
			least := slices.Index(run, slices.MinFunc(run, compareVertex))
			run = slices.Concat(run[least:], run[:least])
			if compareVertex(run[1], run[len(run)-1]) > 0 {
				slices.Reverse(run[1:])
			}
			var key []byte
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

// findCrossings lists the shapes whose rings cross themselves.
func (c *cleaner) findCrossings(a *Arrangement) {
	defect := map[int32]int{}
	for _, m := range a.meets {
		if !m.crossed {
			continue
		}
		others := a.raw.sets.members(m.sets[1])
		for _, u := range a.raw.sets.members(m.sets[0]) {
			if int(u) == c.outline || !slices.Contains(others, u) {
				continue
			}
			at := m.at.Point()
			c.crossed = append(c.crossed, selfCrossing{int(u), at})
			if i, ok := defect[u]; ok {
				c.defects[i].Bound = c.defects[i].Bound.Extend(at)
				continue
			}
			defect[u] = len(c.defects)
			c.defects = append(c.defects, Defect{Kind: SelfIntersection, Place: at, Bound: at.Bound(), Shapes: []int{int(u)}, Done: Left})
		}
	}
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

func (c *cleaner) withoutOutline(members []int32) []int32 {
	if n := len(members); n > 0 && int(members[n-1]) == c.outline {
		return members[:n-1]
	}
	return members
}
