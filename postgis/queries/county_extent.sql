-- Works out anew how far counties reach: west, south, east and north of all that is
-- believed of their land, people and facilities, on all days, EPSG:4490. Run after their
-- versions are raised. People are many: where none were written and the extent of the
-- version before is known, that stands for them.
-- $1 text[]: codes; $2 integer[]: 1 where people were written
WITH asked AS (
    SELECT a.county, n.extent, a.people = 0 AND n.extent_of = n.version - 1 AS known
    FROM unnest($1::text[], $2::int[]) AS a (county, people) JOIN county_version n USING (county)
), found AS (
    SELECT county, Box2D(shape) AS box FROM asked JOIN unit_version USING (county) WHERE superseded IS NULL AND shape IS NOT NULL
    UNION ALL
    SELECT county, Box2D(place) FROM asked JOIN facility_version USING (county) WHERE superseded IS NULL AND place IS NOT NULL
    UNION ALL
    SELECT county, Box2D(p.place) FROM asked JOIN people_set s USING (county) JOIN demand_point p ON p.people_set = s.id WHERE NOT known AND s.superseded IS NULL
    UNION ALL
    SELECT county, ST_MakeBox2D(ST_MakePoint(extent[1], extent[2]), ST_MakePoint(extent[3], extent[4])) FROM asked WHERE known AND extent IS NOT NULL
), reached AS (
    SELECT county, ARRAY[min(ST_XMin(box)), min(ST_YMin(box)), max(ST_XMax(box)), max(ST_YMax(box))] AS extent FROM found GROUP BY county
)
UPDATE county_version n SET extent = r.extent, extent_of = n.version
FROM asked LEFT JOIN reached r USING (county)
WHERE n.county = asked.county
