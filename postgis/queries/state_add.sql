-- Enters a stage.
-- $1 bigint: change or null; $2 bigint: plan or null; $3 state; $4 date: day or null; $5 document; $6 note; $7 why;
-- $8 boolean: withdrawn; $9 bigint: the row it corrects or null; $10 author; $11 timestamptz: recorded
INSERT INTO change_state (change_id, plan, state, day, document, note, why, withdrawn, corrects, author, recorded)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
RETURNING id
