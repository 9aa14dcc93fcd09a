-- The files of an upload in order, with all bytes of each.
-- $1 text: id
SELECT f.number, f.name, f.size, c.content
FROM upload_file f LEFT JOIN upload_chunk c ON c.upload = f.upload AND c.file = f.number
WHERE f.upload = $1
ORDER BY f.number, c.number
