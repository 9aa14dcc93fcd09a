-- The papers of changes and of plans, without their bytes.
-- $1 bigint[]: changes; $2 bigint[]: plans
SELECT coalesce(change_id, 0), coalesce(plan, 0), id, state, name, media, octet_length(content), sha256, note, author, recorded
FROM paper
WHERE change_id = ANY ($1::bigint[]) OR plan = ANY ($2::bigint[])
ORDER BY id
