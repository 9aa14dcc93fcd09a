package coverage

import (
	"errors"
	"math"
	"slices"
	"strings"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/facilities"
	"github.com/xiantu/xiantu/geo"
)

// widest is the greatest radius a question may ask for: beyond it a county is either
// covered or has no such facility.
const widest geo.Metres = 200_000

// Checked returns the question with its defaults filled in, as it will be answered
// from the edition: the township level, every age group, half of the people for
// served. Kinds are sorted and named once. The error is ErrInvalid and names every part
// that cannot be.
func (q Question) Checked(ed *edition.Edition) (Question, error) {
	q.Kinds = sortedSet(q.Kinds)
	if q.By == adcode.NoLevel {
		q.By = adcode.Township
	}
	if q.ServedShare == 0 {
		q.ServedShare = 0.5
	}
	if len(q.Ages) == 0 {
		q.Ages = slices.Clone(ed.People.Ages)
	}
	return q, errors.Join(q.checkKinds(ed), q.checkRadius(), q.checkAges(ed.People), q.checkChoices(), q.checkWhatIf())
}

func sortedSet(list []string) []string {
	out := slices.Clone(list)
	slices.Sort(out)
	return slices.Compact(out)
}

func (q *Question) checkKinds(ed *edition.Edition) error {
	if len(q.Kinds) == 0 {
		return refuse("kinds", "no kind of facility is named: name at least one, such as ELD_COMMUNITY")
	}
	for _, k := range q.Kinds {
		if !isKind(k, ed) {
			return refuse("kinds", "%q is not a kind of facility: name a code of the list of kinds, such as ELD_COMMUNITY", k)
		}
	}
	return nil
}

// isKind reports whether a code is of the registry, or borne by a facility of the county.
func isKind(code string, ed *edition.Edition) bool {
	if _, ok := facilities.KindByCode(code); ok {
		return true
	}
	return slices.ContainsFunc(ed.Facilities.List, func(f edition.Facility) bool { return f.Kind == code })
}

func (q *Question) checkRadius() error {
	if !(q.Radius > 0 && q.Radius <= widest) {
		return refuse("radius", "%g m is not a radius: give metres above 0 and up to %g", float64(q.Radius), float64(widest))
	}
	return nil
}

func (q *Question) checkAges(people *edition.People) error {
	for i, age := range q.Ages {
		if people.Age(age) < 0 {
			return refuse("people", "the people of this county are not counted by %q: ask for some of %s", age, strings.Join(people.Ages, ", "))
		}
		if slices.Contains(q.Ages[:i], age) {
			return refuse("people", "%q is asked for twice", age)
		}
	}
	return nil
}

func (q *Question) checkChoices() error {
	var errs []error
	if q.By > adcode.Village {
		errs = append(errs, refuse("by", "there is no such level: take county, township or village"))
	}
	if q.Scope > ScopeRural {
		errs = append(errs, refuse("scope", "there is no such scope: take all, urban or rural"))
	}
	if q.Rule > Served {
		errs = append(errs, refuse("unit_rule", "there is no such rule: take having or served"))
	}
	if !(q.ServedShare > 0 && q.ServedShare <= 1) {
		errs = append(errs, refuse("served_share", "%g is not a share: give a number above 0 and up to 1", q.ServedShare))
	}
	for _, s := range q.States {
		if !slices.Contains(facilities.States, s) {
			errs = append(errs, refuse("states", "%q is not a state of a facility", string(s)))
		}
	}
	return errors.Join(errs...)
}

// mostWhatIf bounds the sites of one question: discs that all overlap cost their number
// squared.
const mostWhatIf = 1000

func (q *Question) checkWhatIf() error {
	if len(q.WhatIf) > mostWhatIf {
		return refuse("facilities", "%d assumed sites are too many: ask with at most %d", len(q.WhatIf), mostWhatIf)
	}
	for i, p := range q.WhatIf {
		if !(math.Abs(p[0]) <= 180 && math.Abs(p[1]) <= 85) {
			return refuse("facilities", "point %d (%g, %g) is not a place: give longitude and latitude in degrees", i+1, p[0], p[1])
		}
	}
	return nil
}
