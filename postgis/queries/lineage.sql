-- The strands of lineage of a county's units, in order of day.
-- $1 text: county
SELECT l.change_id, l.from_unit, l.to_unit, l.from_code, l.to_code, l.from_name, l.to_name, l.kind, l.day, l.people, l.area
FROM change c JOIN lineage l ON l.change_id = c.id
WHERE c.counties @> ARRAY[$1::text]
ORDER BY l.day, l.change_id, l.number
