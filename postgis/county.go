package postgis

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
)

// querier is what a reader needs of a pool or a transaction.
type querier interface {
	Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error)
	QueryRow(ctx context.Context, sql string, args ...any) pgx.Row
}

// Heads returns the versions of every county.
func (s *Store) Heads(ctx context.Context) (map[adcode.Code]edition.Versions, error) {
	return collectVersions(ctx, s.pool, "heads")
}

// Counties returns every county, by code. One that was never given a name bears that
// of its newest county-level unit.
func (s *Store) Counties(ctx context.Context) ([]edition.County, error) {
	rows, err := s.pool.Query(ctx, query("counties"))
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (county edition.County, err error) {
		var code string
		err = row.Scan(&code, &county.Name, &county.Fiction)
		county.Code = codeOf(&code)
		return county, err
	})
}

// readCounty returns a county and its versions; boundaries.ErrNotFound without one.
func readCounty(ctx context.Context, q querier, code adcode.Code) (county edition.County, v edition.Versions, err error) {
	var text string
	err = q.QueryRow(ctx, query("county"), code.String()).Scan(&text, &county.Name, &county.Fiction, &v.County, &v.Boundaries, &v.Facilities, &v.People, &v.Zones, &v.Roads, &v.Backdrop)
	if errors.Is(err, pgx.ErrNoRows) {
		return county, v, fmt.Errorf("county %s: %w", code, boundaries.ErrNotFound)
	}
	county.Code = code
	return county, v, err
}

func readVersions(ctx context.Context, q querier, counties []adcode.Code) (map[adcode.Code]edition.Versions, error) {
	return collectVersions(ctx, q, "county_versions", codeTexts(counties))
}

// collectVersions reads rows that begin with a county and its seven versions.
func collectVersions(ctx context.Context, q querier, queryName string, args ...any) (map[adcode.Code]edition.Versions, error) {
	rows, err := q.Query(ctx, query(queryName), args...)
	if err != nil {
		return nil, err
	}
	versions := map[adcode.Code]edition.Versions{}
	var code string
	var v edition.Versions
	into := []any{&code, &v.County, &v.Boundaries, &v.Facilities, &v.People, &v.Zones, &v.Roads, &v.Backdrop}
	for len(into) < len(rows.FieldDescriptions()) {
		into = append(into, nil)
	}
	_, err = pgx.ForEachRow(rows, into, func() error {
		versions[codeOf(&code)] = v
		return nil
	})
	return versions, err
}

// name makes the counties that are not there yet and gives them their names.
func (c *writing) name(ctx context.Context) error {
	written := codeTexts(c.counties)
	if len(c.write.IfVersion) > 0 {
		written = written[:0]
		for _, code := range c.counties {
			if c.brings(code) {
				written = append(written, code.String())
			}
		}
	}
	if _, err := c.tx.Exec(ctx, query("county_add"), written); err != nil {
		return err
	}
	for _, county := range c.write.Counties {
		tag, err := c.tx.Exec(ctx, query("county_name"), county.Code.String(), county.Name, county.Fiction)
		if err != nil {
			return err
		}
		if tag.RowsAffected() == 0 {
			continue
		}
		if _, err := c.change(ctx); err != nil {
			return err
		}
		c.enter(county.Code, partCounty, 1, 0, map[string]any{"name": county.Name, "fiction": county.Fiction})
	}
	return nil
}
