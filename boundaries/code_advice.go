package boundaries

import (
	"fmt"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
)

// CodeAdvice is what whoever decides on codes for new units needs to see.
type CodeAdvice struct {
	Proposals []Proposal
	Class     [2]int        // first and last number of the type's class
	Free      []adcode.Code // never borne, as far as is known
	Former    []CodeSpan    // the last bearer of each code that nobody bears on the day or later
}

// Advise proposes codes for n new units of a type under a parent in force on a day, and
// lists what is free. The error is a *RuleError where the parent is not in force or
// the type has no class of codes under it.
func (r CodeRegister) Advise(parent adcode.Code, t Type, day civil.Day, n int) (CodeAdvice, error) {
	inForce := false
	for _, s := range r.Spans {
		inForce = inForce || s.Code == parent && s.Valid.Contains(day)
	}
	if !inForce {
		return CodeAdvice{}, &RuleError{Rule: "not_in_force", Unit: parent, Said: "no unit bears this code on the day: give the parent's code of that day"}
	}
	class, ok := classRange[t]
	if !ok || levelOf(t) != parent.Level()+1 {
		return CodeAdvice{}, &RuleError{Rule: "wrong_type", Unit: parent, Said: fmt.Sprintf("a %s has no class of codes under it: choose a type of the level below", orNoType(t))}
	}
	advice := CodeAdvice{Class: class}
	taken := r.Uses()
	for range n {
		p := ProposeCode(parent, t, taken)
		advice.Proposals = append(advice.Proposals, p)
		if p.Code.IsZero() {
			break
		}
		taken = append(taken, CodeUse{Code: p.Code, Name: p.Code.String(), Valid: civil.Span{From: day}})
	}
	last := map[adcode.Code]CodeSpan{}
	for _, s := range r.Spans {
		last[s.Code] = s
	}
	for n := class[0]; n <= class[1]; n++ {
		code := parent.Child(n)
		switch s, borne := last[code]; {
		case !borne:
			advice.Free = append(advice.Free, code)
		case !s.Valid.To.IsZero() && (day.IsZero() || !day.Before(s.Valid.To)):
			advice.Former = append(advice.Former, s)
		}
	}
	return advice, nil
}
