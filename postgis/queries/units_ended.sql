-- The versions of a county's units whose last day is the one before a day, with shapes.
-- $1 text: county; $2 date: the day
SELECT id, unit, code, name, full_name, type, parent, tier, urban, seat, shape, valid
FROM unit_version
WHERE county = $1 AND superseded IS NULL AND upper(valid) = $2::date
ORDER BY id
