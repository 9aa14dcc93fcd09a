-- What was committed under a request's own name.
-- $1 text: author; $2 text: key
SELECT change_id, digest FROM request WHERE author = $1 AND key = $2
