-- All versions of a county's units without shapes, by first day and code.
-- $1 text: county
SELECT id, unit, code, name, full_name, type, parent, tier, urban, seat, NULL::geometry AS shape, valid
FROM unit_version
WHERE county = $1 AND superseded IS NULL
ORDER BY lower(valid) NULLS FIRST, code
