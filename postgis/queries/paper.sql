-- One paper with its bytes.
-- $1 bigint: paper
SELECT id, state, name, media, octet_length(content), sha256, note, author, recorded, content FROM paper WHERE id = $1
