-- The versions of a county's units in force on a day or beginning later, with shapes
-- (EWKB, EPSG:4490), from the county down, by code.
-- $1 text: county; $2 date: the day
SELECT id, unit, code, name, full_name, type, parent, tier, urban, seat, shape, valid
FROM unit_version
WHERE county = $1 AND superseded IS NULL AND (upper_inf(valid) OR upper(valid) > $2::date)
ORDER BY level, code, lower(valid) NULLS FIRST
