package postgis

import (
	"cmp"
	"context"
	"slices"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
)

// Lineage returns every strand of lineage of a county's units, by day: those that orders
// recorded, and those inferred between snapshots unless a person rejected them. The
// error is boundaries.ErrNotFound where there is no such county.
func (s *Store) Lineage(ctx context.Context, county adcode.Code) (links []boundaries.Link, err error) {
	err = pgx.BeginTxFunc(ctx, s.pool, reading, func(tx pgx.Tx) error {
		if _, _, err := readCounty(ctx, tx, county); err != nil {
			return err
		}
		links, err = readBelieved(ctx, tx, county)
		return err
	})
	return links, err
}

func readBelieved(ctx context.Context, q querier, county adcode.Code) ([]boundaries.Link, error) {
	links, err := readLineage(ctx, q, county)
	if err != nil {
		return nil, err
	}
	rows, err := readInferences(ctx, q, county, civil.Day{})
	if err != nil {
		return nil, err
	}
	inferred := make([]boundaries.Inference, len(rows))
	for i := range rows {
		inferred[i] = rows[i].Inference
	}
	links = append(links, boundaries.Believe(inferred)...)
	slices.SortStableFunc(links, func(a, b boundaries.Link) int { return cmp.Or(a.Day.Compare(b.Day), cmp.Compare(a.Change, b.Change)) })
	return links, nil
}

// readLineage reads what orders recorded.
func readLineage(ctx context.Context, q querier, county adcode.Code) ([]boundaries.Link, error) {
	rows, err := q.Query(ctx, query("lineage"), county.String())
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
