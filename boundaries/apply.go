package boundaries

import (
	"errors"

	"github.com/xiantu/xiantu/boundaries/adcode"
)

// Apply works out what an order does to a state. It changes nothing: the outcome says
// which versions end and which begin, who became whom, and which groups move.
//
// The error joins one RuleError for each rule that the order breaks, not only the first;
// a change that builds on one that failed is not complained of again.
func Apply(s State, o Order) (Outcome, error) {
	b := newBoard(s, o)
	b.checkOrder()
	for i, c := range o.Changes {
		b.step = i + 1
		b.apply(c)
	}
	b.step = 0
	b.checkJoints()
	b.settleCodes()
	if len(b.errs) == 0 {
		b.checkResult()
	}
	later := b.rebase()
	if len(b.errs) > 0 {
		return Outcome{}, errors.Join(b.errs...)
	}
	out := Outcome{Diff: b.diff(), Lineage: b.lineage(), Moved: b.movedGroups(), Proposed: b.proposals(), Warnings: b.warnings}
	out.Close = append(out.Close, later.Close...)
	out.Open = append(out.Open, later.Open...)
	if errs := checkDays(s, o, out.Diff); len(errs) > 0 {
		return Outcome{}, errors.Join(errs...)
	}
	return out, nil
}

// apply takes one change.
func (b *board) apply(c Change) {
	before := len(b.errs)
	switch c := c.(type) {
	case Merge:
		b.merge(c)
	case Absorb:
		b.absorb(c)
	case Split:
		b.split(c)
	case TransferUnits:
		b.transferUnits(c)
	case TransferPiece:
		b.transferPiece(c)
	case Rename:
		b.rename(c)
	case Recode:
		b.recode(c)
	case Retype:
		b.retype(c)
	case Classify:
		b.classify(c)
	case MoveBorder:
		b.moveBorder(c)
	case Revert:
		b.revert(c)
	default:
		panic("boundaries: a change of an unknown kind")
	}
	b.settleParents()
	if len(b.errs) > before || b.built {
		for _, code := range makes(c) {
			b.missed[code] = true
		}
	}
	b.built = false
}

// Makes are the codes that an order would bring into its counties.
func Makes(o Order) []adcode.Code {
	var codes []adcode.Code
	for _, c := range o.Changes {
		codes = append(codes, makes(c)...)
	}
	return codes
}

// makes are the codes that a change brings into the county.
func makes(c Change) []adcode.Code {
	switch c := c.(type) {
	case Merge:
		return []adcode.Code{c.Into.Code}
	case Recode:
		return []adcode.Code{c.Code}
	case Retype:
		return []adcode.Code{c.Code}
	case Split:
		var codes []adcode.Code
		for _, p := range c.Into {
			if p.New != nil {
				codes = append(codes, p.New.Code)
			}
		}
		return codes
	}
	return nil
}

// checkOrder checks what is said of the order as a whole.
func (b *board) checkOrder() {
	if b.order.Effective.IsZero() {
		b.refuse("no_day", adcode.Code{}, "the day on which the order takes effect is missing: give \"effective\" as YYYY-MM-DD")
	}
	if len(b.order.Counties) == 0 {
		b.refuse("no_county", adcode.Code{}, "the order names no county: give \"county\", or \"counties\" where units move between several")
	}
	for _, c := range b.order.Counties {
		if c.Level() != adcode.County {
			b.refuse("wrong_level", c, "this is not the code of a county: a county's code has 6 digits")
		}
	}
	if len(b.order.Changes) == 0 {
		b.refuse("no_change", adcode.Code{}, "the order has no changes")
	}
	if a := b.order.Approved; !a.IsZero() && !b.order.Effective.IsZero() && b.order.Effective.Before(a) {
		b.warn("before_approval", adcode.Code{}, "the order takes effect on %v, before its approval on %v", b.order.Effective, a)
	}
}
