package postgis

import (
	"context"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/edition"
)

// reading is a transaction that sees one moment of the database.
var reading = pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}

// Parts reads what an edition of a county is made from, as of one moment. A part whose
// version is the one in known is left nil, and the caller must hold it for the same
// day; a part read is never nil. Days are always read. The error is
// boundaries.ErrNotFound where there is no such county.
//
// People are the newest count whose reference day is not later than key.At, or else
// the earliest; registered people stand in only where residents were never counted.
func (s *Store) Parts(ctx context.Context, key edition.Key, known edition.Versions) (edition.Parts, error) {
	var parts edition.Parts
	err := pgx.BeginTxFunc(ctx, s.pool, reading, func(tx pgx.Tx) (err error) {
		parts, err = readParts(ctx, tx, key, known)
		return err
	})
	if err != nil {
		return edition.Parts{}, err
	}
	return parts, nil
}

func readParts(ctx context.Context, q querier, key edition.Key, known edition.Versions) (p edition.Parts, err error) {
	if p.County, p.Versions, err = readCounty(ctx, q, key.County); err != nil {
		return p, err
	}
	if p.Days, err = readDays(ctx, q, key.County); err != nil {
		return p, err
	}
	if known.Boundaries != p.Versions.Boundaries || known.County == 0 {
		if p.Units, err = readUnits(ctx, q, "units_at", key.County.String(), dateOf(key.At)); err != nil {
			return p, err
		}
		if p.Stretches, err = readStretchesFor(ctx, q, key); err != nil {
			return p, err
		}
		if key.Plan == 0 {
			if p.Derived, err = readDerived(ctx, q, key); err != nil {
				return p, err
			}
		}
	}
	if known.Facilities != p.Versions.Facilities || known.County == 0 {
		if p.Facilities, err = readFacilities(ctx, q, "facilities_at", key.County.String(), dateOf(key.At)); err != nil {
			return p, err
		}
	}
	if known.People != p.Versions.People || known.County == 0 {
		if p.People, err = readPeople(ctx, q, key); err != nil {
			return p, err
		}
	}
	if known.Zones != p.Versions.Zones || known.County == 0 {
		if p.Zones, err = readZones(ctx, q, key.County); err != nil {
			return p, err
		}
	}
	if known.Roads != p.Versions.Roads || known.County == 0 {
		if p.Roads, err = readRoads(ctx, q, key.County); err != nil {
			return p, err
		}
	}
	if known.Backdrop != p.Versions.Backdrop || known.County == 0 {
		if p.Backdrop, err = readBackdrop(ctx, q, key.County); err != nil {
			return p, err
		}
	}
	if p.Resolved, err = readResolved(ctx, q, key); err != nil {
		return p, err
	}
	return p, readDrafted(ctx, q, key, &p)
}

// readDrafted reads the groups that orders moved and, with a plan, what its orders are
// applied to.
func readDrafted(ctx context.Context, q querier, key edition.Key, p *edition.Parts) (err error) {
	moved := key.At
	if key.Plan != 0 {
		moved = civil.Day{}
		plan, err := readPlan(ctx, q, key.County, key.Plan)
		if err != nil {
			return err
		}
		p.Plan = &plan
		if err := readPlanned(ctx, q, key, p); err != nil {
			return err
		}
	}
	p.Moved, err = readMoved(ctx, q, key.County, moved)
	return err
}

// readMoved returns the groups that orders moved up to a day; without one, ever.
func readMoved(ctx context.Context, q querier, county adcode.Code, at civil.Day) ([]edition.MovedGroup, error) {
	rows, err := q.Query(ctx, query("groups_moved"), county.String(), dateOf(at))
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (m edition.MovedGroup, err error) {
		var day pgtype.Date
		err = row.Scan(&m.Group, (*int64)(&m.Unit), &day)
		m.Day = dayOf(day)
		return m, err
	})
}

// readDays returns the days on which something of a county changed, with counts.
func readDays(ctx context.Context, q querier, county adcode.Code) ([]edition.Change, error) {
	rows, err := q.Query(ctx, query("days"), county.String())
	if err != nil {
		return nil, err
	}
	return pgx.AppendRows([]edition.Change{}, rows, func(row pgx.CollectableRow) (c edition.Change, err error) {
		var day pgtype.Date
		var level int
		err = row.Scan(&day, &c.What, &level, &c.Opened, &c.Closed, &c.Titles)
		c.Day, c.Level = dayOf(day), adcode.Level(level)
		return c, err
	})
}

// Register returns everything that a county has been called: all versions of its units
// without shapes, and every villager group with all its addresses.
func (s *Store) Register(ctx context.Context, county adcode.Code) (edition.Register, error) {
	var r edition.Register
	err := pgx.BeginTxFunc(ctx, s.pool, reading, func(tx pgx.Tx) (err error) {
		if r.County, _, err = readCounty(ctx, tx, county); err != nil {
			return err
		}
		if r.Versions, err = readUnits(ctx, tx, "units_ever", county.String()); err != nil {
			return err
		}
		if r.Groups, err = everyGroup(ctx, tx, county); err != nil {
			return err
		}
		if r.Days, err = readDays(ctx, tx, county); err != nil {
			return err
		}
		r.Lineage, err = readBelieved(ctx, tx, county)
		return err
	})
	return r, err
}
