package main

import "context"

// query is what PostGIS is asked, prepared once, its rows read to the end.
func (l *land) query(ctx context.Context, sql string, args ...any) func() error {
	return func() error {
		rows, err := l.sql.Query(ctx, sql, args...)
		if err != nil {
			return err
		}
		for rows.Next() {
		}
		return rows.Err()
	}
}

// The peer's queries use the rows that Xiantu keeps: the newest state of one county.

// sqlCoverage: $1 kinds, $2 radius in metres. People by distance on the ellipsoid;
// land by a buffer of 32 segments a quarter, whose error is 0.04 %.
const sqlCoverage = `
WITH f AS MATERIALIZED (SELECT place::geography AS place FROM facilities_now WHERE kind = ANY ($1) AND state = '运营' AND place IS NOT NULL),` + sqlCovered

// sqlMoved is the same with the facility $3 at longitude $4 and latitude $5.
const sqlMoved = `
WITH f AS MATERIALIZED (SELECT CASE facility WHEN $3 THEN ST_SetSRID(ST_MakePoint($4, $5), 4490) ELSE place::geometry END::geography AS place
                        FROM facilities_now WHERE kind = ANY ($1) AND state = '运营' AND place IS NOT NULL),` + sqlCovered

const sqlCovered = `
     reach AS MATERIALIZED (SELECT ST_Union(ST_Buffer(ST_Transform(place::geometry, 4544), $2, 32)) AS shape FROM f),
     p AS MATERIALIZED (SELECT people, people_60, people_65, people_80, place, EXISTS (SELECT FROM f WHERE ST_DWithin(f.place, p.place::geography, $2)) AS covered FROM people_now p WHERE basis = 'registered')
SELECT u.code, sum(people) FILTER (WHERE covered), sum(people), sum(people_60) FILTER (WHERE covered), sum(people_60),
       sum(people_65) FILTER (WHERE covered), sum(people_65), sum(people_80) FILTER (WHERE covered), sum(people_80),
       (SELECT ST_Area(ST_Intersection(reach.shape, ST_Transform(u.shape, 4544))) FROM reach)
FROM units_now u LEFT JOIN p ON ST_Covers(u.shape, p.place)
WHERE u.level = 'village'
GROUP BY u.code, u.shape`

// sqlGaps: $1 kinds, $2 radius in metres.
const sqlGaps = `
WITH f AS MATERIALIZED (SELECT place::geography AS place FROM facilities_now WHERE kind = ANY ($1) AND state = '运营' AND place IS NOT NULL),
     reach AS MATERIALIZED (SELECT ST_Union(ST_Buffer(ST_Transform(place::geometry, 4544), $2, 32)) AS shape FROM f),
     p AS MATERIALIZED (SELECT people, place FROM people_now p WHERE basis = 'registered' AND NOT EXISTS (SELECT FROM f WHERE ST_DWithin(f.place, p.place::geography, $2)))
SELECT u.code, ST_AsBinary(ST_Transform(ST_Difference(ST_Transform(u.shape, 4544), (SELECT shape FROM reach)), 4490)), sum(people)
FROM units_now u LEFT JOIN p ON ST_Covers(u.shape, p.place)
WHERE u.level = 'village'
GROUP BY u.code, u.shape`

// sqlWideCoverage: $1 radius in metres. Of the wide land, people by unit.
const sqlWideCoverage = `
WITH p AS MATERIALIZED (SELECT code, people, people_60, people_65, people_80, EXISTS (SELECT FROM bench_beds f WHERE ST_DWithin(f.place, p.place, $1)) AS covered FROM bench_groups p)
SELECT code, sum(people) FILTER (WHERE covered), sum(people), sum(people_60) FILTER (WHERE covered), sum(people_60),
       sum(people_65) FILTER (WHERE covered), sum(people_65), sum(people_80) FILTER (WHERE covered), sum(people_80)
FROM p GROUP BY code`

// sqlWideGaps: $1 radius in metres. Of the wide land; each unit less the discs that come
// near it.
const sqlWideGaps = `
WITH p AS MATERIALIZED (SELECT code, sum(people) AS people FROM bench_groups p WHERE NOT EXISTS (SELECT FROM bench_beds f WHERE ST_DWithin(f.place, p.place, $1)) GROUP BY code)
SELECT u.code, p.people, ST_AsBinary(ST_Transform(ST_Difference(ST_Transform(u.shape, 4544), coalesce(
           (SELECT ST_Union(ST_Buffer(ST_Transform(f.place::geometry, 4544), $1, 32)) FROM bench_beds f WHERE f.place::geometry && ST_Expand(u.shape, $1 / 80000)),
           'SRID=4544;POLYGON EMPTY')), 4490))
FROM bench_units u LEFT JOIN p USING (code)`

// sqlTile: $1 z, $2 x, $3 y, $4 tolerance in metres. Polygons of three levels with
// their attributes, their outlines, one point each, and the facilities.
const sqlTile = `
WITH bounds AS (SELECT ST_TileEnvelope($1, $2, $3) AS env, ST_Transform(ST_TileEnvelope($1, $2, $3, margin => 0.0625), 4490) AS box),
     u AS (SELECT unit, code, name, type, parent, level, ST_Simplify(ST_Transform(shape, 3857), $4, true) AS shape FROM units_now, bounds WHERE shape && box),
     f AS MATERIALIZED (SELECT facility, kind, name, state, ST_Transform(place, 3857) AS place FROM facilities_now, bounds WHERE place && box)
SELECT (SELECT string_agg(tile, '') FROM (SELECT ST_AsMVT(t, level, 4096, 'geom', 'unit') AS tile FROM (SELECT unit, code, name, type, parent, level, ST_AsMVTGeom(shape, env, 4096, 64, true) AS geom FROM u, bounds) t GROUP BY level) s)
    || (SELECT ST_AsMVT(t, 'border', 4096, 'geom') FROM (SELECT level, ST_AsMVTGeom(ST_Boundary(shape), env, 4096, 64, true) AS geom FROM u, bounds) t)
    || (SELECT ST_AsMVT(t, 'label', 4096, 'geom') FROM (SELECT name, level, ST_AsMVTGeom(ST_PointOnSurface(shape), env, 4096, 64, true) AS geom FROM u, bounds) t)
    || (SELECT ST_AsMVT(t, 'facility', 4096, 'geom') FROM (SELECT facility, kind, name, state, ST_AsMVTGeom(place, env, 4096, 64, true) AS geom FROM f, bounds) t)`
