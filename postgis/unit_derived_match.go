package postgis

import (
	"context"
	"slices"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"
	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/edition"
)

// readShapes reads the shapes that are needed: the parts of what is not held, and what is
// held beside it or in its place.
func (d *deriving) readShapes(ctx context.Context, wanted map[boundaries.UnitID][]derivedRow) (map[int64]orb.MultiPolygon, error) {
	var own, derived []int64
	for unit, rows := range wanted {
		stay := map[int64]bool{}
		for _, w := range rows {
			if held := d.sameParts(unit, w); held != nil {
				stay[held.id] = true
				continue
			}
			for _, part := range w.parts {
				if part > 0 {
					own = append(own, part)
				} else {
					derived = append(derived, -part)
				}
			}
		}
		if len(stay) == len(rows) {
			continue
		}
		for _, held := range d.held[unit] {
			derived = append(derived, held.id)
		}
	}
	shapes := map[int64]orb.MultiPolygon{}
	if len(own)+len(derived) == 0 {
		return shapes, nil
	}
	rows, err := d.tx.Query(ctx, query("shapes_of_parts"), own, derived)
	if err != nil {
		return nil, err
	}
	var id int64
	var bytes pgtype.DriverBytes
	_, err = pgx.ForEachRow(rows, []any{&id, &bytes}, func() (err error) {
		shapes[id], err = readShape[orb.MultiPolygon](bytes)
		return err
	})
	return shapes, err
}

// sameParts is the row held that is made from the parts of a wanted one, or nil.
func (d *deriving) sameParts(unit boundaries.UnitID, w derivedRow) *derivedRow {
	if d.check {
		return nil
	}
	for i := range d.held[unit] {
		if held := &d.held[unit][i]; held.valid.Overlaps(w.valid) && slices.Equal(held.parts, w.parts) {
			return held
		}
	}
	return nil
}

// unite gives wanted rows their shapes, and makes one of two that come to the same on
// days that touch. The shape of a row whose parts are those held stays unread.
func (d *deriving) unite(unit boundaries.UnitID, wanted []derivedRow, shapes map[int64]orb.MultiPolygon) []derivedRow {
	for i := range d.held[unit] {
		held := &d.held[unit][i]
		held.shape = shapes[-held.id]
	}
	var rows []derivedRow
	for _, w := range wanted {
		if held := d.sameParts(unit, w); held != nil {
			w.id, w.shape = held.id, held.shape
		} else {
			parts := make([]orb.MultiPolygon, len(w.parts))
			for i, part := range w.parts {
				parts[i] = shapes[part]
			}
			w.shape = edition.Unite(parts)
		}
		if len(w.shape) == 0 && w.id == 0 {
			continue
		}
		n := len(rows)
		if n > 0 && rows[n-1].valid.To == w.valid.From && len(w.shape) > 0 && rows[n-1].shape.Equal(w.shape) {
			rows[n-1].valid.To, rows[n-1].parts, rows[n-1].id = w.valid.To, w.parts, max(rows[n-1].id, w.id)
			continue
		}
		rows = append(rows, w)
	}
	return rows
}

// match gives each row the identity of the one held that it is, or a new one, and notes what
// is to be written.
func (d *deriving) match(unit boundaries.UnitID, rows []derivedRow, write *derivedWrite) {
	taken := map[int64]bool{}
	for i := range rows {
		w := &rows[i]
		held := d.like(unit, w, taken)
		if held == nil {
			write.add(unit, w)
			d.doubt(unit, w.valid)
			continue
		}
		taken[held.id] = true
		w.id = held.id
		if held.valid.From.Before(d.since) && !d.since.Before(w.valid.From) {
			w.valid.From = held.valid.From
		}
		if held.valid != w.valid || !slices.Equal(held.parts, w.parts) {
			if held.valid != w.valid {
				d.doubt(unit, w.valid)
			}
			write.move(w)
		}
	}
	for _, held := range d.held[unit] {
		if !taken[held.id] {
			d.end(unit, held, write)
		}
	}
	d.shapes += len(rows)
	delete(d.held, unit)
}

// like is the row held that a row goes on with, or nil.
func (d *deriving) like(unit boundaries.UnitID, w *derivedRow, taken map[int64]bool) *derivedRow {
	for i := range d.held[unit] {
		held := &d.held[unit][i]
		if held.valid.From.Before(d.since) && w.valid.From != d.since {
			continue // of the days before it stays
		}
		touches := held.valid.Overlaps(w.valid) || !d.since.IsZero() && held.valid.To == d.since
		if touches && !taken[held.id] && (w.id == held.id || len(held.shape) > 0 && held.shape.Equal(w.shape)) {
			return held
		}
	}
	return nil
}

// end takes a row held away from the day on that the work begins with.
func (d *deriving) end(unit boundaries.UnitID, held derivedRow, write *derivedWrite) {
	switch {
	case !held.valid.To.IsZero() && held.valid.To == d.since: // it ended before
	case held.valid.From.Before(d.since):
		held.valid.To = d.since
		write.move(&held)
	default:
		d.doubt(unit, held.valid)
		write.remove = append(write.remove, held.id)
	}
}
