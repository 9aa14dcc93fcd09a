-- Makes the counties that are not there yet, without a name.
-- $1 text[]: codes of counties
WITH added AS (
    INSERT INTO county (code, name) SELECT code, '' FROM unnest($1::text[]) code ON CONFLICT (code) DO NOTHING RETURNING code
)
INSERT INTO county_version (county) SELECT code FROM added
