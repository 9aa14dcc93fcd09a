-- Removes what an attempt that broke off has left of a file.
-- $1 text: id
DELETE FROM export_chunk WHERE export = $1
