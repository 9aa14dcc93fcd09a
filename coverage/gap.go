package coverage

import (
	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/geo"
)

// Gaps returns, for each unit of the question's level that is not wholly covered, the
// land out of reach and who lives there uncovered: with the covered people of the
// answer's lines they make up all people. Units come by code, people in no unit last.
func Gaps(ed *edition.Edition, q Question) ([]Gap, error) {
	s, err := take(ed, q)
	if err != nil {
		return nil, err
	}
	ground, cover := s.lay()
	var gaps []Gap
	var lines []Line
	for _, u := range s.lines() {
		l := s.line(u.Index)
		lines = append(lines, l)
		gap := Gap{Unit: u.Index, People: uncovered(l.People)}
		s.drawGap(&gap, ground, cover)
		if gap.Area > 0 || someone(gap.People) {
			gaps = append(gaps, gap)
		}
	}
	if left := uncovered(s.peopleBeyond(lines)); someone(left) {
		gaps = append(gaps, Gap{Unit: -1, People: left})
	}
	return gaps, nil
}

// drawGap fills in a gap's shape and area. Of a township asked for its urban or rural
// villages only, the gap is that of their union.
func (s *survey) drawGap(gap *Gap, ground *geo.Ground, cover *geo.Cover) {
	tolerance := drawnTo(s.q.Radius)
	if s.q.Scope == ScopeAll || s.isVillage(gap.Unit) {
		land := landOf(&s.ed.Units[gap.Unit], ground, cover)
		gap.Shape, gap.Area = cover.Gap(gap.Unit, tolerance), land.Of-land.Covered
		return
	}
	villages := s.villagesBelow(gap.Unit)
	for _, v := range villages {
		land := landOf(&s.ed.Units[v], ground, cover)
		gap.Area += land.Of - land.Covered
	}
	gap.Shape = cover.GapOf(s.ed.Mesh.Union(villages), tolerance)
}

// villagesBelow returns the villages in scope with an extent in a unit.
func (s *survey) villagesBelow(unit int) []int {
	var villages []int
	for _, u := range s.ed.At(adcode.Village) {
		if s.inScope(u.Index) && s.ed.HasShape(u) && s.liesIn(u.Index, unit) {
			villages = append(villages, u.Index)
		}
	}
	return villages
}

func (s *survey) liesIn(unit, in int) bool {
	for unit >= 0 && unit != in {
		unit = s.ed.Units[unit].Above
	}
	return unit == in
}

func uncovered(of map[string]Ratio) map[string]int64 {
	people := make(map[string]int64, len(of))
	for age, r := range of {
		people[age] = r.Of - r.Covered
	}
	return people
}

func someone(people map[string]int64) bool {
	for _, n := range people {
		if n != 0 {
			return true
		}
	}
	return false
}

// ReachOf draws the land within reach of the facilities that count by distance, also
// where it leaves the county. A zero-length result means that there are none.
func ReachOf(ed *edition.Edition, q Question) (orb.MultiPolygon, error) {
	q, err := q.Checked(ed)
	if err != nil {
		return nil, err
	}
	s := &survey{ed: ed, q: q, has: make([]bool, len(ed.Units))}
	s.findPlaces()
	return geo.NewReach(s.places, q.Radius).Outline(drawnTo(q.Radius)), nil
}

// drawnTo is how far chords may be off the arcs they draw: a thousandth of the
// radius, which no eye sees where the whole disc is in view.
func drawnTo(radius geo.Metres) geo.Metres { return max(0.2, radius/1000) }
