-- +goose Up
-- For QGIS and other readers: the state of today, one row a unit or facility.
CREATE VIEW units_now AS
    SELECT id, unit, county, (ARRAY['county', 'township', 'village'])[level] AS level, code, name, full_name, type, parent, tier, urban, lower(valid) AS valid_from, upper(valid) AS valid_to, shape
    FROM unit_version
    WHERE superseded IS NULL AND valid @> current_date;

CREATE VIEW facilities_now AS
    SELECT id, facility, county, ref, kind, name, unit, group_id, source, state, opened,
           (facts ->> 'beds')::int AS beds, (facts ->> 'care_beds')::int AS care_beds, (facts ->> 'residents')::int AS residents,
           (facts ->> 'graves_total')::int AS graves_total, (facts ->> 'graves_used')::int AS graves_used,
           (facts ->> 'volunteers_registered')::int AS volunteers_registered, (facts ->> 'volunteers_active')::int AS volunteers_active, (facts ->> 'teams')::int AS teams,
           (facts ->> 'area_mu')::float8 AS area_mu, facts ->> 'operator' AS operator, facts, lower(valid) AS valid_from, upper(valid) AS valid_to, place
    FROM facility_version
    WHERE superseded IS NULL AND valid @> current_date;

-- The newest count of each county and basis.
CREATE VIEW people_now AS
    WITH newest AS (
        SELECT DISTINCT ON (county, basis) id, county, basis, day, ages
        FROM people_set
        WHERE superseded IS NULL
        ORDER BY county, basis, day DESC NULLS LAST
    )
    SELECT s.id * 1000000 + row_number() OVER (PARTITION BY s.id ORDER BY p.group_id) AS id, s.county, s.basis, s.day, p.group_id, p.urban,
           p.counts[array_position(s.ages, 'all')] AS people, p.counts[array_position(s.ages, '60+')] AS people_60,
           p.counts[array_position(s.ages, '65+')] AS people_65, p.counts[array_position(s.ages, '80+')] AS people_80, p.place
    FROM newest s JOIN demand_point p ON p.people_set = s.id;

COMMENT ON VIEW units_now IS '今日行政区划：每个单位一行，CGCS2000（EPSG:4490）。Units in force today, one row each; key id, geometry shape.';
COMMENT ON COLUMN units_now.unit IS '单位的身份号，更名、变更代码后不变。Identity, kept through renaming and recoding.';
COMMENT ON COLUMN units_now.valid_from IS '生效之日（含）。First day in force.';
COMMENT ON COLUMN units_now.valid_to IS '失效之日（不含），空为至今。First day no longer in force; empty: until further notice.';
COMMENT ON VIEW facilities_now IS '今日设施：每处一行，CGCS2000（EPSG:4490）。Facilities as of today, one row each; key id, geometry place (empty where only the unit is known).';
COMMENT ON COLUMN facilities_now.source IS '位置来源：point 坐标，group 村民小组，planner 图上标定，unit 仅知单位。How the place was found.';
COMMENT ON VIEW people_now IS '最近一次人口：每个村民小组一点。The newest count of people, one point a villager group.';
COMMENT ON TABLE unit_version IS '单位版本：一行为一段时间内的事实，只作废、不修改。Versions of units; rows are superseded, never changed.';
COMMENT ON TABLE facility_version IS '设施版本：一行为一段时间内的事实，只作废、不修改。Versions of facilities; rows are superseded, never changed.';
COMMENT ON TABLE audit IS '审计：每次写入一行，首尾相扣，不可改删。One row for every write to a part of a county, chained by hash.';
