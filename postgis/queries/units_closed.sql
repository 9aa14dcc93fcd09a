-- The versions in force on an order's day or later that it superseded, as they stood,
-- with shapes.
-- $1 bigint: change; $2 date: the order's day
SELECT id, unit, code, name, full_name, type, parent, tier, urban, seat, shape, valid
FROM unit_version
WHERE superseded_by = $1 AND (upper_inf(valid) OR upper(valid) > $2::date)
ORDER BY level, code, lower(valid) NULLS FIRST
