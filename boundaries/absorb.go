package boundaries

import "slices"

// absorb adds units to one that stays itself. Their children come along.
func (b *board) absorb(c Absorb) {
	into, units := b.unit(c.Into), b.all(c.From)
	if into == nil || units == nil {
		return
	}
	units = slices.DeleteFunc(units, func(u *standing) bool { return u == into })
	all := append([]*standing{into}, units...)
	for _, u := range units {
		if u.Level() != into.Level() {
			b.refuse("wrong_level", u.Code, "%s is a %v and can't become part of a %v", u.Name, u.Level(), into.Level())
			return
		}
	}
	if len(units) == 0 {
		b.refuse("absorb_of_none", into.Code, "%s would take in only itself: name the units that become part of it", into.Name)
		return
	}
	b.join(into, units, c.Exclave)
	if !b.unite(into, all) {
		return
	}
	into.kind = "absorb"
	for _, u := range units {
		moveLand(u.Shape, u.parent, into.parent)
		b.bequeath(u, into, "absorb")
	}
}
