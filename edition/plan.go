package edition

import (
	"bytes"
	"cmp"
	"errors"
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
	County     adcode.Code   // whose plan it is
	Others     []adcode.Code // further counties that its orders concern, by code
	Name       string
	Note       string
	Author     string
	Version    int64                 // rises with each edit
	Base       int64                 // the county's version when it was last edited
	Bases      map[adcode.Code]int64 // the further counties' versions then
	Orders     [][]byte              // changes files, JSON, applied in order
	Facilities []PlannedFacility
	Published  boundaries.ChangeID // the change it became; 0: it is a draft
}

// Counties are all counties that the plan concerns, by code.
func (p *Plan) Counties() []adcode.Code {
	all := append([]adcode.Code{p.County}, p.Others...)
	slices.SortFunc(all, adcode.Code.Compare)
	return slices.Compact(all)
}

// PlannedFacility is a facility as a plan would have it: a new one without ID, else
// that facility with what is said of it changed, or gone.
type PlannedFacility struct {
	ID     facilities.ID
	County adcode.Code // of a new one; none: the plan's own
	Remove bool
	Kind   string
	Name   string
	Place  *orb.Point // lon/lat EPSG:4490; nil: stays where it is
	State  facilities.State
}

// PlanError says what of a plan does not fit the county as it is now: all of it.
type PlanError struct {
	Plan  int64
	Order int // which of its orders, from 1; 0: its facilities
	Cause error
	More  []*PlanError // its further orders that do not fit, in order
}

// Error names the orders and the rules they break.
func (e *PlanError) Error() string {
	said := fmt.Sprintf("plan %d no longer fits, %s", e.Plan, e.said())
	for _, more := range e.More {
		said += "; " + more.said()
	}
	return said
}

func (e *PlanError) said() string {
	if e.Order == 0 {
		return fmt.Sprintf("its facilities: %v", e.Cause)
	}
	return fmt.Sprintf("order %d: %v", e.Order, e.Cause)
}

// Unwrap is the first cause.
func (e *PlanError) Unwrap() error { return e.Cause }

// Is reports that plan and county are in conflict.
func (e *PlanError) Is(target error) bool { return target == boundaries.ErrConflict }

// ReadOrder reads a changes file. importer.ReadOrder is one.
type ReadOrder func(file io.Reader) (boundaries.Order, error)

// apply puts a plan's orders and facilities into the parts of an edition on a day. An
// order that does not fit does not keep those after it from being looked at.
func (p *Plan) apply(parts Parts, at civil.Day, read ReadOrder) (Parts, error) {
	line := newTimeline(parts)
	var misfits []*PlanError
	for i, file := range p.Orders {
		order, err := read(bytes.NewReader(file))
		if err == nil {
			err = line.apply(order)
		}
		if err != nil {
			misfits = append(misfits, &PlanError{Plan: p.ID, Order: i + 1, Cause: err})
		}
	}
	if err := p.missing(parts, at); err != nil {
		misfits = append(misfits, &PlanError{Plan: p.ID, Cause: err})
	}
	if len(misfits) > 0 {
		misfits[0].More = misfits[1:]
		return parts, misfits[0]
	}
	parts = line.on(at)
	parts.Facilities = p.place(parts.Facilities, parts.County.Code)
	return parts, nil
}

// missing says which facilities the plan changes that are no longer there: in the
// newest state, since on an earlier day they may not have been there yet.
func (p *Plan) missing(parts Parts, at civil.Day) error {
	if !at.IsZero() {
		return nil
	}
	there := map[facilities.ID]bool{}
	for _, land := range append([]Parts{parts}, parts.Beside...) {
		for _, f := range land.Facilities {
			there[f.ID] = true
		}
	}
	var gone []error
	for _, want := range p.Facilities {
		if want.ID != 0 && !there[want.ID] {
			gone = append(gone, &boundaries.RuleError{Rule: "facility_gone", Said: fmt.Sprintf("facility %d %s is no longer there: take it out of the plan", want.ID, want.Name)})
		}
	}
	return errors.Join(gone...)
}

// place puts the planned facilities among those of a day. New ones have negative
// numbers, so that none is taken for one that is there.
func (p *Plan) place(list []facilities.Facility, county adcode.Code) []facilities.Facility {
	list = slices.Clone(list)
	for i, want := range p.Facilities {
		if want.ID == 0 {
			if cmp.Or(want.County, p.County) != county {
				continue
			}
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
