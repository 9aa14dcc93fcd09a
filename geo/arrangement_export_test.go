package geo

// Unsound is how many arcs of an arrangement have sides that do not agree.
func (a *Arrangement) Unsound() int { return a.unsound }

// Side is a segment of an arrangement's borders with the shapes that cover its sides, and
// the faces there, -1 for the endless one.
type Side struct {
	A, B                Vertex
	Left, Right         []int32
	LeftFace, RightFace int32
	Drawn               bool // it parts faces; the others are run through an even number of times
}

// Sides are the segments of all arcs.
func (a *Arrangement) Sides() []Side {
	var out []Side
	for i := range a.b.arcs {
		h := int32(2 * i)
		side := Side{Drawn: a.toggles[i] != 0}
		if side.Drawn {
			side.LeftFace, side.RightFace = a.face[h], a.face[h^1]
			side.Left, side.Right = a.b.sets.members(a.labelOf(a.face[h])), a.b.sets.members(a.labelOf(a.face[h^1]))
		}
		for _, l := range a.appendLines(nil, h) {
			side.A, side.B = l.from, l.to
			out = append(out, side)
		}
	}
	return out
}

// BentRing is a ring as the arrangement bent it to the grid.
type BentRing struct {
	Shape int32
	Run   []Vertex
}

// BentRings are all the rings that are left.
func (a *Arrangement) BentRings() []BentRing {
	out := make([]BentRing, len(a.b.rings))
	for i, r := range a.b.rings {
		out[i].Shape = r.shape
		for _, id := range a.b.flat[r.from : r.from+r.n] {
			out[i].Run = append(out[i].Run, a.b.table.vertices[id])
		}
	}
	return out
}
