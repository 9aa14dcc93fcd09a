-- What stages and papers belong to: a committed order with the plan it was, or a plan with
-- the order it became.
-- $1 bigint: change or null; $2 bigint: plan or null
SELECT coalesce(c.id, 0), coalesce(p.id, o.plan, 0), coalesce(c.counties, ARRAY[p.county]), coalesce(c.title, p.name), c.effective
FROM (VALUES ($1::bigint, $2::bigint)) asked (change_id, plan)
LEFT JOIN plan p ON p.id = asked.plan
LEFT JOIN change_order o ON o.change_id = coalesce(asked.change_id, p.published)
LEFT JOIN change c ON c.id = o.change_id
WHERE p.id IS NOT NULL OR c.id IS NOT NULL
