-- The orders of a county, or one of them, by effective day.
-- $1 text: county or null for any; $2 bigint: change or null for all
SELECT c.id, c.counties, c.title, c.document, o.approved, c.effective, c.author, c.recorded, o.file, coalesce(o.plan, 0)
FROM change c JOIN change_order o ON o.change_id = c.id
WHERE ($1::text IS NULL OR c.counties @> ARRAY[$1::text]) AND ($2::bigint IS NULL OR c.id = $2::bigint)
ORDER BY c.effective, c.id
