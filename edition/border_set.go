package edition

import (
	"slices"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/civil"
)

// BorderSet records the facts of one border: from a day on its stretches are these, until
// the next day on which something else is recorded of it.
type BorderSet struct {
	Border    Border
	County    County
	From      civil.Day
	Stretches []boundaries.Stretch // of the border's level and sides, that share no segment; one with an ID goes on with that
}

// Apply works out what the set does to the stretches held of its county, whose units of all
// days are given: what it says follows them where they change later. It holds until the
// next day on which something else of the border begins or ends.
func (w BorderSet) Apply(held []boundaries.Stretch, units []boundaries.Version) StretchDiff {
	window := civil.Span{From: w.From}
	until := func(day civil.Day) {
		if w.From.Before(day) && (window.To.IsZero() || day.Before(window.To)) {
			window.To = day
		}
	}
	for _, s := range held {
		if w.concerns(s) {
			until(s.Valid.From)
			until(s.Valid.To)
		}
	}
	var diff StretchDiff
	var open []boundaries.Stretch
	for _, s := range w.Stretches {
		s.Version, s.Valid = 0, window
		open = append(open, s)
	}
	open = Forward(w.County, units, open)
	for _, s := range held {
		if !w.concerns(s) || !s.Valid.Overlaps(window) {
			continue
		}
		if i := slices.IndexFunc(open, func(o boundaries.Stretch) bool {
			return o.Valid.Intersect(s.Valid) == o.Valid && boundaries.SameStretch(o, s)
		}); i >= 0 {
			open = slices.Delete(open, i, i+1) // said already
			continue
		}
		diff.end(s, w.From)
		if !window.To.IsZero() && (s.Valid.To.IsZero() || window.To.Before(s.Valid.To)) {
			s.Valid.From = window.To
			diff.Open = append(diff.Open, s)
		}
	}
	diff.Open = append(diff.Open, open...)
	return diff
}

// concerns reports whether a stretch is of the border.
func (w BorderSet) concerns(s boundaries.Stretch) bool {
	sides := w.Border.Sides
	return s.Level == w.Border.Level && (s.Sides == sides || s.Sides == [2]boundaries.UnitID{sides[1], sides[0]})
}
