-- All versions of a county's facilities that are not superseded, whatever their days,
-- oldest first.
-- $1 text: county
SELECT id, facility, ref, kind, name, place, source, unit, group_id, state, opened, facts, valid
FROM facility_version
WHERE county = $1 AND superseded IS NULL
ORDER BY facility, lower(valid) NULLS FIRST
