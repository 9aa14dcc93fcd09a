-- The versions of a county's units in force on a day or later, without shapes, and
-- whether they have one.
-- $1 text: county; $2 date: the day; null for all
SELECT id, unit, code, parent, valid, shape IS NOT NULL
FROM unit_version
WHERE county = $1 AND superseded IS NULL AND valid && daterange($2, NULL)
ORDER BY level, code, lower(valid) NULLS FIRST
