-- The demand points of a set, by group.
-- $1 bigint: set
SELECT group_id, place, urban, counts, addresses FROM demand_point WHERE people_set = $1 ORDER BY group_id
