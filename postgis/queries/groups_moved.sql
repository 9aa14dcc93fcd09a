-- The groups that orders moved up to a day, the newest move last.
-- $1 text: county; $2 date: the day; null for all
SELECT group_id, unit, day
FROM group_unit
WHERE county = $1 AND ($2::date IS NULL OR day <= $2::date)
ORDER BY day, change_id
