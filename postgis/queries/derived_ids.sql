-- Identities for new derived shapes.
-- $1 integer: how many
SELECT nextval(pg_get_serial_sequence('unit_derived', 'id')) FROM generate_series(1, $1::int)
