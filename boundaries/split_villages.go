package boundaries

import (
	"slices"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/geo"
)

// splitVillages parts a township into whole villages: those that each part names, or
// those on its side of the cut.
func (b *board) splitVillages(from *standing, villages []*standing, c Split) {
	owner, ok := b.villageOwners(from, villages, c)
	if !ok || !b.checkCovered(from, villages) {
		return
	}
	shares := make([]share, len(c.Into))
	for i, p := range c.Into {
		var mine []orb.MultiPolygon
		for j, v := range villages {
			if owner[j] == i && len(v.Shape) > 0 {
				mine = append(mine, v.Shape)
			}
		}
		if !slices.Contains(owner, i) || len(mine) == 0 && len(from.Shape) > 0 {
			b.refuse("part_empty", from.Code, "part %d of %s gets no village with land: name those that it is made of under \"units\"", i+1, from.Name)
			return
		}
		shares[i].shape, _ = combine(mine, nil)
		if shares[i].to = b.taker(from, p); shares[i].to == nil {
			return
		}
	}
	for j, v := range villages {
		to := shares[owner[j]].to
		if to != from {
			v.parent, v.kind = to, "transfer"
		}
	}
	b.giveShares(from, shares)
}

// villageOwners finds the part of each village.
func (b *board) villageOwners(from *standing, villages []*standing, c Split) ([]int, bool) {
	owner := make([]int, len(villages))
	named := map[*standing]int{}
	before := len(b.errs)
	for i, p := range c.Into {
		for _, code := range p.Units {
			u := b.unit(code)
			if u == nil {
				return nil, false
			}
			if was, twice := named[u]; twice && was != i {
				b.refuse("part_twice", u.Code, "%s is named by part %d and part %d", u.Name, was+1, i+1)
			}
			named[u] = i
		}
	}
	var pieces []orb.MultiPolygon
	var pieceOwner []int
	if len(c.Cut) > 0 {
		var err error
		if pieces, _, err = geo.Split(from.Shape, c.Cut); err != nil {
			b.refuse("cut", from.Code, "%s: %v", from.Name, err)
			return nil, false
		}
		var ok bool
		if pieceOwner, ok = b.pieceOwners(from, pieces, c.Into); !ok {
			return nil, false
		}
	}
	for j, v := range villages {
		i, ok := named[v]
		if !ok {
			i = b.sideOf(v, c.Cut, pieces, pieceOwner)
		}
		owner[j] = i
	}
	for u := range named {
		if u.parent != from {
			b.refuse("other_parent", u.Code, "%s does not belong to %s", u.Name, from.Name)
		}
	}
	return owner, len(b.errs) == before
}

// almostWhole is how much of a village must lie on one side of a line drawn by hand for
// the village to be meant as a whole.
const almostWhole = 0.95

// sideOf is the part on whose side of a cut a village lies, or -1 with the rule noted.
func (b *board) sideOf(v *standing, cut orb.LineString, pieces []orb.MultiPolygon, owner []int) int {
	if len(pieces) == 0 || len(v.Shape) == 0 {
		b.refuse("part_missing", v.Code, "none of the parts names %s: name it under \"units\" of one", v.Name)
		return -1
	}
	bits, _, err := geo.Split(v.Shape, cut)
	if err != nil {
		bits = []orb.MultiPolygon{v.Shape}
	}
	areas := make(map[int]float64)
	for _, bit := range bits {
		if j := pieceAt(pieces, geo.LabelPoint(bit)); j >= 0 {
			areas[owner[j]] += flatArea(bit)
		}
	}
	for i, area := range areas {
		if area >= almostWhole*flatArea(v.Shape) {
			return i
		}
	}
	b.refuse("village_cut", v.Code, "the cut goes through %s: split it first, or name it under \"units\" of one part", v.Name)
	return -1
}

// checkCovered refuses to part a township of which some land belongs to no village.
func (b *board) checkCovered(from *standing, villages []*standing) bool {
	if len(from.Shape) == 0 {
		return true
	}
	var shapes []orb.MultiPolygon
	for _, v := range villages {
		if len(v.Shape) > 0 {
			shapes = append(shapes, v.Shape)
		}
	}
	if rest, ok := combine([]orb.MultiPolygon{from.Shape}, shapes); !ok || len(rest) > 0 {
		b.refuse("rest_land", from.Code, "some land of %s belongs to none of its villages: give it to one first", from.Name)
		return false
	}
	return true
}
