-- The set of people of a county on a basis for a day, if there is one.
-- $1 text: county; $2 text: basis; $3 date: day or null
SELECT id, digest, points FROM people_set WHERE county = $1 AND basis = $2 AND day IS NOT DISTINCT FROM $3::date AND superseded IS NULL
