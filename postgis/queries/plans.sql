-- The plans that concern a county, or one of them, the last edited first.
-- $1 text: county or null for any; $2 bigint: plan or null for all
SELECT p.id, p.county, p.name, p.note, p.author, p.version, p.base, p.orders, p.facilities, coalesce(p.published, 0), others.counties, others.bases
FROM plan p
CROSS JOIN LATERAL (
    SELECT coalesce(array_agg(c.county ORDER BY c.county), '{}') AS counties, coalesce(array_agg(c.base ORDER BY c.county), '{}') AS bases
    FROM plan_beside c WHERE c.plan = p.id
) others
WHERE ($1::text IS NULL OR p.county = $1::text OR $1::text = ANY (others.counties)) AND ($2::bigint IS NULL OR p.id = $2::bigint)
ORDER BY p.edited DESC, p.id DESC
