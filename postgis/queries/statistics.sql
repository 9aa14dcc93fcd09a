-- The typed figures of a county, by day, key and subject.
-- $1 text: county
SELECT id, unit, facility, key, day, value, note
FROM statistic
WHERE county = $1 AND superseded IS NULL
ORDER BY day, key, unit, facility
