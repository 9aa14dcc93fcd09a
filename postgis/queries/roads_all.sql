-- The roads of a county, by source and number; lines as EWKB, EPSG:4490.
-- $1 text: county
SELECT r.class, r.name, r.way, r.no_walk, r.no_drive, r.max_speed, r.line
FROM road_set s JOIN road r ON r.road_set = s.id
WHERE s.county = $1 AND s.superseded IS NULL
ORDER BY s.source, r.number
