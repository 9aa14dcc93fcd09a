package coverage

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"

	"github.com/xiantu/xiantu/edition"
)

// AskAccess answers a question of accessibility from an edition; beside are the editions
// of the counties around it, for a question that asks for Neighbours. It may be called
// from many goroutines. The error is ErrInvalid where the question cannot be asked.
func AskAccess(ed *edition.Edition, q AccessQuestion, beside ...*edition.Edition) (*Access, error) {
	q, err := q.Checked(ed)
	if err != nil {
		return nil, err
	}
	s := &sharing{survey: &survey{ed: ed, q: q.Plain(), has: make([]int32, len(ed.Units))}, Access: Access{Question: q}}
	s.findPlaces(beside)
	s.findSources()
	if s.reach, err = newReach(s.survey); err != nil {
		return nil, err
	}
	if err := s.afford(measuring); err != nil {
		return nil, err
	}
	s.findPeople()
	if r, ok := s.reach.(*byRoad); ok {
		s.Stranded = r.stranded()
	}
	s.link(s.reach.pairs(q.Decay.Kind != DecayNone))
	s.share()
	s.ID = accessID(ed, q, beside)
	s.Unplaced, s.Definition = s.unplaced, defineAccess(ed, &s.Access)
	return &s.Access, nil
}

// accessID names a question, as ID does for one of coverage.
func accessID(ed *edition.Edition, q AccessQuestion, beside []*edition.Edition) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "access %s %d %v", ID(ed, q.Plain(), beside...), q.Supply, q.Decay))
	return hex.EncodeToString(sum[:10])
}

// sharing is an accessibility question being answered.
type sharing struct {
	*survey
	Access
	people []float64 // by group: those who need it; 0 for groups outside
	links  []Link
}

// Plain is what the question has in common with those of coverage.
func (q *AccessQuestion) Plain() Question {
	return Question{
		Kinds: q.Kinds, Radius: q.Radius, Minutes: q.Minutes, Mode: q.Mode, OffRoad: q.OffRoad, By: q.By, Ages: []string{q.Age}, States: q.States,
		Add: q.Add, Move: q.Move, Close: q.Close, Neighbours: q.Neighbours, PeopleOnly: true,
	}
}

// Checked returns the question with its defaults filled in. The error is ErrInvalid and
// names every part that cannot be.
func (q AccessQuestion) Checked(ed *edition.Edition) (AccessQuestion, error) {
	if q.Age == "" && len(ed.People.Ages) > 0 {
		q.Age = ed.People.Ages[0]
	}
	plain, err := q.Plain().Checked(ed)
	q.Kinds, q.By, q.OffRoad = plain.Kinds, plain.By, plain.OffRoad
	if q.Supply > SupplyEach {
		err = errors.Join(err, refuse("supply", "没有这种供给：可用 beds、care_beds、staff 或 facilities", "there is no such supply: take beds, care_beds, staff or facilities"))
	}
	for i, site := range q.Add {
		if site.Capacity < 0 || q.Supply != SupplyEach && site.Capacity == 0 {
			err = errors.Join(err, refuse("add", "第 %d 处假设设施的供给为 %d：请以 capacity 写明数量", "site %d offers %d: say how much it has, as its capacity", i+1, site.Capacity))
		}
	}
	if size := q.size(); size > 0 {
		q.Decay = q.Decay.filled(size)
		err = errors.Join(err, q.Decay.check(size))
	}
	return q, err
}

// size is the catchment in its own unit.
func (q *AccessQuestion) size() float64 {
	if q.Minutes > 0 {
		return q.Minutes
	}
	return float64(q.Radius)
}

// findSources keeps those places that offer something: the survey's places are the
// sources from here on.
func (s *sharing) findSources() {
	kept := s.places[:0:0]
	for _, p := range s.places {
		supply, said := s.supplyOf(&p)
		if !said {
			s.Silent = append(s.Silent, p)
			continue
		}
		kept = append(kept, p)
		s.Sources = append(s.Sources, Source{Place: p, Supply: supply})
	}
	s.places = kept
}

// supplyOf is what a place offers; false where nobody has said it.
func (s *sharing) supplyOf(p *Place) (float64, bool) {
	if p.From != nil {
		return s.Question.Supply.of(&p.From.Facilities.List[p.Facility].Facts)
	}
	if s.Question.Supply == SupplyEach {
		return 1, true
	}
	return float64(s.Question.Add[p.Facility].Capacity), true
}

// findPeople counts who needs it. People in no unit of a county whose extent is known are
// not the county's.
func (s *sharing) findPeople() {
	known := len(s.ed.Units) > 0 && s.ed.HasShape(&s.ed.Units[0])
	column := s.ed.People.Age(s.Question.Age)
	s.people, s.home = make([]float64, len(s.ed.People.Groups)), make([]int32, len(s.ed.People.Groups))
	for i := range s.people {
		g := &s.ed.People.Groups[i]
		s.home[i] = int32(g.Unit)
		if g.Unit < 0 {
			s.home[i] = int32(len(s.ed.Units))
		}
		if g.Unit < 0 && known {
			s.Outside, s.home[i] = append(s.Outside, i), nobody
			continue
		}
		s.people[i] = float64(g.Counts[column])
	}
}

// link weighs the pairs, place by place, so that sums do not depend on the order in which
// the places were asked.
func (s *sharing) link(pairs []pair) {
	byPlace := func(a, b pair) int { return cmp.Compare(a.place, b.place) }
	if !slices.IsSortedFunc(pairs, byPlace) {
		slices.SortStableFunc(pairs, byPlace)
	}
	s.links = make([]Link, 0, len(pairs))
	decay, size := &s.Question.Decay, s.Question.size()
	for _, p := range pairs {
		if w := decay.weight(p.far, size); w > 0 {
			s.links = append(s.links, Link{p.group, p.place, w})
		}
	}
}

// share shares the supply out and adds up the lines.
func (s *sharing) share() {
	supply := make([]float64, len(s.Sources))
	for i := range s.Sources {
		supply[i] = s.Sources[i].Supply
	}
	access, demand := FloatingCatchment(s.people, supply, s.links)
	for i := range s.Sources {
		s.Sources[i].Demand = demand[i]
		if demand[i] > 0 {
			s.Sources[i].Ratio = supply[i] / demand[i]
		}
	}
	s.Groups = access
	lines := make([]AccessLine, len(s.ed.Units)+1)
	for i := range lines {
		lines[i].Unit = i
	}
	total := len(s.ed.Units)
	lines[total].Unit = -1
	for i, people := range s.people {
		lines[total].add(int64(people), access[i])
		for u := s.ed.People.Groups[i].Unit; u >= 0; u = s.ed.Units[u].Above {
			lines[u].add(int64(people), access[i])
		}
	}
	for i := range lines {
		lines[i].Mean = lines[i].Supply / cmp.Or(float64(lines[i].People), 1)
	}
	s.Total = lines[total]
	for _, u := range s.ed.At(s.Question.By) {
		s.Lines = append(s.Lines, lines[u.Index])
	}
}

// add counts a group.
func (l *AccessLine) add(people int64, access float64) {
	if people == 0 {
		return
	}
	if l.Groups == 0 || access < l.Least {
		l.Least = access
	}
	l.Most = max(l.Most, access)
	l.Groups++
	l.People += people
	l.Supply += float64(people) * access
	if access == 0 {
		l.Without++
		l.Cut += people
	}
}
