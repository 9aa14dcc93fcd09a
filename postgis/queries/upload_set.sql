-- Notes how far an upload has come; one that was cancelled stays so.
-- $1 id; $2 jsonb: options; $3 state; $4, $5 integer: done, total; $6 bytea: report; $7 bytea: preview; $8 failure; $9 jsonb: versions; $10 county or null
UPDATE upload SET options = $2, state = $3, done = $4, total = $5, report = $6, preview = $7, failure = $8, versions = $9, county = $10
WHERE id = $1 AND expires > now() AND (state <> 'cancelled' OR $3 = 'cancelled')
