-- The moment of a write: now, and later than the counties' last write even where the
-- clock was set back.
-- $1 text[]: counties, locked
SELECT greatest(clock_timestamp(), max(written) + interval '1 microsecond') FROM county_version WHERE county = ANY ($1) AND isfinite(written)
