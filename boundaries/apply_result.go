package boundaries

import (
	"fmt"
	"slices"
	"strings"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
)

// settleCodes writes the parents' codes into their children.
func (b *board) settleCodes() {
	for _, u := range b.units {
		if !u.over && u.parent != nil {
			u.Parent = u.parent.Code
		}
	}
}

// changed reports whether the order makes u, or makes it say something else.
func (u *standing) changed() bool {
	return !u.over && (u.was == nil || !SameFacts(*u.was, u.Version))
}

// checkResult checks the county as the order leaves it.
func (b *board) checkResult() {
	bearers := map[adcode.Code][]*standing{}
	for _, u := range b.units {
		if !u.over {
			bearers[u.Code] = append(bearers[u.Code], u)
		}
	}
	for _, u := range b.units {
		if !u.changed() {
			continue
		}
		if u.emptied {
			b.refuse("no_land", u.Code, "%s would be left without any land: merge or absorb it instead", u.Name)
		}
		if twice := bearers[u.Code]; len(twice) > 1 {
			bearers[u.Code] = nil // said once
			b.refuse("code_twice", u.Code, "when all is done, %s and %s would both bear this code: give one another", twice[0].Name, u.Name)
		}
		if u.newCode || u.was != nil && u.was.Type != u.Type {
			b.checkClass(u)
		}
		b.checkCounty(u)
		if u.newCode {
			b.checkPrefix(u)
			b.checkReuse(u)
		}
		b.checkName(u)
	}
	b.checkFollowers()
}

// classOf is the class of codes that a type of unit bears.
var classOf = map[Type]adcode.Class{
	Subdistrict: adcode.Subdistrict, Town: adcode.Town, Township: adcode.RuralTownship, EthnicTownship: adcode.RuralTownship,
	Community: adcode.Community, VillageCommittee: adcode.VillageCommittee,
}

// levelOf is the level that a type of unit is of.
func levelOf(t Type) adcode.Level {
	switch t {
	case CountyType, District, CountyCity:
		return adcode.County
	case Subdistrict, Town, Township, EthnicTownship:
		return adcode.Township
	case Community, VillageCommittee:
		return adcode.Village
	}
	return adcode.NoLevel
}

// checkClass compares the code's class with the unit's type (GB/T 10114-2003 for
// townships, where it binds; for villages it is a custom with exceptions).
func (b *board) checkClass(u *standing) {
	if u.Level() == adcode.County {
		return
	}
	want, got := classOf[u.Type], u.Code.Class()
	if got == want || u.Type == OtherType && got != adcode.NoClass {
		return
	}
	said := fmt.Sprintf("%s is a %s, but %03d is the number of a %s", u.Name, orNoType(u.Type), u.Code.Serial(), orNoClass(got))
	if u.Level() == adcode.Village || got == adcode.Enterprise {
		b.warn("code_class", u.Code, "%s", said)
		return
	}
	b.refuse("code_class", u.Code, "%s: choose a code of the class (subdistricts 001-099, towns 100-199, townships 200-399)", said)
}

func orNoClass(c adcode.Class) string {
	if c == adcode.NoClass {
		return "unit of no class"
	}
	return c.String()
}

// checkPrefix compares a code given with the parent's.
func (b *board) checkPrefix(u *standing) {
	if u.Parent.IsZero() || u.Code.Parent() == u.Parent {
		return
	}
	if u.Level() == adcode.Township {
		b.refuse("code_prefix", u.Code, "%s belongs to %v, whose townships' codes begin with that", u.Name, u.Parent)
		return
	}
	b.warn("code_prefix", u.Code, "%s belongs to %v, but its code begins with another township's", u.Name, u.Parent)
}

// checkCounty refuses to leave a unit that comes to another county the code of its
// former one: a unit is looked for in the county that its code begins with.
func (b *board) checkCounty(u *standing) {
	if u.was == nil || u.parent == nil || u.county() == u.Code.County() || u.Parent.County() == u.was.Parent.County() {
		return
	}
	b.refuse("county_code", u.Code, "%s comes to county %v: give it a code that begins with that, by a recode in the same order", u.Name, u.county())
}

// neverAgain is the day from which a township's code may not be given a second time
// (行政区划代码管理办法).
var neverAgain = civil.Date(2025, 9, 1)

// checkReuse finds who else bore a code that the order gives.
func (b *board) checkReuse(u *standing) {
	for _, use := range b.usesOf(u.Code) {
		if use.Unit == u.Unit || b.order.Effective.Before(use.Valid.From) {
			continue
		}
		said := fmt.Sprintf("%s bore this code until %v", use.Name, use.Valid.To)
		if u.Level() == adcode.Township && !b.order.Effective.Before(neverAgain) {
			b.refuse("code_reused", u.Code, "%s: a township's code is never given again, choose a free one for %s", said, u.Name)
		} else {
			b.warn("code_reused", u.Code, "%s; now %s bears it", said, u.Name)
		}
		return
	}
}

// usesOf are the units that bore a code before, in history or until this order.
func (b *board) usesOf(code adcode.Code) []CodeUse {
	var uses []CodeUse
	for _, use := range b.state.Used {
		if use.Code == code {
			uses = append(uses, use)
		}
	}
	for _, u := range b.units {
		if u.was != nil && u.was.Code == code {
			uses = append(uses, CodeUse{code, u.Unit, u.was.Name, civil.Span{From: u.was.Valid.From, To: b.order.Effective}})
		}
	}
	return uses
}

// checkName warns of a name that does not fit the type, or that a sibling bears.
func (b *board) checkName(u *standing) {
	if u.was != nil && u.was.Name == u.Name && u.was.Type == u.Type {
		return
	}
	if by := TypeOf(u.Name, adcode.Code{}); by != OtherType && by != u.Type {
		b.warn("name_type", u.Code, "%s is a %s, which its name does not say", u.Name, orNoType(u.Type))
	}
	for _, o := range b.units {
		if o != u && !o.over && o.Name == u.Name && o.Parent == u.Parent && !u.Parent.IsZero() {
			b.warn("name_twice", u.Code, "%v under the same parent is called %s too", o.Code, u.Name)
		}
	}
}

// checkFollowers warns, once, of units whose codes still begin with a former parent's.
func (b *board) checkFollowers() {
	var late []*standing
	for _, u := range b.units {
		if !u.over && !u.newCode && u.was != nil && u.was.Parent != u.Parent && u.Code.Parent() != u.Parent {
			late = append(late, u)
		}
	}
	if len(late) > 0 {
		b.warn("codes_to_follow", late[0].Code, "%d units, %s the first, keep codes that begin with a former parent's until they are given others", len(late), late[0].Name)
	}
}

// diff is what the order supersedes and what takes its place.
func (b *board) diff() Diff {
	var d Diff
	day := b.order.Effective
	for _, u := range b.units {
		if u.was != nil && (u.over || u.changed()) {
			d.Close = append(d.Close, u.was.ID)
			if u.was.Valid.From.Before(day) {
				stays := *u.was
				stays.ID, stays.Valid.To = 0, day
				d.Open = append(d.Open, stays)
			}
		}
		if u.changed() {
			v := u.Version
			v.ID, v.Valid = 0, civil.Span{From: day}
			if u.was != nil {
				v.Valid.To = u.was.Valid.To
			}
			d.Open = append(d.Open, v)
		}
	}
	return d
}

// movedGroups are the groups whose unit is another one after the order, or comes to
// another county.
func (b *board) movedGroups() []MovedGroup {
	var moved []MovedGroup
	for _, g := range b.groups {
		if g.now != g.from || g.now.was != nil && g.now.was.Code.County() != g.now.Code.County() {
			moved = append(moved, MovedGroup{g.ID, g.from.Unit, g.now.Unit})
		}
	}
	slices.SortFunc(moved, func(a, c MovedGroup) int { return strings.Compare(a.Group, c.Group) })
	return moved
}
