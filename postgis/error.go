package postgis

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"net"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
)

// ConflictError says that a county was written after its author looked at it.
type ConflictError struct {
	County    adcode.Code
	Saw, Have int64 // versions of the county

	present map[adcode.Code]int64
}

// Present are the versions of all counties concerned, as the writer that lost found them.
func (e *ConflictError) Present() map[adcode.Code]int64 { return maps.Clone(e.present) }

// Error names the county and both versions.
func (e *ConflictError) Error() string {
	return fmt.Sprintf("county %s has moved on from version %d to %d: look at it again", e.County, e.Saw, e.Have)
}

// Is reports that it is a conflict.
func (e *ConflictError) Is(target error) bool { return target == boundaries.ErrConflict }

// rules are the sentences for constraints that a write can break, by constraint.
var rules = map[string]string{
	"unit_version_unit_once":                "a unit would have two versions on one day",
	"unit_version_code_once":                "a code would be borne by two units on one day",
	"unit_version_code_in_county":           "a unit's code does not begin with its county's",
	"unit_version_name_length":              "a unit's name is empty or longer than 100 characters",
	"unit_version_full_name_length":         "a unit's full name is longer than 200 characters",
	"unit_version_parent_above":             "a unit's parent is not of a higher level",
	"unit_version_parent_form":              "a unit's parent is not a county or a township",
	"unit_version_shape_on_earth":           "a shape reaches beyond -180..180, -90..90 degrees",
	"unit_version_seat_on_earth":            "a seat lies beyond -180..180, -90..90 degrees",
	"facility_version_facility_once":        "a facility would have two versions on one day",
	"facility_version_name_length":          "a facility's name is empty or longer than 200 characters",
	"facility_version_kind_form":            "a facility's kind is not a code of the registry",
	"facility_version_state_known":          "a facility's state is not of the list 运营, 在建, 筹建, 规划, 停用, 整治中, 已完成",
	"facility_version_place_on_earth":       "a facility lies beyond -180..180, -90..90 degrees",
	"facility_version_place_has_source":     "a facility has a place but not how it was found",
	"people_set_basis_known":                "people are counted as resident or registered",
	"demand_point_pk":                       "a villager group stands twice in one count of people",
	"demand_point_group_given":              "a villager group has no id",
	"demand_point_place_on_earth":           "a villager group lies beyond -180..180, -90..90 degrees",
	"demand_point_counts_not_negative":      "a villager group has a negative number of people",
	"change_state_note_length":              "a stage's note is longer than 10,000 characters",
	"change_state_why_length":               "the reason of a correction is longer than 1,000 characters",
	"change_state_why_withdrawn":            "a stage is withdrawn without a reason",
	"paper_note_length":                     "a paper's note is longer than 10,000 characters",
	"paper_content_bounded":                 "a paper has more than 20 MB",
	"paper_media_known":                     "a paper is neither PDF nor JPEG nor PNG",
	"road_class_given":                      "a road has no class",
	"road_line_on_earth":                    "a road reaches beyond -180..180, -90..90 degrees",
	"road_max_speed_bounded":                "a road's limit is not between 0 and 200 km/h",
	"road_name_length":                      "a road's name is longer than 200 characters",
	"zone_setback_bounded":                  "a zone's setback is not between 0 and 100,000 metres",
	"zone_shape_on_earth":                   "a zone is empty or reaches beyond -180..180, -90..90 degrees",
	"border_stretch_version_stretch_once":   "a border stretch would have two versions on one day",
	"border_stretch_version_number_length":  "a border's number is longer than 100 characters",
	"border_stretch_version_carrier_length": "a border's carrier is longer than 100 characters",
	"statistic_facility_fk":                 "a typed figure is of a facility that is not known",
	"statistic_key_form":                    "a typed figure's key is of small letters, digits and _",
	"statistic_value_not_negative":          "a typed figure is below 0",
	"statistic_note_length":                 "a typed figure's note is longer than 1,000 characters",
	"indicator_table_content_bounded":       "a table of indicators has more than 1 MB",
	"county_code_form":                      "a county's code has six digits",
	"county_name_length":                    "a county's name is longer than 100 characters",
}

// said turns PostgreSQL's refusal into a sentence: by the constraint's name where a
// rule of the county is broken, by SQLSTATE where the machine is the trouble.
func said(err error) error {
	var refused *pgconn.PgError
	if !errors.As(err, &refused) {
		return brokenOff(err)
	}
	if sentence, known := rules[refused.ConstraintName]; known {
		return &boundaries.RuleError{Rule: refused.ConstraintName, Said: sentence + detail(refused)}
	}
	switch refused.Code {
	case "53100":
		return fmt.Errorf("no space is left on the database's disk: free some and try again; nothing was written (%w)", err)
	case "55P03":
		return fmt.Errorf("another write to the county is under way: try again in a moment (%w: %w)", boundaries.ErrConflict, err)
	case "57P01", "57P02", "57P03":
		return fmt.Errorf("%s (%w)", restarted, err)
	}
	return err
}

// restarted is said where a write's end was not heard of. To write the same again is
// harmless: what is held already is not written twice.
const restarted = "the database broke off in the midst: what was to be written is there whole or not at all; try again"

func brokenOff(err error) error {
	var lost *net.OpError
	if errors.As(err, &lost) || errors.Is(err, io.ErrUnexpectedEOF) {
		return fmt.Errorf("%s (%w)", restarted, err)
	}
	return err
}

// saidOpening is said for what can be wrong with a database of the user's own.
func saidOpening(err error) error {
	switch {
	case isState(err, "42501"):
		return fmt.Errorf("the database role may not make the tables: let an administrator run CREATE EXTENSION postgis; CREATE EXTENSION btree_gist; and give the role a database that it owns (%w)", err)
	case isState(err, "0A000"), isState(err, "58P01"):
		return fmt.Errorf("the database server has no PostGIS: install it there (Debian: apt install postgresql-15-postgis-3) (%w)", err)
	case isState(err, "3D000"):
		return fmt.Errorf("there is no such database: make it first with createdb (%w)", err)
	}
	var failed *pgconn.ConnectError
	if errors.As(err, &failed) {
		return fmt.Errorf("the database does not answer: see that it runs and that its address is right (%w)", err)
	}
	return said(err)
}

// detail names the keys that collide. What PostgreSQL says of a broken check is the
// whole row: of no use to a person.
func detail(refused *pgconn.PgError) string {
	if refused.Code != "23505" && refused.Code != "23P01" {
		return ""
	}
	return ": " + refused.Detail
}
