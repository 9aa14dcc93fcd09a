package postgis

import (
	"context"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/edition"
)

// State returns what an order would be applied to, as of one moment, and the versions
// of its counties: what a preview needs. The error is boundaries.ErrNotFound for an
// unknown county or change to revert.
func (s *Store) State(ctx context.Context, order boundaries.Order) (state boundaries.State, versions map[adcode.Code]edition.Versions, err error) {
	err = pgx.BeginTxFunc(ctx, s.pool, reading, func(tx pgx.Tx) error {
		if state, err = readState(ctx, tx, order); err != nil {
			return err
		}
		versions, err = readVersions(ctx, tx, order.Counties)
		return err
	})
	return state, versions, err
}

func readState(ctx context.Context, q querier, order boundaries.Order) (state boundaries.State, err error) {
	if order.Effective.IsZero() {
		return state, &boundaries.RuleError{Rule: "no_day", Said: "the day on which the order takes effect is missing: give \"effective\" as YYYY-MM-DD"}
	}
	if len(order.Counties) == 0 {
		return state, &boundaries.RuleError{Rule: "no_county", Said: "the changes must say which county they belong to"}
	}
	for _, county := range order.Counties {
		part, err := readCountyState(ctx, q, county, order)
		if err != nil {
			return state, err
		}
		state.Units = append(state.Units, part.Units...)
		state.Later = append(state.Later, part.Later...)
		state.Used = append(state.Used, part.Used...)
		state.Groups = append(state.Groups, part.Groups...)
		state.Awaits = append(state.Awaits, part.Awaits...)
	}
	state.Past, err = readPast(ctx, q, order)
	return state, err
}

func readCountyState(ctx context.Context, q querier, county adcode.Code, order boundaries.Order) (state boundaries.State, err error) {
	if _, _, err := readCounty(ctx, q, county); err != nil {
		return state, err
	}
	held, err := readUnits(ctx, q, "units_from", county.String(), dateOf(order.Effective))
	if err != nil {
		return state, err
	}
	ever, err := readUnits(ctx, q, "units_ever", county.String())
	if err != nil {
		return state, err
	}
	state = edition.StateOf(held, order.Effective)
	state.Used = edition.StateOf(ever, order.Effective).Used
	parts := edition.Parts{Units: state.Units}
	if parts.People, err = readPeople(ctx, q, edition.Key{County: county, At: order.Effective}); err != nil {
		return state, err
	}
	if parts.Days, err = readDays(ctx, q, county); err != nil {
		return state, err
	}
	moved, err := readMoved(ctx, q, county, civil.Day{})
	if err != nil {
		return state, err
	}
	state.Awaits = edition.AwaitedAfter(moved, order.Effective)
	parts.Moved = slices.DeleteFunc(moved, func(m edition.MovedGroup) bool { return order.Effective.Before(m.Day) })
	state.Groups = edition.PlaceGroups(parts, order.Effective)
	return state, nil
}

// readPast reads what the orders that are taken back did.
func readPast(ctx context.Context, q querier, order boundaries.Order) (map[boundaries.ChangeID]boundaries.Record, error) {
	past := map[boundaries.ChangeID]boundaries.Record{}
	for _, change := range order.Changes {
		revert, ok := change.(boundaries.Revert)
		if !ok {
			continue
		}
		record, err := readRecord(ctx, q, revert.Order)
		if err != nil {
			return nil, err
		}
		past[revert.Order] = record
	}
	return past, nil
}

func readRecord(ctx context.Context, q querier, id boundaries.ChangeID) (r boundaries.Record, err error) {
	orders, err := readOrders(ctx, q, adcode.Code{}, id)
	if err != nil {
		return r, err
	}
	if len(orders) == 0 {
		return r, fmt.Errorf("change %d: %w", id, boundaries.ErrNotFound)
	}
	r.Effective = orders[0].Effective
	if r.Closed, err = readUnits(ctx, q, "units_closed", int64(id), dateOf(r.Effective)); err != nil {
		return r, err
	}
	if r.Opened, err = readUnits(ctx, q, "units_opened", int64(id), dateOf(r.Effective)); err != nil {
		return r, err
	}
	rows, err := q.Query(ctx, query("groups_of_order"), int64(id))
	if err != nil {
		return r, err
	}
	r.Moved, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (m boundaries.MovedGroup, err error) {
		err = row.Scan(&m.Group, (*int64)(&m.From), (*int64)(&m.To))
		return m, err
	})
	return r, err
}

// Orders returns the orders committed to a county, by effective day, with the stages
// they went through and the papers attached.
func (s *Store) Orders(ctx context.Context, county adcode.Code) (orders []edition.OrderRecord, err error) {
	err = pgx.BeginTxFunc(ctx, s.pool, reading, func(tx pgx.Tx) error {
		if _, _, err := readCounty(ctx, tx, county); err != nil {
			return err
		}
		if orders, err = readOrders(ctx, tx, county, 0); err != nil {
			return err
		}
		dossiers := make([]*edition.Dossier, len(orders))
		for i := range orders {
			o := &orders[i]
			o.Dossier = edition.Dossier{Matter: edition.Matter{Change: o.Change, Plan: o.Plan}, Counties: o.Counties, Title: o.Title, Effective: o.Effective}
			dossiers[i] = &o.Dossier
		}
		return fillDossiers(ctx, tx, dossiers)
	})
	return orders, err
}

// readOrders returns the orders of a county, of any for no code, or the one named.
func readOrders(ctx context.Context, q querier, county adcode.Code, id boundaries.ChangeID) ([]edition.OrderRecord, error) {
	var one *int64
	if id != 0 {
		one = (*int64)(&id)
	}
	rows, err := q.Query(ctx, query("orders"), codeText(county), one)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (o edition.OrderRecord, err error) {
		var counties []string
		var approved, effective pgtype.Date
		err = row.Scan((*int64)(&o.Change), &counties, &o.Title, &o.Document, &approved, &effective, &o.Author, &o.Recorded, &o.File, &o.Plan)
		for i := range counties {
			o.Counties = append(o.Counties, codeOf(&counties[i]))
		}
		o.Approved, o.Effective = dayOf(approved), dayOf(effective)
		return o, err
	})
}
