-- Every county, by code. One that was given no name bears that of its newest unit, or else its code.
SELECT c.code, coalesce(nullif(c.name, ''), (
           SELECT v.name FROM unit_version v
           WHERE v.county = c.code AND v.level = 1 AND v.superseded IS NULL
           ORDER BY upper(v.valid) DESC NULLS FIRST LIMIT 1), c.code) AS name, c.fiction
FROM county c
ORDER BY c.code
