package coverage

import (
	"cmp"
	"math"
	"slices"

	"github.com/xiantu/xiantu/geo"
)

// Distance is how far the people of a unit have to the facility nearest to them, within
// reach or not: in metres, or in minutes where the question asks by road.
type Distance struct {
	Mean       float64 // over groups
	PeopleMean float64 // over people of all ages
	P95        float64 // so far or nearer have 95 of 100 people
	Least      float64
	Most       float64
	Place      int   // the place that the nearest group is nearest to: index in Answer.Places
	Groups     int   // counted above
	Unreached  int64 // people whom no place is within any distance of: there is none, or no road
}

// Nearest is the facility nearest to a group.
type Nearest struct {
	Group   int     // index in the edition
	Place   int     // index in Answer.Places; -1: none
	Far     float64 // metres or minutes; +Inf where Place is -1
	Covered bool    // by this place or, where kinds reach differently far, by another
}

// distant is a group that counts, and how far it has.
type distant struct {
	group int
	near
}

// byDistance lists the groups that count from the nearest to the farthest, equally far
// ones by ID, so that sums over them are the same in whatever order they came.
func (s *survey) byDistance() []distant {
	var list []distant
	for g, near := range s.reach.nearest() {
		if s.home[g] != nobody {
			list = append(list, distant{g, near})
		}
	}
	groups := s.ed.People.Groups
	slices.SortFunc(list, func(a, b distant) int {
		return cmp.Or(cmp.Compare(a.far, b.far), cmp.Compare(groups[a.group].ID, groups[b.group].ID))
	})
	return list
}

// addDistance fills in the distances of the lines and of every group.
func (s *survey) addDistance(a *Answer, byDistance []distant) {
	sums := make([]distanceSum, len(s.ed.Units))
	all := max(0, s.ed.People.Age("all"))
	for pass := range 2 { // the second knows how many people there are
		for _, d := range byDistance {
			home, people := s.home[d.group], s.ed.People.Groups[d.group].Counts[all]
			if int(home) == len(s.ed.Units) {
				home = 0
			}
			for u := int(home); u >= 0; u = s.ed.Units[u].Above {
				if pass == 0 {
					sums[u].add(d.near, people)
				} else {
					sums[u].pass(d.far, people)
				}
			}
		}
	}
	a.eachLine(func(line *Line, unit int) { line.Distance = sums[unit].distance() })
	covered := s.reach.covered()
	for _, d := range byDistance {
		a.Nearest = append(a.Nearest, Nearest{d.group, int(d.place), d.far, covered[d.group]})
	}
	slices.SortFunc(a.Nearest, func(a, b Nearest) int { return cmp.Compare(a.Group, b.Group) })
}

// distanceSum adds up the distances of a unit, from the nearest to the farthest.
type distanceSum struct {
	Distance
	known  bool // somebody lives there
	sum    float64
	people int64
	far    float64 // of all people
	passed int64
}

func (s *distanceSum) add(d near, people int64) {
	s.known = true
	if math.IsInf(d.far, 1) {
		s.Unreached += people
		return
	}
	if s.Groups == 0 {
		s.Least, s.Place = d.far, int(d.place)
	}
	s.Groups++
	s.Most = d.far
	s.sum += d.far
	s.people += people
	s.far += d.far * float64(people)
}

// pass goes by people who have so far, until 95 of 100 have been passed.
func (s *distanceSum) pass(far float64, people int64) {
	before := s.passed
	s.passed += people
	if !math.IsInf(far, 1) && before*100 < s.people*95 && s.passed*100 >= s.people*95 {
		s.P95 = far
	}
}

func (s *distanceSum) distance() *Distance {
	if !s.known {
		return nil
	}
	d := s.Distance
	if d.Groups == 0 {
		d.Place = -1
		return &d
	}
	d.Mean = s.sum / float64(d.Groups)
	if s.people > 0 {
		d.PeopleMean = s.far / float64(s.people)
	}
	return &d
}

// CurveStep is a point of the curve of coverage: who would be covered if every kind reached so
// far.
type CurveStep struct {
	Radius geo.Metres // by road: minutes
	People map[string]Ratio
}

// curve goes once through the groups by distance.
func (s *survey) curve(byDistance []distant) []CurveStep {
	var steps []CurveStep
	sums, next := make([]int64, len(s.columns)), 0
	for _, r := range s.steps() {
		for ; next < len(byDistance) && byDistance[next].far <= float64(r); next++ {
			counts := s.ed.People.Groups[byDistance[next].group].Counts
			for i, column := range s.columns {
				sums[i] += counts[column]
			}
		}
		step := CurveStep{r, make(map[string]Ratio, len(sums))}
		for i, age := range s.q.Ages {
			step.People[age] = Ratio{sums[i], s.people[0][i].Of}
		}
		steps = append(steps, step)
	}
	return steps
}

// steps are the radii of the curve, ascending: those asked for, or twenty up to twice the
// widest reach.
func (s *survey) steps() []geo.Metres {
	if len(s.q.Curve) > 0 {
		radii := slices.Clone(s.q.Curve)
		slices.Sort(radii)
		return slices.Compact(radii)
	}
	reach := widestReach(s.q.countedKinds())
	if s.q.Minutes > 0 {
		reach = geo.Metres(s.q.Minutes)
	}
	var radii []geo.Metres
	for i := range 20 {
		radii = append(radii, reach*geo.Metres(i+1)/10)
	}
	return radii
}
