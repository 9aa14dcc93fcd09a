-- The zones of a county, by source and number; shapes as EWKB, EPSG:4490.
-- $1 text: county
SELECT z.zone_id, z.kind, z.name, z.setback, z.article, z.shape
FROM zone_set s JOIN zone z ON z.zone_set = s.id
WHERE s.county = $1 AND s.superseded IS NULL
ORDER BY s.source, z.number
