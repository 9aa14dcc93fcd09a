-- Keeps a paper.
-- $1 bigint: change or null; $2 bigint: plan or null; $3 state or ''; $4 name; $5 media type; $6 bytea: content;
-- $7 bytea: SHA-256; $8 note; $9 author; $10 timestamptz: recorded
INSERT INTO paper (change_id, plan, state, name, media, content, sha256, note, author, recorded)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
RETURNING id
