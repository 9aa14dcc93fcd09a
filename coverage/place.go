package coverage

import (
	"cmp"
	"slices"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/facilities"
	"github.com/xiantu/xiantu/geo"
)

// Place is where something stands that counts by distance.
type Place struct {
	From     *edition.Edition // whose facility it is: the edition asked, or one beside; nil for an assumed site
	Facility int              // index in From's list; of an assumed site, its index in WhatIf and then Add
	Kind     string           // of the registry; empty for a site of no kind in particular
	At       orb.Point        // lon/lat EPSG:4490; of a facility assumed to move, its new place
	Reach    geo.Metres       // straight-line; 0 by road
	Beds     int              // what it has room for; -1 where unknown

	unit int // the unit of the edition asked that it stands in; -1 for none
}

// ID is the facility's identity; 0 for an assumed site.
func (p *Place) ID() facilities.ID {
	if p.From == nil {
		return 0
	}
	return p.From.Facilities.List[p.Facility].ID
}

// Name is the facility's name; empty for an assumed site.
func (p *Place) Name() string {
	if p.From == nil {
		return ""
	}
	return p.From.Facilities.List[p.Facility].Name
}

// findPlaces sorts the facilities of the kinds asked for that are in operation: by
// place, by unit, or neither. A facility of a whole township is inside no village.
func (s *survey) findPlaces(beside []*edition.Edition) {
	counted := s.q.countedKinds()
	moved := map[facilities.ID]orb.Point{}
	for _, m := range s.q.Move {
		moved[m.Facility] = m.Place
	}
	for i := range s.ed.Facilities.List {
		f := &s.ed.Facilities.List[i]
		reach, wanted := counted[f.Kind]
		if !wanted || !f.InOperation(s.ed.Key.At, s.q.States...) || slices.Contains(s.q.Close, f.ID) {
			continue
		}
		place, unit := f.Place, f.Unit
		if to, ok := moved[f.ID]; ok {
			place, unit = &to, s.unitAt(to)
		}
		s.standsIn(unit)
		switch {
		case place == nil:
			s.unplaced = append(s.unplaced, Unplaced{i, s.whyUnplaced(unit)})
		case reach == 0 && s.q.Minutes == 0:
			s.unplaced = append(s.unplaced, Unplaced{i, "no_standard"})
		default:
			s.facilities = append(s.facilities, i)
			s.places = append(s.places, Place{s.ed, i, f.Kind, *place, reach, bedsOf(&f.Facility), unit})
		}
	}
	s.assume(counted)
	if s.q.Neighbours {
		s.look(beside, counted)
	}
	slices.SortFunc(s.places, fromWest)
}

// fromWest orders places from west to east, and those at one place whatever the order in
// which they came.
func fromWest(a, b Place) int {
	if c := cmp.Compare(a.At[0], b.At[0]); c != 0 {
		return c
	}
	return cmp.Or(cmp.Compare(a.At[1], b.At[1]), cmp.Compare(a.ID(), b.ID()), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Beds, b.Beds), cmp.Compare(a.Facility, b.Facility))
}

// assume adds the sites of a what-if.
func (s *survey) assume(counted map[string]geo.Metres) {
	for i, p := range s.q.WhatIf {
		unit := s.unitAt(p)
		s.standsIn(unit)
		s.places = append(s.places, Place{nil, i, "", p, widestReach(counted), -1, unit})
	}
	for i, site := range s.q.Add {
		if site.Kind == "" {
			site.Kind = s.q.Kinds[0]
		}
		unit := s.unitAt(site.Place)
		s.standsIn(unit)
		beds := site.Capacity
		if beds == 0 {
			beds = -1
		}
		if reach := counted[site.Kind]; reach > 0 || s.q.Minutes > 0 {
			s.places = append(s.places, Place{nil, len(s.q.WhatIf) + i, site.Kind, site.Place, reach, beds, unit})
		}
	}
}

// look adds the facilities of the counties beside: what stands there is inside no village
// of this county, and has no place unless its own is known.
func (s *survey) look(beside []*edition.Edition, counted map[string]geo.Metres) {
	for _, ed := range beside {
		if ed.Key.County == s.ed.Key.County {
			continue
		}
		for i := range ed.Facilities.List {
			f := &ed.Facilities.List[i]
			reach, wanted := counted[f.Kind]
			if wanted && f.Place != nil && (reach > 0 || s.q.Minutes > 0) && f.InOperation(s.ed.Key.At, s.q.States...) {
				s.places = append(s.places, Place{ed, i, f.Kind, *f.Place, reach, bedsOf(&f.Facility), -1})
			}
		}
	}
}

// unitAt is the index of the lowest unit that holds a place, or -1.
func (s *survey) unitAt(p orb.Point) int {
	if u := s.ed.Locate(p); u != nil {
		return u.Index
	}
	return -1
}

// standsIn counts a facility inside a village.
func (s *survey) standsIn(unit int) {
	if unit >= 0 && s.isVillage(unit) {
		s.has[unit]++
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
