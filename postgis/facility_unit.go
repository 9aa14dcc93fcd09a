package postgis

import (
	"context"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/facilities"
)

// readResolved finds the units of the day for facilities of which only a unit is known:
// the one named may have another code by then, or be part of another.
func readResolved(ctx context.Context, q querier, key edition.Key) (map[facilities.ID]adcode.Code, error) {
	type unplaced struct {
		id    facilities.ID
		code  adcode.Code
		since civil.Day
	}
	rows, err := q.Query(ctx, query("facilities_unplaced"), key.County.String(), dateOf(key.At))
	if err != nil {
		return nil, err
	}
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (u unplaced, err error) {
		var code string
		var since pgtype.Date
		err = row.Scan((*int64)(&u.id), &code, &since)
		u.code, u.since = codeOf(&code), dayOf(since)
		return u, err
	})
	if err != nil || len(list) == 0 {
		return nil, err
	}
	versions, err := readUnits(ctx, q, "units_ever", key.County.String())
	if err != nil {
		return nil, err
	}
	links, err := readBelieved(ctx, q, key.County)
	if err != nil {
		return nil, err
	}
	resolved := map[facilities.ID]adcode.Code{}
	for _, u := range list {
		resolved[u.id] = codeOfHeir(edition.Heir(versions, links, u.code, u.since, key.At))
	}
	return resolved, nil
}

// codeOfHeir is the code of a unit, or none.
func codeOfHeir(v *boundaries.Version) adcode.Code {
	if v == nil {
		return adcode.Code{}
	}
	return v.Code
}
