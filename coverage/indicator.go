package coverage

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/edition"
)

// Indicator (指标) is a number that a year's plan asks for: what is counted, of what, and
// how much of it is enough.
type Indicator struct {
	Code        string // URBAN_COVERAGE
	Zh, En      string // its name
	Source      string // where it is asked for: "§6"
	Numerator   Sum
	Denominator Sum // no terms: the numerator stands alone
	Form        Form
	Target      Target
	HasGap      bool // what is short of the denominator is listed by name
}

// Form says how an indicator's figure is written.
type Form uint8

// The forms: a number, a share of a hundred, or so much for each.
const (
	FormCount Form = iota
	FormPercent
	FormMean
)

// String is "count", "percent" or "mean".
func (f Form) String() string { return [...]string{"count", "percent", "mean"}[f] }

// Target is what an indicator is to come to. The zero Target is none.
type Target struct {
	Thousandths int64 // of the number: 75 % and 75 are both 75000
	AtMost      bool  // as much or less is wanted, not as much or more
	Set         bool
	From, To    int // the years that it was set for; 0, 0: any
}

// In reports whether the target was set for a year.
func (t Target) In(year int) bool {
	return t.Set && (t.From == 0 || t.From <= year && year <= t.To)
}

// Number is the target as a number: per cent for a share.
func (t Target) Number() float64 { return float64(t.Thousandths) / 1000 }

// Op is ">=" or "<=", and "" without a target.
func (t Target) Op() string {
	switch {
	case !t.Set:
		return ""
	case t.AtMost:
		return "<="
	}
	return ">="
}

// String is the target as a table of indicators writes it: "75", "<= 5".
func (t Target) String() string {
	if !t.Set {
		return ""
	}
	number := strconv.FormatFloat(t.Number(), 'f', -1, 64)
	if t.AtMost {
		return "<= " + number
	}
	return number
}

// Sum is terms that are added up.
type Sum []Term

// String is the sum as a table of indicators writes it.
func (s Sum) String() string {
	var terms []string
	for _, t := range s {
		terms = append(terms, t.String())
	}
	return strings.Join(terms, " + ")
}

// Term is one figure of an edition: count(kind=ELD_COMMUNITY, opened=year).
type Term struct {
	Count   string // what is counted: a word of the closed list
	Of      string // of sum, people, covered and statistic: of what
	Filters []Filter
}

// String is the term as a table of indicators writes it.
func (t Term) String() string {
	var parts []string
	if t.Of != "" {
		parts = append(parts, t.Of)
	}
	for _, f := range t.Filters {
		parts = append(parts, f.String())
	}
	return t.Count + "(" + strings.Join(parts, ", ") + ")"
}

// Filter keeps what has a property: teams >= 3, kind = ELD_COMPLEX|ELD_COMMUNITY.
type Filter struct {
	Key    string
	Op     string // =, !=, >=, <=, ~
	Values []string
}

// String is the filter as a table of indicators writes it.
func (f Filter) String() string { return f.Key + f.Op + strings.Join(f.Values, "|") }

// Figure is a number that an indicator is made of, with what it counts.
type Figure struct {
	N       int64
	Unknown bool       // nobody has said it, or it cannot be worked out
	Why     Definition // of an unknown figure
	Items   []Item     // what makes it up, those that count nothing left out
}

// Item is a unit, a facility or a typed figure behind a number.
type Item struct {
	Unit     int    // index in the edition; -1: none
	Facility int    // index in the edition; -1: it is the unit that counts
	Label    string // of what is neither: a border line, a typed figure
	N        int64
}

// same reports whether two items are of one thing.
func (i Item) same(as Item) bool {
	return i.Unit == as.Unit && i.Facility == as.Facility && i.Label == as.Label
}

// Name is what an item is called: a village with its township before it.
func (i Item) Name(ed *edition.Edition) string {
	if i.Label != "" {
		return i.Label
	}
	if i.Facility >= 0 {
		return ed.Facilities.List[i.Facility].Name
	}
	if i.Unit < 0 {
		return ed.County.Name
	}
	u := &ed.Units[i.Unit]
	if above := u.Above; above > 0 {
		return ed.Units[above].Name + u.Name
	}
	return u.Name
}

// Indication is what an indicator comes to on a day.
type Indication struct {
	Indicator   *Indicator
	Day         civil.Day // of the edition; zero: the newest state
	Year        int       // what "opened in the year" means, and typed figures are of
	Numerator   Figure
	Denominator Figure // Unknown and without Why where there is none
	Parts       []Part // by township
	Gap         []Item // what of the denominator is not in the numerator, where the indicator lists it
	Definition  Definition
}

// Part is an indicator within one township.
type Part struct {
	Unit                   int // index in the edition
	Numerator, Denominator int64
}

// Known reports whether all figures are known, and there is something to divide by.
func (i *Indication) Known() bool {
	if i.Indicator.Form == FormCount {
		return !i.Numerator.Unknown
	}
	return !i.Numerator.Unknown && !i.Denominator.Unknown && i.Denominator.N > 0
}

// Share is numerator/denominator: of 1, not of a hundred; 0 where that is not known.
func (i *Indication) Share() float64 {
	if i.Indicator.Form == FormCount || !i.Known() {
		return 0
	}
	return float64(i.Numerator.N) / float64(i.Denominator.N)
}

// HasTarget reports whether a target was set for the year.
func (i *Indication) HasTarget() bool { return i.Indicator.Target.In(i.Year) }

// Missing is how many more are needed to meet the target, the denominator as it is: 0
// where it is met. Of a target that is not to be passed it is how many are too many.
// It is exact: 75.0 % of 12 are 9.
func (i *Indication) Missing() int64 {
	if !i.HasTarget() || !i.Known() {
		return 0
	}
	target, per := i.Indicator.Target, int64(1000)
	goal := target.Thousandths
	switch i.Indicator.Form {
	case FormPercent:
		goal, per = goal*i.Denominator.N, 100_000
	case FormMean:
		goal *= i.Denominator.N
	}
	if target.AtMost {
		return max(0, i.Numerator.N-floorDiv(goal, per))
	}
	return max(0, -floorDiv(-goal, per)-i.Numerator.N)
}

// Met reports whether the target is met; it is so where as much is reached as is asked.
func (i *Indication) Met() bool { return i.HasTarget() && i.Known() && i.Missing() == 0 }

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b != 0 && (a < 0) != (b < 0) {
		q--
	}
	return q
}

// TableError is what is wrong with a cell of a table of indicators.
type TableError struct {
	Line   int    // from 1, the header's
	Column string // of the header; may be empty
	Said   string // in English
	Zh     string
}

// Error is where and what.
func (e *TableError) Error() string {
	return strings.TrimSuffix(fmt.Sprintf("indicators, line %d, %s", e.Line, e.Column), ", ") + ": " + e.Said
}

// Chinese is where and what in Chinese.
func (e *TableError) Chinese() string {
	return strings.TrimSuffix(fmt.Sprintf("指标表第 %d 行，%s", e.Line, e.Column), "，") + "：" + e.Zh
}

// Is reports that the table is an invalid input.
func (e *TableError) Is(target error) bool { return target == ErrInvalid }
