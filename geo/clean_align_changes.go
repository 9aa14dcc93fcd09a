package geo

import "slices"

// alignChanges is what aligning does to each shape, as defects that are closed.
type alignChanges struct {
	moved  []Defect // by shape: its vertices that joined others
	lacked []Defect // by shape: vertices that it got
}

func newAlignChanges(shapes int) alignChanges {
	return alignChanges{moved: make([]Defect, shapes), lacked: make([]Defect, shapes)}
}

// move notes that a vertex of a shape joins one of another, so many units of the grid away.
func (c *alignChanges) move(shape, other int32, from Vertex, far float64) {
	d := &c.moved[shape]
	d.extend(DisplacedBorder, from, int(shape), int(other))
	d.Width = max(d.Width, Metres(far*metresPerUnit))
}

// lack notes that a shape gets vertices of another, of which the first is told.
func (c *alignChanges) lack(shape, other int32, first Vertex) {
	c.lacked[shape].extend(MissingVertex, first, int(other), int(shape))
}

func (c *alignChanges) touched(shape int) bool {
	return c.moved[shape].Kind != "" || c.lacked[shape].Kind != ""
}

func (c *alignChanges) defects() []Defect {
	return slices.DeleteFunc(slices.Concat(c.moved, c.lacked), func(d Defect) bool { return d.Kind == "" })
}

// extend makes a defect reach to one more place; one that is none yet is made.
func (d *Defect) extend(kind DefectKind, at Vertex, shapes ...int) {
	p := at.Point()
	if d.Kind == "" {
		*d = Defect{Kind: kind, Place: p, Bound: p.Bound(), Shapes: shapes, Done: Closed}
	}
	d.Bound = d.Bound.Extend(p)
}
