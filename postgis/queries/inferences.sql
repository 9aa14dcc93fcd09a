-- The inferences of a county as they are believed now, by day and codes.
-- $1 text: county; $2 date: of one day; null for all
SELECT row_id, id, day, from_unit, to_unit, from_code, from_name, to_code, to_name, kind, people, area, confidence, evidence, bears, state, author
FROM inference
WHERE county = $1 AND superseded IS NULL AND ($2::date IS NULL OR day = $2::date)
ORDER BY day, length(from_code), from_code, to_code
