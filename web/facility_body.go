package web

import (
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/facilities"
)

// facilityBody are a facility's properties.
type facilityBody struct {
	ID          int64     `json:"id"`
	Ref         string    `json:"ref,omitempty" doc:"the bureau's own number"`
	Kind        string    `json:"kind"`
	Name        string    `json:"name"`
	State       string    `json:"state"`
	InOperation bool      `json:"in_operation" doc:"on the edition's day"`
	Opened      *string   `json:"opened"`
	Unit        *string   `json:"unit" doc:"code of the lowest unit that it stands in on the edition's day"`
	UnitName    string    `json:"unit_name,omitempty"`
	Group       string    `json:"group,omitempty" doc:"the villager group that its place was taken from"`
	Source      string    `json:"source" enum:"unit,point,group,planner" doc:"how its place was found; unit: it has none"`
	From        *string   `json:"from"`
	To          *string   `json:"to"`
	Facts       factsBody `json:"facts"`
}

func facilityOf(ed *edition.Edition, f *edition.Facility) facilityBody {
	body := facilityBody{
		ID: int64(f.ID), Ref: f.Ref, Kind: f.Kind, Name: f.Name, State: string(f.State), InOperation: f.InOperation(ed.Key.At),
		Opened: dayOrNull(f.Opened), Group: f.Group, Source: f.Source.String(), From: dayOrNull(f.Valid.From), To: dayOrNull(f.Valid.To), Facts: factsBody(f.Facts),
	}
	if f.Unit >= 0 {
		code := ed.Units[f.Unit].Code.String()
		body.Unit, body.UnitName = &code, ed.Units[f.Unit].Name
	}
	return body
}

// factsBody is facilities.Facts for JSON: the same fields in the same order.
type factsBody struct {
	BuildKind            string   `json:"build_kind,omitempty"`
	Operator             string   `json:"operator,omitempty"`
	OperatorMode         string   `json:"operator_mode,omitempty"`
	Partner              string   `json:"partner,omitempty"`
	Model                string   `json:"model,omitempty"`
	Served               string   `json:"served,omitempty"`
	Approval             string   `json:"approval,omitempty"`
	Remark               string   `json:"remark,omitempty"`
	Beds                 *int     `json:"beds,omitempty"`
	CareBeds             *int     `json:"care_beds,omitempty"`
	Staff                *int     `json:"staff,omitempty" doc:"people who work there"`
	Residents            *int     `json:"residents,omitempty"`
	GravesTotal          *int     `json:"graves_total,omitempty"`
	GravesUsed           *int     `json:"graves_used,omitempty"`
	TombsTotal           *int     `json:"tombs_total,omitempty"`
	TombsDone            *int     `json:"tombs_done,omitempty"`
	Teams                *int     `json:"teams,omitempty"`
	VolunteersRegistered *int     `json:"volunteers_registered,omitempty"`
	VolunteersActive     *int     `json:"volunteers_active,omitempty"`
	Population           *int     `json:"population,omitempty"`
	AreaMu               *float64 `json:"area_mu,omitempty"`
	AreaBuilt            *float64 `json:"area_built_m2,omitempty"`
	Investment           *float64 `json:"investment_wan,omitempty"`
	Social               *bool    `json:"social,omitempty"`
	Public               *bool    `json:"public,omitempty"`
	Independent          *bool    `json:"independent,omitempty"`
	Contract             *bool    `json:"contract,omitempty"`
	Extended             *bool    `json:"extended,omitempty"`
}

var _ = factsBody(facilities.Facts{}) // a field more or less there is an error here
