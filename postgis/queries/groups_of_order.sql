-- The groups that an order moved.
-- $1 bigint: change
SELECT group_id, coalesce(from_unit, 0), unit FROM group_unit WHERE change_id = $1 ORDER BY group_id
