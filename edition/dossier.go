package edition

import (
	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
)

// Matter names what stages and papers belong to: a committed change, or the plan that it
// is drafted as. One of the two is asked for; a published plan and its change are one
// matter.
type Matter struct {
	Change boundaries.ChangeID
	Plan   int64
}

// Dossier (案卷) is what is known of how a change came about: the stages it went through
// and the papers attached.
type Dossier struct {
	Matter
	Counties  []adcode.Code
	Title     string
	Effective civil.Day         // zero for a plan
	Steps     []boundaries.Step // that stand, in order of stage
	Past      []boundaries.Step // corrections and what was corrected, as entered
	Papers    []boundaries.Paper
}

// Last is the furthest stage reached; the zero Step where none is.
func (d *Dossier) Last() boundaries.Step {
	if len(d.Steps) == 0 {
		return boundaries.Step{}
	}
	return d.Steps[len(d.Steps)-1]
}

// Warnings are what is unusual about the stages.
func (d *Dossier) Warnings() []*boundaries.RuleError {
	warnings := boundaries.CheckStages(d.Steps)
	for _, s := range d.Steps {
		if s.Stage == boundaries.InForce && !d.Effective.IsZero() && s.Day != d.Effective {
			warnings = append(warnings, &boundaries.RuleError{Rule: "stage_effective", Said: "the change takes effect on " + d.Effective.String() + ", but is entered as carried out on " + s.Day.String()})
		}
	}
	return warnings
}
