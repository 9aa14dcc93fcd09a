-- The first audit row of each county whose hash or link to the row before is not what
-- it was when written.
WITH chained AS (
    SELECT a.id, a.county, a.version, a.part, a.hash = audit_hash(a) AND a.previous IS NOT DISTINCT FROM lag(a.hash) OVER (PARTITION BY a.county ORDER BY a.id) AS sound
    FROM audit a
)
SELECT DISTINCT ON (county) county, version, part FROM chained WHERE NOT sound ORDER BY county, id
