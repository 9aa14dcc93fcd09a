-- Records a file that is to be made.
-- $1 id; $2 what; $3 format; $4 name; $5 jsonb: request; $6 author; $7, $8 timestamptz: asked, expires
INSERT INTO export (id, what, format, name, request, state, author, asked, expires) VALUES ($1, $2, $3, $4, $5, 'waiting', $6, $7, $8)
