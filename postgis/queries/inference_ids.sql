-- Numbers for new inferences.
-- $1 integer: how many
SELECT nextval('inference_number') FROM generate_series(1, $1::int)
