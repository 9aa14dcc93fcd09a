-- Remembers a request by its own name.
-- $1 text: author; $2 text: key; $3 bytea: digest; $4 bigint: change
INSERT INTO request (author, key, digest, change_id) VALUES ($1, $2, $3, $4)
