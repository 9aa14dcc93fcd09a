-- The shapes (EWKB, EPSG:4490) of versions of units, and of derived ones, whose ids are
-- given and come back negative.
-- $1 bigint[]: ids of versions; $2 bigint[]: ids of derived shapes
SELECT id, shape FROM unit_version WHERE id = ANY ($1) AND shape IS NOT NULL
UNION ALL
SELECT -id, shape FROM unit_derived WHERE id = ANY ($2)
