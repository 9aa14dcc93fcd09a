-- All versions of a county's level that are not superseded, whatever their days, with
-- shapes (EWKB, EPSG:4490).
-- $1 text: county; $2 smallint: level
SELECT id, unit, code, name, full_name, type, parent, tier, urban, seat, shape, valid
FROM unit_version
WHERE county = $1 AND level = $2 AND superseded IS NULL
