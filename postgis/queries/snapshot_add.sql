-- Records that a level of a county was listed on a day; once for a change.
-- $1 text: county; $2 smallint: level; $3 date: day; $4 integer: units; $5 text: author; $6 bigint: change; $7 timestamptz: recorded
INSERT INTO snapshot (county, level, day, units, author, change_id, recorded) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT ON CONSTRAINT snapshot_pk DO NOTHING
