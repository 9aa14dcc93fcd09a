package coverage

import (
	"math"

	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/geo"
)

// Ask answers a question from an edition. It may be called from many goroutines; the
// first question to an edition's boundaries lays them out for the later ones. The
// error is ErrInvalid where the question cannot be asked, or would take too long.
//
// beside are editions of the counties around, on the same day: where the question lets
// neighbours' facilities count, theirs do. Their people and land do not.
func Ask(ed *edition.Edition, q Question, beside ...*edition.Edition) (*Answer, error) {
	s, err := take(ed, q, beside, measuring)
	if err != nil {
		return nil, err
	}
	a := &Answer{
		Question: s.q, ID: ID(ed, s.q, beside...), Facilities: s.facilities, Places: s.places, Unplaced: s.unplaced, Outside: s.outside,
		Total: s.line(0), Definition: define(ed, s.q),
	}
	a.Total.Unit = -1
	for _, u := range s.lines() {
		a.Lines = append(a.Lines, s.line(u.Index))
		if !ed.HasShape(u) {
			a.Shapeless = append(a.Shapeless, u.Index)
		}
	}
	if r, ok := s.reach.(*byRoad); ok {
		a.Stranded = r.stranded()
	}
	if !s.q.PeopleOnly {
		s.measure(a)
	}
	a.Rest = s.rest(a)
	s.addExtras(a)
	return a, nil
}

// addExtras works out what more is asked for.
func (s *survey) addExtras(a *Answer) {
	if len(s.ed.Units) == 0 {
		return
	}
	var pairs []pair
	if s.wants(ExtraRedundancy) || s.wants(ExtraClosing) || s.wants(ExtraCapacity) {
		pairs = s.reach.pairs(s.wants(ExtraCapacity))
	}
	if s.wants(ExtraRedundancy) {
		s.addDepth(a, pairs)
	}
	if s.wants(ExtraClosing) {
		a.Closing = s.closing(pairs)
	}
	if s.wants(ExtraCapacity) {
		s.addBeds(a, pairs)
	}
	if s.wants(ExtraNearest) || s.wants(ExtraCurve) {
		byDistance := s.byDistance()
		if s.wants(ExtraNearest) {
			s.addDistance(a, byDistance)
		}
		if s.wants(ExtraCurve) {
			a.Curve = s.curve(byDistance)
		}
	}
}

// eachLine calls fill for the total and the lines, with the index of their unit.
func (a *Answer) eachLine(fill func(line *Line, unit int)) {
	fill(&a.Total, 0)
	for i := range a.Lines {
		fill(&a.Lines[i], a.Lines[i].Unit)
	}
}

// line is the answer for a unit, but for its land.
func (s *survey) line(unit int) Line {
	l := Line{Unit: unit, People: make(map[string]Ratio, len(s.q.Ages)), Units: s.units[unit]}
	for i, age := range s.q.Ages {
		l.People[age] = s.people[unit][i]
	}
	return l
}

// measure fills in the land of an answer. Of a unit that is asked for in part, because
// of its urban or rural villages or of an area, it is the land of those parts; else it
// is its own, with what no village holds.
func (s *survey) measure(a *Answer) {
	ground, cover := s.reach.lay()
	land := make([]Land, len(s.ed.Units))
	for u := len(land) - 1; u >= 0; u-- {
		if s.countsWhole(u) {
			land[u] = landOf(&s.ed.Units[u], ground, cover)
		}
		if above := s.ed.Units[u].Above; above >= 0 && !s.countsWhole(above) {
			land[above].Covered += land[u].Covered
			land[above].Of += land[u].Of
		}
	}
	a.Total.Land = land[0]
	for i := range a.Lines {
		a.Lines[i].Land = land[a.Lines[i].Unit]
	}
}

// landOf scales what the plane says of a unit's share to its geodesic area: the two
// measures differ by some 1e-8, and what is wholly covered is to be so in the figures.
func landOf(u *edition.Unit, ground *geo.Ground, cover cover) Land {
	whole := ground.Area(u.Index)
	switch {
	case whole <= 0:
		return Land{}
	case cover.IsWhole(u.Index):
		return Land{u.Area, u.Area}
	}
	return Land{min(u.Area, cover.Area(u.Index)*u.Area/whole), u.Area}
}

// rest is what the total has beyond the lines.
func (s *survey) rest(a *Answer) Line {
	r := Line{Unit: -1, People: s.peopleBeyond(a.Lines), Units: a.Total.Units, Land: a.Total.Land}
	for i := range a.Lines {
		l := &a.Lines[i]
		r.Units.Having -= l.Units.Having
		r.Units.Served -= l.Units.Served
		r.Units.Of -= l.Units.Of
		r.Land.Covered -= l.Land.Covered
		r.Land.Of -= l.Land.Of
	}
	r.Land.Covered = withoutNoise(r.Land.Covered, a.Total.Land.Of)
	r.Land.Of = withoutNoise(r.Land.Of, a.Total.Land.Of)
	return r
}

// peopleBeyond is the county's people but for those of the lines.
func (s *survey) peopleBeyond(lines []Line) map[string]Ratio {
	people := make(map[string]Ratio, len(s.q.Ages))
	for i, age := range s.q.Ages {
		n := s.people[0][i]
		for l := range lines {
			n.Covered -= s.people[lines[l].Unit][i].Covered
			n.Of -= s.people[lines[l].Unit][i].Of
		}
		people[age] = n
	}
	return people
}

// withoutNoise is area, or 0 where it is what rounding leaves of a difference.
func withoutNoise(area, of geo.SquareMetres) geo.SquareMetres {
	if math.Abs(float64(area)) <= 1e-7*float64(of) {
		return 0
	}
	return area
}
