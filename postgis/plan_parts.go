package postgis

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/edition"
)

// readPlanned reads what p.Plan is applied to: the county on all days, the plan's
// further counties, and what the changes did that the plan takes back.
func readPlanned(ctx context.Context, q querier, key edition.Key, p *edition.Parts) (err error) {
	if p.Held, err = readUnits(ctx, q, "units_all", key.County.String()); err != nil {
		return err
	}
	for _, county := range p.Plan.Counties() {
		if county == key.County {
			continue
		}
		beside, err := readBeside(ctx, q, edition.Key{County: county, At: key.At})
		if err != nil {
			return err
		}
		p.Beside = append(p.Beside, beside)
	}
	p.Past, err = readTakenBack(ctx, q, p.Plan.ID)
	return err
}

// readBeside reads a further county of a plan.
func readBeside(ctx context.Context, q querier, key edition.Key) (p edition.Parts, err error) {
	if p.County, p.Versions, err = readCounty(ctx, q, key.County); err != nil {
		return p, err
	}
	if p.Days, err = readDays(ctx, q, key.County); err != nil {
		return p, err
	}
	if p.Held, err = readUnits(ctx, q, "units_all", key.County.String()); err != nil {
		return p, err
	}
	if p.Facilities, err = readFacilities(ctx, q, "facilities_at", key.County.String(), dateOf(key.At)); err != nil {
		return p, err
	}
	if p.People, err = readPeople(ctx, q, key); err != nil {
		return p, err
	}
	p.Moved, err = readMoved(ctx, q, key.County, civil.Day{})
	return p, err
}

// readTakenBack reads what the changes did that a plan's orders take back. One that is
// not there is left out: the law of the county says so.
func readTakenBack(ctx context.Context, q querier, plan int64) (map[boundaries.ChangeID]boundaries.Record, error) {
	rows, err := q.Query(ctx, query("plan_reverts"), plan)
	if err != nil {
		return nil, err
	}
	changes, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	past := map[boundaries.ChangeID]boundaries.Record{}
	for _, change := range changes {
		record, err := readRecord(ctx, q, boundaries.ChangeID(change))
		if errors.Is(err, boundaries.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		past[boundaries.ChangeID(change)] = record
	}
	return past, err
}
