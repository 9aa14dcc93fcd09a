package web

import (
	"cmp"
	"errors"
	"slices"

	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/maps"
)

// placed is an error about a request's parameters, or about members below another one.
type placed struct {
	error
	where string // "query.", or "body.question."
}

// Unwrap is the error.
func (e *placed) Unwrap() error { return e.error }

// inQuery says that what an error names are parameters of the address.
func inQuery(err error) error { return within("query.", err) }

// within says where the members that an error names stand; nil for none.
func within(where string, err error) error {
	if err == nil {
		return nil
	}
	return &placed{err, where}
}

// ofPicture are the parts that stand beside a question, never in it.
var ofPicture = []string{"at", "county", "plan"}

// members are what requests call the parts of a question that have a unit there.
var members = map[string]string{
	"radius": "radius_m", "radii": "radii_m", "off_road": "off_road_m", "spacing": "spacing_m", "setbacks": "setbacks_m",
}

// locate is the member or parameter that an error about a question is about, such as
// body.radius_m; "" where it is about the whole or about what is held.
func locate(err error, where string) string {
	var sheet *maps.Refusal
	if errors.As(err, &sheet) && sheet.Option != "" {
		return "body." + sheet.Option
	}
	var own *coverage.QuestionError
	if !errors.As(err, &own) || own.Part == "question" || own.Part == "conditions" || own.Part == "zones" {
		return ""
	}
	if slices.Contains(ofPicture, own.Part) && where != "query." {
		where = "body."
	}
	return where + cmp.Or(members[own.Part], own.Part)
}

// whereOf is where the members stand that an error names.
func whereOf(err error) string {
	var p *placed
	if errors.As(err, &p) {
		return p.where
	}
	return "body."
}
