-- A county's derived shapes on a day (EWKB, EPSG:4490), and whether they were worked out
-- from its present boundaries; one row without a shape where there are none.
-- $1 text: county; $2 date: the day; null for the newest state
SELECT n.derived = n.boundaries, CASE WHEN d.id IS NOT NULL THEN coalesce(d.unit, 0) END, d.shape
FROM county_version n
LEFT JOIN unit_derived d ON d.county = n.county AND CASE WHEN $2::date IS NULL THEN upper_inf(d.valid) ELSE d.valid @> $2::date END
WHERE n.county = $1
