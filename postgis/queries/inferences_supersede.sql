-- Supersedes what was believed of inferences.
-- $1 bigint[]: rows; $2 timestamptz: when; $3 bigint: by which change
UPDATE inference SET superseded = $2, superseded_by = $3 WHERE row_id = ANY ($1) AND superseded IS NULL
