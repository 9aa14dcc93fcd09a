package main

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/paulmach/orb/encoding/wkb"

	"github.com/xiantu/xiantu/edition"
)

// sqlTiledTables is what the peer makes its tiles of: all that ours show, in plain tables
// in the projection of tiles, so that it need not look up what is in force, nor transform.
const sqlTiledTables = `
CREATE TABLE bench_tiled_units (id bigint, code text, name text, name_full text, type text, level text, parent text, tier text,
	urban boolean, tint bigint, area_m2 bigint, people jsonb, rank bigint, shape geometry, label geometry);
CREATE TABLE bench_tiled_facilities (id bigint, kind text, name text, state text, operating boolean, unit text, place geometry)`

const sqlTiledUnit = `INSERT INTO bench_tiled_units VALUES ($1, $2, $3, nullif($4, ''), $5, $6, nullif($7, ''), nullif($8, ''), $9, $10, $11, $12, $13,
	ST_Transform(ST_GeomFromWKB($14, 4326), 3857), ST_Transform(ST_SetSRID(ST_MakePoint($15, $16), 4326), 3857))`

const sqlTiledFacility = `INSERT INTO bench_tiled_facilities VALUES ($1, $2, $3, $4, $5, nullif($6, ''), ST_Transform(ST_SetSRID(ST_MakePoint($7, $8), 4326), 3857))`

const sqlTiledIndexes = `
CREATE INDEX ON bench_tiled_units USING gist (shape); CREATE INDEX ON bench_tiled_facilities USING gist (place);
ANALYZE bench_tiled_units; ANALYZE bench_tiled_facilities`

// fillTables puts the editions into the peer's tables, over connections of its own.
func (t *tiledLand) fillTables(ctx context.Context) error {
	config, err := pgxpool.ParseConfig(t.store.URL())
	if err != nil {
		return err
	}
	config.MaxConns = tileClients
	if t.sql, err = pgxpool.NewWithConfig(ctx, config); err != nil {
		return err
	}
	if _, err = t.sql.Exec(ctx, sqlTiledTables); err != nil {
		return err
	}
	for _, ed := range t.editions {
		var rows pgx.Batch
		queueUnits(&rows, ed)
		queueFacilities(&rows, ed)
		if err := t.sql.SendBatch(ctx, &rows).Close(); err != nil {
			return fmt.Errorf("the peer's tables, %s: %w", ed.County.Code, err)
		}
	}
	_, err = t.sql.Exec(ctx, sqlTiledIndexes)
	return err
}

func queueUnits(rows *pgx.Batch, ed *edition.Edition) {
	for i := range ed.Units {
		u := &ed.Units[i]
		people := map[string]int64{}
		for k, age := range ed.People.Ages {
			if k < len(u.People) {
				people["people_"+age] = u.People[k]
			}
		}
		parent := ""
		if u.Above >= 0 {
			parent = ed.Units[u.Above].Code.String()
		}
		rows.Queue(sqlTiledUnit, int64(u.Unit), u.Code.String(), u.Name, u.Full, u.Type.String(), u.Level().String(), parent, u.Tier, u.IsUrban,
			int64(i%4+1), int64(u.Area+0.5), people, int64(i+1), wkb.MustMarshal(ed.Mesh.Shape(i)), u.Label[0], u.Label[1])
	}
}

func queueFacilities(rows *pgx.Batch, ed *edition.Edition) {
	for i := range ed.Facilities.List {
		f := &ed.Facilities.List[i]
		if f.Place == nil {
			continue
		}
		unit := ""
		if f.Unit >= 0 {
			unit = ed.Units[f.Unit].Code.String()
		}
		rows.Queue(sqlTiledFacility, int64(f.ID), f.Kind, f.Name, string(f.State), f.InOperation(ed.Key.At), unit, f.Place[0], f.Place[1])
	}
}
