-- The versions of stretches that a change began and that held on a day.
-- $1 bigint: the change; $2 date: the day; $3 text: county
SELECT id, stretch, coalesce(origin, 0), level, left_unit, right_unit, course, number, state, carrier, facts, valid
FROM border_stretch_version
WHERE change_id = $1 AND county = $3 AND valid @> $2::date
ORDER BY stretch
