package boundaries

import (
	"fmt"
	"slices"
	"time"

	"github.com/xiantu/xiantu/civil"
)

// Stage (环节) is a state that a change goes through, from its drafting to its public
// announcement.
type Stage uint8

// The stages, in their order. NoStage is the zero Stage. Extended is no step on the way:
// it is the consent to carry the change out within another six months.
const (
	NoStage   Stage = iota
	Drafted         // 拟订
	Assessed        // 论证: risks, experts, public
	Published       // 公示
	Submitted       // 上报
	Approved        // 批复
	Extended        // 延期
	InForce         // 实施
	Announced       // 公告
)

// Stages are all stages, in their order.
var Stages = []Stage{Drafted, Assessed, Published, Submitted, Approved, Extended, InForce, Announced}

var stageNames = [...]struct{ en, zh string }{
	{"", ""}, {"drafted", "拟订"}, {"assessed", "论证"}, {"published", "公示"}, {"submitted", "上报"}, {"approved", "批复"}, {"extended", "延期"}, {"in_force", "实施"}, {"announced", "公告"},
}

// String is the stage's stable name: "in_force".
func (s Stage) String() string { return stageNames[s].en }

// Chinese is the stage in Chinese: 实施.
func (s Stage) Chinese() string { return stageNames[s].zh }

// ParseStage reads a stage as String or Chinese writes it; ok is false for any other text.
func ParseStage(text string) (s Stage, ok bool) {
	i := slices.IndexFunc(Stages, func(s Stage) bool { return text == s.String() || text == s.Chinese() })
	if i < 0 {
		return NoStage, false
	}
	return Stages[i], true
}

// rank orders the stages in time. A change is announced within days of its approval,
// often before it is in force: neither comes first.
func (s Stage) rank() Stage {
	if s == Announced {
		return InForce
	}
	return s
}

// Step is a stage that was reached on a day, as it was entered. It is never rewritten: a
// correction is another Step, which supersedes it.
type Step struct {
	ID         int64
	Stage      Stage
	Day        civil.Day
	Document   string // number of the paper; may be empty
	Note       string // may be empty
	Why        string // of a correction, or of a step entered after later ones
	Withdrawn  bool   // a correction: the stage was not reached after all
	Corrects   int64  // the Step superseded by it; 0: none
	Author     string
	Recorded   time.Time
	Superseded time.Time // zero: it stands
}

// CheckStep says whether a step may be entered after those that stand: forwards, or with
// the reason why not. Days that run backwards are allowed and told. The error is a
// *RuleError.
func CheckStep(standing []Step, next Step) (warnings []*RuleError, err error) {
	held := slices.IndexFunc(standing, func(s Step) bool { return s.Stage == next.Stage })
	refuse := func(rule, said string, args ...any) error {
		return &RuleError{Rule: rule, Said: fmt.Sprintf(said, args...)}
	}
	switch {
	case next.Withdrawn && held < 0:
		return nil, refuse("stage_missing", "the change was never entered as %v: there is nothing to withdraw", next.Stage)
	case next.Withdrawn && next.Why == "":
		return nil, refuse("stage_why", "say why the stage %v is withdrawn", next.Stage)
	case next.Day.IsZero() && !next.Withdrawn:
		return nil, refuse("stage_day", "say on which day the change was %v", next.Stage)
	case held >= 0 && next.Why == "":
		return nil, refuse("stage_again", "the change is entered as %v on %v already: to correct that, say why", next.Stage, standing[held].Day)
	}
	for _, s := range standing {
		if next.Why == "" && next.Stage != Extended && s.Stage != Extended && next.Stage.rank() < s.Stage.rank() {
			return nil, refuse("stage_back", "the change is %v already, on %v: to enter the earlier stage %v now, say why", s.Stage, s.Day, next.Stage)
		}
	}
	return CheckStages(Enter(standing, next)), nil
}

// Enter returns the steps that stand after another was entered, in order of stage.
func Enter(standing []Step, next Step) []Step {
	after := slices.DeleteFunc(slices.Clone(standing), func(s Step) bool { return s.Stage == next.Stage })
	if !next.Withdrawn {
		after = append(after, next)
	}
	slices.SortStableFunc(after, func(a, b Step) int { return int(a.Stage) - int(b.Stage) })
	return after
}

// CheckStages tells of days that run backwards among the steps that stand, and of a
// consent that came too late. A stage may be missing.
func CheckStages(standing []Step) (warnings []*RuleError) {
	for i, a := range standing {
		for _, b := range standing[i+1:] {
			if a.Stage.rank() < b.Stage.rank() && a.Stage != Extended && b.Day.Before(a.Day) {
				warnings = append(warnings, &RuleError{Rule: "stage_days", Said: fmt.Sprintf("%v on %v is before %v on %v", b.Stage, b.Day, a.Stage, a.Day)})
			}
			if a.Stage == Approved && b.Stage == Extended && a.Day.AddMonths(dueMonths).Before(b.Day) {
				warnings = append(warnings, &RuleError{Rule: "stage_extension", Said: fmt.Sprintf("the consent of %v came after the %d months that ended on %v", b.Day, dueMonths, a.Day.AddMonths(dueMonths))})
			}
		}
	}
	return warnings
}

// How long after its approval a change may take to be carried out, and how much longer
// with consent (行政区划管理条例).
const (
	dueMonths      = 12
	extendedMonths = 6
)

// Due (实施期限) is until when an approved change is to be carried out.
type Due struct {
	Approved    civil.Day
	Day         civil.Day // the last day
	Extended    bool      // by six months, with consent
	Implemented civil.Day // zero: not entered
	Late        bool      // carried out after the last day, or not yet today, when it is over
}

// DueOf works out when a change is due by the steps that stand; ok is false as long as
// it is not approved.
func DueOf(standing []Step, today civil.Day) (due Due, ok bool) {
	months := dueMonths
	for _, s := range standing {
		switch s.Stage {
		case Approved:
			due.Approved = s.Day
		case Extended:
			due.Extended, months = true, dueMonths+extendedMonths
		case InForce:
			due.Implemented = s.Day
		}
	}
	if due.Approved.IsZero() {
		return Due{}, false
	}
	due.Day = due.Approved.AddMonths(months)
	done := due.Implemented
	if done.IsZero() {
		done = today
	}
	due.Late = due.Day.Before(done)
	return due, true
}
