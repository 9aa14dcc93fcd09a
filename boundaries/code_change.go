package boundaries

import (
	"cmp"
	"slices"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
)

// CodeChange (变更对照) is one line from an old code and name to a new one. A unit that
// came of none has no From, one that left none no To.
type CodeChange struct {
	FromCode, ToCode adcode.Code
	FromName, ToName string
	Kind             string // a Link's kind, "begin" or "end"
	Day              civil.Day
	Change           ChangeID
	Inferred         float64 // confidence of an inference that nobody has confirmed; 0: it is recorded
}

// Changes are the lines between two days: after the first, up to the second; no day
// is since always and until further notice. Lineage says who became whom; what it does
// not know, as between two imported lists, is told by units that keep their identity,
// begin or end. What a level was first known with is no change.
func (r CodeRegister) Changes(after, upTo civil.Day) []CodeChange {
	known := map[edge]bool{}
	var lines []CodeChange
	began, ended := r.edges()
	for _, l := range r.Links {
		from, to := edge{l.From, l.FromCode, l.FromName, l.Day}, edge{l.To, l.ToCode, l.ToName, l.Day}
		same := l.From == l.To && l.FromCode == l.ToCode && l.FromName == l.ToName
		if _, ends := ended[from]; same || !ends && !has(began, to) {
			continue
		}
		known[from], known[to] = true, true
		lines = append(lines, CodeChange{l.FromCode, l.ToCode, l.FromName, l.ToName, l.Kind, l.Day, l.Change, l.Inferred})
	}
	lines = append(lines, r.untold(began, ended, known)...)
	lines = slices.DeleteFunc(lines, func(c CodeChange) bool {
		return !after.IsZero() && !after.Before(c.Day) || !upTo.IsZero() && upTo.Before(c.Day)
	})
	slices.SortStableFunc(lines, func(a, b CodeChange) int {
		return cmp.Or(a.Day.Compare(b.Day), cmp.Compare(a.level(), b.level()), a.FromCode.Compare(b.FromCode), a.ToCode.Compare(b.ToCode))
	})
	return slices.Compact(lines)
}

// edge is where a unit's code and name begin or end.
type edge struct {
	unit UnitID
	code adcode.Code
	name string
	day  civil.Day
}

func has(edges map[edge]CodeSpan, e edge) bool { _, ok := edges[e]; return ok }

// edges are where names and codes begin and end, spans that differ otherwise joined.
func (r CodeRegister) edges() (began, ended map[edge]CodeSpan) {
	began, ended = map[edge]CodeSpan{}, map[edge]CodeSpan{}
	for _, s := range r.Spans {
		if !s.Valid.From.IsZero() {
			began[edge{s.Unit, s.Code, s.Name, s.Valid.From}] = s
		}
		if !s.Valid.To.IsZero() {
			ended[edge{s.Unit, s.Code, s.Name, s.Valid.To}] = s
		}
	}
	for e := range began {
		if has(ended, e) { // the same unit, code and name went on
			delete(began, e)
			delete(ended, e)
		}
	}
	return began, ended
}

// untold are the beginnings and endings that lineage does not explain.
func (r CodeRegister) untold(began, ended map[edge]CodeSpan, known map[edge]bool) []CodeChange {
	first := map[adcode.Level]civil.Day{}
	for _, s := range r.Spans {
		if day, ok := first[s.Code.Level()]; !ok || s.Valid.From.Before(day) {
			first[s.Code.Level()] = s.Valid.From
		}
	}
	type moment struct {
		unit UnitID
		day  civil.Day
	}
	left := map[moment]CodeSpan{}
	for e, s := range ended {
		if !known[e] {
			left[moment{e.unit, e.day}] = s
		}
	}
	var lines []CodeChange
	for e, s := range began {
		if known[e] || e.day == first[s.Code.Level()] {
			continue
		}
		line := CodeChange{ToCode: s.Code, ToName: s.Name, Kind: "begin", Day: e.day, Change: s.Came}
		if was, ok := left[moment{e.unit, e.day}]; ok {
			delete(left, moment{e.unit, e.day})
			line.FromCode, line.FromName, line.Kind = was.Code, was.Name, "recode"
			if was.Code == s.Code {
				line.Kind = "rename"
			}
		}
		lines = append(lines, line)
	}
	for m, s := range left {
		lines = append(lines, CodeChange{FromCode: s.Code, FromName: s.Name, Kind: "end", Day: m.day, Change: s.Went})
	}
	return lines
}

func (c CodeChange) level() adcode.Level { return max(c.FromCode.Level(), c.ToCode.Level()) }
