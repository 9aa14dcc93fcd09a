package boundaries

import (
	"fmt"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
)

// proposals are the codes that would be proposed for the units that the order makes or
// gives codes to.
func (b *board) proposals() []Proposal {
	var taken []CodeUse
	taken = append(taken, b.state.Used...)
	for _, u := range b.state.Units {
		taken = append(taken, CodeUse{u.Code, u.Unit, u.Name, u.Valid})
	}
	for _, v := range b.state.Later {
		taken = append(taken, CodeUse{v.Code, v.Unit, v.Name, v.Valid})
	}
	var all []Proposal
	for _, u := range b.units {
		if u.over || !u.newCode || u.Parent.IsZero() {
			continue
		}
		p := ProposeCode(u.Parent, u.Type, taken)
		p.Unit = u.Name
		all = append(all, p)
		if !p.Code.IsZero() {
			taken = append(taken, CodeUse{p.Code, u.Unit, u.Name, civil.Span{From: b.order.Effective}})
		}
	}
	return all
}

// classRange is the first and last number of a class: GB/T 10114-2003 for townships,
// statistical practice for villages.
var classRange = map[Type][2]int{
	Subdistrict: {1, 99}, Town: {100, 199}, Township: {200, 399}, EthnicTownship: {200, 399}, Community: {1, 199}, VillageCommittee: {200, 399},
}

// ProposeCode proposes a code for a new unit of a type under a parent: the number
// after the highest one ever borne in its class, so that no code comes a second time;
// where the class is used up to its end, the least number never borne. The decided
// code is the bureau's: of twenty real new codes four skipped numbers and one filled a
// gap. The proposal has no Code where none is left or the type has no class.
func ProposeCode(parent adcode.Code, t Type, taken []CodeUse) Proposal {
	p := Proposal{Parent: parent, Type: t}
	span, ok := classRange[t]
	if !ok || levelOf(t) != parent.Level()+1 {
		p.Reason = fmt.Sprintf("a %s has no class of codes under %v: choose its type first", orNoType(t), parent)
		return p
	}
	bearers := map[int]CodeUse{}
	highest := 0
	for _, use := range taken {
		n := use.Code.Serial()
		if use.Code.Parent() == parent && n >= span[0] && n <= span[1] {
			bearers[n] = use
			highest = max(highest, n)
		}
	}
	class := fmt.Sprintf("%03d-%03d (%s)", span[0], span[1], t)
	switch next := max(highest+1, span[0]); {
	case len(bearers) == 0:
		p.Code, p.Basis = parent.Child(span[0]), FirstNumber
		p.Reason = fmt.Sprintf("the first number of %s: none has been borne under %v", class, parent)
	case next <= span[1]:
		last := bearers[highest]
		p.Code, p.Basis, p.After, p.Bearer = parent.Child(next), NextNumber, highest, last.Name
		p.Reason = fmt.Sprintf("the next number of %s after %03d, which %s bears or bore", class, highest, last.Name)
	default:
		for n := span[0]; n <= span[1]; n++ {
			if _, borne := bearers[n]; !borne {
				p.Code, p.Basis = parent.Child(n), LeastFree
				p.Reason = fmt.Sprintf("the least number of %s that was never borne: the last one is taken", class)
				return p
			}
		}
		p.Basis = NoneLeft
		p.Reason = fmt.Sprintf("every number of %s has been borne under %v", class, parent)
	}
	return p
}
