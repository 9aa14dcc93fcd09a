package boundaries

import (
	"errors"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/geo"
)

// nearBorder is how far a drawn line's end may be from the border it is to lie on, in
// metres: a hand's width on a screen, not on the ground.
const nearBorder = 5.0

// moveBorder moves the border between two neighbours to a line. What the line cuts off
// between itself and the old border changes sides.
func (b *board) moveBorder(c MoveBorder) {
	left, right := b.unit(c.Between[0]), b.unit(c.Between[1])
	if left == nil || right == nil || !b.checkPair(left, right) {
		return
	}
	line, ok := b.fitEnds(left, right, c.Line)
	if !ok {
		return
	}
	b.insertVertices([]orb.Point{line[0], line[len(line)-1]}, nil)
	fromLeft, ok := b.cutOff(left, right, line)
	if !ok {
		return
	}
	fromRight, ok := b.cutOff(right, left, line)
	if !ok {
		return
	}
	fromLeft = geo.InsertVertices(fromLeft, b.added)
	if len(fromLeft)+len(fromRight) == 0 {
		b.refuse("border_stays", left.Code, "the line does not cut off any land between itself and the old border of %s and %s", left.Name, right.Name)
		return
	}
	b.exchange(left, right, fromLeft, fromRight)
}

// checkPair refuses two units of which none can move the border to the other.
func (b *board) checkPair(left, right *standing) bool {
	switch {
	case left == right:
		b.refuse("same_unit", left.Code, "a border lies between two units: %s is named twice", left.Name)
	case left.Level() != right.Level():
		b.refuse("wrong_level", right.Code, "%s is a %v and %s a %v: a border lies between units of one level", left.Name, left.Level(), right.Name, right.Level())
	case len(left.Shape) == 0 || len(right.Shape) == 0:
		b.refuse("no_shape", left.Code, "%s or %s has no shape: import its divisions first", left.Name, right.Name)
	default:
		return b.checkLowest(left) && b.checkLowest(right)
	}
	return false
}

// checkLowest refuses to cut a unit that has units below it.
func (b *board) checkLowest(u *standing) bool {
	below := b.children(u)
	if len(below) > 0 {
		b.refuse("has_villages", u.Code, "%s is made of %d units: name the one among them whose land moves, and %s follows", u.Name, len(below), u.Name)
	}
	return len(below) == 0
}

// fitEnds puts a line's ends on the old border exactly.
func (b *board) fitEnds(left, right *standing, line orb.LineString) (orb.LineString, bool) {
	if len(line) < 2 {
		b.refuse("line_ends", left.Code, "the new border needs two places or more")
		return nil, false
	}
	var shared []orb.LineString
	for _, arc := range geo.NewMesh([]orb.MultiPolygon{left.Shape, right.Shape}).Arcs {
		if len(arc.Left) > 0 && len(arc.Right) > 0 {
			shared = append(shared, arc.Line)
		}
	}
	if len(shared) == 0 {
		b.refuse("not_touching", right.Code, "%s and %s have no border with each other", left.Name, right.Name)
		return nil, false
	}
	fitted := append(orb.LineString{}, line...)
	for _, i := range []int{0, len(line) - 1} {
		p, far := nearest(shared, line[i])
		if far > nearBorder {
			b.refuse("line_ends", left.Code, "the line's end at %.6f, %.6f lies %.0f m from the border of %s and %s: begin and end it on that", line[i][0], line[i][1], far, left.Name, right.Name)
			return nil, false
		}
		fitted[i] = p
	}
	return fitted, true
}

// nearest is the place on the lines nearest to p, on the grid, and its distance in metres.
func nearest(lines []orb.LineString, p orb.Point) (orb.Point, geo.Metres) {
	best, least := p, geo.Metres(-1)
	for _, line := range lines {
		for i := 1; i < len(line); i++ {
			q := geo.Snap(foot(line[i-1], line[i], p)).Point()
			if d := geo.Distance(p, q); least < 0 || d < least {
				best, least = q, d
			}
		}
	}
	return best, least
}

// foot is the place of segment ab nearest to p, in degrees: near enough where p is
// some metres away.
func foot(a, c, p orb.Point) orb.Point {
	dx, dy := c[0]-a[0], c[1]-a[1]
	length := dx*dx + dy*dy
	if length == 0 {
		return a
	}
	t := min(max(((p[0]-a[0])*dx+(p[1]-a[1])*dy)/length, 0), 1)
	return orb.Point{a[0] + t*dx, a[1] + t*dy}
}

// cutOff is the land of u between the line and its border with a neighbour: the pieces
// that border on nothing but the neighbour and the rest of u.
func (b *board) cutOff(u, neighbour *standing, line orb.LineString) (orb.MultiPolygon, bool) {
	pieces, added, err := geo.Split(u.Shape, line)
	if errors.Is(err, geo.ErrCutMisses) || errors.Is(err, geo.ErrCutTouches) {
		return nil, true
	}
	if err != nil {
		b.refuse("cut", u.Code, "%s: %v", u.Name, err)
		return nil, false
	}
	b.insertVertices(added, u)
	var off []orb.MultiPolygon
	for i, enclosed := range enclosedBy(pieces, neighbour.Shape) {
		if enclosed {
			off = append(off, pieces[i])
		}
	}
	if len(off) == len(pieces) { // u is an enclave of its neighbour
		off = off[1:]
	}
	u.Shape, _ = combine(pieces, nil)
	shape, _ := combine(off, nil)
	return shape, true
}

// enclosedBy tells which pieces border only on each other and on a neighbour.
func enclosedBy(pieces []orb.MultiPolygon, neighbour orb.MultiPolygon) []bool {
	enclosed := make([]bool, len(pieces))
	for i := range enclosed {
		enclosed[i] = true
	}
	for _, arc := range geo.NewMesh(append(append([]orb.MultiPolygon{}, pieces...), neighbour)).Arcs {
		if len(arc.Left) > 0 && len(arc.Right) > 0 {
			continue
		}
		for _, s := range append(append([]int32{}, arc.Left...), arc.Right...) {
			if int(s) < len(pieces) {
				enclosed[s] = false
			}
		}
	}
	return enclosed
}

// exchange gives what was cut off on each side to the other.
func (b *board) exchange(left, right *standing, fromLeft, fromRight orb.MultiPolygon) {
	give := func(from, to *standing, land orb.MultiPolygon) {
		if len(land) == 0 {
			return
		}
		rest, ok := combine([]orb.MultiPolygon{from.Shape}, []orb.MultiPolygon{land})
		if ok && len(rest) == 0 {
			b.refuse("whole_unit", from.Code, "the line would take all land of %s: absorb it into %s instead", from.Name, to.Name)
			return
		}
		if ok && b.cede(cession{from: from, to: to, moving: land, rest: rest, kind: "border"}) {
			from.Shape, from.kind = rest, "border"
		}
	}
	give(left, right, fromLeft)
	give(right, left, fromRight)
}
