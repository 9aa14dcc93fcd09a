package boundaries

import (
	"slices"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/geo"
)

// split cuts a unit into parts, each a new unit or given to one that is there. A
// township with villages is parted along their borders.
func (b *board) split(c Split) {
	from := b.unit(c.From)
	if from == nil || !b.checkParts(from, c.Into) {
		return
	}
	children := b.children(from)
	var shares []share
	var ok bool
	switch {
	case len(children) > 0:
		b.splitVillages(from, children, c)
		return
	case len(from.Shape) == 0:
		shares, ok = b.shareGroups(from, c)
	default:
		shares, ok = b.sharePieces(from, c)
	}
	if !ok {
		return
	}
	for i := range shares {
		if shares[i].to = b.taker(from, c.Into[i]); shares[i].to == nil {
			return
		}
	}
	b.giveShares(from, shares)
}

// share is what one part of a split gets.
type share struct {
	to     *standing
	shape  orb.MultiPolygon
	groups map[string]bool
}

// checkParts checks what is said of the parts before anything is cut.
func (b *board) checkParts(from *standing, parts []Part) bool {
	before := len(b.errs)
	if len(parts) < 2 {
		b.refuse("split_of_one", from.Code, "a split takes two parts or more: %s has %d", from.Name, len(parts))
	}
	for i, p := range parts {
		switch {
		case (p.New == nil) == p.To.IsZero():
			b.refuse("part_of_whom", from.Code, "part %d of %s: say either what new unit it is (\"code\", \"name\") or to which one it goes (\"to\")", i+1, from.Name)
		case p.New != nil && !survives(from, p):
			b.checkNew(*p.New, from.Level())
		}
	}
	if !slices.ContainsFunc(parts, func(p Part) bool { return !survives(from, p) }) && len(b.errs) == before {
		b.refuse("split_of_one", from.Code, "all parts would stay with %s: nothing is split", from.Name)
	}
	return len(b.errs) == before
}

// survives reports whether a part is the unit itself, which keeps its code and name.
func survives(from *standing, p Part) bool {
	if p.New == nil {
		return p.To == from.Code
	}
	return p.New.Code == from.Code && (p.New.Name == "" || p.New.Name == from.Name)
}

// taker is the unit that a part goes to; a new one is made.
func (b *board) taker(from *standing, p Part) *standing {
	switch {
	case survives(from, p):
		return from
	case p.New == nil:
		to := b.unit(p.To)
		if to != nil && to.Level() != from.Level() {
			b.refuse("wrong_level", to.Code, "%s is a %v and can't take a part of a %v", to.Name, to.Level(), from.Level())
			return nil
		}
		return to
	}
	parent := from.parent
	if !p.New.Parent.IsZero() {
		if parent = b.unit(p.New.Parent); parent == nil {
			return nil
		}
	}
	u := b.found(*p.New, from.Level(), parent)
	u.kind = "split"
	b.keepCharacter(u, []*standing{from})
	if parent == nil {
		u.Parent = from.Parent
	}
	return u
}

// sharePieces cuts the shape and finds what each part gets of it.
func (b *board) sharePieces(from *standing, c Split) ([]share, bool) {
	pieces, added, err := geo.Split(from.Shape, c.Cut)
	if err != nil {
		b.refuse("cut", from.Code, "%s: %v", from.Name, err)
		return nil, false
	}
	owner, ok := b.pieceOwners(from, pieces, c.Into)
	if !ok {
		return nil, false
	}
	shares := make([]share, len(c.Into))
	for i, p := range c.Into {
		var mine []orb.MultiPolygon
		for j := range pieces {
			if owner[j] == i {
				mine = append(mine, pieces[j])
			}
		}
		shares[i].shape, _ = combine(mine, nil)
		shares[i].groups = b.checkGroups(from, p.Groups, shares[i].shape)
	}
	if !b.groupsAgree(from, shares) {
		return nil, false
	}
	b.insertVertices(added, from)
	return shares, true
}

// pieceOwners finds the part that each piece belongs to: the one whose place it holds,
// else the one whose groups lie in it, else the unit itself where it lives on.
func (b *board) pieceOwners(from *standing, pieces []orb.MultiPolygon, parts []Part) ([]int, bool) {
	owner := make([]int, len(pieces))
	for j := range owner {
		owner[j] = -1
	}
	before := len(b.errs)
	for i, p := range parts {
		j := pieceAt(pieces, p.At)
		switch {
		case p.At == (orb.Point{}) && len(p.Groups) > 0: // its groups tell
		case j < 0:
			b.refuse("part_place", from.Code, "part %d: the place %.6f, %.6f does not lie in %s", i+1, p.At[0], p.At[1], from.Name)
		case owner[j] >= 0:
			b.refuse("part_twice", from.Code, "the cut does not part the places of part %d and part %d of %s", owner[j]+1, i+1, from.Name)
		default:
			owner[j] = i
		}
	}
	stays := -1
	for i, p := range parts {
		if survives(from, p) {
			stays = i
		}
	}
	for j := range pieces {
		if owner[j] < 0 {
			owner[j] = ownerByGroups(from, pieces[j], parts, stays)
		}
		if owner[j] < 0 && len(b.errs) == before {
			at := pieces[j][0][0][0]
			b.refuse("part_missing", from.Code, "the cut makes a piece of %s near %.6f, %.6f that none of the parts holds: give it to one by another part with the same \"to\", or by its groups", from.Name, at[0], at[1])
		}
	}
	for i := range parts {
		if !slices.Contains(owner, i) && len(b.errs) == before {
			b.refuse("part_empty", from.Code, "part %d of %s gets no land: none of its groups has a known place", i+1, from.Name)
		}
	}
	return owner, len(b.errs) == before
}

func pieceAt(pieces []orb.MultiPolygon, at orb.Point) int {
	for j, piece := range pieces {
		if geo.Contains(piece, at) {
			return j
		}
	}
	return -1
}

func ownerByGroups(from *standing, piece orb.MultiPolygon, parts []Part, otherwise int) int {
	for _, g := range from.groups {
		if !g.placed() || !geo.Contains(piece, g.Place) {
			continue
		}
		for i, p := range parts {
			for _, id := range p.Groups {
				if id == g.ID {
					return i
				}
			}
		}
	}
	return otherwise
}

// checkGroups makes a set of groups that must lie in a shape.
func (b *board) checkGroups(from *standing, ids []string, shape orb.MultiPolygon) map[string]bool {
	named := map[string]bool{}
	have := map[string]*standingGroup{}
	for _, g := range from.groups {
		have[g.ID] = g
	}
	if len(have) == 0 && len(ids) > 0 {
		b.warn("groups_unknown", from.Code, "no villager groups of %s are known: the %d that the order names can't be checked", from.Name, len(ids))
		return named
	}
	for _, id := range ids {
		switch g := have[id]; {
		case g == nil:
			b.refuse("group_unknown", from.Code, "%s has no villager group %s", from.Name, id)
		case len(shape) > 0 && g.placed() && !geo.Contains(shape, g.Place):
			b.refuse("group_outside", from.Code, "group %s lies at %.6f, %.6f, on another side of the cut than the order says", id, g.Place[0], g.Place[1])
		default:
			named[id] = true
		}
	}
	return named
}

// groupsAgree refuses a group that two parts name, and a split in which a check failed.
func (b *board) groupsAgree(from *standing, shares []share) bool {
	taken := map[string]bool{}
	ok := true
	for _, s := range shares {
		for id := range s.groups {
			if taken[id] {
				b.refuse("group_twice", from.Code, "group %s is named by two parts of %s", id, from.Name)
				ok = false
			}
			taken[id] = true
		}
	}
	for _, err := range b.errs {
		if r := err.(*RuleError); r.Change == b.step {
			return false
		}
	}
	return ok
}
