package geo

import (
	"slices"

	"github.com/paulmach/orb"
)

// explanation is a defect of vertices, and where narrow faces are but its consequence.
type explanation struct {
	Defect
	reach orb.Bound
}

// explanations lists the vertices that edges lack, and the borders rounded more coarsely than
// their neighbours'.
func (m *matching) explanations(c *cleaner) []explanation {
	var out []explanation
	margin := 3 * m.reach / GridUnits
	for _, edge := range m.edges {
		on := m.inserted[edge]
		if len(on) == 0 {
			continue
		}
		lack := c.withoutOutline(m.b.sets.members(m.b.beside(edge)))
		first := m.centres[on[0]]
		e := explanation{Defect: Defect{Kind: MissingVertex, Place: first.at.Point(), Bound: first.at.Point().Bound(), Done: Left,
			Shapes: []int{int(first.units[0]), int(lack[0])}}}
		for _, k := range on {
			e.Bound = e.Bound.Extend(m.centres[k].at.Point())
		}
		ends := orb.LineString{m.place(m.b.flat[edge]).Point(), m.place(m.b.flat[edge+1]).Point()}
		e.reach = ends.Bound().Pad(margin)
		out = append(out, e)
	}
	return append(out, m.coarseMoves(margin)...)
}

// coarseMoves gathers, by shape, the vertices that were rounded and now join finer ones.
func (m *matching) coarseMoves(margin float64) []explanation {
	by := map[int32]int{}
	var out []explanation
	var partners []map[int]int
	for _, move := range m.moves {
		from, to := m.b.table.vertices[move.id], m.centres[move.centre]
		if !coarse(from) || coarse(to.at) {
			continue
		}
		p := from.Point()
		i, ok := by[move.units[0]]
		if !ok {
			i = len(out)
			by[move.units[0]] = i
			out = append(out, explanation{Defect: Defect{Kind: ReducedPrecision, Place: p, Bound: p.Bound(), Shapes: []int{int(move.units[0])}, Done: Left}})
			partners = append(partners, map[int]int{})
		}
		out[i].Bound = out[i].Bound.Extend(p)
		for _, u := range to.units {
			if !slices.Contains(move.units, u) {
				partners[i][int(u)]++
			}
		}
	}
	for i := range out {
		out[i].reach = out[i].Bound.Pad(margin)
		out[i].Shapes = append(out[i].Shapes, mostOften(partners[i]))
	}
	return out
}

func mostOften(count map[int]int) int {
	best := -1
	for u, n := range count {
		if best < 0 || n > count[best] || n == count[best] && u < best {
			best = u
		}
	}
	return best
}
