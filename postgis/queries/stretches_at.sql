-- The stretches of a county's borders on a day, by their number.
-- $1 text: county; $2 date: the day; null for the newest state
SELECT id, stretch, coalesce(origin, 0), level, left_unit, right_unit, course, number, state, carrier, facts, valid
FROM border_stretch_version
WHERE county = $1 AND superseded IS NULL AND CASE WHEN $2::date IS NULL THEN upper_inf(valid) ELSE valid @> $2::date END
ORDER BY stretch
