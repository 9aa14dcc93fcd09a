-- Records a set of a backdrop's features; they follow.
-- $1 county; $2 source; $3 integer: features; $4 bytea: digest; $5 timestamptz: recorded; $6 author; $7 bigint: change
INSERT INTO backdrop_set (county, source, features, digest, recorded, author, change_id) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id
