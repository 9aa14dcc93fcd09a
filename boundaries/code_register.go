package boundaries

import (
	"cmp"
	"slices"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
)

// CodeSpan (代码使用记录) is a code as a unit bore it on a run of days, with the facts that
// a code table prints.
type CodeSpan struct {
	Code   adcode.Code
	Unit   UnitID
	Name   string
	Full   string // may be empty
	Type   Type
	Parent adcode.Code // none for a county
	Urban  Flag
	Valid  civil.Span
	Came   ChangeID // what it began by
	Went   ChangeID // what it ended by; 0 while it is borne until further notice
	Reused bool     // another unit bore the code before
}

// Cause is the change that a code came or went by, and the paper behind it.
type Cause struct {
	Change   ChangeID
	Kind     string // "order", or what was imported: "divisions"
	Title    string
	Document string // may be empty
}

// CodeRegister (代码簿) is every code that a county's units have borne, bear, or are
// known to bear from a later day on.
type CodeRegister struct {
	Spans  []CodeSpan // by code, then by first day
	Links  []Link     // lineage, by day
	Causes map[ChangeID]Cause
}

// NewCodeRegister makes a register of versions that may stand in any order. Those of
// one unit that touch and print the same become one span.
func NewCodeRegister(spans []CodeSpan, links []Link, causes map[ChangeID]Cause) CodeRegister {
	spans = slices.Clone(spans)
	slices.SortFunc(spans, func(a, b CodeSpan) int {
		return cmp.Or(a.Code.Compare(b.Code), a.Valid.From.Compare(b.Valid.From), cmp.Compare(a.Unit, b.Unit))
	})
	r := CodeRegister{Links: links, Causes: causes}
	for _, s := range spans {
		if n := len(r.Spans); n > 0 && r.Spans[n-1].continues(s) {
			r.Spans[n-1].Valid.To, r.Spans[n-1].Went = s.Valid.To, s.Went
			continue
		}
		r.Spans = append(r.Spans, s)
	}
	for run := range r.byCode() {
		for i := range run {
			run[i].Reused = slices.ContainsFunc(run[:i], func(o CodeSpan) bool { return o.Unit != run[i].Unit })
		}
	}
	return r
}

// continues reports whether next goes on where s ends, with nothing else printed.
func (s CodeSpan) continues(next CodeSpan) bool {
	return s.Code == next.Code && s.Unit == next.Unit && s.Name == next.Name && s.Full == next.Full && s.Type == next.Type &&
		s.Parent == next.Parent && s.Urban == next.Urban && !s.Valid.To.IsZero() && s.Valid.To == next.Valid.From
}

// byCode yields the spans of each code.
func (r CodeRegister) byCode() func(yield func([]CodeSpan) bool) {
	return func(yield func([]CodeSpan) bool) {
		for from := 0; from < len(r.Spans); {
			to := from + 1
			for to < len(r.Spans) && r.Spans[to].Code == r.Spans[from].Code {
				to++
			}
			if !yield(r.Spans[from:to]) {
				return
			}
			from = to
		}
	}
}

// At are the codes borne on a day, by code; no day is the newest state.
func (r CodeRegister) At(day civil.Day) []CodeSpan {
	var borne []CodeSpan
	for _, s := range r.Spans {
		if s.Valid.Contains(day) {
			borne = append(borne, s)
		}
	}
	return borne
}

// Until are the spans that began up to a day; no day is all of them.
func (r CodeRegister) Until(day civil.Day) []CodeSpan {
	var known []CodeSpan
	for _, s := range r.Spans {
		if day.IsZero() || !day.Before(s.Valid.From) {
			known = append(known, s)
		}
	}
	return known
}

// Uses are the register's codes as ProposeCode reads them.
func (r CodeRegister) Uses() []CodeUse {
	uses := make([]CodeUse, len(r.Spans))
	for i, s := range r.Spans {
		uses[i] = CodeUse{s.Code, s.Unit, s.Name, s.Valid}
	}
	return uses
}
