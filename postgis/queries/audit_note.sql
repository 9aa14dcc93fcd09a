-- Writes to the audit of some counties what raises no version.
-- $1 text[]: counties; $2 part; $3 author; $4 bigint: change or null; $5 timestamptz: recorded;
-- $6, $7 integer: rows opened, closed; $8 jsonb: detail
INSERT INTO audit (county, part, version, author, change_id, recorded, opened, closed, detail)
SELECT county, $2, version, $3, $4, $5, $6, $7, $8 FROM county_version WHERE county = ANY ($1::text[]) ORDER BY county
