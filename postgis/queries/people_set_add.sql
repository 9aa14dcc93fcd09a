-- Records a set of people; its points follow.
-- $1 county; $2 basis; $3 date: day or null; $4 text[]: ages; $5 integer: points; $6 bytea: digest; $7 timestamptz: recorded; $8 author; $9 bigint: change
INSERT INTO people_set (county, basis, day, ages, points, digest, recorded, author, change_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id
