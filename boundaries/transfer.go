package boundaries

import (
	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/geo"
)

// transferUnits puts whole units under another parent. Those that are there already
// stay: a unit may be named twice for the same move.
func (b *board) transferUnits(c TransferUnits) {
	to, units := b.unit(c.To), b.all(c.Units)
	if to == nil || units == nil {
		return
	}
	var moving []*standing
	for _, u := range units {
		if to.Level()+1 != u.Level() {
			b.refuse("wrong_level", u.Code, "%s is a %v and can't come under %s, a %v", u.Name, u.Level(), to.Name, to.Level())
			return
		}
		if u.parent != to {
			moving = append(moving, u)
		}
	}
	if len(to.Shape) > 0 {
		b.join(to, moving, c.Exclave)
	}
	for _, u := range moving {
		moveLand(u.Shape, u.parent, to)
		u.parent, u.kind = to, "transfer"
		to.kind = "transfer"
	}
}

// transferPiece moves a piece of one unit's land to another: what a polygon covers of
// it, or the side of a cut on which the villager groups named lie.
func (b *board) transferPiece(c TransferPiece) {
	from, to := b.unit(c.From), b.unit(c.To)
	if from == nil || to == nil {
		return
	}
	switch {
	case from == to:
		b.refuse("same_unit", from.Code, "a piece of %s can't go to %s itself", from.Name, from.Name)
		return
	case from.Level() != to.Level():
		b.refuse("wrong_level", to.Code, "%s is a %v and %s a %v: a piece goes to a unit of the same level", from.Name, from.Level(), to.Name, to.Level())
		return
	case !b.checkLowest(from) || !b.checkLowest(to):
		return
	}
	before := len(b.errs)
	var moving, rest orb.MultiPolygon
	var groups map[string]bool
	switch {
	case len(from.Shape) == 0:
		groups = b.checkGroups(from, c.Groups, nil)
		if len(c.Groups) == 0 {
			b.refuse("no_shape", from.Code, "%s has no shape that a piece could be cut from: name the villager groups that move", from.Name)
		}
	case len(c.Piece) > 0:
		moving, rest = b.pieceUnder(from, c.Piece)
		groups = b.checkGroups(from, c.Groups, moving)
	case len(c.Cut) > 0:
		moving, rest, groups = b.pieceOfGroups(from, c)
	default:
		b.refuse("no_cut", from.Code, "say what of %s moves: a \"piece\", or \"groups\" and the \"cut\" that parts them from the others", from.Name)
	}
	if len(b.errs) > before {
		return
	}
	if len(to.Shape) > 0 && len(moving) > 0 && clusters([]orb.MultiPolygon{to.Shape, moving})[1] != 0 {
		b.refuse("not_touching", to.Code, "the piece of %s does not touch %s along a border", from.Name, to.Name)
		return
	}
	if b.cede(cession{from: from, to: to, moving: moving, rest: rest, kind: "transfer", groups: groups}) {
		from.Shape, from.kind = rest, "transfer"
	}
}

// pieceOfGroups cuts a unit and finds the pieces that the groups named lie in.
func (b *board) pieceOfGroups(from *standing, c TransferPiece) (moving, rest orb.MultiPolygon, groups map[string]bool) {
	pieces, added, err := geo.Split(from.Shape, c.Cut)
	if err != nil {
		b.refuse("cut", from.Code, "%s: %v", from.Name, err)
		return nil, nil, nil
	}
	groups = b.checkGroups(from, c.Groups, nil)
	goes := make([]bool, len(pieces))
	for _, g := range from.groups {
		if groups[g.ID] && g.placed() {
			if j := pieceAt(pieces, g.Place); j >= 0 {
				goes[j] = true
			}
		}
	}
	var going, staying []orb.MultiPolygon
	for j, piece := range pieces {
		if goes[j] {
			going = append(going, piece)
		} else {
			staying = append(staying, piece)
		}
	}
	switch {
	case len(going) == 0:
		b.refuse("no_groups", from.Code, "none of the groups named has a known place in %s, so the side of the cut that moves is not known", from.Name)
	case len(staying) == 0:
		b.refuse("whole_unit", from.Code, "the groups named lie on both sides of the cut: draw it between those that move and those that stay")
	}
	moving, _ = combine(going, nil)
	rest, _ = combine(staying, nil)
	for _, g := range from.groups {
		if g.placed() && !groups[g.ID] && geo.Contains(moving, g.Place) && !geo.Contains(rest, g.Place) {
			b.refuse("group_left_behind", from.Code, "group %s lies on the side of the cut that moves, but is not named", g.ID)
		}
	}
	b.insertVertices(added, from)
	return moving, rest, groups
}

// pieceUnder is what a polygon covers of a unit's land, and what it leaves.
func (b *board) pieceUnder(from *standing, piece orb.MultiPolygon) (moving, rest orb.MultiPolygon) {
	moving = common(from.Shape, geo.SnapShape(piece))
	if len(moving) == 0 {
		b.refuse("piece_outside", from.Code, "no land of %s lies under the piece that is to move", from.Name)
		return nil, nil
	}
	added := verticesOf(moving)
	rest, ok := combine([]orb.MultiPolygon{geo.InsertVertices(from.Shape, added)}, []orb.MultiPolygon{moving})
	switch {
	case !ok:
		b.refuse("cut", from.Code, "the piece does not part %s cleanly: draw it through the border instead of along it", from.Name)
	case len(rest) == 0:
		b.refuse("whole_unit", from.Code, "the piece covers all of %s: absorb it instead", from.Name)
	default:
		b.insertVertices(added, from)
	}
	return moving, rest
}

func verticesOf(shape orb.MultiPolygon) []orb.Point {
	var all []orb.Point
	for _, polygon := range shape {
		for _, ring := range polygon {
			all = append(all, ring...)
		}
	}
	return all
}
