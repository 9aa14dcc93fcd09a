package postgis

import (
	"cmp"
	"reflect"
	"slices"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/facilities"
)

// facilityEdit is what a set does to the versions held: close are superseded, open
// take their place.
type facilityEdit struct {
	close []int64
	open  []facilities.Facility
}

// sameFacility is what makes two rows without an id one facility.
type sameFacility struct {
	kind, name string
	unit       adcode.Code
}

// compareFacilities works out what a set changes, given all versions held of its
// county. What it says holds from set.From until the day on which a version held
// already begins later; without a day it holds always, whatever was held. The error
// joins nothing: it is the first row that cannot stand.
func compareFacilities(held []facilities.Facility, set edition.FacilitySet) (facilityEdit, error) {
	byID := map[facilities.ID][]facilities.Facility{}
	known := map[sameFacility]facilities.ID{}
	for _, f := range held {
		byID[f.ID] = append(byID[f.ID], f)
		known[sameFacility{f.Kind, f.Name, f.Unit}] = f.ID
	}
	var edit facilityEdit
	said := map[sameFacility]bool{}
	changed := map[facilities.ID]bool{}
	for _, f := range set.Put {
		key := sameFacility{f.Kind, f.Name, f.Unit}
		if f.ID == 0 {
			f.ID = known[key]
		} else if byID[f.ID] == nil {
			return edit, notHeld(f.ID, set.County)
		}
		if said[key] || f.ID != 0 && changed[f.ID] {
			return edit, &boundaries.RuleError{Rule: "facility_twice", Unit: f.Unit, Said: f.Name + " (" + f.Kind + ") stands twice in what is written: a facility is known by its kind, name and unit"}
		}
		said[key], changed[f.ID] = true, true
		edit.add(byID[f.ID], put(byID[f.ID], f, set.From))
	}
	for _, id := range set.Remove {
		if byID[id] == nil {
			return edit, notHeld(id, set.County)
		}
		if changed[id] {
			continue
		}
		changed[id] = true
		edit.add(byID[id], remove(byID[id], set.From))
	}
	return edit, nil
}

// add notes the difference between the versions held of a facility and those wanted.
func (e *facilityEdit) add(held, wanted []facilities.Facility) {
	for _, h := range held {
		if !slices.ContainsFunc(wanted, func(w facilities.Facility) bool { return w.Version == h.Version && w.Valid == h.Valid }) {
			e.close = append(e.close, int64(h.Version))
		}
	}
	for _, w := range wanted {
		if !slices.ContainsFunc(held, func(h facilities.Facility) bool { return w.Version == h.Version && w.Valid == h.Valid }) {
			w.Version = 0
			e.open = append(e.open, w)
		}
	}
}

// put lays a new state over the versions of a facility.
func put(held []facilities.Facility, f facilities.Facility, from civil.Day) []facilities.Facility {
	f.Version = 0
	f.Valid = civil.Span{From: from}
	if !from.IsZero() {
		for _, h := range held {
			if from.Before(h.Valid.From) && (f.Valid.To.IsZero() || h.Valid.From.Before(f.Valid.To)) {
				f.Valid.To = h.Valid.From
			}
		}
	}
	for _, h := range held {
		if sameState(h, f) && h.Valid.Intersect(f.Valid) == f.Valid {
			return held
		}
	}
	return joinStates(append(cutStates(held, f.Valid), f))
}

// remove ends a facility on a day, or takes it out of all time.
func remove(held []facilities.Facility, from civil.Day) []facilities.Facility {
	return cutStates(held, civil.Span{From: from})
}

// cutStates leaves of each version the days that window does not hold.
func cutStates(held []facilities.Facility, window civil.Span) []facilities.Facility {
	var rest []facilities.Facility
	for _, h := range held {
		if !h.Valid.Overlaps(window) {
			rest = append(rest, h)
			continue
		}
		if h.Valid.From.Before(window.From) {
			before := h
			before.Valid.To = window.From
			rest = append(rest, before)
		}
		if !window.To.IsZero() && (h.Valid.To.IsZero() || window.To.Before(h.Valid.To)) {
			after := h
			after.Valid.From = window.To
			rest = append(rest, after)
		}
	}
	return rest
}

// joinStates makes one version of two that say the same on days that touch.
func joinStates(list []facilities.Facility) []facilities.Facility {
	slices.SortFunc(list, func(a, b facilities.Facility) int {
		return cmp.Or(a.Valid.From.Compare(b.Valid.From), cmp.Compare(a.Version, b.Version))
	})
	var joined []facilities.Facility
	for _, f := range list {
		if n := len(joined); n > 0 && joined[n-1].Valid.To == f.Valid.From && sameState(joined[n-1], f) {
			joined[n-1].Valid.To = f.Valid.To
			continue
		}
		joined = append(joined, f)
	}
	return joined
}

// sameState reports whether two versions say the same of a facility: everything but
// identity and days.
func sameState(a, b facilities.Facility) bool {
	a.ID, a.Version, a.Valid = b.ID, b.Version, b.Valid
	return reflect.DeepEqual(a, b)
}
