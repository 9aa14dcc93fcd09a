-- The export of a name that is best to have: made, else in the making, else the newest.
-- $1 text: name
SELECT id, what, format, name, request, state, done, total, failure, kind, notes, size, hash, author, asked, expires
FROM export WHERE name = $1 AND expires > now()
ORDER BY state = 'done' DESC, state IN ('waiting', 'working') DESC, asked DESC
LIMIT 1
