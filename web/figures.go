package web

import (
	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/edition"
)

// figureBody counts the units of a type, or of a whole level where type is empty.
type figureBody struct {
	Level      string  `json:"level"`
	Type       string  `json:"type,omitempty" doc:"left out: the whole level"`
	Units      int     `json:"units"`
	People     int64   `json:"people"`
	MeanPeople float64 `json:"mean_people"`
	Area       float64 `json:"area_m2"`
	MeanArea   float64 `json:"mean_area_m2"`
}

func figuresOf(figures []boundaries.Figure) []figureBody {
	bodies := make([]figureBody, 0, len(figures))
	for _, f := range figures {
		bodies = append(bodies, figureBody{f.Level.String(), f.Type.Chinese(), f.Units, f.People, roundTo(f.MeanPeople(), 10), roundArea(f.Area), roundArea(f.MeanArea())})
	}
	return bodies
}

// countEdition are the figures of an edition.
func countEdition(ed *edition.Edition) []figureBody {
	var state boundaries.State
	for i := range ed.Units {
		u := ed.Units[i].Version
		if ed.Units[i].Derived {
			u.Shape = ed.Shape(&ed.Units[i])
		}
		state.Units = append(state.Units, u)
	}
	all := ed.People.Age("all")
	for _, g := range ed.People.Groups {
		if all >= 0 && g.Unit >= 0 {
			state.Groups = append(state.Groups, boundaries.Group{ID: g.ID, Place: g.Place, Unit: ed.Units[g.Unit].Unit, People: g.Counts[all]})
		}
	}
	return figuresOf(state.Figures())
}
