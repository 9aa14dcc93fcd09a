-- Raises the versions of counties by what was written to them, and tells listeners
-- once for each county: "511425 7 3 2 1 1".
-- $1 text[]: codes; $2-$5 integer[]: 1 where the part was written (boundaries,
-- facilities, people, zones); $6 timestamptz: the moment of the write
WITH raised AS (
    UPDATE county_version n
    SET version = version + 1, boundaries = boundaries + b, facilities = facilities + f, people = people + p, zones = zones + z, written = $6
    FROM unnest($1::text[], $2::int[], $3::int[], $4::int[], $5::int[]) AS w (code, b, f, p, z)
    WHERE n.county = w.code
    RETURNING n.county, n.version, n.boundaries, n.facilities, n.people, n.zones
)
SELECT county, version, boundaries, facilities, people, zones,
       pg_notify('xiantu_county', concat_ws(' ', county, version, boundaries, facilities, people, zones))::text AS told
FROM raised ORDER BY county
