package postgis

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"slices"

	"github.com/jackc/pgx/v5"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
)

// CommitOrder applies an order to its counties and writes what it comes to in one
// transaction, or nothing of it: versions of units, lineage, moved groups, the order
// itself. Writers of one county take turns; the law of the county is asked when it is
// this writer's, so two orders never both see the county of before.
//
// What was committed under the same author and Key is not committed again: the answer
// names the change it became.
//
// The error is boundaries.ErrConflict where a county has moved on from w.IfVersion,
// boundaries.ErrInvalid where a rule would be broken (it joins a *boundaries.RuleError
// for each), boundaries.ErrNotFound for an unknown county or change to revert.
func (s *Store) CommitOrder(ctx context.Context, w edition.OrderWrite) (edition.Committed, error) {
	var done edition.Committed
	err := pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) (err error) {
		done, err = commitOrder(ctx, tx, w)
		return err
	})
	if err != nil {
		return edition.Committed{}, said(err)
	}
	return done, nil
}

func commitOrder(ctx context.Context, tx pgx.Tx, w edition.OrderWrite) (edition.Committed, error) {
	c := &writing{tx: tx, author: w.Author, order: &w, write: edition.Write{
		Title: w.Order.Title, Document: w.Order.Document, Facilities: w.Facilities, IfVersion: w.IfVersion}}
	if c.author == "" {
		c.author = "unnamed"
	}
	c.counties = append(countiesOf(c.write), w.Order.Counties...)
	slices.SortFunc(c.counties, adcode.Code.Compare)
	c.counties = slices.Compact(c.counties)
	var done edition.Committed
	if err := c.take(ctx, c.lock, func(ctx context.Context) error { return c.repeated(ctx, &done) }); err != nil || done.Repeated {
		return done, err
	}
	err := c.take(ctx, c.checkVersions, c.draft, c.noteBorders, func(ctx context.Context) error { return c.applyOrder(ctx, &done.Outcome) }, c.redrawBorders, c.infer, c.facilities, c.publish, c.raise, c.remember)
	if err != nil {
		return done, err
	}
	done.Change = boundaries.ChangeID(c.changeID)
	done.Versions, err = readVersions(ctx, tx, c.counties)
	return done, err
}

// applyOrder asks the law of the county and writes its answer.
func (c *writing) applyOrder(ctx context.Context, outcome *boundaries.Outcome) error {
	order := c.order.Order
	if len(order.Changes) == 0 && len(c.order.Facilities) > 0 { // a plan of facilities only
		if _, err := c.change(ctx); err != nil {
			return err
		}
		return c.recordOrder(ctx)
	}
	state, err := readState(ctx, c.tx, order)
	if err != nil {
		return err
	}
	if *outcome, err = boundaries.Apply(state, order); err != nil {
		return err
	}
	if _, err := c.change(ctx); err != nil {
		return err
	}
	if err := c.recordOrder(ctx); err != nil {
		return err
	}
	if err := c.number(ctx, outcome); err != nil {
		return err
	}
	for _, step := range []func(context.Context, *boundaries.Outcome) error{c.join, c.writeOpened, c.writeLineage, c.writeMoved} {
		if err := step(ctx, outcome); err != nil {
			return err
		}
	}
	c.enterOrder(state.Units, outcome)
	return nil
}

func (c *writing) recordOrder(ctx context.Context) error {
	order, file := c.order.Order, c.order.File
	if len(file) == 0 {
		file = []byte("{}")
	}
	var plan *int64
	if c.order.Plan != 0 {
		plan = &c.order.Plan
	}
	_, err := c.tx.Exec(ctx, query("order_add"), c.changeID, dateOf(order.Approved), json.RawMessage(file), plan, order.Document, c.author, c.recorded)
	return err
}

// number begins the outcome's new units, which bear negative numbers, and puts their
// identities everywhere.
func (c *writing) number(ctx context.Context, outcome *boundaries.Outcome) error {
	var fresh []*boundaries.Version
	for i := range outcome.Open {
		v := &outcome.Open[i]
		if v.Unit < 0 && !slices.ContainsFunc(fresh, func(f *boundaries.Version) bool { return f.Unit == v.Unit }) {
			fresh = append(fresh, v)
		}
	}
	ids, err := c.identities(ctx, "unit_ids", len(fresh))
	if err != nil {
		return err
	}
	rows := make([][]any, len(fresh))
	begun := map[boundaries.UnitID]boundaries.UnitID{}
	for i, v := range fresh {
		rows[i] = []any{ids[i], v.Code.County().String(), c.author, c.changeID, c.recorded}
		begun[v.Unit] = boundaries.UnitID(ids[i])
	}
	renumber(outcome, begun)
	for i := range outcome.Lineage {
		outcome.Lineage[i].Change = boundaries.ChangeID(c.changeID)
	}
	return c.copyRows(ctx, "unit", []string{"id", "county", "author", "change_id", "recorded"}, len(rows), func(i int) ([]any, error) { return rows[i], nil })
}

// renumber puts the identities of begun units in place of an outcome's negative ones.
func renumber(o *boundaries.Outcome, begun map[boundaries.UnitID]boundaries.UnitID) {
	put := func(id *boundaries.UnitID) {
		if own, ok := begun[*id]; ok {
			*id = own
		}
	}
	for i := range o.Open {
		put(&o.Open[i].Unit)
	}
	for i := range o.Lineage {
		put(&o.Lineage[i].From)
		put(&o.Lineage[i].To)
	}
	for i := range o.Moved {
		put(&o.Moved[i].From)
		put(&o.Moved[i].To)
	}
}

// writeOpened supersedes what the order closes and records what it opens.
func (c *writing) writeOpened(ctx context.Context, outcome *boundaries.Outcome) error {
	opened := map[adcode.Code][]boundaries.Version{}
	for _, v := range outcome.Open {
		opened[v.Code.County()] = append(opened[v.Code.County()], v)
	}
	closed := outcome.Close
	for _, county := range c.counties {
		if len(opened[county]) == 0 && len(closed) == 0 {
			continue
		}
		if err := c.writeUnits(ctx, county, boundaries.Diff{Close: closed, Open: opened[county]}); err != nil {
			return err
		}
		closed = nil
		delete(opened, county)
	}
	for county := range opened {
		return &boundaries.RuleError{Rule: "county_not_named", Unit: county, Said: "the order makes a unit of this county, which it does not name: list it under counties"}
	}
	return nil
}

var lineageColumns = []string{"change_id", "number", "from_unit", "to_unit", "from_code", "from_name", "to_code", "to_name", "kind", "day", "people", "area"}

func (c *writing) writeLineage(ctx context.Context, outcome *boundaries.Outcome) error {
	return c.copyRows(ctx, "lineage", lineageColumns, len(outcome.Lineage), func(i int) ([]any, error) {
		l := &outcome.Lineage[i]
		return []any{c.changeID, i, int64(l.From), int64(l.To), l.FromCode.String(), l.FromName, l.ToCode.String(), l.ToName, l.Kind, dateOf(l.Day), share(l.People), share(l.Area)}, nil
	})
}

// share is x within 0..1: areas are added up, and 1 is not always 1 to the last bit.
func share(x float64) float64 { return math.Max(0, math.Min(1, x)) }

// writeMoved records the groups' new units, each under the county of its new unit.
func (c *writing) writeMoved(ctx context.Context, outcome *boundaries.Outcome) error {
	county := map[boundaries.UnitID]string{}
	for _, v := range outcome.Open {
		county[v.Unit] = v.Code.County().String()
	}
	home := c.order.Order.Counties[0].String()
	return c.copyRows(ctx, "group_unit", []string{"change_id", "county", "group_id", "from_unit", "unit", "day"}, len(outcome.Moved), func(i int) ([]any, error) {
		m := outcome.Moved[i]
		in, ok := county[m.To]
		if !ok {
			in = home
		}
		return []any{c.changeID, in, m.Group, unitOrNone(m.From), int64(m.To), dateOf(c.order.Order.Effective)}, nil
	})
}

func unitOrNone(id boundaries.UnitID) *int64 {
	if id == 0 {
		return nil
	}
	return (*int64)(&id)
}

// enterOrder notes for the audit what the order did to each of its counties.
func (c *writing) enterOrder(before []boundaries.Version, outcome *boundaries.Outcome) {
	home := map[boundaries.VersionID]adcode.Code{}
	for _, v := range before {
		home[v.ID] = v.Code.County()
	}
	for _, county := range c.order.Order.Counties {
		opened, closed := 0, 0
		for _, v := range outcome.Open {
			if v.Code.County() == county {
				opened++
			}
		}
		for _, id := range outcome.Close {
			if code, ok := home[id]; !ok || code == county {
				closed++
			}
		}
		if len(c.order.Order.Counties) > 1 && len(outcome.Moved) > 0 { // people may have crossed the county's border
			c.enter(county, partPeople, len(outcome.Moved), 0, map[string]any{"order": c.order.Order.Title, "groups": len(outcome.Moved)})
		}
		c.enter(county, partBoundaries, opened, closed, map[string]any{"order": c.order.Order.Title, "effective": c.order.Order.Effective.String(), "changes": len(c.order.Order.Changes)})
	}
}

// draft refuses to publish a plan twice, before its changes fail for having been made.
func (c *writing) draft(ctx context.Context) error {
	if c.order.Plan == 0 {
		return nil
	}
	plan, err := readPlan(ctx, c.tx, adcode.Code{}, c.order.Plan)
	if err == nil && plan.Published != 0 {
		err = planStays(plan, plan.Version)
	}
	return err
}

// publish notes that a plan became this change.
func (c *writing) publish(ctx context.Context) error {
	if c.order.Plan == 0 {
		return nil
	}
	tag, err := c.tx.Exec(ctx, query("plan_publish"), c.order.Plan, c.changeID)
	if err == nil && tag.RowsAffected() == 0 {
		err = fmt.Errorf("plan %d is published already, or was taken away: %w", c.order.Plan, boundaries.ErrConflict)
	}
	return err
}
