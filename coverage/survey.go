package coverage

import (
	"slices"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
)

// survey is a question put to an edition: what stands where, and who is covered, counted
// for every unit from the lowest up.
type survey struct {
	ed     *edition.Edition
	q      Question
	region region

	columns    []int   // of Counts, for each of q.Ages
	places     []Place // what counts by distance
	facilities []int
	unplaced   []Unplaced
	has        []int32 // by unit: how many facilities stand inside, of a village
	reach      reach

	covered []bool    // by group
	home    []int32   // by group: the unit it counts in, len(ed.Units) for the county without extent, nobody for none
	people  [][]Ratio // by unit, the units below it included: one Ratio for each age
	units   []Units   // by unit, the same way
	outside []int     // groups that count nowhere
	served  []Ratio   // by unit: all people who live in it and in none below it, whatever ages are asked for
	nowhere []Ratio   // people of no unit, in a county whose extent is not known
}

// nobody is the home of a group that does not count.
const nobody = -1

// prepare finds what counts, and how people come to it; nobody is counted yet.
func prepare(ed *edition.Edition, q Question, beside []*edition.Edition) (*survey, error) {
	q, err := q.Checked(ed)
	if err != nil {
		return nil, err
	}
	s := &survey{ed: ed, q: q, has: make([]int32, len(ed.Units))}
	s.region, _ = newRegion(ed, q.Area)
	for _, age := range q.Ages {
		s.columns = append(s.columns, ed.People.Age(age))
	}
	s.findPlaces(beside)
	s.reach, err = newReach(s)
	return s, err
}

// take asks the question, but for the land.
func take(ed *edition.Edition, q Question, beside []*edition.Edition, work work) (*survey, error) {
	s, err := prepare(ed, q, beside)
	if err != nil {
		return nil, err
	}
	if err := s.afford(work); err != nil {
		return nil, err
	}
	s.covered = s.reach.covered()
	s.count()
	return s, nil
}

func (s *survey) isVillage(unit int) bool { return s.ed.Units[unit].Level() == adcode.Village }

// wants reports whether an extra is asked for.
func (s *survey) wants(x Extra) bool { return slices.Contains(s.q.With, x) }

// isPartial reports whether less than the whole county is asked for.
func (s *survey) isPartial() bool { return s.q.Scope != ScopeAll || s.region != nil }

// inScope reports whether a unit's people and land, or a village itself, are asked for.
func (s *survey) inScope(unit int) bool {
	if !s.region.has(unit) {
		return false
	}
	switch s.q.Scope {
	case ScopeUrban:
		return s.ed.Units[unit].IsUrban
	case ScopeRural:
		return !s.ed.Units[unit].IsUrban
	}
	return true
}

// countsWhole reports whether the land that counts of a unit is its own, and not the sum of
// what counts of the units below it.
func (s *survey) countsWhole(unit int) bool {
	return s.inScope(unit) && (s.q.Scope == ScopeAll || s.isVillage(unit))
}

// count adds up people and units, first where they live, then upwards: a unit comes
// after the one above it, so one run from the end does.
func (s *survey) count() {
	n, ages := len(s.ed.Units), len(s.columns)
	ratios := make([]Ratio, (n+1)*ages)
	s.people = make([][]Ratio, n)
	for u := range s.people {
		s.people[u] = ratios[u*ages : (u+1)*ages : (u+1)*ages]
	}
	s.nowhere, s.served = ratios[n*ages:], make([]Ratio, n)
	s.countGroups()
	s.units = make([]Units, n)
	for u := n - 1; u >= 0; u-- {
		s.units[u].Rule = s.q.Rule
		if s.isVillage(u) && s.inScope(u) {
			s.units[u].Of++
			if s.has[u] > 0 {
				s.units[u].Having++
			}
			if s.isServed(s.served[u]) {
				s.units[u].Served++
			}
		}
		if above := s.ed.Units[u].Above; above >= 0 {
			s.units[above].add(s.units[u])
			addRatios(s.people[above], s.people[u])
		}
	}
	if n > 0 {
		addRatios(s.people[0], s.nowhere)
	}
}

func (u *Units) add(o Units) {
	u.Having += o.Having
	u.Served += o.Served
	u.Of += o.Of
}

func (r *Ratio) add(people int64, covered bool) {
	r.Of += people
	if covered {
		r.Covered += people
	}
}

func addRatios(sum, of []Ratio) {
	for i := range sum {
		sum[i].Covered += of[i].Covered
		sum[i].Of += of[i].Of
	}
}

// countGroups counts each group where it lives. One that lies in no unit of a county
// whose extent is known lies outside and counts nowhere; where the extent is
// not known it counts in the county's total. Neither is urban or rural, nor of any
// part of the county.
func (s *survey) countGroups() {
	countyKnown := len(s.ed.Units) > 0 && s.ed.HasShape(&s.ed.Units[0])
	all := max(0, s.ed.People.Age("all"))
	s.home = make([]int32, len(s.ed.People.Groups))
	for i := range s.ed.People.Groups {
		g := &s.ed.People.Groups[i]
		s.home[i] = nobody
		var into []Ratio
		switch {
		case g.Unit >= 0 && s.inScope(g.Unit):
			s.home[i], into = int32(g.Unit), s.people[g.Unit]
			s.served[g.Unit].add(g.Counts[all], s.covered[i])
		case g.Unit < 0 && countyKnown:
			s.outside = append(s.outside, i)
			continue
		case g.Unit < 0 && !s.isPartial():
			s.home[i], into = int32(len(s.ed.Units)), s.nowhere
		default:
			continue
		}
		for a, column := range s.columns {
			into[a].add(g.Counts[column], s.covered[i])
		}
	}
}

// tally adds up a row of numbers of every group that counts for each unit, those below it
// included: row i is that of unit i, and the county's is the first.
func (s *survey) tally(width int, add func(group int, row []int64)) [][]int64 {
	n := len(s.ed.Units)
	numbers := make([]int64, (n+1)*width)
	rows := make([][]int64, n+1)
	for u := range rows {
		rows[u] = numbers[u*width : (u+1)*width : (u+1)*width]
	}
	for g, home := range s.home {
		if home != nobody {
			add(g, rows[home])
		}
	}
	for u := n; u > 0; u-- {
		above := 0
		if u < n {
			above = s.ed.Units[u].Above
		}
		if above >= 0 {
			for i, x := range rows[u] {
				rows[above][i] += x
			}
		}
	}
	return rows
}

// isServed reports whether enough of a village's people are covered: of all its people,
// whatever age groups are asked for.
func (s *survey) isServed(people Ratio) bool {
	return people.Of > 0 && people.Share() >= s.q.ServedShare
}

// lines are the units of the answer: those of the level asked for which have anything in
// scope.
func (s *survey) lines() []*edition.Unit {
	var lines []*edition.Unit
	for _, u := range s.ed.At(s.q.By) {
		if !s.isPartial() || s.q.Scope == ScopeAll && s.region.has(u.Index) || s.units[u.Index].Of > 0 || s.hasPeople(u.Index) {
			lines = append(lines, u)
		}
	}
	return lines
}

func (s *survey) hasPeople(unit int) bool {
	for _, r := range s.people[unit] {
		if r.Of > 0 {
			return true
		}
	}
	return false
}
