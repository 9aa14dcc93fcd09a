-- Gives derived shapes other days, and other parts that come to the same.
-- $1 bigint[]: ids; $2 text[]: days, as dateranges; $3 text[]: parts, as arrays
UPDATE unit_derived d SET valid = w.valid::daterange, parts = w.parts::bigint[]
FROM unnest($1::bigint[], $2::text[], $3::text[]) AS w (id, valid, parts)
WHERE d.id = w.id
