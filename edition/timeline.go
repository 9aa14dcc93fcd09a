package edition

import (
	"errors"
	"slices"
	"strings"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
)

// planned is what changes on a day by a plan.
const planned = "plan"

// timeline are all versions of the units of one or several counties, as orders not in
// force change them.
type timeline struct {
	own     Parts   // of the county whose edition is made
	lands   []Parts // all counties': own is the first
	past    map[boundaries.ChangeID]boundaries.Record
	held    []boundaries.Version
	moved   []MovedGroup
	missing []adcode.Code        // codes that orders which do not fit would have given
	row     boundaries.VersionID // the lowest given to a new version
	days    []Change             // that the orders bring

	stretches []boundaries.Stretch // of the own county's borders
	stretch   int64                // the lowest number given to a new stretch, or version of one
}

func newTimeline(parts Parts) *timeline {
	t := &timeline{own: parts, lands: append([]Parts{parts}, parts.Beside...), past: parts.Past, stretches: slices.Clone(parts.Stretches)}
	for _, land := range t.lands {
		t.held = append(t.held, land.Held...)
		t.moved = append(t.moved, land.Moved...)
	}
	slices.SortStableFunc(t.moved, func(a, b MovedGroup) int { return a.Day.Compare(b.Day) })
	return t
}

// StateOf is what an order effective on a day is applied to, of the versions held. The
// groups are not among them.
func StateOf(held []boundaries.Version, day civil.Day) boundaries.State {
	var state boundaries.State
	for _, v := range held {
		if v.Valid.Contains(day) {
			state.Units = append(state.Units, v)
			continue
		}
		if day.Before(v.Valid.From) {
			state.Later = append(state.Later, v)
		}
		state.Used = append(state.Used, boundaries.CodeUse{Code: v.Code, Unit: v.Unit, Name: v.Name, Valid: v.Valid})
	}
	return state
}

// AwaitedAfter are the units that groups are moved into after a day.
func AwaitedAfter(moved []MovedGroup, day civil.Day) []boundaries.UnitID {
	var units []boundaries.UnitID
	for _, m := range moved {
		if day.Before(m.Day) {
			units = append(units, m.Unit)
		}
	}
	return units
}

// apply takes one order. Where it does not fit, what of it does is taken all the same,
// so that the orders after it are not complained of for its sake.
func (t *timeline) apply(order boundaries.Order) error {
	if order.Effective.IsZero() {
		return &boundaries.RuleError{Rule: "no_day", Said: "the day on which the order takes effect is missing: give \"effective\" as YYYY-MM-DD"}
	}
	state := t.state(order)
	outcome, err := boundaries.Apply(state, order)
	if err != nil {
		t.missing = append(t.missing, boundaries.Makes(order)...)
		state.Missing = t.missing
		order.Changes = fitting(order.Changes, err)
		if outcome, again := boundaries.Apply(state, order); again == nil {
			t.take(outcome, order.Effective)
		}
		return err
	}
	t.take(outcome, order.Effective)
	return nil
}

// fitting are the changes that none of an order's broken rules names.
func fitting(changes []boundaries.Change, err error) []boundaries.Change {
	broken := map[int]bool{}
	var each func(err error)
	each = func(err error) {
		if several, ok := err.(interface{ Unwrap() []error }); ok {
			for _, one := range several.Unwrap() {
				each(one)
			}
			return
		}
		var rule *boundaries.RuleError
		if errors.As(err, &rule) {
			broken[rule.Change] = true
		}
	}
	each(err)
	var fit []boundaries.Change
	for i, c := range changes {
		if !broken[i+1] {
			fit = append(fit, c)
		}
	}
	return fit
}

// state is what an order is applied to: the units of its counties, and the groups that
// are theirs on the day, in whichever county they were counted.
func (t *timeline) state(order boundaries.Order) boundaries.State {
	all := StateOf(t.held, order.Effective)
	groups := t.groups(all.Units, order.Effective)
	foreign := func(code adcode.Code) bool { return !slices.Contains(order.Counties, code.County()) }
	home := map[boundaries.UnitID]adcode.Code{}
	for _, v := range all.Units {
		home[v.Unit] = v.Code
	}
	state := boundaries.State{Past: t.past, Missing: t.missing, Awaits: AwaitedAfter(t.moved, order.Effective)}
	state.Units = slices.DeleteFunc(all.Units, func(v boundaries.Version) bool { return foreign(v.Code) })
	state.Later = slices.DeleteFunc(all.Later, func(v boundaries.Version) bool { return foreign(v.Code) })
	state.Used = slices.DeleteFunc(all.Used, func(u boundaries.CodeUse) bool { return foreign(u.Code) })
	state.Groups = slices.DeleteFunc(groups, func(g boundaries.Group) bool { code, known := home[g.Unit]; return known && foreign(code) })
	return state
}

// groups are all counties' groups with the units of a day that they belong to.
func (t *timeline) groups(units []boundaries.Version, day civil.Day) []boundaries.Group {
	var all []boundaries.Group
	moved := t.movedAt(day)
	for _, land := range t.lands {
		all = append(all, PlaceGroups(Parts{Units: units, People: land.People, Days: land.Days, Moved: moved}, day)...)
	}
	return all
}

// on is the timeline's own county on a day.
func (t *timeline) on(at civil.Day) Parts {
	parts := t.own
	parts.Days = append(slices.Clone(parts.Days), t.days...)
	parts.Moved = t.movedAt(at)
	if len(t.lands) > 1 {
		parts.People = t.people(at)
	}
	parts.Units = slices.DeleteFunc(slices.Clone(t.held), func(v boundaries.Version) bool {
		return !v.Valid.Contains(at) || v.Code.County() != parts.County.Code
	})
	parts.Stretches = slices.DeleteFunc(slices.Clone(t.stretches), func(s boundaries.Stretch) bool { return !s.Valid.Contains(at) })
	return parts
}

// people are those of the groups that lie in the own county on a day, also those that
// were counted in another.
func (t *timeline) people(at civil.Day) *People {
	units := slices.DeleteFunc(slices.Clone(t.held), func(v boundaries.Version) bool { return !v.Valid.Contains(at) })
	home := map[boundaries.UnitID]adcode.Code{}
	for _, v := range units {
		home[v.Unit] = v.Code.County()
	}
	placed := map[string]boundaries.UnitID{}
	for _, g := range t.groups(units, at) {
		placed[g.ID] = g.Unit
	}
	own := t.own.County.Code
	var all People
	for i, land := range t.lands {
		if land.People == nil {
			continue
		}
		if all.Ages == nil {
			all = *land.People
			all.Groups = nil
		}
		for _, g := range land.People.Groups {
			county, known := home[placed[g.ID]]
			if known && county == own || !known && i == 0 {
				all.Groups = append(all.Groups, Recounted(g, land.People.Ages, all.Ages))
			}
		}
	}
	slices.SortStableFunc(all.Groups, func(a, b Group) int { return strings.Compare(a.ID, b.ID) })
	return &all
}

// Recounted is a group with its counts in the columns of another count; what was not
// counted is nobody.
func Recounted(g Group, have, want []string) Group {
	if slices.Equal(have, want) {
		return g
	}
	counts := make(Counts, len(want))
	for i, age := range want {
		if from := slices.Index(have, age); from >= 0 {
			counts[i] = g.Counts[from]
		}
	}
	g.Counts = counts
	return g
}

// take replaces what the outcome closes by what it opens. New units bear negative
// numbers below all that are there; so do new versions here.
func (t *timeline) take(outcome boundaries.Outcome, day civil.Day) {
	before := t.ofOwn()
	t.held = slices.DeleteFunc(t.held, func(v boundaries.Version) bool { return slices.Contains(outcome.Close, v.ID) })
	for _, v := range outcome.Open {
		t.row--
		v.ID = t.row
		t.held = append(t.held, v)
	}
	t.redraw(before, day)
	for _, m := range outcome.Moved {
		t.moved = append(t.moved, MovedGroup{m.Group, m.To, day})
	}
	t.days = append(t.days, Change{Day: day, What: planned, Opened: len(outcome.Open), Closed: len(outcome.Close)})
}

// ofOwn are the own county's versions.
func (t *timeline) ofOwn() []boundaries.Version {
	return slices.DeleteFunc(slices.Clone(t.held), func(v boundaries.Version) bool { return v.Code.County() != t.own.County.Code })
}

// redraw lets the stretches of borders follow the units.
func (t *timeline) redraw(before []boundaries.Version, day civil.Day) {
	if len(t.stretches) == 0 {
		return
	}
	diff := Redraw{County: t.own.County, Before: before, After: t.ofOwn(), From: day, Held: t.stretches}.Stretches()
	t.stretches = slices.DeleteFunc(t.stretches, func(s boundaries.Stretch) bool {
		return slices.ContainsFunc(diff.Close, func(c boundaries.Stretch) bool { return c.Version == s.Version })
	})
	for _, s := range diff.Open {
		t.stretch--
		s.Version = t.stretch
		if s.ID == 0 {
			s.ID = boundaries.StretchID(t.stretch)
		}
		t.stretches = append(t.stretches, s)
	}
}

// movedAt are the groups moved up to a day, the newest move last.
func (t *timeline) movedAt(at civil.Day) []MovedGroup {
	moved := slices.DeleteFunc(slices.Clone(t.moved), func(m MovedGroup) bool { return !at.IsZero() && at.Before(m.Day) })
	slices.SortStableFunc(moved, func(a, b MovedGroup) int { return a.Day.Compare(b.Day) })
	return moved
}

// planDay is the last day of those that a plan brought.
func planDay(days []Change) civil.Day {
	var last civil.Day
	for _, c := range days {
		if c.What == planned && last.Before(c.Day) {
			last = c.Day
		}
	}
	return last
}
