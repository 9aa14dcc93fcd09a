package boundaries

import "fmt"

// InferenceID names a stored inference; 0 is one not stored.
type InferenceID int64

// Inference (推断) is a link that two snapshots suggest and a person confirms.
type Inference struct {
	Link
	ID         InferenceID
	Confidence float64 // 0..1
	Evidence   Evidence
	Bears      bool   // the later unit bears the earlier one's code or name
	State      Ruling // what a person has said of it
	Author     string // who said so, or whose import suggested it
}

// Ruling (认定) is what a person has said of an inference.
type Ruling uint8

// The rulings; nobody has said anything of one that is Proposed.
const (
	Proposed Ruling = iota
	Confirmed
	Rejected
)

var rulingNames = [...]string{"proposed", "confirmed", "rejected"}

// String is "proposed", "confirmed" or "rejected".
func (r Ruling) String() string { return rulingNames[r] }

// ParseRuling reads what String writes.
func ParseRuling(s string) (Ruling, error) {
	for i, name := range rulingNames {
		if s == name {
			return Ruling(i), nil
		}
	}
	return Proposed, fmt.Errorf("%q is no state of an inference: write proposed, confirmed or rejected", s)
}

// Evidence (依据) is what speaks for an inference.
type Evidence uint8

// What an inference may rest on.
const (
	ByLand        Evidence = iota // land that both units have
	ByCodeAndName                 // code and name, where land is not known
	ByName                        // the name alone
	ByCode                        // the code alone
	ByGroups                      // villager groups whose address or place is in the one, then in the other
	ByPerson                      // a person named the successor
)

var evidenceNames = [...]string{"land", "code_and_name", "name", "code", "groups", "person"}

// String is a short stable name.
func (e Evidence) String() string { return evidenceNames[e] }

// ParseEvidence reads what String writes; what it does not know is ByLand.
func ParseEvidence(s string) Evidence {
	for i, name := range evidenceNames {
		if s == name {
			return Evidence(i)
		}
	}
	return ByLand
}

// LinkKinds are the kinds of links that a person may name for an inference.
var LinkKinds = []string{"merge", "absorb", "split", "transfer", "rename", "recode", "retype", "border"}

// Why is one sentence: what speaks for it.
func (i *Inference) Why() string {
	switch i.Evidence {
	case ByCodeAndName:
		return "the same code and name; their land is not known"
	case ByName:
		return "the same name; their land is not known"
	case ByCode:
		return "the same code, which may have been given again; their land is not known"
	case ByGroups:
		return fmt.Sprintf("%.1f %% of the people of %s, by their villager groups, belong to %s", 100*i.People, i.FromName, i.ToName)
	case ByPerson:
		return "named by " + i.Author
	}
	why := fmt.Sprintf("%.1f %% of the land of %s lies in %s", 100*i.Area, i.FromName, i.ToName)
	if i.Bears {
		why += ", which has its code or name"
	}
	return why
}

// Believed is the strand of lineage that an inference amounts to: confirmed, it counts
// as any other; proposed, it bears its confidence; rejected it is none.
func (i *Inference) Believed() (l Link, ok bool) {
	l = i.Link
	l.Inference = i.ID
	if i.State == Proposed {
		l.Inferred = i.Confidence
	}
	return l, i.State != Rejected
}

// Believe are the strands that inferences amount to. Where a person rejected some of a
// unit's, the shares of the others are made to sum to 1 again.
func Believe(all []Inference) []Link {
	type source struct {
		unit UnitID
		day  string
	}
	sums := map[source]*[2]float64{}
	var links []Link
	for i := range all {
		l, ok := all[i].Believed()
		if !ok {
			continue
		}
		s := source{l.From, l.Day.String()}
		if sums[s] == nil {
			sums[s] = &[2]float64{}
		}
		sums[s][0] += l.People
		sums[s][1] += l.Area
		links = append(links, l)
	}
	for i := range links {
		l := &links[i]
		sum := sums[source{l.From, l.Day.String()}]
		l.People, l.Area = shareOf(l.People, sum[0]), shareOf(l.Area, sum[1])
	}
	return links
}

// shareOf is a part of a sum that ought to be 1; sums that are so but for rounding, and
// parts of nothing, stay as they are.
func shareOf(part, sum float64) float64 {
	if sum == 0 || sum > 1-1e-9 && sum < 1+1e-9 {
		return part
	}
	return part / sum
}
