-- What some changes were, in a few words.
-- $1 bigint[]: changes
SELECT id, kind, title, document FROM change WHERE id = ANY ($1)
