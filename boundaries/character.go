package boundaries

import "slices"

// keepCharacter gives a new unit the urban flag and tier that all it is made of agree on.
//
// A flag says of a village or a community that it is urban or is not. So one of another
// type hands none on: where two villages become a community it is not settled by what
// the villages were. Nothing is then said of the new unit, and the default holds: the
// communities of the county seat's township are urban.
func (b *board) keepCharacter(u *standing, units []*standing) {
	u.Urban, u.Tier = units[0].Urban, units[0].Tier
	var other *standing
	for _, f := range units {
		if f.Urban != u.Urban {
			u.Urban = Unsaid
		}
		if f.Tier != u.Tier {
			u.Tier = ""
		}
		if f.Type != u.Type {
			other = f
		}
	}
	said := slices.ContainsFunc(units, func(f *standing) bool { return f.Urban != Unsaid })
	if other != nil {
		u.Urban = Unsaid
	}
	if said && u.Urban == Unsaid && !b.classified(u) {
		b.warnOfDefault(u, other)
	}
}

// warnOfDefault says that a unit is made of units of which it was said whether they are
// urban, and does not go on with that; other is one of them that is of another type.
func (b *board) warnOfDefault(u, other *standing) {
	const then = "so the default holds: a community of the county seat's township is urban, any other unit is not; to say otherwise add a classify"
	if other != nil {
		b.warn("urban_default", u.Code, "%s is a %s and is made of %s, a %s, which does not say whether it is urban, %s", u.Name, orNoType(u.Type), other.Name, orNoType(other.Type), then)
		return
	}
	b.warn("urban_default", u.Code, "%s is made of units that are urban and units that are not, %s", u.Name, then)
}

// classified reports whether the order itself says if a unit is urban.
func (b *board) classified(u *standing) bool {
	return slices.ContainsFunc(b.order.Changes, func(c Change) bool {
		said, is := c.(Classify)
		return is && said.Unit == u.Code && said.Urban != Unsaid
	})
}
