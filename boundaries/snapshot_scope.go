package boundaries

import (
	"slices"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
)

// scope is for how long a snapshot speaks of each unit: until the next snapshot, or
// until the first order that touched the unit.
type scope struct {
	window civil.Span
	orders []civil.Day               // on which versions begin that no snapshot began, within the window, sorted
	ends   map[adcode.Code]civil.Day // the last day, exclusive, of the version in force on the snapshot's day
}

func newScope(held []Version, snapshots []civil.Day, window civil.Span) *scope {
	s := &scope{window: window, ends: map[adcode.Code]civil.Day{}}
	for _, v := range held {
		from := v.Valid.From
		if window.From.Before(from) && window.Contains(from) && !slices.Contains(snapshots, from) && !slices.Contains(s.orders, from) {
			s.orders = append(s.orders, from)
		}
		if v.Valid.Contains(window.From) {
			s.ends[v.Code] = v.Valid.To
		}
	}
	slices.SortFunc(s.orders, civil.Day.Compare)
	return s
}

// ordered reports whether an order after the snapshot began the version.
func (s *scope) ordered(v *Version) bool { return slices.Contains(s.orders, v.Valid.From) }

// of is how much of a version the snapshot speaks of.
func (s *scope) of(v *Version) civil.Span { return s.until(v.Valid.To) }

// said is for how long what the snapshot says of a code holds.
func (s *scope) said(code adcode.Code) civil.Span {
	if end, inForce := s.ends[code]; inForce {
		return s.until(end)
	}
	if len(s.orders) > 0 {
		return civil.Span{From: s.window.From, To: s.orders[0]}
	}
	return s.window
}

func (s *scope) until(end civil.Day) civil.Span {
	if slices.Contains(s.orders, end) {
		return civil.Span{From: s.window.From, To: end}
	}
	return s.window
}
