-- Says which further counties a plan concerns, as they are now.
-- $1 bigint: plan; $2 text[]: counties beside the plan's own
WITH gone AS (
    DELETE FROM plan_beside WHERE plan = $1 AND county <> ALL ($2::text[])
)
INSERT INTO plan_beside (plan, county, base)
SELECT $1, n.county, n.version FROM county_version n WHERE n.county = ANY ($2::text[])
ON CONFLICT ON CONSTRAINT plan_beside_pk DO UPDATE SET base = excluded.base
