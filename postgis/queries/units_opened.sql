-- The versions that an order made for its day and after, with shapes; what it only cut
-- short is left out.
-- $1 bigint: change; $2 date: the order's day
SELECT id, unit, code, name, full_name, type, parent, tier, urban, seat, shape, valid
FROM unit_version
WHERE change_id = $1 AND (upper_inf(valid) OR upper(valid) > $2::date)
ORDER BY level, code, lower(valid) NULLS FIRST
