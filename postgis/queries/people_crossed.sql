-- The groups that orders over several counties have put into or out of a county since
-- its people were counted, up to a day: where each went last, and, of one that came, as
-- it was counted in its former county before.
-- $1 text: county; $2 date: the day, null for the newest state; $3 text: basis; $4 date:
-- the reference day of the county's own count, null for none
WITH went AS (
    SELECT DISTINCT ON (g.group_id) g.group_id, g.county, g.day, c.counties
    FROM change c JOIN group_unit g ON g.change_id = c.id
    WHERE c.kind = 'order' AND cardinality(c.counties) > 1 AND $1 = ANY (c.counties) AND ($2::date IS NULL OR g.day <= $2::date)
    ORDER BY g.group_id, g.day DESC, g.change_id DESC
)
SELECT w.group_id, w.county <> $1 AS gone, counted.ages, counted.place, coalesce(counted.urban, false), counted.counts, coalesce(counted.addresses, '[]')
FROM went w
LEFT JOIN LATERAL (
    SELECT s.ages, p.place, p.urban, p.counts, p.addresses
    FROM people_set s JOIN demand_point p ON p.people_set = s.id
    WHERE s.county = ANY (w.counties) AND s.county <> $1 AND s.superseded IS NULL AND s.basis = $3
      AND coalesce(s.day, '-infinity') < w.day AND p.group_id = w.group_id AND w.county = $1
    ORDER BY s.day DESC NULLS LAST
    LIMIT 1
) counted ON true
WHERE w.day > coalesce($4::date, '-infinity') AND (w.county <> $1 OR counted.place IS NOT NULL)
ORDER BY w.group_id
