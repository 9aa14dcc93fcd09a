package boundaries

import (
	"fmt"
	"slices"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/geo"
)

// rebase carries the order on into versions that begin after its day and are known
// already. What such a version says as the unit said before the order, it says as the
// order has it; where it says something else of the same fact, or where the unit it
// builds on is gone, the order is refused with the list.
func (b *board) rebase() Diff {
	later := map[UnitID][]Version{}
	for _, v := range b.state.Later {
		later[v.Unit] = append(later[v.Unit], v)
	}
	var d Diff
	for _, u := range b.units {
		switch {
		case u.was == nil || !u.over && !u.changed():
		case u.over && (len(later[u.Unit]) > 0 || !u.was.Valid.To.IsZero()):
			b.refuseLater(u, later[u.Unit], "it would end")
		case u.over && slices.Contains(b.state.Awaits, u.Unit):
			b.refuseLater(u, nil, "it would end, and villager groups come to it later")
		case !u.over && len(later[u.Unit]) == 0 && !u.was.Valid.To.IsZero() && !b.onlyVertices(u) && (!u.Shape.Equal(u.was.Shape) || u.Code != u.was.Code):
			b.refuseLater(u, nil, "its land or code would change")
		case !u.over && len(later[u.Unit]) == 0 && !u.was.Valid.To.IsZero() && b.parted(u):
			b.refuseLater(u, nil, "it would come under another unit")
		case !u.over:
			for _, v := range later[u.Unit] {
				b.rebaseVersion(&d, u, v)
			}
		}
	}
	b.checkLaterCodes()
	b.insertLater(&d)
	return d
}

// insertLater puts the vertices that the order made into later versions of units that it did not
// touch otherwise, such as one that takes the land in by a later order.
func (b *board) insertLater(d *Diff) {
	if len(b.added) == 0 {
		return
	}
	for _, v := range b.state.Later {
		if shape := geo.InsertVertices(v.Shape, b.added); !slices.Contains(d.Close, v.ID) && !shape.Equal(v.Shape) {
			d.Close = append(d.Close, v.ID)
			v.ID, v.Shape = 0, shape
			d.Open = append(d.Open, v)
		}
	}
}

// parted reports whether u leaves its parent without all that stood under that: what a later
// order makes of u then lies under another parent than its land was counted to.
func (b *board) parted(u *standing) bool {
	for _, sibling := range b.units {
		if sibling.was != nil && sibling.was.Parent == u.was.Parent && !sibling.over && sibling.parent != u.parent {
			return true
		}
	}
	return u.parent != nil && u.parent.was != nil && u.parent.was.Code != u.was.Parent && b.stands(u.was.Parent)
}

// stands reports whether the unit that bore a code before the order is in force after it.
func (b *board) stands(code adcode.Code) bool {
	for _, u := range b.units {
		if u.was != nil && u.was.Code == code {
			return !u.over
		}
	}
	return false
}

// onlyVertices reports whether all that changed of u's shape is vertices put into it.
func (b *board) onlyVertices(u *standing) bool {
	return geo.InsertVertices(u.was.Shape, b.added).Equal(u.Shape)
}

func (b *board) rebaseVersion(d *Diff, u *standing, v Version) {
	next, fits := v, true
	was, now := u.was, &u.Version
	fits = follow(&next.Code, was.Code, now.Code) && fits
	fits = follow(&next.Name, was.Name, now.Name) && fits
	fits = follow(&next.Full, was.Full, now.Full) && fits
	fits = follow(&next.Type, was.Type, now.Type) && fits
	fits = follow(&next.Parent, was.Parent, now.Parent) && fits
	fits = follow(&next.Tier, was.Tier, now.Tier) && fits
	fits = follow(&next.Urban, was.Urban, now.Urban) && fits
	switch {
	case now.Shape.Equal(was.Shape) || v.Shape.Equal(now.Shape):
	case b.onlyVertices(u):
		next.Shape = geo.InsertVertices(v.Shape, b.added)
	case v.Shape.Equal(was.Shape) && b.bearer(v.Parent, v.Valid.From) == b.bearer(was.Parent, b.order.Effective):
		next.Shape = now.Shape // else the land of two parents would have to follow
	default:
		fits = false
	}
	if !fits {
		b.refuseLater(u, []Version{v}, "what it says would change")
		return
	}
	if next.Shape = geo.InsertVertices(next.Shape, b.added); !SameFacts(next, v) {
		next.ID = 0
		d.Close, d.Open = append(d.Close, v.ID), append(d.Open, next)
	}
}

// bearer is the unit that bears a code on a day, as known before the order; 0: none.
func (b *board) bearer(code adcode.Code, day civil.Day) UnitID {
	for _, versions := range [][]Version{b.state.Units, b.state.Later} {
		for _, v := range versions {
			if v.Code == code && v.Valid.Contains(day) {
				return v.Unit
			}
		}
	}
	return 0
}

// follow lets a later fact follow a change, and reports false where it differs from what
// the change found.
func follow[T comparable](later *T, was, now T) bool {
	if was == now || *later == now {
		return true
	}
	if *later != was {
		return false
	}
	*later = now
	return true
}

// checkLaterCodes refuses a code that another unit takes on a later day, and a later
// unit whose parent the order takes away.
func (b *board) checkLaterCodes() {
	for _, v := range b.state.Later {
		for _, u := range b.units {
			switch {
			case u.changed() && (u.newCode || u.was == nil) && u.Code == v.Code && u.Unit != v.Unit && (u.was == nil || u.was.Valid.To.IsZero() || v.Valid.From.Before(u.was.Valid.To)):
				b.refuseLater(u, []Version{v}, "it would bear the code")
			case u.was != nil && u.was.Code == v.Parent && (u.over || u.Code != u.was.Code) && !b.onBoard(v.Unit):
				b.refuseLater(u, []Version{v}, "it is the later unit's parent")
			}
		}
	}
}

func (b *board) onBoard(id UnitID) bool {
	for _, u := range b.units {
		if u.Unit == id {
			return true
		}
	}
	return false
}

// refuseLater notes that versions of later days stand in the order's way.
func (b *board) refuseLater(u *standing, versions []Version, why string) {
	code := u.Code
	if u.was != nil {
		code = u.was.Code
	}
	if len(versions) == 0 {
		versions = []Version{*u.was}
	}
	said := fmt.Sprintf("%s: %s, but a later order already builds on it:", u.Name, why)
	for _, v := range versions {
		said += fmt.Sprintf(" %v %s %v;", v.Code, v.Name, v.Valid)
	}
	b.errs = append(b.errs, &RuleError{Rule: "later", Unit: code, Said: said + " take the later order back first", Later: versions})
}
