package boundaries

import (
	"cmp"
	"errors"
	"slices"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
)

// Snapshot (某日全貌) is a whole level of a county as it stood on a day: what a
// bureau's file of divisions says. Versions carry no ID, Unit or Valid.
type Snapshot struct {
	County adcode.Code
	Level  adcode.Level
	Day    civil.Day
	Units  []Version
}

// Diff is what a snapshot does to the versions held: Close ends them wholly (they
// are superseded in recorded time), Open takes their place. A version of which
// only some days end appears in Close once and in Open with the days that stay.
// An opened version with Unit 0 begins a new unit.
type Diff struct {
	Close []VersionID
	Open  []Version
}

// IsEmpty reports that nothing changes.
func (d Diff) IsEmpty() bool { return len(d.Close) == 0 && len(d.Open) == 0 }

// Compare works out what snapshot s changes, given the versions held of its county
// and level and the days on which other snapshots of that level were taken. What s says
// holds from s.Day until the next of those days: later snapshots stay as they are.
// The first snapshot of all holds from s.Day, and so before it nothing is known.
//
// What orders changed after s.Day stays too: s tells the days up to theirs, for the
// units that they touched.
//
// A unit of s continues a held unit in force on the day, or else on the last day
// before it, that bears the same code and name; where the very day was listed before,
// also one with the same outline whose code or name is corrected. Else it is new: a
// list alone does not prove that a unit of another name is the same one. Who became
// whom beyond that is lineage, which a change records, or which is inferred and left
// for a person to confirm: see Infer.
//
// The error joins one RuleError for each unit that cannot stand.
func Compare(held []Version, days []civil.Day, s Snapshot) (Diff, error) {
	if err := s.check(); err != nil {
		return Diff{}, err
	}
	window := civil.Span{From: s.Day}
	for _, d := range days {
		if s.Day.Before(d) && (window.To.IsZero() || d.Before(window.To)) {
			window.To = d
		}
	}
	scope := newScope(held, days, window)
	said := map[adcode.Code]*Version{}
	for i := range s.Units {
		said[s.Units[i].Code] = &s.Units[i]
	}
	var diff Diff
	kept := map[adcode.Code]bool{}
	for _, v := range held {
		within := scope.of(&v)
		if !v.Valid.Overlaps(window) || scope.ordered(&v) {
			continue
		}
		if u := said[v.Code]; u != nil && SameFacts(v, *u) && v.Valid.Intersect(within) == within {
			kept[v.Code] = true
			continue
		}
		diff.Close = append(diff.Close, v.ID)
		for _, rest := range outside(v.Valid, within) {
			stays := v
			stays.ID, stays.Valid = 0, rest
			diff.Open = append(diff.Open, stays)
		}
	}
	known, corrected := identities(held, s.Day), map[adcode.Code]UnitID{}
	if slices.Contains(days, s.Day) {
		corrected = outlines(held, s)
	}
	for _, u := range s.Units {
		if kept[u.Code] {
			continue
		}
		u.ID, u.Unit, u.Valid = 0, cmp.Or(known[bearer{u.Code, u.Name}], corrected[u.Code]), scope.said(u.Code)
		diff.Open = append(diff.Open, u)
	}
	diff.Open = join(diff.Open)
	return diff, nil
}

// SameFacts reports whether two versions say the same of a unit: everything but
// identity and days.
func SameFacts(a, b Version) bool {
	return a.Code == b.Code && a.Name == b.Name && a.Full == b.Full && a.Type == b.Type && a.Parent == b.Parent && a.Tier == b.Tier && a.Urban == b.Urban &&
		samePoint(a.Seat, b.Seat) && a.Shape.Equal(b.Shape)
}

func samePoint(a, b *orb.Point) bool { return a == b || a != nil && b != nil && *a == *b }

func (s Snapshot) check() error {
	var errs []error
	refuse := func(rule string, code adcode.Code, said string) {
		errs = append(errs, &RuleError{Rule: rule, Unit: code, Said: said})
	}
	if s.Day.IsZero() {
		refuse("no_day", adcode.Code{}, "the day on which this list was in force is missing: give --date YYYY-MM-DD")
	}
	seen := map[adcode.Code]bool{}
	for _, u := range s.Units {
		switch {
		case u.Level() != s.Level:
			refuse("wrong_level", u.Code, "the code is of another level ("+u.Level().String()+") than the file ("+s.Level.String()+"): one level a file")
		case u.Code.County() != s.County:
			refuse("wrong_county", u.Code, "the code does not belong to county "+s.County.String())
		case seen[u.Code]:
			refuse("code_twice", u.Code, "two units bear this code: a code must be unique on one day")
		case u.Name == "":
			refuse("no_name", u.Code, "the unit has no name")
		}
		seen[u.Code] = true
	}
	return errors.Join(errs...)
}

// outside returns the days of s that w does not hold: none, one or two spans.
func outside(s, w civil.Span) []civil.Span {
	var rest []civil.Span
	if s.From.Before(w.From) {
		rest = append(rest, civil.Span{From: s.From, To: w.From})
	}
	if !w.To.IsZero() && (s.To.IsZero() || w.To.Before(s.To)) {
		rest = append(rest, civil.Span{From: w.To, To: s.To})
	}
	return rest
}

// join makes one version of two that say the same of a unit on days that touch.
func join(open []Version) []Version {
	slices.SortStableFunc(open, func(a, b Version) int {
		if c := a.Code.Compare(b.Code); c != 0 {
			return c
		}
		return a.Valid.From.Compare(b.Valid.From)
	})
	var joined []Version
	for _, v := range open {
		if n := len(joined); n > 0 {
			last := &joined[n-1]
			if last.Unit == v.Unit && v.Unit != 0 && last.Valid.To == v.Valid.From && SameFacts(*last, v) {
				last.Valid.To = v.Valid.To
				continue
			}
		}
		joined = append(joined, v)
	}
	return joined
}
