-- The state of an upload.
-- $1 text: id
SELECT state FROM upload WHERE id = $1 AND expires > now()
