-- A county's derived shapes on a day or later, and those that end where it begins; the
-- shapes themselves are left out.
-- $1 text: county; $2 date: the day; null for all
SELECT id, unit, parts, valid
FROM unit_derived
WHERE county = $1 AND ($2::date IS NULL OR upper_inf(valid) OR upper(valid) >= $2::date)
ORDER BY unit NULLS LAST, lower(valid) NULLS FIRST
