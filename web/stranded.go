package web

import (
	"math"

	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/edition"
)

// strandedBody is a villager group or a facility that a question by road leaves out.
type strandedBody struct {
	Group    string           `json:"group,omitempty" doc:"id of the villager group"`
	Facility int64            `json:"facility,omitempty" doc:"id of the facility; left out with group: an assumed site"`
	Name     string           `json:"name,omitempty" doc:"of the facility, or of the group's village"`
	People   map[string]int64 `json:"people,omitempty" doc:"of the group, by age"`
	Lon      float64          `json:"lon"`
	Lat      float64          `json:"lat"`
	Why      string           `json:"why" enum:"far_from_road,unreachable" doc:"unreachable: no road leads from the group to any facility"`
	Road     *float64         `json:"road_m" doc:"metres to the nearest road; null where none is within 50 km"`
}

func strandedOf(ed *edition.Edition, a *coverage.Answer) []strandedBody {
	list := make([]strandedBody, 0, len(a.Stranded))
	for _, s := range a.Stranded {
		b := strandedBody{Why: s.Why}
		if d := math.Round(float64(s.Road)*10) / 10; !math.IsInf(d, 1) {
			b.Road = &d
		}
		if s.Group >= 0 {
			g := &ed.People.Groups[s.Group]
			b.Group, b.Lon, b.Lat, b.People = g.ID, g.Place[0], g.Place[1], peopleOf(ed.People.Ages, g.Counts)
			if g.Unit >= 0 {
				b.Name = ed.Units[g.Unit].Name
			}
		} else {
			p := &a.Places[s.Place]
			b.Facility, b.Name, b.Lon, b.Lat = int64(p.ID()), p.Name(), p.At[0], p.At[1]
		}
		list = append(list, b)
	}
	return list
}

// unplacedOf are the facilities that distance leaves out.
func unplacedOf(ed *edition.Edition, list []coverage.Unplaced) []unplacedBody {
	bodies := make([]unplacedBody, len(list))
	for i, u := range list {
		f := &ed.Facilities.List[u.Facility]
		bodies[i] = unplacedBody{int64(f.ID), f.Name, u.Why}
	}
	return bodies
}
