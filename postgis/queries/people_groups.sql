-- Every villager group ever counted, once for each set, newest set first, resident
-- before registered.
-- $1 text: county
SELECT p.group_id, p.place, p.urban, p.counts, p.addresses
FROM people_set s JOIN demand_point p ON p.people_set = s.id
WHERE s.county = $1 AND s.superseded IS NULL
ORDER BY p.group_id, s.day DESC NULLS LAST, s.basis = 'resident' DESC
