-- Works out anew how far counties reach: west, south, east and north of all that is
-- believed of their land, people and facilities, on all days, EPSG:4490. Run after their
-- versions are raised.
-- $1 text[]: codes.
WITH asked AS (
    SELECT unnest($1::text[]) AS county
), found AS (
    SELECT county, Box2D(shape) AS box FROM asked JOIN unit_version USING (county) WHERE superseded IS NULL AND shape IS NOT NULL
    UNION ALL
    SELECT county, Box2D(place) FROM asked JOIN facility_version USING (county) WHERE superseded IS NULL AND place IS NOT NULL
    UNION ALL
    SELECT county, Box2D(p.place) FROM asked JOIN people_set s USING (county) JOIN demand_point p ON p.people_set = s.id WHERE s.superseded IS NULL
), reached AS (
    SELECT county, ARRAY[min(ST_XMin(box)), min(ST_YMin(box)), max(ST_XMax(box)), max(ST_YMax(box))] AS extent FROM found GROUP BY county
)
UPDATE county_version n SET extent = r.extent, extent_of = n.version
FROM asked LEFT JOIN reached r USING (county)
WHERE n.county = asked.county
