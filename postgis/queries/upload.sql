-- An upload that has not expired.
-- $1 text: id
SELECT id, kind, county, options, state, done, total, report, preview, failure, author, arrived, expires, versions
FROM upload WHERE id = $1 AND expires > now()
