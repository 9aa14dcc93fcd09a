-- Identities for new facilities.
-- $1 integer: how many
SELECT nextval(pg_get_serial_sequence('facility', 'id')) FROM generate_series(1, $1::int)
