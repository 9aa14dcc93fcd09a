-- One county with its versions. Names as in counties.sql.
-- $1 text: code
SELECT c.code, coalesce(nullif(c.name, ''), (
           SELECT v.name FROM unit_version v
           WHERE v.county = c.code AND v.level = 1 AND v.superseded IS NULL
           ORDER BY upper(v.valid) DESC NULLS FIRST LIMIT 1), c.code) AS name, c.fiction,
       n.version, n.boundaries, n.facilities, n.people, n.zones, n.roads, n.backdrop
FROM county c JOIN county_version n ON n.county = c.code
WHERE c.code = $1
