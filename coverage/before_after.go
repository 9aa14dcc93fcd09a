package coverage

import (
	"slices"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
)

// Comparison is a question's answer before and after a redistricting (区划调整前后对比), and
// why its shares changed.
type Comparison struct {
	Before, After *Answer
	Stages        []Stage    // from the answer before to the one after; the last is After's
	Effects       []Effect   // of each share; they add up to its change
	Moved         []Shift    // facilities that opened, closed, moved or came to another unit
	Villages      []Heritage // each village after, and what it came from
	Said          Definition // what happened, in a sentence or two
	Definition    Definition // what the effects mean
}

// Cause is why a share changed.
type Cause string

// The causes, in the order in which they are taken one after the other.
const (
	CausePeople       Cause = "recounted"    // other people were counted
	CauseDenominator  Cause = "denominator"  // what is had is had of more or fewer, by the change of units
	CauseUnits        Cause = "units"        // units merged or split, so more or fewer have a facility
	CauseReclassified Cause = "reclassified" // units became urban or rural
	CauseClosed       Cause = "closed"       // facilities no longer in operation
	CauseMoved        Cause = "moved"        // facilities that stand elsewhere
	CauseOpened       Cause = "opened"       // facilities new in operation
)

// Causes are all causes.
var Causes = []Cause{CausePeople, CauseDenominator, CauseUnits, CauseReclassified, CauseClosed, CauseMoved, CauseOpened}

// Stage is the answer after some of what changed: before, recounted, redrawn, reclassified,
// closed, moved, and opened, which is all.
type Stage struct {
	Name  string
	Total Line
}

// Effect is what a cause did to the shares, in parts of 1.
type Effect struct {
	Cause  Cause
	People map[string]float64 // by age group
	Units  float64
	Land   float64
}

// Compare asks a question of a county before and after: on two days, or without and with a
// plan. Links are the lineage between them, which is looked at only for villages whose
// land and groups are not known; it may be nil. The county's own facilities count, not its
// neighbours'.
func Compare(before, after *edition.Edition, q Question, links []boundaries.Link) (*Comparison, error) {
	if before.County.Code != after.County.Code {
		return nil, refuse("county", "不能比较两个县：%s 与 %s", "two counties cannot be compared: %s and %s", before.County.Code, after.County.Code)
	}
	if q.Neighbours {
		return nil, refuse("neighbours", "前后对比只计本县设施：请去掉 neighbours", "a comparison counts the county's own facilities: leave neighbours out")
	}
	q.With = nil
	c := &Comparison{Definition: comparisonDefined}
	var err error
	if c.Before, err = Ask(before, q); err != nil {
		return nil, err
	}
	if c.After, err = Ask(after, q); err != nil {
		return nil, err
	}
	strands := strandsOf(before, after, links)
	changes := shiftsOf(before, after, c.Before.Question, strands)
	if c.Stages, err = stepsOf(before, after, c, strands, changes); err != nil {
		return nil, err
	}
	c.Moved = changes
	c.Effects = effectsOf(c.Stages, c.Before.Question)
	if c.Villages, err = heritages(before, after, c.Before.Question, strands); err != nil {
		return nil, err
	}
	c.Said = c.say(before, after)
	return c, nil
}

// stepsOf asks the question of one edition after the other, each with one change more.
func stepsOf(before, after *edition.Edition, c *Comparison, strands []strand, changes []Shift) ([]Stage, error) {
	m := mixer{before, after, strands, changes}
	steps := []Stage{{"before", c.Before.Total}}
	for _, s := range []struct {
		name string
		ed   *edition.Edition
	}{
		{"recounted", m.recounted()}, {"redrawn", m.redrawn(false)}, {"reclassified", m.redrawn(true)}, {"closed", m.closed()}, {"moved", m.moved()},
	} {
		a, err := Ask(s.ed, c.Before.Question.within(s.ed))
		if err != nil {
			return nil, err
		}
		steps = append(steps, Stage{s.name, a.Total})
	}
	return append(steps, Stage{"opened", c.After.Total}), nil
}

// within is the question without age groups that an edition does not count.
func (q Question) within(ed *edition.Edition) Question {
	q.Ages = slices.DeleteFunc(slices.Clone(q.Ages), func(age string) bool { return ed.People.Age(age) < 0 })
	return q
}

// effectsOf tells the effects of each step but the second, of which it makes two: what the
// other number of units does to the units that had a facility, and what merging and
// splitting does to how many have one.
func effectsOf(steps []Stage, q Question) []Effect {
	effects := make([]Effect, len(Causes))
	for i, cause := range Causes {
		effects[i] = Effect{Cause: cause, People: map[string]float64{}}
	}
	part := func(set func(e *Effect, x float64), share func(l *Line) fraction) {
		for i := 1; i < len(steps); i++ {
			from, to := share(&steps[i-1].Total), share(&steps[i].Total)
			switch {
			case i == 1:
				set(&effects[0], to.value()-from.value())
			case i == 2:
				denominator := from.over(to.of) - from.value()
				set(&effects[1], denominator)
				set(&effects[2], to.value()-from.value()-denominator)
			default:
				set(&effects[i], to.value()-from.value())
			}
		}
	}
	for _, age := range q.Ages {
		part(func(e *Effect, x float64) { e.People[age] = x }, func(l *Line) fraction {
			return fraction{float64(l.People[age].Covered), float64(l.People[age].Of)}
		})
	}
	part(func(e *Effect, x float64) { e.Units = x }, func(l *Line) fraction { return fraction{float64(l.Units.counted()), float64(l.Units.Of)} })
	part(func(e *Effect, x float64) { e.Land = x }, func(l *Line) fraction { return fraction{float64(l.Land.Covered), float64(l.Land.Of)} })
	return effects
}

// counted are the units that count as covered by the question's rule.
func (u Units) counted() int64 {
	if u.Rule == Served {
		return u.Served
	}
	return u.Having
}

type fraction struct{ covered, of float64 }

func (f fraction) value() float64 { return f.over(f.of) }

func (f fraction) over(of float64) float64 {
	if of == 0 {
		return 0
	}
	return f.covered / of
}

// Heritage is a village after, with its answer, and what it came from.
type Heritage struct {
	Unit int // index in the edition after
	Line Line
	In   bool // in the question's scope; else Line is empty
	From []Ancestor
}

// Ancestor is a village before and its part in one after.
type Ancestor struct {
	Unit   int // index in the edition before
	Line   Line
	In     bool    // in the question's scope before
	Moved  int64   // people of it, all ages, who are now in the village after
	People float64 // the same, of all its people
	Area   float64 // its land that is now in the village after, of all its land; 0 where unknown
}

func heritages(before, after *edition.Edition, q Question, strands []strand) ([]Heritage, error) {
	q.By, q.PeopleOnly = adcode.Village, true
	was, err := Ask(before, q.within(before))
	if err != nil {
		return nil, err
	}
	is, err := Ask(after, q.within(after))
	if err != nil {
		return nil, err
	}
	old, now := lineByUnit(was), lineByUnit(is)
	var out []Heritage
	for _, u := range after.At(adcode.Village) {
		h := Heritage{Unit: u.Index}
		h.Line, h.In = now[u.Index]
		for _, s := range strands {
			if s.to != u.Index {
				continue
			}
			a := Ancestor{Unit: s.from, Moved: s.people, People: s.sharePeople, Area: s.shareArea}
			a.Line, a.In = old[s.from]
			h.From = append(h.From, a)
		}
		out = append(out, h)
	}
	return out, nil
}

func lineByUnit(a *Answer) map[int]Line {
	lines := map[int]Line{}
	for _, l := range a.Lines {
		lines[l.Unit] = l
	}
	return lines
}
