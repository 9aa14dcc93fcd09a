-- Identities for new border stretches.
-- $1 integer: how many
SELECT nextval(pg_get_serial_sequence('border_stretch', 'id')) FROM generate_series(1, $1::int)
