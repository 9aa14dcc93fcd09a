package postgis

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/facilities"
)

// AddPlan keeps a new plan and returns it with its number. The error is
// boundaries.ErrNotFound where there is no such county.
func (s *Store) AddPlan(ctx context.Context, p edition.Plan) (edition.Plan, error) {
	orders, facilities, err := planColumns(p)
	if err != nil {
		return p, err
	}
	err = pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		err := tx.QueryRow(ctx, query("plan_add"), p.County.String(), p.Name, p.Note, orAuthor(p.Author), orders, facilities).Scan(&p.ID)
		if errors.Is(err, pgx.ErrNoRows) {
			return fmt.Errorf("county %s: %w", p.County, boundaries.ErrNotFound)
		}
		if err == nil {
			err = writePlanCounties(ctx, tx, p)
		}
		return err
	})
	if err != nil {
		return p, said(err)
	}
	return s.Plan(ctx, p.ID)
}

// ChangePlan writes an edited plan; p.Version is the one its author saw. The error is
// boundaries.ErrConflict where somebody else edited it since, or it is published.
func (s *Store) ChangePlan(ctx context.Context, p edition.Plan) (edition.Plan, error) {
	orders, facilities, err := planColumns(p)
	if err != nil {
		return p, err
	}
	edited := false
	err = pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		tag, err := tx.Exec(ctx, query("plan_change"), p.ID, p.Version, p.Name, p.Note, orAuthor(p.Author), orders, facilities)
		if edited = tag.RowsAffected() > 0; err != nil || !edited {
			return err
		}
		return writePlanCounties(ctx, tx, p)
	})
	if err != nil {
		return p, said(err)
	}
	now, err := s.Plan(ctx, p.ID)
	if err == nil && !edited {
		err = planStays(now, p.Version)
	}
	return now, err
}

// writePlanCounties says which further counties a plan concerns.
func writePlanCounties(ctx context.Context, tx pgx.Tx, p edition.Plan) error {
	tag, err := tx.Exec(ctx, query("plan_counties"), p.ID, codeTexts(p.Others))
	if err == nil && tag.RowsAffected() != int64(len(p.Others)) {
		err = fmt.Errorf("one of the counties %v: %w", p.Others, boundaries.ErrNotFound)
	}
	return err
}

func planStays(now edition.Plan, saw int64) error {
	if now.Published != 0 {
		return fmt.Errorf("plan %d is published, as change %d: make a new one: %w", now.ID, now.Published, boundaries.ErrConflict)
	}
	return fmt.Errorf("plan %d has moved on from version %d to %d: look at it again: %w", now.ID, saw, now.Version, boundaries.ErrConflict)
}

// RemovePlan takes away a plan that is still a draft.
func (s *Store) RemovePlan(ctx context.Context, id int64) error {
	tag, err := s.pool.Exec(ctx, query("plan_remove"), id)
	if err != nil || tag.RowsAffected() > 0 {
		return err
	}
	now, err := s.Plan(ctx, id)
	if err != nil {
		return err
	}
	return planStays(now, now.Version)
}

// Plan returns one plan; boundaries.ErrNotFound without it.
func (s *Store) Plan(ctx context.Context, id int64) (edition.Plan, error) {
	return readPlan(ctx, s.pool, adcode.Code{}, id)
}

// Plans returns the plans of a county, the last edited first.
func (s *Store) Plans(ctx context.Context, county adcode.Code) ([]edition.Plan, error) {
	return readPlans(ctx, s.pool, county, 0)
}

// PlanVersion counts the edits of a plan of a county, and sums up the versions of its
// further counties.
func (s *Store) PlanVersion(ctx context.Context, county adcode.Code, plan int64) (version, beside int64, err error) {
	err = s.pool.QueryRow(ctx, query("plan_version"), county.String(), plan).Scan(&version, &beside)
	if errors.Is(err, pgx.ErrNoRows) {
		return 0, 0, fmt.Errorf("plan %d of county %s: %w", plan, county, boundaries.ErrNotFound)
	}
	return version, beside, err
}

func readPlan(ctx context.Context, q querier, county adcode.Code, id int64) (edition.Plan, error) {
	plans, err := readPlans(ctx, q, county, id)
	if err != nil {
		return edition.Plan{}, err
	}
	if len(plans) == 0 || id == 0 {
		return edition.Plan{}, fmt.Errorf("plan %d: %w", id, boundaries.ErrNotFound)
	}
	return plans[0], nil
}

func readPlans(ctx context.Context, q querier, county adcode.Code, id int64) ([]edition.Plan, error) {
	var one *int64
	if id != 0 {
		one = &id
	}
	rows, err := q.Query(ctx, query("plans"), codeText(county), one)
	if err != nil {
		return nil, err
	}
	return pgx.AppendRows([]edition.Plan{}, rows, func(row pgx.CollectableRow) (p edition.Plan, err error) {
		var code string
		var orders []json.RawMessage
		var planned []plannedRow
		var others []string
		var bases []int64
		err = row.Scan(&p.ID, &code, &p.Name, &p.Note, &p.Author, &p.Version, &p.Base, &orders, &planned, (*int64)(&p.Published), &others, &bases)
		if err != nil {
			return p, err
		}
		p.County, p.Bases = codeOf(&code), map[adcode.Code]int64{}
		for i := range others {
			other := codeOf(&others[i])
			p.Others, p.Bases[other] = append(p.Others, other), bases[i]
		}
		for _, order := range orders {
			p.Orders = append(p.Orders, order)
		}
		for _, f := range planned {
			p.Facilities = append(p.Facilities, f.facility())
		}
		return p, nil
	})
}

// plannedRow is a planned facility as it stands in plan.facilities.
type plannedRow struct {
	ID     int64       `json:"id,omitempty"`
	County string      `json:"county,omitempty"`
	Remove bool        `json:"remove,omitempty"`
	Kind   string      `json:"kind,omitempty"`
	Name   string      `json:"name,omitempty"`
	Place  *[2]float64 `json:"place,omitempty"`
	State  string      `json:"state,omitempty"`
}

func (r plannedRow) facility() edition.PlannedFacility {
	var county adcode.Code
	if r.County != "" {
		county = codeOf(&r.County)
	}
	return edition.PlannedFacility{ID: facilities.ID(r.ID), County: county, Remove: r.Remove, Kind: r.Kind, Name: r.Name, Place: (*orb.Point)(r.Place), State: facilities.State(r.State)}
}

func planColumns(p edition.Plan) (orders, planned []byte, err error) {
	files, rows := []json.RawMessage{}, []plannedRow{}
	for _, file := range p.Orders {
		files = append(files, file)
	}
	for _, f := range p.Facilities {
		rows = append(rows, plannedRow{int64(f.ID), f.County.String(), f.Remove, f.Kind, f.Name, (*[2]float64)(f.Place), string(f.State)})
	}
	if orders, err = json.Marshal(files); err != nil {
		return nil, nil, fmt.Errorf("plan %q: an order is not JSON: %w", p.Name, err)
	}
	planned, err = json.Marshal(rows)
	return orders, planned, err
}

func orAuthor(author string) string {
	if author == "" {
		return "unnamed"
	}
	return author
}
