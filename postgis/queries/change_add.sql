-- Records a change in force on a day.
-- $1 text[]: counties; $2 kind; $3 title; $4 document; $5 author; $6 date: effective day or null; $7 timestamptz: recorded
WITH made AS (
    INSERT INTO change (counties, kind, title, document, author, effective, recorded) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id
), stated AS (
    INSERT INTO change_state (change_id, state, day, document, author, recorded) SELECT id, 'in_force', $6, $4, $5, $7 FROM made
)
SELECT id FROM made
