-- An export that has not expired.
-- $1 text: id
SELECT id, what, format, name, request, state, done, total, failure, kind, notes, size, hash, author, asked, expires
FROM export WHERE id = $1 AND expires > now()
