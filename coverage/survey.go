package coverage

import (
	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/geo"
)

// survey is a question put to an edition: what stands where, and who is covered, counted
// for every unit from the lowest up.
type survey struct {
	ed *edition.Edition
	q  Question

	columns    []int       // of Counts, for each of q.Ages
	places     []orb.Point // what counts by distance, what-if sites included
	facilities []int
	unplaced   []Unplaced
	has        []bool // by unit: a village with a facility inside

	covered []bool    // by group
	people  [][]Ratio // by unit, the units below it included: one Ratio for each age
	units   []Units   // by unit, the same way
	outside []int     // groups that count nowhere
	served  []Ratio   // by unit: all people who live in it and in none below it, whatever ages are asked for
	nowhere []Ratio   // people of no unit, in a county whose extent is not known
}

// take asks the question, but for the land.
func take(ed *edition.Edition, q Question) (*survey, error) {
	q, err := q.Checked(ed)
	if err != nil {
		return nil, err
	}
	s := &survey{ed: ed, q: q, has: make([]bool, len(ed.Units))}
	for _, age := range q.Ages {
		s.columns = append(s.columns, ed.People.Age(age))
	}
	s.findPlaces()
	s.covered = crowds.of(ed.People, newCrowd).within(s.places, q.Radius)
	s.count()
	return s, nil
}

// findPlaces sorts the facilities of the kinds asked for that are in operation: by
// place, by unit, or neither. A facility of a whole township is inside no village.
func (s *survey) findPlaces() {
	wanted := map[string]bool{}
	for _, k := range s.q.Kinds {
		wanted[k] = true
	}
	list := s.ed.Facilities.List
	for i := range list {
		f := &list[i]
		if !wanted[f.Kind] || !f.InOperation(s.ed.Key.At, s.q.States...) {
			continue
		}
		if f.Unit >= 0 && s.isVillage(f.Unit) {
			s.has[f.Unit] = true
		}
		if f.Place != nil {
			s.places = append(s.places, *f.Place)
			s.facilities = append(s.facilities, i)
		} else {
			s.unplaced = append(s.unplaced, Unplaced{i, s.whyUnplaced(f.Unit)})
		}
	}
	for _, p := range s.q.WhatIf {
		s.places = append(s.places, p)
		if u := s.ed.Locate(p); u != nil && s.isVillage(u.Index) {
			s.has[u.Index] = true
		}
	}
}

func (s *survey) whyUnplaced(unit int) string {
	switch {
	case unit < 0:
		return "unknown_unit"
	case s.isVillage(unit):
		return "village_only"
	}
	return "township_only"
}

func (s *survey) isVillage(unit int) bool { return s.ed.Units[unit].Level() == adcode.Village }

// inScope reports whether a unit's people and land, or a village itself, are asked for.
func (s *survey) inScope(unit int) bool {
	switch s.q.Scope {
	case ScopeUrban:
		return s.ed.Units[unit].IsUrban
	case ScopeRural:
		return !s.ed.Units[unit].IsUrban
	}
	return true
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
			if s.has[u] {
				s.units[u].Having++
			}
			if s.isServed(u) {
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
// not known it counts in the county's total. Neither is urban or rural.
func (s *survey) countGroups() {
	countyKnown := len(s.ed.Units) > 0 && s.ed.HasShape(&s.ed.Units[0])
	all := max(0, s.ed.People.Age("all"))
	for i := range s.ed.People.Groups {
		g := &s.ed.People.Groups[i]
		var into []Ratio
		switch {
		case g.Unit >= 0 && s.inScope(g.Unit):
			into = s.people[g.Unit]
			s.served[g.Unit].add(g.Counts[all], s.covered[i])
		case g.Unit < 0 && countyKnown:
			s.outside = append(s.outside, i)
			continue
		case g.Unit < 0 && s.q.Scope == ScopeAll:
			into = s.nowhere
		default:
			continue
		}
		for a, column := range s.columns {
			into[a].add(g.Counts[column], s.covered[i])
		}
	}
}

// isServed reports whether enough of a village's people are covered: of all its people,
// whatever age groups are asked for.
func (s *survey) isServed(unit int) bool {
	return s.served[unit].Of > 0 && s.served[unit].Share() >= s.q.ServedShare
}

// lay lays the reach on the county's ground.
func (s *survey) lay() (*geo.Ground, *geo.Cover) {
	ground := grounds.of(s.ed.Mesh, geo.NewGround)
	return ground, ground.Lay(geo.NewReach(s.places, s.q.Radius))
}

// lines are the units of the answer: those of the level asked for which have anything in
// scope.
func (s *survey) lines() []*edition.Unit {
	var lines []*edition.Unit
	for _, u := range s.ed.At(s.q.By) {
		if s.q.Scope == ScopeAll || s.units[u.Index].Of > 0 || s.hasPeople(u.Index) {
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
