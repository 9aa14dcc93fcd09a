-- A part of a chunk of a file.
-- $1 text: id; $2 integer: number of the chunk, from 0; $3, $4 integer: first byte, from 0, and how many
SELECT substring(content FROM $3 + 1 FOR $4) FROM export_chunk WHERE export = $1 AND number = $2
