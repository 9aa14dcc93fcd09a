-- All versions of a county's units that are not superseded, whatever their days, with
-- shapes (EWKB, EPSG:4490).
-- $1 text: county
SELECT id, unit, code, name, full_name, type, parent, tier, urban, seat, shape, valid
FROM unit_version
WHERE county = $1 AND superseded IS NULL
ORDER BY level, code, lower(valid) NULLS FIRST
