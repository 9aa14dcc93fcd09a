-- Takes an upload in hand for as long as the session lasts; false where another
-- session has it.
-- $1 text: id
SELECT pg_try_advisory_lock(5115, hashtext($1))
