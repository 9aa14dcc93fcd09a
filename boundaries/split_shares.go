package boundaries

import "github.com/paulmach/orb"

// shareGroups parts a unit that is known by list only: by its villager groups.
func (b *board) shareGroups(from *standing, c Split) ([]share, bool) {
	shares := make([]share, len(c.Into))
	left := len(from.groups)
	for i, p := range c.Into {
		shares[i].groups = b.checkGroups(from, p.Groups, nil)
		left -= len(shares[i].groups)
		if len(p.Groups) == 0 && !survives(from, p) {
			b.refuse("no_shape", from.Code, "%s has no shape that a line could cut: name the villager groups of part %d", from.Name, i+1)
		}
	}
	if left > 0 && !anySurvives(from, c.Into) {
		b.refuse("group_left_behind", from.Code, "%d villager groups of %s are in none of its parts", left, from.Name)
	}
	return shares, b.groupsAgree(from, shares)
}

func anySurvives(from *standing, parts []Part) bool {
	for _, p := range parts {
		if survives(from, p) {
			return true
		}
	}
	return false
}

// giveShares hands the parts over. A unit that none of them is ends.
func (b *board) giveShares(from *standing, shares []share) {
	var stays bool
	for i, s := range shares {
		if s.to == from {
			stays = true
			continue
		}
		if s.to.was != nil && len(s.to.Shape) > 0 && len(s.shape) > 0 && clusters([]orb.MultiPolygon{s.to.Shape, s.shape})[1] != 0 {
			b.refuse("not_touching", s.to.Code, "the part of %s that %s is to get does not touch it along a border", from.Name, s.to.Name)
			return
		}
		var others []orb.MultiPolygon
		for j := range shares {
			if (j > i || shares[j].to == from) && len(shares[j].shape) > 0 {
				others = append(others, shares[j].shape)
			}
		}
		rest, _ := combine(others, nil)
		if !b.cede(cession{from: from, to: s.to, moving: s.shape, rest: rest, kind: "split", groups: s.groups}) {
			return
		}
		from.Shape = rest
	}
	from.kind = "split"
	if !stays {
		b.end(from, shares)
	}
}

// end takes a split unit out of force; groups without a place go to its largest part.
func (b *board) end(from *standing, shares []share) {
	largest := shares[0]
	for _, s := range shares {
		if flatArea(s.shape) > flatArea(largest.shape) {
			largest = s
		}
	}
	for _, g := range from.groups {
		b.warn("group_unplaced", from.Code, "group %s has no place inside %s: it goes to the largest part, %s", g.ID, from.Name, largest.to.Name)
		g.now = largest.to
		largest.to.groups = append(largest.to.groups, g)
	}
	for _, p := range from.land {
		p.kind = "split"
		largest.to.land = append(largest.to.land, p)
	}
	from.groups, from.land, from.over = nil, nil, true
}
