-- Records a set of roads; the roads follow.
-- $1 county; $2 source; $3 integer: roads; $4 jsonb: speeds or null; $5 bytea: digest; $6 timestamptz: recorded; $7 author; $8 bigint: change
INSERT INTO road_set (county, source, roads, speeds, digest, recorded, author, change_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id
