package postgis

import (
	"context"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"
	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/edition"
)

// derive brings the derived shapes of the counties up to date whose boundaries the commit
// changed. An order bears on its day and later; a list of units may bear on any.
func (c *writing) derive(ctx context.Context) error {
	since := civil.Day{}
	if c.order != nil && len(c.write.Snapshots) == 0 {
		since = c.order.Order.Effective
	}
	for _, e := range c.entries {
		if e.part != partBoundaries || e.opened+e.closed == 0 {
			continue
		}
		d := &deriving{tx: c.tx, county: e.county, since: since}
		if err := d.run(ctx); err != nil {
			return fmt.Errorf("derive shapes of %s: %w", e.county, err)
		}
	}
	return nil
}

// deriving works out the derived shapes of a county from a day on, which is locked or
// seen as of one moment. Where those held were not made from its present units, from
// the beginning. A shape whose parts are those it was made from stays.
type deriving struct {
	tx     pgx.Tx
	county adcode.Code
	since  civil.Day
	check  bool // held shapes are not trusted: each is worked out again

	shaped map[boundaries.VersionID]bool
	codes  map[boundaries.UnitID]adcode.Code
	held   map[boundaries.UnitID][]derivedRow
	now    map[boundaries.UnitID][]derivedRow // as worked out
	ids    []int64                            // of new rows, to be given out

	shapes int                    // that are derived, in the end
	faults []edition.DerivedFault // what was held wrongly
}

// derivedRow is a row of unit_derived. Its parts are ids of versions, and of derived
// rows as negative numbers. The shape of a row held is read where it is needed.
type derivedRow struct {
	id    int64
	parts []int64
	valid civil.Span
	shape orb.MultiPolygon
}

func (d *deriving) run(ctx context.Context) error {
	var fresh, needed bool
	if err := d.tx.QueryRow(ctx, query("derived_state"), d.county.String(), dateOf(d.since)).Scan(&fresh, &needed); err != nil {
		return err
	}
	if !fresh {
		d.since = civil.Day{}
	}
	if fresh && !needed && !d.check {
		return nil
	}
	units, err := d.outline(ctx)
	if err != nil {
		return err
	}
	if err := d.readHeld(ctx); err != nil {
		return err
	}
	unions := edition.Unions(d.county, units, d.shaped, d.since)
	d.now = map[boundaries.UnitID][]derivedRow{}
	for len(unions) > 0 { // level by level: counties are made of townships
		n := 1
		for n < len(unions) && unions[n].Level == unions[0].Level {
			n++
		}
		if err := d.level(ctx, unions[:n]); err != nil {
			return err
		}
		unions = unions[n:]
	}
	return d.removeRest(ctx)
}

// outline reads the units without their shapes.
func (d *deriving) outline(ctx context.Context) ([]boundaries.Version, error) {
	rows, err := d.tx.Query(ctx, query("units_outlined"), d.county.String(), dateOf(d.since))
	if err != nil {
		return nil, err
	}
	d.shaped, d.codes = map[boundaries.VersionID]bool{}, map[boundaries.UnitID]adcode.Code{0: d.county}
	return pgx.AppendRows([]boundaries.Version{}, rows, func(row pgx.CollectableRow) (v boundaries.Version, err error) {
		var code string
		var parent *string
		var valid pgtype.Range[pgtype.Date]
		var shaped bool
		err = row.Scan((*int64)(&v.ID), (*int64)(&v.Unit), &code, &parent, &valid, &shaped)
		if err == nil {
			v.Code, v.Parent, v.Valid = codeOf(&code), codeOf(parent), spanOf(valid)
			d.codes[v.Unit] = v.Code
			if shaped {
				d.shaped[v.ID] = true
			}
		}
		return v, err
	})
}

func (d *deriving) readHeld(ctx context.Context) error {
	rows, err := d.tx.Query(ctx, query("derived_held"), d.county.String(), dateOf(d.since))
	if err != nil {
		return err
	}
	d.held = map[boundaries.UnitID][]derivedRow{}
	var r derivedRow
	var unit *int64
	var valid pgtype.Range[pgtype.Date]
	_, err = pgx.ForEachRow(rows, []any{&r.id, &unit, &r.parts, &valid}, func() error {
		id := boundaries.UnitID(0)
		if unit != nil {
			id = boundaries.UnitID(*unit)
		}
		d.held[id] = append(d.held[id], derivedRow{id: r.id, parts: slices.Clone(r.parts), valid: spanOf(valid)})
		return nil
	})
	return err
}

// level works out the unions of one level and writes what is other than held.
func (d *deriving) level(ctx context.Context, unions []edition.Union) error {
	wanted := map[boundaries.UnitID][]derivedRow{}
	var order []boundaries.UnitID
	for _, u := range unions {
		w := derivedRow{parts: d.partsOf(u), valid: u.Valid}
		rows := wanted[u.Unit]
		if len(rows) == 0 {
			order = append(order, u.Unit)
		}
		if n := len(rows); n > 0 && rows[n-1].valid.To == w.valid.From && slices.Equal(rows[n-1].parts, w.parts) {
			rows[n-1].valid.To = w.valid.To
			continue
		}
		wanted[u.Unit] = append(rows, w)
	}
	shapes, err := d.readShapes(ctx, wanted)
	if err != nil {
		return err
	}
	var write derivedWrite
	for _, unit := range order {
		rows := d.unite(unit, wanted[unit], shapes)
		d.match(unit, rows, &write)
		d.now[unit] = rows
	}
	return d.write(ctx, &write)
}

// partsOf are a union's parts by number, ascending.
func (d *deriving) partsOf(u edition.Union) []int64 {
	var parts []int64
	for _, id := range u.Own {
		parts = append(parts, int64(id))
	}
	for _, unit := range u.Under {
		for _, row := range d.now[unit] {
			if row.valid.Overlaps(u.Valid) {
				parts = append(parts, -row.id)
			}
		}
	}
	slices.Sort(parts)
	return parts
}

// removeRest takes away what is held of units that are no unions any more.
func (d *deriving) removeRest(ctx context.Context) error {
	var write derivedWrite
	for unit, rows := range d.held {
		for _, held := range rows {
			d.end(unit, held, &write)
		}
	}
	return d.write(ctx, &write)
}

func (d *deriving) doubt(unit boundaries.UnitID, days civil.Span) {
	d.faults = append(d.faults, edition.DerivedFault{Unit: d.codes[unit], Days: days})
}
