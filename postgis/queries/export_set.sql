-- Notes how far an export has come; one that is over stays as it is.
-- $1 id; $2 state; $3, $4 integer: done, total; $5 failure
UPDATE export SET state = $2, done = $3, total = $4, failure = $5
WHERE id = $1 AND expires > now() AND state IN ('waiting', 'working')
