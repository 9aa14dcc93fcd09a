package edition

import (
	"slices"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/civil"
)

// Redraw is a change of a county's units, which its border stretches follow.
type Redraw struct {
	County        County
	Before, After []boundaries.Version // of all days
	From          civil.Day            // nothing is other before it
	Held          []boundaries.Stretch // of all days
	Undone, Back  []boundaries.Stretch // of orders taken back: what they opened and what they closed
}

// StretchDiff is what becomes of the stretches held. An opened one with ID 0 begins one.
type StretchDiff struct{ Close, Open []boundaries.Stretch }

// Stretches works out which stretches end and which take their place. Those that begin
// on a later day follow what the units are then.
func (r Redraw) Stretches() StretchDiff {
	var diff StretchDiff
	for _, day := range r.days() {
		var then []boundaries.Stretch
		for _, s := range r.Held {
			if s.Valid.Contains(day) && (day == r.From || s.Valid.From == day) {
				then = append(then, s)
			}
		}
		if sameVersions(r.Before, r.After, day) {
			continue
		}
		diff.add(r.on(day, then))
	}
	diff.join(r.Held)
	return diff
}

// days are From and the days after it on which a stretch begins.
func (r Redraw) days() []civil.Day {
	days := []civil.Day{r.From}
	for _, s := range r.Held {
		if r.From.Before(s.Valid.From) {
			days = append(days, s.Valid.From)
		}
	}
	slices.SortFunc(days, civil.Day.Compare)
	return slices.Compact(days)
}

func sameVersions(before, after []boundaries.Version, day civil.Day) bool {
	held := map[boundaries.VersionID]bool{}
	for _, v := range before {
		if v.Valid.Contains(day) {
			held[v.ID] = true
		}
	}
	for _, v := range after {
		if v.Valid.Contains(day) && !held[v.ID] {
			return false
		}
		delete(held, v.ID)
	}
	return len(held) == 0
}

// on is what becomes of the stretches in force on a day.
func (r Redraw) on(day civil.Day, then []boundaries.Stretch) (diff StretchDiff) {
	undone := func(s boundaries.Stretch) bool {
		return slices.ContainsFunc(r.Undone, func(u boundaries.Stretch) bool { return boundaries.SameStretch(u, s) })
	}
	var back, kept []boundaries.Stretch
	if day == r.From {
		back = r.Back
	}
	for _, s := range then {
		if day == r.From && undone(s) {
			diff.end(s, day)
		} else {
			kept = append(kept, s)
		}
	}
	carried, restored := boundaries.Carry(kept, netOn(r.County, r.Before, day), netOn(r.County, r.After, day), back)
	there := map[boundaries.StretchID]bool{}
	for _, s := range kept {
		there[s.ID] = true
	}
	for _, c := range carried {
		diff.end(c.From, day)
		for _, to := range c.To {
			to.Valid = civil.Span{From: day, To: c.From.Valid.To}
			diff.Open = append(diff.Open, to)
		}
	}
	for _, s := range restored {
		if there[s.ID] {
			s.ID, s.Origin = 0, s.ID
		}
		s.Valid = civil.Span{From: day, To: r.next(s.ID, day)}
		diff.Open = append(diff.Open, s)
	}
	return diff
}

// next is the first day after one on which a stretch has another version.
func (r Redraw) next(id boundaries.StretchID, day civil.Day) (next civil.Day) {
	for _, s := range r.Held {
		if id != 0 && s.ID == id && day.Before(s.Valid.From) && (next.IsZero() || s.Valid.From.Before(next)) {
			next = s.Valid.From
		}
	}
	return next
}

// end ends a stretch on a day; what was before stays.
func (d *StretchDiff) end(s boundaries.Stretch, day civil.Day) {
	d.Close = append(d.Close, s)
	if s.Valid.From.Before(day) {
		s.Valid.To = day
		d.Open = append(d.Open, s)
	}
}

func (d *StretchDiff) add(o StretchDiff) {
	d.Close, d.Open = append(d.Close, o.Close...), append(d.Open, o.Open...)
}

// join makes one version of two that say the same of a stretch on days that touch: what is
// taken back is what was before, in its days too.
func (d *StretchDiff) join(held []boundaries.Stretch) {
	follows := func(a, b boundaries.Stretch) bool {
		return a.ID != 0 && !a.Valid.To.IsZero() && a.Valid.To == b.Valid.From && boundaries.SameStretch(a, b)
	}
	for i := range d.Open {
		for _, h := range held {
			if follows(h, d.Open[i]) && !slices.ContainsFunc(d.Close, func(c boundaries.Stretch) bool { return c.Version == h.Version }) {
				d.Close = append(d.Close, h)
				d.Open[i].Valid.From = h.Valid.From
			}
		}
	}
	for i := 0; i < len(d.Open); i++ {
		for k := range d.Open {
			if i != k && follows(d.Open[i], d.Open[k]) {
				d.Open[k].Valid.From = d.Open[i].Valid.From
				d.Open = slices.Delete(d.Open, i, i+1)
				i--
				break
			}
		}
	}
}

// netOn is the net of a county's borders on a day.
func netOn(county County, versions []boundaries.Version, day civil.Day) *boundaries.BorderNet {
	var units []boundaries.Version
	for _, v := range versions {
		if v.Valid.Contains(day) {
			units = append(units, v)
		}
	}
	b := sortBoundaries(county, units)
	b.nest()
	b.cut()
	return b.BorderNet()
}

// Forward carries stretches recorded from a day on through the later changes of the units,
// up to the day on which they end.
func Forward(county County, versions []boundaries.Version, stretches []boundaries.Stretch) []boundaries.Stretch {
	if len(stretches) == 0 {
		return nil
	}
	window := stretches[0].Valid
	var days []civil.Day
	for _, v := range versions {
		if window.From.Before(v.Valid.From) && window.Contains(v.Valid.From) {
			days = append(days, v.Valid.From)
		}
	}
	slices.SortFunc(days, civil.Day.Compare)
	now, done := slices.Clone(stretches), []boundaries.Stretch(nil)
	was := (*boundaries.BorderNet)(nil)
	for _, day := range slices.Compact(days) {
		if was == nil {
			was = netOn(county, versions, window.From)
		}
		then := netOn(county, versions, day)
		now, done = forwardOn(day, now, done, was, then)
		was = then
	}
	return append(done, now...)
}

// forwardOn ends the stretches that change on a day and goes on with what they come to.
func forwardOn(day civil.Day, now, done []boundaries.Stretch, was, then *boundaries.BorderNet) (next, ended []boundaries.Stretch) {
	carried, _ := boundaries.Carry(now, was, then, nil)
	for _, s := range now {
		i := slices.IndexFunc(carried, func(c boundaries.Carried) bool { return sameCourse(c.From, s) })
		if i < 0 {
			next = append(next, s)
			continue
		}
		for _, to := range carried[i].To {
			to.Valid = civil.Span{From: day, To: s.Valid.To}
			next = append(next, to)
		}
		s.Valid.To = day
		done = append(done, s)
	}
	return next, done
}

func sameCourse(a, b boundaries.Stretch) bool {
	return a.Level == b.Level && a.Sides == b.Sides && slices.Equal(a.Course, b.Course)
}
