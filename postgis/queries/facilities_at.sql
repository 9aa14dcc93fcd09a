-- The facilities of a county known on a day, in operation or not, by name.
-- $1 text: county; $2 date: the day; null for the newest state
SELECT id, facility, ref, kind, name, place, source, unit, group_id, state, opened, facts, valid
FROM facility_version
WHERE county = $1 AND superseded IS NULL AND CASE WHEN $2::date IS NULL THEN upper_inf(valid) ELSE valid @> $2::date END
ORDER BY name, kind, facility
