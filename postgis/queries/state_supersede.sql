-- Supersedes what was entered of a stage.
-- $1 bigint: change; $2 bigint: plan, 0 for none; $3 state; $4 timestamptz: recorded
UPDATE change_state SET superseded = $4
WHERE (change_id = $1 OR plan = $2) AND state = $3 AND superseded IS NULL
