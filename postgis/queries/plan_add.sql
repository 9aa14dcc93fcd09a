-- Makes a plan on the county as it is now.
-- $1 text: county; $2 name; $3 note; $4 author; $5 jsonb: orders; $6 jsonb: facilities
INSERT INTO plan (county, name, note, author, base, orders, facilities)
SELECT $1, $2, $3, $4, version, $5, $6 FROM county_version WHERE county = $1
RETURNING id
