-- Takes derived shapes away.
-- $1 bigint[]: ids
DELETE FROM unit_derived WHERE id = ANY ($1)
