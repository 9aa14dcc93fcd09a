package boundaries

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/geo"
)

// revert takes an order back. Each unit that it changed becomes again what it was, with
// its old id and shape, and the units that it made end. It is refused, with the list,
// where a later change has touched what the order made.
func (b *board) revert(c Revert) {
	record, ok := b.state.Past[c.Order]
	if !ok {
		b.refuse("order_unknown", adcode.Code{}, "there is no committed order %d that could be taken back", c.Order)
		return
	}
	if b.order.Effective.Before(record.Effective) {
		b.refuse("before_order", adcode.Code{}, "order %d takes effect on %v: it can't be taken back from an earlier day", c.Order, record.Effective)
		return
	}
	before, after := record.sides()
	standing, ok := b.stillAs(c.Order, after)
	if !ok {
		return
	}
	ended := b.endMade(before, standing)
	restored := b.restore(before)
	b.tieParents(restored)
	b.returnGroups(record, restored)
	b.returnLand(ended, restored)
}

// sides are the versions in force on the order's first day, as it found and as it left
// them.
func (r Record) sides() (before, after map[UnitID]Version) {
	before, after = map[UnitID]Version{}, map[UnitID]Version{}
	for _, v := range r.Closed {
		if v.Valid.Contains(r.Effective) {
			before[v.Unit] = v
		}
	}
	for _, v := range r.Opened {
		if v.Valid.Contains(r.Effective) {
			after[v.Unit] = v
		}
	}
	return before, after
}

// stillAs finds the units that an order made or changed, which must stand as it left
// them.
func (b *board) stillAs(order ChangeID, after map[UnitID]Version) ([]*standing, bool) {
	var found []*standing
	var touched []Version
	for _, u := range b.units {
		v, ok := after[u.Unit]
		if !ok || u.over {
			continue
		}
		delete(after, u.Unit)
		if !SameFacts(v, u.Version) {
			touched = append(touched, u.Version)
			continue
		}
		found = append(found, u)
	}
	for _, v := range after {
		touched = append(touched, v) // no longer in force
	}
	if len(touched) == 0 {
		return found, true
	}
	var names []string
	for _, v := range touched {
		names = append(names, fmt.Sprintf("%v %s", v.Code, v.Name))
	}
	b.errs = append(b.errs, &RuleError{Rule: "revert_later", Change: b.step, Later: touched,
		Said: fmt.Sprintf("order %d can't be taken back: later changes touch %s; take those back first", order, strings.Join(names, ", "))})
	return nil, false
}

// endMade ends the units that the order made; it returns all that it touched.
func (b *board) endMade(before map[UnitID]Version, touched []*standing) []*standing {
	for _, u := range touched {
		u.kind = "revert"
		if _, was := before[u.Unit]; !was {
			u.over = true
		}
	}
	return touched
}

// restore brings units back as they were.
func (b *board) restore(before map[UnitID]Version) []*standing {
	var restored []*standing
	put := func(u *standing, v Version) {
		valid := u.Valid
		id := u.ID
		u.Version, u.kind = v, "revert"
		u.ID, u.Valid, u.over = id, valid, false
		restored = append(restored, u)
	}
	for _, u := range b.units {
		if v, ok := before[u.Unit]; ok {
			delete(before, u.Unit)
			put(u, v)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(before)) {
		u := &standing{}
		b.units = append(b.units, u)
		put(u, before[id])
		u.ID = 0
	}
	return restored
}

// tieParents ties the units that come back, and those whose parents ended, to the parents whose
// codes they name. Others may have moved since they were named.
func (b *board) tieParents(restored []*standing) {
	byCode := map[string]*standing{}
	for _, u := range b.units {
		if !u.over {
			byCode[u.Code.String()] = u
		}
	}
	for _, u := range b.units {
		orphan := u.parent == nil || u.parent.over
		if u.over || u.Parent.IsZero() || !orphan && !slices.Contains(restored, u) {
			continue
		}
		if p := byCode[u.Parent.String()]; p != nil && p.Level() < u.Level() {
			u.parent = p
		}
	}
}

// returnGroups puts groups back under their old units: those of the units that come back,
// and those that moved between units of which nothing else changed, where they still are
// where the order put them.
func (b *board) returnGroups(r Record, restored []*standing) {
	was := map[string]MovedGroup{}
	for _, m := range r.Moved {
		was[m.Group] = m
	}
	byID, inForce := map[UnitID]*standing{}, map[UnitID]*standing{}
	for _, u := range b.units {
		if !u.over {
			inForce[u.Unit] = u
		}
	}
	for _, u := range restored {
		byID[u.Unit] = u
	}
	ground := b.ground()
	for _, g := range b.groups {
		m := was[g.ID]
		if u := byID[m.From]; u != nil {
			g.now = u
		} else if u := inForce[m.From]; u != nil && g.now.Unit == m.To {
			g.now = u
		} else if g.now.over {
			if u := ground.holding(g.Place); u != nil {
				g.now = u
			}
		}
	}
	for _, u := range b.units {
		u.groups = nil
	}
	for _, g := range b.groups {
		g.now.groups = append(g.now.groups, g)
	}
}

// returnLand divides what the order had made among the units that come back.
func (b *board) returnLand(ended, restored []*standing) {
	var parcels []parcel
	for _, u := range ended {
		parcels = append(parcels, u.land...)
		u.land = nil
	}
	lowest := map[*standing]bool{}
	for _, u := range restored {
		lowest[u] = true
		u.land = nil
	}
	for _, u := range b.units {
		if !u.over {
			delete(lowest, u.parent)
		}
	}
	var old, back []orb.MultiPolygon
	var backTo []*standing
	for _, p := range parcels {
		old = append(old, p.shape)
	}
	for _, u := range restored {
		if lowest[u] {
			back, backTo = append(back, u.Shape), append(backTo, u)
		}
	}
	for _, piece := range geo.Overlay(old, back) {
		if piece.A >= 0 && piece.B >= 0 {
			p := parcels[piece.A]
			p.shape, p.kind = piece.Shape, "revert"
			backTo[piece.B].land = append(backTo[piece.B].land, p)
		}
	}
	returnUnshaped(parcels, backTo)
}

// returnUnshaped returns what has no shape to the unit itself, else to all that have none
// in equal shares.
func returnUnshaped(parcels []parcel, restored []*standing) {
	var unshaped []*standing
	for _, u := range restored {
		if len(u.Shape) == 0 {
			unshaped = append(unshaped, u)
		}
	}
	for _, p := range parcels {
		if len(p.shape) > 0 {
			continue
		}
		heirs := unshaped
		if i := slices.Index(restored, p.from); i >= 0 {
			heirs = restored[i : i+1]
		}
		for _, u := range heirs {
			q := p
			q.kind, q.share = "revert", p.share/float64(len(heirs))
			u.land = append(u.land, q)
		}
	}
}
