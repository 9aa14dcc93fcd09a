-- Records a set of zones; the zones follow.
-- $1 county; $2 source; $3 integer: zones; $4 bytea: digest; $5 timestamptz: recorded; $6 author; $7 bigint: change
INSERT INTO zone_set (county, source, zones, digest, recorded, author, change_id) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id
