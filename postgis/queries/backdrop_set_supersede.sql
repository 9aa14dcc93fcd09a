-- Supersedes a set of features.
-- $1 bigint: set; $2 timestamptz: when; $3 bigint: by which change
UPDATE backdrop_set SET superseded = $2, superseded_by = $3 WHERE id = $1 AND superseded IS NULL
