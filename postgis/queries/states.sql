-- The stages of changes and of plans as they were entered, those superseded too.
-- $1 bigint[]: changes; $2 bigint[]: plans
SELECT coalesce(change_id, 0), coalesce(plan, 0), id, state, day, document, note, why, withdrawn, coalesce(corrects, 0), author, recorded, superseded
FROM change_state
WHERE change_id = ANY ($1::bigint[]) OR plan = ANY ($2::bigint[])
ORDER BY recorded, id
