-- Every code that a county's units bear on some day, with the changes that set the
-- first and the last of its days: of the rows that ever gave a version of the unit that
-- first (last) day, the oldest since the unit was last believed to have gone on across it.
-- $1 text: county
SELECT v.code, v.unit, v.name, v.full_name, v.type, v.parent, v.urban, v.valid, came.change_id, coalesce(went.change_id, 0)
FROM unit_version v
CROSS JOIN LATERAL (
    SELECT w.change_id FROM unit_version w
    WHERE w.unit = v.unit AND lower(w.valid) IS NOT DISTINCT FROM lower(v.valid) AND NOT EXISTS (
        SELECT FROM unit_version x
        WHERE x.unit = v.unit AND (x.recorded, x.id) > (w.recorded, w.id) AND x.valid @> lower(v.valid) AND (lower_inf(x.valid) OR lower(x.valid) < lower(v.valid)))
    ORDER BY w.recorded, w.id LIMIT 1
) came
LEFT JOIN LATERAL (
    SELECT w.change_id FROM unit_version w
    WHERE w.unit = v.unit AND upper(w.valid) = upper(v.valid) AND NOT EXISTS (
        SELECT FROM unit_version x
        WHERE x.unit = v.unit AND (x.recorded, x.id) > (w.recorded, w.id) AND x.valid @> upper(v.valid) AND (lower_inf(x.valid) OR lower(x.valid) < upper(v.valid)))
    ORDER BY w.recorded, w.id LIMIT 1
) went ON true
WHERE v.county = $1 AND v.superseded IS NULL
ORDER BY v.code, lower(v.valid) NULLS FIRST
