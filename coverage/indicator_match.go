package coverage

import (
	"slices"
	"strconv"

	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/facilities"
)

// matches reports whether a facility matches every filter, those of units by the unit
// that it stands in. It must be in operation on the day unless a filter says in what
// state.
func (c *counting) matches(f *edition.Facility, filters []Filter) bool {
	stated := false
	for _, filter := range filters {
		if slices.Contains(unitKeys, filter.Key) {
			if f.Unit < 0 || !c.fits(&c.ed.Units[f.Unit], filter) {
				return false
			}
			continue
		}
		stated = stated || filter.Key == "state"
		if !c.has(f, filter) {
			return false
		}
	}
	return stated || f.InOperation(c.ed.Key.At)
}

// has reports whether a facility has the property that a filter asks for.
func (c *counting) has(f *edition.Facility, filter Filter) bool {
	read, isFigure := figureOf(filter.Key)
	flag, isFlag := flagOf(filter.Key)
	text, isText := textOf(filter.Key, f.Name, &f.Facts)
	has := false
	for _, v := range filter.Values {
		switch {
		case filter.Key == "kind":
			kinds, _ := facilities.Expand([]string{v})
			has = has || slices.Contains(kinds, f.Kind)
		case filter.Key == "state":
			has = has || c.isInState(f, v)
		case filter.Key == "opened":
			has = has || c.openedIn(f, v)
		case isFigure:
			return compares(read(&f.Facts), filter.Op, filter.Values)
		case isFlag:
			has = has || flagWord(flag(&f.Facts)) == v
		case isText:
			has = has || holds(filter.Op, text, v)
		}
	}
	return has != (filter.Op == "!=")
}

// isInState reports whether a facility is in a state on the day; one in operation must
// have opened.
func (c *counting) isInState(f *edition.Facility, state string) bool {
	at := c.ed.Key.At
	switch facilities.State(state) {
	case facilities.Operating, facilities.Remediating, facilities.Done:
		return f.State == facilities.State(state) && f.InOperation(at)
	}
	return f.Valid.Contains(at) && (state == "any" || f.State == facilities.State(state))
}

// openedIn reports whether a facility opened in a year: the one asked for, or those named.
func (c *counting) openedIn(f *edition.Facility, years string) bool {
	if f.Opened.IsZero() || years == "unknown" {
		return f.Opened.IsZero() && years == "unknown"
	}
	if years == "year" {
		return f.Opened.Year() == c.year
	}
	m := yearsForm.FindStringSubmatch(years)
	from, _ := strconv.Atoi(m[1])
	to := from
	if m[2] != "" {
		to, _ = strconv.Atoi(m[2])
	}
	return from <= f.Opened.Year() && f.Opened.Year() <= to
}

// compares compares a figure; one that nobody has said compares to nothing.
func compares(n *int, op string, values []string) bool {
	if n == nil {
		return false
	}
	is := false
	for _, v := range values {
		want, _ := strconv.Atoi(v)
		switch op {
		case ">=":
			return *n >= want
		case "<=":
			return *n <= want
		}
		is = is || *n == want
	}
	return is != (op == "!=")
}

func flagWord(flag *bool) string {
	switch {
	case flag == nil:
		return "unsaid"
	case *flag:
		return "yes"
	}
	return "no"
}
