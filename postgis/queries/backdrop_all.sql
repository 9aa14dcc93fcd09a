-- The backdrop of a county, by source and number; shapes as EWKB, EPSG:4490.
-- $1 text: county
SELECT f.kind, f.name, f.shape
FROM backdrop_set s JOIN backdrop f ON f.backdrop_set = s.id
WHERE s.county = $1 AND s.superseded IS NULL
ORDER BY s.source, f.number
