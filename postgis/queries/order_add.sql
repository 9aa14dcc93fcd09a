-- Records an order with its file, and its approval where the day of that is known.
-- $1 bigint: change; $2 date: approved or null; $3 jsonb: the changes file; $4 bigint: plan or null;
-- $5 text: document; $6 text: author; $7 timestamptz: recorded
WITH approved AS (
    INSERT INTO change_state (change_id, state, day, document, author, recorded)
    SELECT $1, 'approved', $2::date, $5, $6, $7 WHERE $2::date IS NOT NULL
)
INSERT INTO change_order (change_id, approved, file, plan) VALUES ($1, $2, $3, $4)
