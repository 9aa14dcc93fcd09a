-- Records an order with its file, and its approval where the day of that is known. What
-- the plan it was said of its approval stands where it says the same day; else it is
-- superseded, as is the day on which it was to be in force.
-- $1 bigint: change; $2 date: approved or null; $3 jsonb: the changes file; $4 bigint: plan or null;
-- $5 text: document; $6 text: author; $7 timestamptz: recorded
WITH former AS (
    SELECT id, state, day FROM change_state WHERE plan = $4 AND superseded IS NULL AND state IN ('approved', 'in_force')
), superseded AS (
    UPDATE change_state s SET superseded = $7::timestamptz FROM former f
    WHERE s.id = f.id AND (f.state = 'in_force' OR $2::date <> f.day)
), approved AS (
    INSERT INTO change_state (change_id, state, day, document, corrects, author, recorded)
    SELECT $1, 'approved', $2::date, $5, (SELECT id FROM former WHERE state = 'approved'), $6, $7
    WHERE $2::date IS NOT NULL AND NOT EXISTS (SELECT FROM former WHERE state = 'approved' AND day = $2::date)
)
INSERT INTO change_order (change_id, approved, file, plan) VALUES ($1, $2, $3, $4)
