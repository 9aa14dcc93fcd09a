package postgis

import (
	"context"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
)

// Lineage returns every strand of lineage of a county's units, by day. The error is
// boundaries.ErrNotFound where there is no such county.
func (s *Store) Lineage(ctx context.Context, county adcode.Code) ([]boundaries.Link, error) {
	if _, _, err := readCounty(ctx, s.pool, county); err != nil {
		return nil, err
	}
	rows, err := s.pool.Query(ctx, query("lineage"), county.String())
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (l boundaries.Link, err error) {
		var from, to string
		var day pgtype.Date
		err = row.Scan((*int64)(&l.Change), (*int64)(&l.From), (*int64)(&l.To), &from, &to, &l.FromName, &l.ToName, &l.Kind, &day, &l.People, &l.Area)
		if err == nil {
			l.FromCode, l.ToCode, l.Day = codeOf(&from), codeOf(&to), dayOf(day)
		}
		return l, err
	})
}
