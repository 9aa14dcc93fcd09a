-- Supersedes tables of indicators.
-- $1 bigint[]: ids; $2 timestamptz: when; $3 bigint: by which change
UPDATE indicator_table SET superseded = $2, superseded_by = $3 WHERE id = ANY ($1) AND superseded IS NULL
