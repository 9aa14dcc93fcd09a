package coverage

import (
	"cmp"
	"maps"
	"slices"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/geo"
)

// strand is a village before and one after that it has people or land in common with.
type strand struct {
	from, to               int // indexes in the editions
	people                 int64
	sharePeople, shareArea float64 // of the village before
}

// slightly is the least part of a village's land that makes a strand without people; less is
// borders drawn a second time.
const slightly = 0.02

// strandsOf finds what became of each village: by its villager groups, which are the same on
// both sides, by its land, and by lineage where neither is known. They come by the
// village after, the one that gave most first.
func strandsOf(before, after *edition.Edition, links []boundaries.Link) []strand {
	found := map[[2]int]*strand{}
	at := func(from, to int) *strand {
		key := [2]int{from, to}
		if found[key] == nil {
			found[key] = &strand{from: from, to: to}
		}
		return found[key]
	}
	peopleStrands(before, after, at)
	landStrands(before, after, at)
	lineageStrands(before, after, links, found, at)
	maps.DeleteFunc(found, func(_ [2]int, s *strand) bool {
		return s.people == 0 && s.sharePeople == 0 && s.shareArea < slightly && s.shareArea*float64(before.Units[s.from].Area) < slightly*float64(after.Units[s.to].Area)
	})
	var list []strand
	for _, s := range found {
		list = append(list, *s)
	}
	slices.SortFunc(list, func(a, b strand) int {
		return cmp.Or(cmp.Compare(a.to, b.to), cmp.Compare(b.people, a.people), cmp.Compare(b.shareArea, a.shareArea), cmp.Compare(a.from, b.from))
	})
	return list
}

func isVillage(ed *edition.Edition, unit int) bool {
	return unit >= 0 && ed.Units[unit].Level() == adcode.Village
}

func peopleStrands(before, after *edition.Edition, at func(from, to int) *strand) {
	now := make(map[string]int, len(after.People.Groups))
	for _, g := range after.People.Groups {
		now[g.ID] = g.Unit
	}
	all := max(0, before.People.Age("all"))
	total := map[int]int64{}
	var touched []*strand
	for _, g := range before.People.Groups {
		if !isVillage(before, g.Unit) {
			continue
		}
		total[g.Unit] += g.Counts[all]
		if to, known := now[g.ID]; known && isVillage(after, to) {
			s := at(g.Unit, to)
			s.people += g.Counts[all]
			touched = append(touched, s)
		}
	}
	for _, s := range touched {
		if n := total[s.from]; n > 0 {
			s.sharePeople = float64(s.people) / float64(n)
		}
	}
}

// landStrands lays the villages of both sides over one another, but for those whose shape is
// the same on both.
func landStrands(before, after *edition.Edition, at func(from, to int) *strand) {
	same := map[orb.Point][]int{} // villages after, by a corner of their shape
	for _, u := range after.At(adcode.Village) {
		if after.HasShape(u) {
			p := after.Shape(u).Bound().Min
			same[p] = append(same[p], u.Index)
		}
	}
	var old, now []orb.MultiPolygon
	var oldUnits, nowUnits []int
	kept := map[int]bool{}
	for _, u := range before.At(adcode.Village) {
		if !before.HasShape(u) {
			continue
		}
		shape := before.Shape(u)
		i := slices.IndexFunc(same[shape.Bound().Min], func(to int) bool { return after.Shape(&after.Units[to]).Equal(shape) })
		if i >= 0 {
			to := same[shape.Bound().Min][i]
			at(u.Index, to).shareArea, kept[to] = 1, true
			continue
		}
		old, oldUnits = append(old, shape), append(oldUnits, u.Index)
	}
	for _, u := range after.At(adcode.Village) {
		if after.HasShape(u) && !kept[u.Index] {
			now, nowUnits = append(now, after.Shape(u)), append(nowUnits, u.Index)
		}
	}
	if len(old) == 0 || len(now) == 0 {
		return
	}
	for _, piece := range geo.Overlay(old, now) {
		if piece.A >= 0 && piece.B >= 0 {
			from := oldUnits[piece.A]
			at(from, nowUnits[piece.B]).shareArea += float64(piece.Area / before.Units[from].Area)
		}
	}
}

// lineageStrands takes the recorded lineage for villages of which nothing else is known.
func lineageStrands(before, after *edition.Edition, links []boundaries.Link, found map[[2]int]*strand, at func(from, to int) *strand) {
	traced := map[int]bool{}
	for key := range found {
		traced[key[0]] = true
	}
	for _, w := range edition.Crosswalk(before, after, links) {
		from, to := before.ByID(w.From), after.ByID(w.To)
		if from == nil || to == nil || !isVillage(before, from.Index) || !isVillage(after, to.Index) || traced[from.Index] {
			continue
		}
		s := at(from.Index, to.Index)
		s.sharePeople, s.shareArea = w.People, w.Area
	}
}
