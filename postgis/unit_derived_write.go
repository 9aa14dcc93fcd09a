package postgis

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"
	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
)

// derivedWrite is what is to be written of a level.
type derivedWrite struct {
	remove      []int64
	moved       []int64
	days, parts []string
	units       []boundaries.UnitID
	fresh       []*derivedRow
}

func (w *derivedWrite) add(unit boundaries.UnitID, row *derivedRow) {
	w.units, w.fresh = append(w.units, unit), append(w.fresh, row)
}

func (w *derivedWrite) move(row *derivedRow) {
	texts := make([]string, len(row.parts))
	for i, part := range row.parts {
		texts[i] = fmt.Sprint(part)
	}
	w.moved = append(w.moved, row.id)
	w.days = append(w.days, "["+row.valid.From.String()+","+row.valid.To.String()+")")
	w.parts = append(w.parts, "{"+strings.Join(texts, ",")+"}")
}

var derivedColumns = []string{"id", "county", "unit", "parts", "valid", "shape"}

func (d *deriving) write(ctx context.Context, w *derivedWrite) error {
	if len(w.remove) > 0 {
		if _, err := d.tx.Exec(ctx, query("derived_remove"), w.remove); err != nil {
			return err
		}
	}
	if len(w.moved) > 0 {
		if _, err := d.tx.Exec(ctx, query("derived_move"), w.moved, w.days, w.parts); err != nil {
			return err
		}
	}
	if len(w.fresh) == 0 {
		return nil
	}
	rows, err := d.tx.Query(ctx, query("derived_ids"), len(w.fresh))
	if err != nil {
		return err
	}
	ids, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err != nil {
		return err
	}
	_, err = d.tx.CopyFrom(ctx, pgx.Identifier{"unit_derived"}, derivedColumns, pgx.CopyFromSlice(len(ids), func(i int) ([]any, error) {
		row := w.fresh[i]
		row.id = ids[i]
		return []any{row.id, d.county.String(), unitOrNone(w.units[i]), row.parts, rangeOf(row.valid), shapeBytes(row.shape)}, nil
	}))
	return err
}

// errUnmended ends a transaction that only looked.
var errUnmended = errors.New("only looked")

// CheckDerived works out a county's derived shapes again, all of them, and says where those
// held for other programs are others. With mend it puts the right ones in their place.
func (s *Store) CheckDerived(ctx context.Context, county adcode.Code, mend bool) (edition.DerivedCheck, error) {
	d := &deriving{county: county, check: true}
	err := pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		d.tx = tx
		if _, err := tx.Exec(ctx, query("county_lock"), []string{county.String()}); err != nil {
			return err
		}
		if err := d.run(ctx); err != nil {
			return err
		}
		if !mend {
			return errUnmended
		}
		_, err := tx.Exec(ctx, query("derived_done"), county.String())
		return err
	})
	if errors.Is(err, errUnmended) {
		err = nil
	}
	return edition.DerivedCheck{Shapes: d.shapes, Faults: d.faults}, err
}

// mendDerived works out the derived shapes of counties that a program wrote which does
// not know of them.
func (s *Store) mendDerived(ctx context.Context) error {
	rows, err := s.pool.Query(ctx, query("derived_counties"))
	if err != nil {
		return err
	}
	counties, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return err
	}
	for _, county := range counties {
		if _, err := s.CheckDerived(ctx, codeOf(&county), true); err != nil {
			return fmt.Errorf("derive shapes of %s: %w", county, err)
		}
	}
	return nil
}

// readDerived returns the derived shapes held for a county on a day, by unit; nil where
// they were made from older units.
func readDerived(ctx context.Context, q querier, key edition.Key) (map[boundaries.UnitID]orb.MultiPolygon, error) {
	rows, err := q.Query(ctx, query("derived_at"), key.County.String(), dateOf(key.At))
	if err != nil {
		return nil, err
	}
	var derived map[boundaries.UnitID]orb.MultiPolygon
	var fresh bool
	var unit *int64
	var bytes pgtype.DriverBytes
	_, err = pgx.ForEachRow(rows, []any{&fresh, &unit, &bytes}, func() error {
		if fresh && derived == nil {
			derived = map[boundaries.UnitID]orb.MultiPolygon{}
		}
		if !fresh || unit == nil {
			return nil
		}
		shape, err := readShape[orb.MultiPolygon](bytes)
		derived[boundaries.UnitID(*unit)] = shape
		return err
	})
	return derived, err
}
