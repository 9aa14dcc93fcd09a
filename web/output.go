package web

import (
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/edition"
)

// What the service answers with, for a command line that prints the same.

// AnswerBody is a coverage answer in the form of POST /v1/coverage, to be marshalled.
func AnswerBody(ed *edition.Edition, a *coverage.Answer) any {
	return answerOf(ed, a, questionID(a.Question))
}

// GapsGeoJSON are gaps in the form of POST /v1/gaps.
func GapsGeoJSON(ed *edition.Edition, q coverage.Question, gaps []coverage.Gap) []byte {
	return gapsGeoJSON(ed, q, questionID(q), gaps)
}

// SitingAnswer is where sites should stand in the form of POST /v1/siting, to be
// marshalled.
func SitingAnswer(ed *edition.Edition, q coverage.SiteQuestion, a *coverage.SiteAnswer) SitingAnswerBody {
	return sitingAnswerOf(ed, q, a)
}

// SitesGeoJSON are the same sites as points.
func SitesGeoJSON(ed *edition.Edition, q coverage.SiteQuestion, a *coverage.SiteAnswer) []byte {
	return sitesGeoJSON(ed, q, a)
}

// UnitsGeoJSON are the units of a level, or of all levels for NoLevel, in the form of
// GET /v1/units.
func UnitsGeoJSON(ed *edition.Edition, level adcode.Level) []byte { return unitsGeoJSON(ed, level) }

// UnitBodies are the properties of UnitsGeoJSON, to be marshalled.
func UnitBodies(ed *edition.Edition, level adcode.Level) any {
	bodies := []unitBody{}
	for i := range ed.Units {
		if u := &ed.Units[i]; level == adcode.NoLevel || u.Level() == level {
			bodies = append(bodies, unitOf(ed, u))
		}
	}
	return bodies
}
