package postgis

import (
	"encoding/json"
	"fmt"

	"github.com/xiantu/xiantu/facilities"
)

// factsRow is facilities.Facts as the object in facility_version.facts: a figure that
// was not given has no key. Keys are never renamed; they grow only here.
type factsRow struct {
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
	Staff                *int     `json:"staff,omitempty"`
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
	AreaBuilt            *float64 `json:"area_built,omitempty"`
	Investment           *float64 `json:"investment,omitempty"`
	Social               *bool    `json:"social,omitempty"`
	Public               *bool    `json:"public,omitempty"`
	Independent          *bool    `json:"independent,omitempty"`
	Contract             *bool    `json:"contract,omitempty"`
	Extended             *bool    `json:"extended,omitempty"`
}

func readFacts(b []byte) (facilities.Facts, error) {
	var row factsRow
	if err := json.Unmarshal(b, &row); err != nil {
		return facilities.Facts{}, fmt.Errorf("read its facts: %w", err)
	}
	return facilities.Facts(row), nil
}
