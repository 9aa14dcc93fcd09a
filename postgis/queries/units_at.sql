-- The units of a county in force on a day, from the county down, by code.
-- $1 text: county; $2 date: the day; null for the newest state
SELECT id, unit, code, name, full_name, type, parent, tier, urban, seat, shape, valid
FROM unit_version
WHERE county = $1 AND superseded IS NULL AND CASE WHEN $2::date IS NULL THEN upper_inf(valid) ELSE valid @> $2::date END
ORDER BY level, code
