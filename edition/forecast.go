package edition

import (
	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
)

// Forecast are editions of some counties on a day as a state of that day would have
// them: with its units, and in each the people of the groups that the state puts there,
// in whichever of the counties they were counted. Facilities, zones and roads stay. It tells
// what an order would come to without a plan being kept.
func Forecast(before []*Edition, after boundaries.State) ([]*Edition, error) {
	home := map[boundaries.UnitID]adcode.Code{}
	for _, v := range after.Units {
		home[v.Unit] = v.Code.County()
	}
	unitOf := map[string]boundaries.UnitID{}
	for _, g := range after.Groups {
		unitOf[g.ID] = g.Unit
	}
	editions := make([]*Edition, len(before))
	for i, ed := range before {
		parts := Parts{County: ed.County, Versions: ed.Versions, Zones: ed.Zones, Roads: ed.Roads, Backdrop: ed.Backdrop}
		own := ed.Key.County
		for _, v := range after.Units {
			if home[v.Unit] == own {
				parts.Units = append(parts.Units, v)
			}
		}
		for _, f := range ed.Facilities.List {
			parts.Facilities = append(parts.Facilities, f.Facility)
		}
		people := *ed.People
		people.Groups = nil
		for _, from := range before {
			for _, g := range from.People.Groups {
				unit := unitOf[g.ID]
				county, known := home[unit]
				if county == own || !known && from == ed {
					people.Groups = append(people.Groups, Recounted(g, from.People.Ages, people.Ages))
				}
				if county == own {
					parts.Moved = append(parts.Moved, MovedGroup{g.ID, unit, ed.Key.At})
				}
			}
		}
		parts.People = &people
		made, err := Make(ed.Key, parts)
		if err != nil {
			return nil, err
		}
		editions[i] = made
	}
	return editions, nil
}
