-- A county's own table of speeds, if it has one.
-- $1 text: county
SELECT speeds FROM road_set WHERE county = $1 AND superseded IS NULL AND speeds IS NOT NULL
