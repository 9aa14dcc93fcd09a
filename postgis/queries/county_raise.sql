-- Raises the versions of counties by what was written to them, and tells listeners
-- once for each county: "511425 7 3 2 1 1 1 1".
-- $1 text[]: codes; $2-$5 integer[]: 1 where the part was written (boundaries,
-- facilities, people, zones); $6 timestamptz: the moment of the write; $7, $8 integer[]: roads,
-- backdrop. Who writes
-- boundaries has worked out the derived shapes too.
WITH raised AS (
    UPDATE county_version n
    SET version = version + 1, boundaries = boundaries + b, facilities = facilities + f, people = people + p, zones = zones + z, roads = roads + r, backdrop = backdrop + d, written = $6,
        derived = CASE WHEN b > 0 THEN boundaries + b ELSE derived END
    FROM unnest($1::text[], $2::int[], $3::int[], $4::int[], $5::int[], $7::int[], $8::int[]) AS w (code, b, f, p, z, r, d)
    WHERE n.county = w.code
    RETURNING n.county, n.version, n.boundaries, n.facilities, n.people, n.zones, n.roads, n.backdrop
)
SELECT county, version, boundaries, facilities, people, zones, roads, backdrop,
       pg_notify('xiantu_county', concat_ws(' ', county, version, boundaries, facilities, people, zones, roads, backdrop))::text AS told
FROM raised ORDER BY county
