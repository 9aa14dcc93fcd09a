package coverage

import (
	"cmp"
	"slices"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/facilities"
	"github.com/xiantu/xiantu/geo"
)

// Shift is a facility that is not the same before and after.
type Shift struct {
	How      string // "opened", "closed", "moved", or "unit": it stands where it stood, in another unit
	Facility facilities.ID
	Name     string
	Kind     string
	From, To int        // units before and after, by index in their editions; -1 where unknown or none
	Way      geo.Metres // how far it moved
	Was, Is  *orb.Point // lon/lat EPSG:4490; nil where not known or not there
}

// shiftsOf compares the facilities in operation on both sides; every kind is looked at, those
// that the question does not count are left out at the end.
func shiftsOf(before, after *edition.Edition, q Question, strands []strand) []Shift {
	old, now := operatingByID(before, q), operatingByID(after, q)
	var list []Shift
	for id, f := range old {
		g, still := now[id]
		switch {
		case !still:
			list = append(list, Shift{How: "closed", Facility: id, Name: f.Name, Kind: f.Kind, From: f.Unit, To: -1, Was: f.Place})
		case !samePlace(f, g):
			s := Shift{How: "moved", Facility: id, Name: g.Name, Kind: g.Kind, From: f.Unit, To: g.Unit, Was: f.Place, Is: g.Place}
			if f.Place != nil && g.Place != nil {
				s.Way = geo.Distance(*f.Place, *g.Place)
			}
			list = append(list, s)
		case !isHeir(before, after, f.Unit, g.Unit):
			list = append(list, Shift{How: "unit", Facility: id, Name: g.Name, Kind: g.Kind, From: f.Unit, To: g.Unit, Was: f.Place, Is: g.Place})
		}
	}
	for id, g := range now {
		if _, was := old[id]; !was {
			list = append(list, Shift{How: "opened", Facility: id, Name: g.Name, Kind: g.Kind, From: -1, To: g.Unit, Is: g.Place})
		}
	}
	slices.SortFunc(list, func(a, b Shift) int { return cmp.Or(cmp.Compare(a.How, b.How), cmp.Compare(a.Facility, b.Facility)) })
	return list
}

// operatingByID are the facilities in operation of the kinds that a question counts.
func operatingByID(ed *edition.Edition, q Question) map[facilities.ID]*edition.Facility {
	all := map[facilities.ID]*edition.Facility{}
	for i := range ed.Facilities.List {
		f := &ed.Facilities.List[i]
		if q.counts(f.Kind) && f.InOperation(ed.Key.At, q.States...) {
			all[f.ID] = f
		}
	}
	return all
}

// counts reports whether facilities of a kind count: it is asked for, or a higher tier of one
// that is.
func (q *Question) counts(kind string) bool {
	if slices.Contains(q.Kinds, kind) {
		return true
	}
	k, known := facilities.KindByCode(kind)
	return q.HigherTiers && known && slices.ContainsFunc(k.Covers, func(lower string) bool { return slices.Contains(q.Kinds, lower) })
}

// samePlace reports whether a facility stands where it stood; without a place only a change of
// its kind tells.
func samePlace(f, g *edition.Facility) bool {
	if f.Kind != g.Kind || (f.Place == nil) != (g.Place == nil) {
		return false
	}
	return f.Place == nil || *f.Place == *g.Place
}

// isHeir reports whether a unit after is the one before: by code and name.
func isHeir(before, after *edition.Edition, from, to int) bool {
	if from < 0 || to < 0 {
		return from == to
	}
	u, v := &before.Units[from], &after.Units[to]
	return u.Code == v.Code && u.Name == v.Name
}

// mixer makes editions that are partly before and partly after.
type mixer struct {
	before, after *edition.Edition
	strands       []strand
	shifts        []Shift
}

// recounted is the edition before with the people counted after.
func (m *mixer) recounted() *edition.Edition {
	ed := *m.before
	was := make(map[string]int, len(ed.People.Groups))
	for _, g := range ed.People.Groups {
		was[g.ID] = g.Unit
	}
	people := *m.after.People
	people.Groups = slices.Clone(people.Groups)
	for i := range people.Groups {
		g := &people.Groups[i]
		unit, known := was[g.ID]
		if !known {
			unit = unitAt(m.before, g.Place)
		}
		g.Unit = unit
	}
	ed.People = &people
	return &ed
}

func unitAt(ed *edition.Edition, p orb.Point) int {
	if u := ed.Locate(p); u != nil {
		return u.Index
	}
	return -1
}

// redrawn is the edition after with the facilities before, on their day. Villages are urban as
// after, or as those were that they came from.
func (m *mixer) redrawn(reclassified bool) *edition.Edition {
	ed := *m.after
	ed.Key.At = m.before.Key.At
	ed.Facilities = &edition.Facilities{List: m.relocated()}
	if !reclassified {
		units := *m.after.Boundaries
		units.Units = slices.Clone(units.Units)
		m.inherit(units.Units)
		ed.Boundaries = &units
	}
	return &ed
}

// inherit makes a village urban just when most of its people, or of its land where it has
// none, came from urban villages.
func (m *mixer) inherit(units []edition.Unit) {
	type weight struct{ urban, all float64 }
	people, land := map[int]weight{}, map[int]weight{}
	for _, s := range m.strands {
		u := &m.before.Units[s.from]
		add := func(to map[int]weight, x float64) {
			w := to[s.to]
			w.all += x
			if u.IsUrban {
				w.urban += x
			}
			to[s.to] = w
		}
		add(people, float64(s.people))
		add(land, s.shareArea*float64(u.Area))
	}
	for i := range units {
		w := people[i]
		if w.all == 0 {
			w = land[i]
		}
		if w.all > 0 {
			units[i].IsUrban = 2*w.urban > w.all
		}
	}
}

// relocated are the facilities before in the units after: where they stand, or what became of
// their unit.
func (m *mixer) relocated() []edition.Facility {
	now := map[facilities.ID]*edition.Facility{}
	for i := range m.after.Facilities.List {
		f := &m.after.Facilities.List[i]
		now[f.ID] = f
	}
	list := slices.Clone(m.before.Facilities.List)
	for i := range list {
		f := &list[i]
		if g := now[f.ID]; g != nil && samePlace(f, g) {
			f.Unit = g.Unit
			continue
		}
		f.Unit = m.unitAfter(f)
	}
	return list
}

func (m *mixer) unitAfter(f *edition.Facility) int {
	if f.Place != nil {
		if u := m.after.Locate(*f.Place); u != nil {
			if town := m.after.Ancestor(u, adcode.Township); town != nil && f.Facility.Unit.Level() == adcode.Township {
				return town.Index
			}
			return u.Index
		}
	}
	best := strand{to: -1}
	for _, s := range m.strands {
		if s.from == f.Unit && (best.to < 0 || s.people > best.people || s.people == best.people && s.shareArea > best.shareArea) {
			best = s
		}
	}
	if best.to < 0 && f.Unit >= 0 {
		if u := m.after.ByCode(m.before.Units[f.Unit].Code); u != nil {
			return u.Index
		}
	}
	return best.to
}

// closed is the edition reclassified without the facilities that closed.
func (m *mixer) closed() *edition.Edition {
	ed := m.redrawn(true)
	gone := m.shifted("closed")
	ed.Facilities.List = slices.DeleteFunc(ed.Facilities.List, func(f edition.Facility) bool { return gone[f.ID] })
	return ed
}

// moved is that edition with the facilities that moved where they are after.
func (m *mixer) moved() *edition.Edition {
	ed := m.closed()
	moved := m.shifted("moved")
	for i := range ed.Facilities.List {
		f := &ed.Facilities.List[i]
		if !moved[f.ID] {
			continue
		}
		for _, g := range m.after.Facilities.List {
			if g.ID == f.ID {
				f.Place, f.Kind, f.Unit, f.Facility.Unit = g.Place, g.Kind, g.Unit, g.Facility.Unit
			}
		}
	}
	return ed
}

func (m *mixer) shifted(how string) map[facilities.ID]bool {
	ids := map[facilities.ID]bool{}
	for _, s := range m.shifts {
		if s.How == how {
			ids[s.Facility] = true
		}
	}
	return ids
}
