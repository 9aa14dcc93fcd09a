-- Cancels an upload on which nothing is final yet.
-- $1 text: id
UPDATE upload SET state = 'cancelled' WHERE id = $1 AND expires > now() AND state NOT IN ('committed', 'failed', 'cancelled')
