-- Whether a county's derived shapes were worked out from its present boundaries, and
-- whether it has any or needs any from a day on: where a unit above the villages has no
-- shape of its own, or the county is not among its units all the time.
-- $1 text: county; $2 date: the day; null for all days
SELECT n.derived = n.boundaries,
       EXISTS (SELECT FROM unit_derived WHERE county = $1)
       OR EXISTS (SELECT FROM unit_version WHERE county = $1 AND superseded IS NULL AND level < 3 AND shape IS NULL AND valid && daterange($2, NULL))
       OR NOT coalesce((SELECT coalesce(range_agg(valid) FILTER (WHERE level = 1), '{}') @> range_merge(range_agg(valid)) FROM unit_version WHERE county = $1 AND superseded IS NULL AND valid && daterange($2, NULL)), true)
FROM county_version n
WHERE n.county = $1
