-- The days on which something of a county changed, with how many versions began and
-- ended on each. A facility that opens on a day within a version changes then too. The
-- reference day of a count of people is a change of as many points. titles are those
-- of the orders in force from the day.
-- $1 text: county
WITH moved AS (
    SELECT 'divisions' AS what, level, lower(valid) AS opens, upper(valid) AS closes FROM unit_version WHERE county = $1 AND superseded IS NULL
    UNION ALL
    SELECT 'facilities', 0, lower(valid), upper(valid) FROM facility_version WHERE county = $1 AND superseded IS NULL
    UNION ALL
    SELECT 'borders', level, lower(valid), upper(valid) FROM border_stretch_version WHERE county = $1 AND superseded IS NULL
), counted AS (
    SELECT what, level, opens AS day, 1 AS opened, 0 AS closed FROM moved WHERE opens IS NOT NULL
    UNION ALL
    SELECT what, level, closes, 0, 1 FROM moved WHERE closes IS NOT NULL
    UNION ALL
    SELECT 'facilities', 0, opened, 1, 0 FROM facility_version
    WHERE county = $1 AND superseded IS NULL AND valid @> opened AND opened IS DISTINCT FROM lower(valid)
    UNION ALL
    SELECT 'people', 0, day, points, 0 FROM people_set WHERE county = $1 AND superseded IS NULL AND day IS NOT NULL
)
SELECT day, what, level::int AS level, sum(opened)::bigint AS opened, sum(closed)::bigint AS closed,
       CASE WHEN what = 'divisions' THEN coalesce((
           SELECT string_agg(c.title, '; ' ORDER BY c.id) FROM change c
           WHERE c.kind = 'order' AND c.counties @> ARRAY[$1::text] AND c.effective = counted.day AND c.title <> ''), '') ELSE '' END AS titles
FROM counted
GROUP BY day, what, level
ORDER BY day, what, level
