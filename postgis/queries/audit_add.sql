-- Writes the audit rows of a commit, in order.
-- $1 text[]: counties; $2 text[]: parts; $3 bigint[]: county versions; $4 text: author;
-- $5 bigint: change; $6 timestamptz: recorded; $7, $8 integer[]: rows opened, closed; $9 jsonb[]: detail
INSERT INTO audit (county, part, version, author, change_id, recorded, opened, closed, detail)
SELECT w.county, w.part, w.version, $4, $5, $6, w.opened, w.closed, w.detail
FROM unnest($1::text[], $2::text[], $3::bigint[], $7::int[], $8::int[], $9::jsonb[]) WITH ORDINALITY AS w (county, part, version, opened, closed, detail, number)
ORDER BY w.number
