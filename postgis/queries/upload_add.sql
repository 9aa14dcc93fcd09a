-- Records an upload; its files follow.
-- $1 id; $2 kind; $3 county or null; $4 jsonb: options; $5 state; $6 author; $7, $8 timestamptz: arrived, expires
INSERT INTO upload (id, kind, county, options, state, author, arrived, expires) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
