-- +goose Up
-- How far a county's land, people and facilities reach, on all days: west, south, east
-- and north in degrees, EPSG:4490; NULL where nothing has a place. Worked out in the
-- transaction of each write, for who asks which counties lie near: extent_of is the
-- county's version then. Where it is an older one, a program that does not know the column
-- has written since, and the extent says nothing.
ALTER TABLE county_version ADD COLUMN extent double precision[] CONSTRAINT county_version_extent_sides CHECK (cardinality(extent) = 4);
ALTER TABLE county_version ADD COLUMN extent_of bigint NOT NULL DEFAULT 0;

-- Box2D reads a shape's own bounds, rounded outwards, without the shape.
WITH found AS (
    SELECT county, Box2D(shape) AS box FROM unit_version WHERE superseded IS NULL AND shape IS NOT NULL
    UNION ALL
    SELECT county, Box2D(place) FROM facility_version WHERE superseded IS NULL AND place IS NOT NULL
    UNION ALL
    SELECT s.county, Box2D(p.place) FROM people_set s JOIN demand_point p ON p.people_set = s.id WHERE s.superseded IS NULL
), reached AS (
    SELECT county, ARRAY[min(ST_XMin(box)), min(ST_YMin(box)), max(ST_XMax(box)), max(ST_YMax(box))] AS extent FROM found GROUP BY county
)
UPDATE county_version n SET extent = r.extent, extent_of = n.version
FROM county c LEFT JOIN reached r ON r.county = c.code
WHERE n.county = c.code;

COMMENT ON COLUMN county_version.extent IS '该县土地、人口和设施的范围（西、南、东、北，度），随每次写入自动重算，勿改。West, south, east and north of all the county has; not to be edited.';
