package demo

import "github.com/paulmach/orb"

// unitFacts are the properties of a feature in the files of divisions.
type unitFacts struct {
	Code      string     `json:"code"`
	Name      string     `json:"name"`
	Full      string     `json:"name_full,omitempty"`
	Level     string     `json:"level"`
	Kind      string     `json:"kind"`
	Township  string     `json:"township_code,omitempty"`
	Town      string     `json:"township_name,omitempty"`
	County    string     `json:"county_code,omitempty"`
	Urban     *bool      `json:"urban,omitempty"`
	Seat      *orb.Point `json:"seat,omitempty"`
	Synthetic bool       `json:"synthetic"`
	Fictional bool       `json:"fictional,omitempty"` // of a county: what the import goes by
}

// writeDivisions writes a county's units of both days.
func (c *county) writeDivisions(counties *layer, towns, villages [2]*layer) {
	seat := c.towns[0][0].seat
	counties.add(unitFacts{Code: c.code.String(), Name: c.name, Level: "county", Kind: "县", Seat: &seat, Synthetic: true, Fictional: true},
		c.outline(c.cells, c.county, c.number))
	for i := range 2 {
		for _, t := range c.towns[i] {
			towns[i].add(unitFacts{Code: t.code.String(), Name: t.name, Level: "township", Kind: t.kind, County: c.code.String(), Seat: &t.seat, Synthetic: true},
				c.outline(t.cells, c.town[i], t.number))
			for _, v := range t.villages {
				villages[i].add(unitFacts{Code: v.code.String(), Name: v.name(), Full: v.fullName(), Level: "village", Kind: v.kind,
					Township: t.code.String(), Town: t.name, County: c.code.String(), Urban: &v.urban, Synthetic: true},
					c.outline(v.cells, c.village[i], v.number))
			}
		}
	}
}
