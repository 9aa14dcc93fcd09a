package boundaries_test

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/geo"
)

// ledger is a county's units and border stretches of all days.
type ledger struct {
	units     []boundaries.Version
	stretches []boundaries.Stretch
	number    int64
}

func (l *ledger) on(t *rapid.T, day civil.Day) *edition.Edition {
	parts := edition.Parts{County: edition.County{Code: county, Name: "试验县"}}
	for _, v := range l.units {
		if v.Valid.Contains(day) {
			parts.Units = append(parts.Units, v)
		}
	}
	for _, s := range l.stretches {
		if s.Valid.Contains(day) {
			parts.Stretches = append(parts.Stretches, s)
		}
	}
	ed, err := edition.Make(edition.Key{County: county, At: day}, parts)
	if err != nil {
		t.Fatal(err)
	}
	return ed
}

// take writes what an outcome does, and lets the stretches follow.
func (l *ledger) take(out boundaries.Outcome, day civil.Day, undone, back []boundaries.Stretch) edition.StretchDiff {
	before := slices.Clone(l.units)
	l.units = slices.DeleteFunc(l.units, func(v boundaries.Version) bool { return slices.Contains(out.Close, v.ID) })
	for _, v := range out.Open {
		l.number++
		v.ID = boundaries.VersionID(1000 + l.number)
		l.units = append(l.units, v)
	}
	diff := edition.Redraw{County: edition.County{Code: county}, Before: before, After: l.units, From: day, Held: l.stretches, Undone: undone, Back: back}.Stretches()
	l.put(&diff)
	return diff
}

func (l *ledger) put(diff *edition.StretchDiff) {
	l.stretches = slices.DeleteFunc(l.stretches, func(s boundaries.Stretch) bool {
		return slices.ContainsFunc(diff.Close, func(c boundaries.Stretch) bool { return c.Version == s.Version })
	})
	for i := range diff.Open {
		s := &diff.Open[i]
		l.number++
		s.Version = l.number
		if s.ID == 0 {
			s.ID = boundaries.StretchID(l.number)
		}
		l.stretches = append(l.stretches, *s)
	}
}

// checkCover finds every segment of border in just one run, and every stretch on one.
func checkCover(t *rapid.T, ed *edition.Edition) {
	sum, arcs := geo.Metres(0), geo.Metres(0)
	shown := map[boundaries.StretchID]bool{}
	for _, b := range ed.Borders() {
		for _, run := range b.Runs() {
			sum += run.Length()
			if run.Stretch != nil {
				shown[run.Stretch.ID] = true
			}
		}
	}
	net := ed.BorderNet()
	for _, a := range net.Arcs {
		for i := 1; i < len(a.Line); i++ {
			arcs += geo.Distance(a.Line[i-1].Point(), a.Line[i].Point())
		}
	}
	if math.Abs(float64(sum-arcs)) > 0.001 {
		t.Fatalf("borders of %.4f m on arcs of %.4f m", sum, arcs)
	}
	segments := map[[2]geo.Vertex]boundaries.StretchID{}
	for _, s := range ed.Boundaries.Stretches {
		path := net.Path(s)
		if path == nil || !shown[s.ID] {
			t.Fatalf("stretch %d of level %v between %v runs along no border", s.ID, s.Level, s.Sides)
		}
		for i := 1; i < len(path); i++ {
			for _, key := range [][2]geo.Vertex{{path[i-1], path[i]}, {path[i], path[i-1]}} {
				if other, twice := segments[key]; twice && other != s.ID {
					t.Fatalf("stretches %d and %d run along one segment", other, s.ID)
				}
				segments[key] = s.ID
			}
		}
	}
}

// Whatever is ordered, and undone again, the stretches lie on the borders of the day, no two
// on one segment; undone, they are what they were.
func TestStretchesFollowAnyOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		state := testBoard()
		l := &ledger{units: state.Units}
		day := civil.Date(2020, 1, 1)
		ed := l.on(t, day)
		for i, b := range ed.Borders() {
			if rapid.Bool().Draw(t, "recorded") {
				number := string(rune('a' + i))
				e := edition.BorderEdit{Number: &number, Carrier: &number}
				stretches, err := b.Edit(e)
				if err != nil {
					t.Fatal(err)
				}
				diff := edition.BorderSet{Border: b, County: ed.County, From: day, Stretches: stretches}.Apply(l.stretches, l.units)
				l.put(&diff)
			}
		}
		checkCover(t, l.on(t, day))
		for range rapid.IntRange(1, 6).Draw(t, "orders") {
			day = day.AddDays(rapid.IntRange(0, 2).Draw(t, "days"))
			now := edition.StateOf(l.units, day)
			now.Groups = state.Groups
			order := boundaries.Order{Counties: []adcode.Code{county}, Effective: day, Changes: []boundaries.Change{anyChange(t, now)}}
			out, err := boundaries.Apply(now, order)
			if err != nil {
				continue
			}
			was := ledger{units: slices.Clone(l.units), stretches: slices.Clone(l.stretches)}
			diff := l.take(out, day, nil, nil)
			checkCover(t, l.on(t, day))
			if rapid.Bool().Draw(t, "undo") {
				l.undo(t, was, out, day, diff)
			}
		}
	})
}

// undo takes an order back on its own day.
func (l *ledger) undo(t *rapid.T, was ledger, out boundaries.Outcome, day civil.Day, diff edition.StretchDiff) {
	record := boundaries.Record{Effective: day, Opened: out.Open, Moved: out.Moved}
	for _, v := range was.units {
		if slices.Contains(out.Close, v.ID) {
			record.Closed = append(record.Closed, v)
		}
	}
	now := edition.StateOf(l.units, day)
	now.Past = map[boundaries.ChangeID]boundaries.Record{1: record}
	back, err := boundaries.Apply(now, boundaries.Order{Counties: []adcode.Code{county}, Effective: day, Changes: []boundaries.Change{boundaries.Revert{Order: 1}}})
	if err != nil {
		t.Fatalf("taking back: %v", err)
	}
	then := func(s boundaries.Stretch) bool { return !s.Valid.Contains(day) }
	l.take(back, day, slices.DeleteFunc(slices.Clone(diff.Open), then), slices.DeleteFunc(slices.Clone(diff.Close), then))
	checkCover(t, l.on(t, day))
	if len(l.stretches) != len(was.stretches) {
		t.Fatalf("%d stretches after taking back, there were %d:\n%+v\n%+v", len(l.stretches), len(was.stretches), l.stretches, was.stretches)
	}
	for _, s := range was.stretches {
		if !slices.ContainsFunc(l.stretches, func(o boundaries.Stretch) bool { return o.Valid == s.Valid && boundaries.SameStretch(o, s) }) {
			t.Fatalf("stretch %d did not come back: %+v, of %+v", s.ID, s, l.stretches)
		}
	}
}
