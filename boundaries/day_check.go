package boundaries

import (
	"fmt"
	"slices"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/geo"
)

// checkDays refuses an order that on its day, or on a later one that is known already,
// leaves a unit or a code in force twice, a unit without the one above it, or one with
// other land than its children's. Where the land differed before the order, such as in a
// township of which only some villages are known, it may go on to differ.
func checkDays(s State, o Order, d Diff) (errs []error) {
	known := slices.Concat(s.Units, s.Later)
	changed := append(slices.DeleteFunc(slices.Clone(known), func(v Version) bool { return slices.Contains(d.Close, v.ID) }), d.Open...)
	now := inForceOn(changed, o.Effective)
	for _, day := range append([]civil.Day{o.Effective}, daysAfter(s, o.Effective)...) {
		c := dayCheck{day: day, own: day == o.Effective, before: inForceOn(known, day), after: inForceOn(changed, day), now: now}
		c.run()
		errs = append(errs, c.errs...)
	}
	return errs
}

// dayCheck is the check of one day: the versions in force on it without the order and with
// it, and those on the order's own day.
type dayCheck struct {
	day                civil.Day
	own                bool
	before, after, now []Version
	errs               []error
}

func (c *dayCheck) run() {
	for i, v := range c.after {
		switch {
		case slices.ContainsFunc(c.after[:i], func(w Version) bool { return w.Unit == v.Unit || w.Code == v.Code }):
			c.refuse(v, "would be in force twice, or its code be borne twice")
		case !isBorne(v.Parent, c.after) && (isBorne(v.Parent, c.now) || isBorne(v.Parent, c.before)):
			c.refuse(v, "would be without the unit above it")
		case len(v.Shape) > 0 && !sameFamily(v, c.before, c.after) && c.parts(v):
			c.refuse(v, "would have other land than its villages")
		}
	}
}

// parts reports whether the order parts a unit's land from its children's. On its own day the
// law has looked at each vertex already.
func (c *dayCheck) parts(v Version) bool {
	if !isWholeOf(v, c.after) {
		return isWholeOf(v, c.before) || !c.own && isWholeOf(v, c.now)
	}
	return !c.own && !isPaired(v, c.after) && isPaired(v, c.before)
}

func (c *dayCheck) refuse(v Version, what string) {
	if c.own {
		c.errs = append(c.errs, &RuleError{Rule: "changes_clash", Unit: v.Code,
			Said: fmt.Sprintf("%s %s: changes of this order do not go together; make them one order after the other", v.Name, what)})
		return
	}
	c.errs = append(c.errs, &RuleError{Rule: "later", Unit: v.Code, Later: []Version{v},
		Said: fmt.Sprintf("%s %s from %v on, as a later order leaves it: take the later order back first", v.Name, what, c.day)})
}

func isBorne(code adcode.Code, versions []Version) bool {
	return slices.ContainsFunc(versions, func(v Version) bool { return v.Code == code })
}

// daysAfter are the later days on which a version begins or ends.
func daysAfter(s State, day civil.Day) []civil.Day {
	var days []civil.Day
	for _, v := range s.Later {
		days = append(days, v.Valid.From)
	}
	for _, v := range slices.Concat(s.Units, s.Later) {
		if day.Before(v.Valid.To) {
			days = append(days, v.Valid.To)
		}
	}
	slices.SortFunc(days, civil.Day.Compare)
	return slices.Compact(days)
}

func inForceOn(versions []Version, day civil.Day) []Version {
	return slices.DeleteFunc(slices.Clone(versions), func(v Version) bool { return !v.Valid.Contains(day) })
}

// sameFamily reports whether a unit and its children are the same versions in two lists.
func sameFamily(u Version, before, after []Version) bool {
	family := func(all []Version) (ids []VersionID) {
		for _, v := range all {
			if v.Unit == u.Unit || v.Parent == u.Code && v.Level() > u.Level() {
				ids = append(ids, v.ID)
			}
		}
		slices.Sort(ids)
		return ids
	}
	is := family(after)
	return !slices.Contains(is, 0) && slices.Equal(family(before), is) // 0: a version that the order makes
}

// sliverLand is by how much the land of a unit and of its children may differ where one
// has vertices on a border that the other lacks.
const sliverLand geo.SquareMetres = 1

// isWholeOf reports whether the unit with u's identity has the land of its children among
// the versions; also where that cannot be told, as they have no shapes.
func isWholeOf(u Version, versions []Version) bool {
	at := slices.IndexFunc(versions, func(v Version) bool { return v.Unit == u.Unit })
	if at < 0 || len(versions[at].Shape) == 0 {
		return at >= 0
	}
	rest, children := geo.Area(versions[at].Shape), 0
	for _, v := range versions {
		if v.Parent != versions[at].Code || v.Level() <= adcode.County {
			continue
		}
		if len(v.Shape) == 0 {
			return true
		}
		rest -= geo.Area(v.Shape)
		children++
	}
	return children == 0 || max(rest, -rest) < sliverLand
}

// isPaired reports whether each piece of the border of the unit with u's identity, and of
// its children, agrees with the others' to the vertex.
func isPaired(u Version, versions []Version) bool {
	at := slices.IndexFunc(versions, func(v Version) bool { return v.Unit == u.Unit })
	if at < 0 {
		return true
	}
	shapes := []orb.MultiPolygon{versions[at].Shape}
	for _, v := range versions {
		if v.Parent == versions[at].Code && len(v.Shape) > 0 {
			shapes = append(shapes, v.Shape)
		}
	}
	for _, arc := range geo.NewMesh(shapes).Arcs {
		for _, side := range [2][]int32{arc.Left, arc.Right} {
			if len(side) != 0 && (len(side) != 2 || side[0] != 0) {
				return false
			}
		}
	}
	return true
}
