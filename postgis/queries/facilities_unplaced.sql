-- The facilities of a county known on a day of which only the unit is known, with the
-- code that their unit bore on the first day of what is said of them.
-- $1 text: county; $2 date: the day; null for the newest state
SELECT facility, unit, lower(valid) AS since
FROM facility_version
WHERE county = $1 AND superseded IS NULL AND place IS NULL AND unit IS NOT NULL
  AND CASE WHEN $2::date IS NULL THEN upper_inf(valid) ELSE valid @> $2::date END
