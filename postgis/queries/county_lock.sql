-- Waits its turn to write to some counties; the locks end with the transaction. In
-- order of code, so that two writers never wait for each other.
-- $1 text[]: codes of counties
SELECT count(pg_advisory_xact_lock(5114, c.code::int)) FROM (SELECT code FROM unnest($1::text[]) code ORDER BY code OFFSET 0) c
