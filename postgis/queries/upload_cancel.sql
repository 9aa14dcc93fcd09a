-- Cancels an upload of which nothing is being written yet.
-- $1 text: id
UPDATE upload SET state = 'cancelled' WHERE id = $1 AND expires > now() AND state NOT IN ('committing', 'committed', 'failed', 'cancelled')
