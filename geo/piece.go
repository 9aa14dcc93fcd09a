package geo

import (
	"cmp"
	"errors"
	"slices"

	"github.com/paulmach/orb"
)

// Piece is land that a person must decide on: several shapes cover it, or none does and
// shapes lie around it.
type Piece struct {
	Defect                  // Shapes: who may have it, the longest border first
	Land   orb.MultiPolygon // the piece itself, lon/lat
	// Borders says, for each of Shapes, along how much of the piece's border that shape lies
	// alone: the one with most has the longest border.
	Borders []Metres
}

// IsOverlap reports whether several shapes cover the piece.
func (p *Piece) IsOverlap() bool { return p.Kind == SliverOverlap || p.Kind == BigOverlap }

// Pieces are the gaps and overlaps of shapes, which can be given to the shapes beside
// them.
//
//	pieces, err := geo.FindPieces(shapes)
//	to := slices.Repeat([]int{geo.Nobody}, len(pieces.List))
//	to[0] = geo.LongestBorder
//	given := pieces.Give(to)
type Pieces struct {
	List []Piece // in the order of their bounds
	c    *cleaner
	a    *Arrangement
	face []int // by piece
}

// Who gets a piece, where that is no shape.
const (
	Nobody        = -1 // it stays what it is
	LongestBorder = -2 // the shape that lies alone along the longest part of its border
)

// Given is shapes after pieces were given away.
type Given struct {
	Shapes  []orb.MultiPolygon // those that nothing happened to are the very ones that were looked at
	Touched []bool             // by shape: whether it is another now
	To      []int              // by piece: the shape that got it, or Nobody
	Emptied []int              // shapes that no land is left of
}

// ErrTangled says that borders cross in so many places that what is meant cannot be told.
var ErrTangled = errors.New("borders cross in so many places that these are no divisions")

// FindPieces lists the gaps and overlaps of shapes (lon/lat), as Check does but for the
// very land they are. A lake is no gap. The error is ErrTangled.
func FindPieces(shapes []orb.MultiPolygon) (*Pieces, error) {
	n := NewNetwork(len(shapes), ringsOf(shapes))
	most := 20_000 + 4*len(n.Vertices())
	if n.Crossings(1, most) > most {
		return nil, ErrTangled
	}
	c := &cleaner{outline: -1, shapes: shapes, result: shapes}
	p := &Pieces{c: c, a: n.Arrange()}
	if p.a.unsound > 0 {
		return nil, ErrTangled
	}
	g := newGiving(c, p.a)
	for f := range p.a.Faces {
		if overlap, fault := c.faceKind(p.a, f); fault {
			p.List = append(p.List, g.piece(f, overlap))
			p.face = append(p.face, f)
		}
	}
	p.sort()
	return p, nil
}

// ringsOf puts the rings of shapes on the grid.
func ringsOf(shapes []orb.MultiPolygon) []GridRing {
	var out []GridRing
	for s, shape := range shapes {
		for _, polygon := range shape {
			for i, ring := range polygon {
				r := GridRing{Shape: int32(s), Hole: i > 0, Vertices: make([]Vertex, len(ring))}
				for k, p := range ring {
					r.Vertices[k] = Snap(p)
				}
				out = append(out, r)
			}
		}
	}
	return out
}

// piece describes a face that is a fault, with those who may have it.
func (g *giving) piece(f int, overlap bool) Piece {
	p := Piece{Defect: g.defect(g.a, f, overlap), Land: g.a.Shape(f)}
	border := map[int]Metres{}
	for _, b := range g.sides(f) {
		border[b.shape] = Metres(b.shared * metresPerUnit)
	}
	slices.SortStableFunc(p.Shapes, func(u, v int) int { return cmp.Or(cmp.Compare(border[v], border[u]), cmp.Compare(u, v)) })
	for _, u := range p.Shapes {
		p.Borders = append(p.Borders, border[u])
	}
	return p
}

func (p *Pieces) sort() {
	order := make([]int, len(p.List))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return compareDefects(p.List[i].Defect, p.List[j].Defect) })
	list, face := make([]Piece, len(order)), make([]int, len(order))
	for at, i := range order {
		list[at], face[at] = p.List[i], p.face[i]
	}
	p.List, p.face = list, face
}

// Give gives each piece to a shape of those that may have it, to LongestBorder or to
// Nobody. Of the pieces for the longest border the least goes first, and each counts
// for the next; one stays where no shape lies alone beside it, or where it would cost a shape all its
// land. Give may be called again with other wishes.
func (p *Pieces) Give(to []int) Given {
	g := newGiving(p.c, p.a)
	defer func() { copy(p.a.label, g.was) }() // the labels are the arrangement's own
	got := slices.Repeat([]int{Nobody}, len(to))
	var longest []int
	for i, shape := range to {
		switch {
		case shape >= 0:
			g.put(p.face[i], shape)
			got[i] = shape
		case shape == LongestBorder:
			longest = append(longest, i)
		}
	}
	slices.SortStableFunc(longest, func(i, j int) int { return cmp.Compare(p.List[i].Area, p.List[j].Area) })
	for again := true; again; {
		before := len(longest)
		longest = slices.DeleteFunc(longest, func(i int) bool {
			got[i] = g.putLongest(p.face[i])
			return got[i] != Nobody
		})
		again = len(longest) < before
	}
	return p.given(g, got)
}

// putLongest gives a face to the shape along the longest border; Nobody where none
// can have it.
func (g *giving) putLongest(f int) int {
	units := g.units(g.label[f], g.a)
	if len(units) > 1 && slices.ContainsFunc(units, func(u int32) bool { return g.alone[u] == 0 }) {
		return Nobody
	}
	best := beside{shape: Nobody}
	for _, b := range g.sides(f) { // in the order of shapes: the first of equals stays
		if b.shared > best.shared && (len(units) < 2 || slices.Contains(units, int32(b.shape))) {
			best = b
		}
	}
	if best.shape != Nobody {
		g.put(f, best.shape)
	}
	return best.shape
}

// given makes the shapes anew that gained or lost, and those whose borders meet theirs
// where a piece was given.
func (p *Pieces) given(g *giving, got []int) Given {
	out := Given{Shapes: slices.Clone(p.c.shapes), Touched: slices.Clone(g.changed), To: got}
	for i, shape := range got {
		if shape == Nobody {
			continue
		}
		for _, start := range p.a.Faces[p.face[i]].halves {
			p.a.around(start, func(h int32) {
				for _, u := range g.there(h) {
					out.Touched[u] = out.Touched[u] || p.a.cut[u]
				}
			})
		}
	}
	for u, shape := range g.shapes(out.Touched, false) {
		if !out.Touched[u] {
			continue
		}
		if shape = joined(shape); len(shape) == 0 {
			out.Emptied = append(out.Emptied, u)
		}
		out.Shapes[u] = shape
	}
	return out
}
