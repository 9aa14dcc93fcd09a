-- Notes that an export's file is there.
-- $1 id; $2 media type; $3 bigint: bytes; $4 hash; $5 text[]: notes
UPDATE export SET state = 'done', done = greatest(done, total), total = greatest(done, total), kind = $2, size = $3, hash = $4, notes = $5
WHERE id = $1 AND expires > now() AND state IN ('waiting', 'working')
