package boundaries

import (
	"fmt"
	"slices"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries/adcode"
)

// board is the county while an order is worked out: its units as they stand after the
// changes so far, tied to their parents by identity and not by code.
type board struct {
	order    Order
	state    State
	counties map[adcode.Code]bool
	units    []*standing
	groups   []*standingGroup
	fresh    UnitID // of the newest new unit
	step     int    // the change at work, from 1
	errs     []error
	warnings []*RuleError
	missed   map[adcode.Code]bool // codes that changes that failed would have made
	built    bool                 // the change at work names a missed code
	added    []orb.Point          // vertices that cuts have put into outlines
}

// standing is a unit on the board.
type standing struct {
	Version
	was     *Version // as the order found it; nil for one that it makes
	parent  *standing
	origin  *standing // the parent that the order found it under
	over    bool      // no longer in force
	heir    *standing // whom it went to as a whole
	kind    string    // what was last done to it, for its own strand of lineage
	land    []parcel
	groups  []*standingGroup
	gains   []orb.MultiPolygon // of a parent, in the change at work
	losses  []orb.MultiPolygon
	joints  []joint
	emptied bool // a parent that all land has left
	newCode bool // the order gave it the code
}

// parcel is land of a unit that had no units below it when the order began.
type parcel struct {
	from  *standing
	shape orb.MultiPolygon
	share float64 // of from, where nothing has a shape
	kind  string  // the change that moved it; empty where it stayed
}

// standingGroup is a villager group on the board.
type standingGroup struct {
	Group
	from, now *standing
}

func newBoard(s State, o Order) *board {
	b := &board{order: o, state: s, counties: map[adcode.Code]bool{}, missed: map[adcode.Code]bool{}}
	b.fresh = s.lowestUnit()
	for _, c := range o.Counties {
		b.counties[c] = true
	}
	for _, code := range s.Missing {
		b.missed[code] = true
	}
	byCode := map[adcode.Code]*standing{}
	for i := range s.Units {
		u := &standing{Version: s.Units[i], was: &s.Units[i]}
		b.units = append(b.units, u)
		byCode[u.Code] = u
	}
	hasChildren := map[*standing]bool{}
	for _, u := range b.units {
		if p := byCode[u.Parent]; p != nil && p.Level() < u.Level() {
			u.parent, u.origin = p, p
			hasChildren[p] = true
		}
	}
	for _, u := range b.units {
		if !hasChildren[u] {
			u.land = []parcel{{from: u, shape: u.Shape, share: 1}}
		}
	}
	b.placeGroups()
	return b
}

// placeGroups finds each group's unit: the one it names, else the lowest that holds it.
func (b *board) placeGroups() {
	byID := map[UnitID]*standing{}
	for _, u := range b.units {
		byID[u.Unit] = u
	}
	var ground *ground
	for _, g := range b.state.Groups {
		u := byID[g.Unit]
		if g.Unit == 0 && g.Place != (orb.Point{}) {
			if ground == nil {
				ground = b.ground()
			}
			u = ground.holding(g.Place)
		}
		if u == nil {
			continue
		}
		sg := &standingGroup{g, u, u}
		b.groups = append(b.groups, sg)
		u.groups = append(u.groups, sg)
	}
}

// refuse notes a broken rule of the change at work.
func (b *board) refuse(rule string, unit adcode.Code, format string, args ...any) {
	b.errs = append(b.errs, &RuleError{Rule: rule, Unit: unit, Change: b.step, Said: fmt.Sprintf(format, args...)})
}

// warn notes what is allowed but unusual.
func (b *board) warn(rule string, unit adcode.Code, format string, args ...any) {
	b.warnings = append(b.warnings, &RuleError{Rule: rule, Unit: unit, Change: b.step, Said: fmt.Sprintf(format, args...)})
}

// unit finds the unit in force that bears a code, or notes why there is none. Where
// two bear it, because the order gives it to one before it takes it from the other, the
// one that bore it before is meant; a code that the order has just taken from a unit
// still finds it as long as no other bears it.
func (b *board) unit(code adcode.Code) *standing {
	var found, former *standing
	for _, u := range b.units {
		switch {
		case u.over:
		case u.Code == code && (found == nil || u.was != nil && u.was.Code == code):
			found = u
		case u.was != nil && u.was.Code == code:
			former = u
		}
	}
	if found == nil {
		found = former
	}
	switch {
	case code.IsZero():
		b.refuse("no_code", code, "the code of a unit is missing")
	case found == nil && b.missed[code]:
		b.built = true // the change that should have made it has been complained of
	case found == nil:
		b.refuse("not_in_force", code, "no unit bears this code on %v: give the code of that day", b.order.Effective)
	case !b.counties[found.county()]:
		b.refuse("other_county", code, "%s belongs to county %v, which the order does not name: name it under \"counties\"", found.Name, found.county())
	default:
		return found
	}
	return nil
}

// all finds several units, each once, of one level; nil where one can't be had.
func (b *board) all(codes []adcode.Code) []*standing {
	var units []*standing
	missing := false
	for _, code := range codes {
		u := b.unit(code)
		if u == nil {
			missing = true
		} else if !slices.Contains(units, u) {
			units = append(units, u)
		}
	}
	if missing {
		return nil
	}
	for _, u := range units {
		if u.Level() != units[0].Level() {
			b.refuse("wrong_level", u.Code, "%s is a %v and %s a %v: units of one level only", u.Name, u.Level(), units[0].Name, units[0].Level())
			return nil
		}
	}
	if len(codes) == 0 {
		b.refuse("no_unit", adcode.Code{}, "the change names no units")
	}
	return units
}

// county is the county that a unit lies in.
func (u *standing) county() adcode.Code {
	for u.parent != nil {
		u = u.parent
	}
	if u.Level() != adcode.County && !u.Parent.IsZero() {
		return u.Parent.County()
	}
	return u.Code.County()
}

// above is the unit of a level that u is or lies in, or nil.
func (u *standing) above(l adcode.Level) *standing {
	for u != nil && u.Level() > l {
		u = u.parent
	}
	if u == nil || u.Level() != l {
		return nil
	}
	return u
}

// children are the units in force right below u.
func (b *board) children(u *standing) []*standing {
	var below []*standing
	for _, c := range b.units {
		if !c.over && c.parent == u {
			below = append(below, c)
		}
	}
	return below
}

// found makes a new unit.
func (b *board) found(n NewUnit, level adcode.Level, parent *standing) *standing {
	b.fresh--
	u := &standing{parent: parent, origin: parent, newCode: true}
	u.Unit, u.Code, u.Name, u.Full, u.Type = b.fresh, n.Code, n.Name, n.Full, n.Type
	if u.Type == OtherType {
		u.Type = TypeOf(n.Name, n.Code)
	}
	b.units = append(b.units, u)
	return u
}

// checkNew reports whether a new unit is named and of the level.
func (b *board) checkNew(n NewUnit, level adcode.Level) bool {
	switch {
	case n.Code.IsZero():
		b.refuse("no_code", n.Code, "the new unit %s has no code", n.Name)
	case n.Code.Level() != level:
		b.refuse("wrong_level", n.Code, "the code of the new unit %s is a %v's, not a %v's", n.Name, n.Code.Level(), level)
	case n.Name == "":
		b.refuse("no_name", n.Code, "the new unit has no name")
	default:
		return true
	}
	return false
}

// bequeath ends u and gives its groups, land and children to another unit of its level.
func (b *board) bequeath(u, to *standing, kind string) {
	for _, c := range b.children(u) {
		c.parent, c.kind = to, "transfer"
	}
	for _, p := range u.land {
		p.kind = kind
		to.land = append(to.land, p)
	}
	for _, g := range u.groups {
		g.now = to
	}
	to.groups = append(to.groups, u.groups...)
	u.groups, u.land = nil, nil
	u.over, u.heir, u.kind = true, to, kind
}
