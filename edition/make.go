package edition

import (
	"slices"
	"strings"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/facilities"
)

// Make puts an edition together from the facts of all its parts. A part that is nil
// is taken as empty. The units must be of one county and in force on one day;
// the error is boundaries.ErrInvalid where two of them bear one code.
func Make(at Key, parts Parts) (*Edition, error) {
	b, err := makeBoundaries(parts.County, parts.Units)
	if err != nil {
		return nil, err
	}
	b.Stretches, b.Doubtful = parts.Stretches, b.doubt(parts.Derived)
	return assemble(at, parts, b), nil
}

// assemble joins boundaries that are made already with the other parts.
func assemble(at Key, parts Parts, b *Boundaries) *Edition {
	people := placePeople(parts.People, b, placing{parts.Days, parts.Moved, at.At})
	return &Edition{
		Key: at, Versions: parts.Versions, County: parts.County,
		Boundaries: withPeople(b, people),
		Facilities: placeFacilities(parts.Facilities, parts.Resolved, b),
		People:     people,
		Zones:      orEmpty(parts.Zones),
		Roads:      orNoRoads(parts.Roads),
		Backdrop:   orNoBackdrop(parts.Backdrop),
		Plan:       parts.Plan,
		PlanDay:    planDay(parts.Days),
		Since:      firstDivisions(parts.Days),
	}
}

func orEmpty(z *Zones) *Zones {
	if z == nil {
		return &Zones{}
	}
	return z
}

// placeFacilities finds the unit that each facility stands in on the edition's day:
// by its place where it has one, since codes change their bearer, else by the code that
// its unit was found to bear by then, else by its code.
func placeFacilities(list []facilities.Facility, resolved map[facilities.ID]adcode.Code, b *Boundaries) *Facilities {
	out := &Facilities{List: make([]Facility, 0, len(list))}
	for _, f := range list {
		unit := -1
		code, known := resolved[f.ID]
		if !known {
			code = f.Unit
		}
		byCode := b.ByCode(code)
		if f.Place != nil {
			if u := b.Locate(*f.Place); u != nil {
				unit = u.Index
				if f.Unit.Level() == adcode.Township {
					if town := b.Ancestor(u, adcode.Township); town != nil {
						unit = town.Index
					}
				}
			}
		}
		if unit < 0 && byCode != nil {
			unit = byCode.Index
		}
		out.List = append(out.List, Facility{Facility: f, Unit: unit})
	}
	slices.SortStableFunc(out.List, func(a, b Facility) int {
		if a.Name != b.Name {
			return strings.Compare(a.Name, b.Name)
		}
		return int(a.ID - b.ID)
	})
	return out
}

// checkCodes reports the first code that two units bear.
func checkCodes(units []boundaries.Version) error {
	seen := map[adcode.Code]bool{}
	for _, u := range units {
		if seen[u.Code] {
			return &boundaries.RuleError{Rule: "code_twice", Unit: u.Code, Said: "two units in force on one day bear this code"}
		}
		seen[u.Code] = true
	}
	return nil
}

// yearStart is the first day of a year on which something changed, or its first day.
func yearStart(year int, days []Change) civil.Day {
	first := civil.Day{}
	for _, c := range days {
		if c.Day.Year() == year && c.What == "divisions" && (first.IsZero() || c.Day.Before(first)) {
			first = c.Day
		}
	}
	if first.IsZero() {
		return civil.Date(year, 1, 1)
	}
	return first
}

// firstDivisions is the first day on which divisions change.
func firstDivisions(days []Change) civil.Day {
	var first civil.Day
	for _, c := range days {
		if c.What == "divisions" && (first.IsZero() || c.Day.Before(first)) {
			first = c.Day
		}
	}
	return first
}
