-- The plans of a county, or one of them, the last edited first.
-- $1 text: county or null for any; $2 bigint: plan or null for all
SELECT id, county, name, note, author, version, base, orders, facilities, coalesce(published, 0)
FROM plan
WHERE ($1::text IS NULL OR county = $1::text) AND ($2::bigint IS NULL OR id = $2::bigint)
ORDER BY edited DESC, id DESC
