-- Identities for new units.
-- $1 integer: how many
SELECT nextval(pg_get_serial_sequence('unit', 'id')) FROM generate_series(1, $1::int)
