package edition

import (
	"bytes"
	"fmt"
	"io"
	"slices"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/facilities"
)

// Plan (方案) is a draft of what a county might become: orders and facilities that are
// not in force. Several may stand beside each other, and none touches the county
// until it is published.
type Plan struct {
	ID         int64
	County     adcode.Code
	Name       string
	Note       string
	Author     string
	Version    int64    // rises with each edit
	Base       int64    // the county's version when it was last edited
	Orders     [][]byte // changes files, JSON, applied in order
	Facilities []PlannedFacility
	Published  boundaries.ChangeID // the change it became; 0: it is a draft
}

// PlannedFacility is a facility as a plan would have it: a new one without ID, else
// that facility with what is said of it changed, or gone.
type PlannedFacility struct {
	ID     facilities.ID
	Remove bool
	Kind   string
	Name   string
	Place  *orb.Point // lon/lat EPSG:4490; nil: stays where it is
	State  facilities.State
}

// PlanError says what of a plan does not fit the county as it is now.
type PlanError struct {
	Plan  int64
	Order int // which of its orders, from 1; 0: its facilities
	Cause error
}

// Error names the order and the rule it breaks.
func (e *PlanError) Error() string {
	return fmt.Sprintf("plan %d no longer fits, order %d: %v", e.Plan, e.Order, e.Cause)
}

// Unwrap is the cause.
func (e *PlanError) Unwrap() error { return e.Cause }

// Is reports that plan and county are in conflict.
func (e *PlanError) Is(target error) bool { return target == boundaries.ErrConflict }

// ReadOrder reads a changes file. importer.ReadOrder is one.
type ReadOrder func(file io.Reader) (boundaries.Order, error)

// apply puts a plan's orders and facilities into the parts of an edition on a day.
func (p *Plan) apply(parts Parts, at civil.Day, read ReadOrder) (Parts, error) {
	line := &timeline{held: slices.Clone(parts.Held), parts: parts}
	for i, file := range p.Orders {
		order, err := read(bytes.NewReader(file))
		if err == nil {
			err = line.apply(order)
		}
		if err != nil {
			return parts, &PlanError{p.ID, i + 1, err}
		}
	}
	parts.Days, parts.Moved = line.parts.Days, line.movedAt(at)
	parts.Units = slices.DeleteFunc(line.held, func(v boundaries.Version) bool { return !v.Valid.Contains(at) })
	parts.Facilities = p.place(parts.Facilities)
	return parts, nil
}

// place puts the planned facilities among those of a day. New ones have negative
// numbers, so that none is taken for one that is there.
func (p *Plan) place(list []facilities.Facility) []facilities.Facility {
	list = slices.Clone(list)
	for i, want := range p.Facilities {
		if want.ID == 0 {
			list = append(list, want.Facility(facilities.Facility{ID: facilities.ID(-1 - i)}))
			continue
		}
		at := slices.IndexFunc(list, func(f facilities.Facility) bool { return f.ID == want.ID })
		switch {
		case at < 0: // not there on this day
		case want.Remove:
			list = slices.Delete(list, at, at+1)
		default:
			list[at] = want.Facility(list[at])
		}
	}
	return list
}

// Facility is f as the plan would have it.
func (p *PlannedFacility) Facility(f facilities.Facility) facilities.Facility {
	if p.Kind != "" {
		f.Kind = p.Kind
	}
	if p.Name != "" {
		f.Name = p.Name
	}
	if p.Place != nil {
		f.Place, f.Source, f.Group, f.Unit = p.Place, facilities.ByPlanner, "", adcode.Code{}
	}
	switch {
	case p.State != "":
		f.State = p.State
	case f.State == "":
		f.State = facilities.Operating
	}
	return f
}

// planned is what changes on a day by a plan.
const planned = "plan"

// timeline are all versions of a county's units, as orders not in force change them.
type timeline struct {
	parts Parts
	held  []boundaries.Version
	moved []MovedGroup
	row   boundaries.VersionID // the lowest given to a new version
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

func (t *timeline) apply(order boundaries.Order) error {
	if order.Effective.IsZero() {
		return &boundaries.RuleError{Rule: "no_day", Said: "the day on which the order takes effect is missing: give \"effective\" as YYYY-MM-DD"}
	}
	if slices.ContainsFunc(order.Changes, func(c boundaries.Change) bool { _, ok := c.(boundaries.Revert); return ok }) {
		return &boundaries.RuleError{Rule: "revert_in_plan", Said: "a plan cannot take a committed change back: commit the revert itself"}
	}
	state := StateOf(t.held, order.Effective)
	parts := t.parts
	parts.Units, parts.Moved = state.Units, t.movedAt(order.Effective)
	state.Groups = PlaceGroups(parts, order.Effective)
	outcome, err := boundaries.Apply(state, order)
	if err != nil {
		return err
	}
	t.take(outcome, order.Effective)
	return nil
}

// take replaces what the outcome closes by what it opens. New units bear negative
// numbers below all that are there; so do new versions here.
func (t *timeline) take(outcome boundaries.Outcome, day civil.Day) {
	t.held = slices.DeleteFunc(t.held, func(v boundaries.Version) bool { return slices.Contains(outcome.Close, v.ID) })
	for _, v := range outcome.Open {
		t.row--
		v.ID = t.row
		t.held = append(t.held, v)
	}
	for _, m := range outcome.Moved {
		t.moved = append(t.moved, MovedGroup{m.Group, m.To, day})
	}
	t.parts.Days = append(slices.Clone(t.parts.Days), Change{Day: day, What: planned, Opened: len(outcome.Open), Closed: len(outcome.Close)})
}

// movedAt are the groups moved up to a day, the newest move last.
func (t *timeline) movedAt(at civil.Day) []MovedGroup {
	moved := slices.Concat(t.parts.Moved, t.moved)
	moved = slices.DeleteFunc(moved, func(m MovedGroup) bool { return !at.IsZero() && at.Before(m.Day) })
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
