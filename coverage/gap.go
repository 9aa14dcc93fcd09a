package coverage

import (
	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/geo"
)

// Gaps returns, for each unit of the question's level that is not wholly covered, the
// land out of reach and who lives there uncovered: with the covered people of the
// answer's lines they make up all people. Units come by code, people in no unit last.
// beside is as for Ask.
func Gaps(ed *edition.Edition, q Question, beside ...*edition.Edition) ([]Gap, error) {
	s, err := take(ed, q, beside, drawing)
	if err != nil {
		return nil, err
	}
	ground, cover := s.reach.lay()
	units := s.lines()
	lines, all := make([]Line, len(units)), make([]Gap, len(units))
	inParallel(len(units), 2, func(i int) {
		lines[i] = s.line(units[i].Index)
		all[i] = Gap{Unit: units[i].Index, People: uncovered(lines[i].People)}
		s.drawGap(&all[i], ground, cover)
	})
	var gaps []Gap
	for _, gap := range all {
		if gap.Area > 0 || someone(gap.People) {
			gaps = append(gaps, gap)
		}
	}
	if left := uncovered(s.peopleBeyond(lines)); someone(left) {
		gaps = append(gaps, Gap{Unit: -1, People: left})
	}
	return gaps, nil
}

// drawGap fills in a gap's shape and area. Of a unit asked for in part, the gap is
// that of the union of the parts.
func (s *survey) drawGap(gap *Gap, ground *geo.Ground, cover cover) {
	tolerance := s.drawnTo()
	if s.countsWhole(gap.Unit) {
		land := landOf(&s.ed.Units[gap.Unit], ground, cover)
		gap.Shape, gap.Area = cover.Gap(gap.Unit, tolerance), land.Of-land.Covered
		return
	}
	parts := s.partsOf(gap.Unit)
	for _, part := range parts {
		land := landOf(&s.ed.Units[part], ground, cover)
		gap.Area += land.Of - land.Covered
	}
	gap.Shape = cover.GapOf(s.ed.Mesh.Union(parts), tolerance)
}

// partsOf returns the units with an extent within a unit that count whole, the highest
// ones.
func (s *survey) partsOf(unit int) []int {
	var parts []int
	for i := range s.ed.Units {
		u := &s.ed.Units[i]
		if s.countsWhole(i) && s.ed.HasShape(u) && (u.Above < 0 || !s.countsWhole(u.Above)) && s.liesIn(i, unit) {
			parts = append(parts, i)
		}
	}
	return parts
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

// ReachOf draws the land within reach of what counts by distance, also where it leaves
// the county. A zero-length result means that there is none. beside is as for Ask.
func ReachOf(ed *edition.Edition, q Question, beside ...*edition.Edition) (orb.MultiPolygon, error) {
	s, err := prepare(ed, q, beside)
	if err != nil {
		return nil, err
	}
	if err := s.afford(drawing); err != nil {
		return nil, err
	}
	return s.reach.outline(s.drawnTo()), nil
}

// drawnTo is how far lines may be off what they draw: a thousandth of the least
// radius, which no eye sees where the whole disc is in view.
func (s *survey) drawnTo() geo.Metres {
	least := widest
	for i := range s.places {
		if r := s.places[i].Reach; r > 0 {
			least = min(least, r)
		}
	}
	return max(0.2, least/1000)
}
