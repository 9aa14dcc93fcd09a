-- Edits a plan that is still a draft, if it is at the version that its author saw.
-- $1 bigint: plan; $2 bigint: version seen; $3 name; $4 note; $5 author; $6 jsonb: orders; $7 jsonb: facilities
UPDATE plan p
SET name = $3, note = $4, author = $5, orders = $6, facilities = $7, version = p.version + 1, edited = clock_timestamp(),
    base = (SELECT n.version FROM county_version n WHERE n.county = p.county)
WHERE p.id = $1 AND p.version = $2 AND p.published IS NULL
