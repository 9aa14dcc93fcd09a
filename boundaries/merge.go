package boundaries

// merge makes one new unit of several. Their children come along.
func (b *board) merge(c Merge) {
	units := b.all(c.From)
	if units == nil {
		return
	}
	level := units[0].Level()
	if !b.checkNew(c.Into, level) {
		return
	}
	if len(units) < 2 {
		b.refuse("merge_of_one", units[0].Code, "a merge takes two units or more: to give one unit another code or name say recode or rename")
		return
	}
	parent, ok := b.parentOf(c.Into, units)
	if !ok {
		return
	}
	u := b.found(c.Into, level, parent)
	if parent == nil {
		u.Parent = units[0].Parent
	}
	if !b.unite(u, units) {
		return
	}
	b.join(u, units, c.Exclave)
	u.kind = "merge"
	b.keepCharacter(u, units)
	for _, f := range units {
		moveLand(f.Shape, f.parent, parent)
		b.bequeath(f, u, "merge")
	}
}

// parentOf is the parent that a new unit names, else the one that all it is made of
// have, else the one of them whose code its own begins with.
func (b *board) parentOf(n NewUnit, units []*standing) (*standing, bool) {
	if !n.Parent.IsZero() {
		p := b.unit(n.Parent)
		if p != nil && p.Level()+1 != n.Code.Level() {
			b.refuse("wrong_level", p.Code, "%s can't be the parent of a %v", p.Name, n.Code.Level())
			p = nil
		}
		return p, p != nil
	}
	common := true
	for _, u := range units {
		common = common && u.parent == units[0].parent
	}
	if common {
		return units[0].parent, true
	}
	for _, u := range units {
		if u.parent != nil && u.parent.Code == n.Code.Parent() {
			return u.parent, true
		}
	}
	b.refuse("no_parent", n.Code, "the units that %s is made of have different parents: say which one it gets (\"parent\": code)", n.Name)
	return nil, false
}
