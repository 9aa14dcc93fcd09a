-- All versions of the stretches of a county's borders that are not superseded, whatever
-- their days, oldest first.
-- $1 text: county
SELECT id, stretch, coalesce(origin, 0), level, left_unit, right_unit, course, number, state, carrier, facts, valid
FROM border_stretch_version
WHERE county = $1 AND superseded IS NULL
ORDER BY stretch, lower(valid) NULLS FIRST
