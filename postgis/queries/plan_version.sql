-- How often a plan of a county was edited, and the sum of the versions of its further
-- counties, which rises when one of them is written.
-- $1 text: county; $2 bigint: plan
SELECT p.version, coalesce((
    SELECT sum(n.version) FROM county_version n
    WHERE n.county <> $1 AND n.county IN (SELECT p.county UNION SELECT c.county FROM plan_beside c WHERE c.plan = p.id)
), 0)::bigint
FROM plan p
WHERE p.id = $2 AND $1 IN (SELECT p.county UNION SELECT c.county FROM plan_beside c WHERE c.plan = p.id)
