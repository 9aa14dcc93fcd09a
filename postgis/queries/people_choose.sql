-- The set of people that stands for a county on a day: resident people where they
-- were ever counted; of those the newest count whose reference day is not later, else
-- the earliest. A set without a day is older than all.
-- $1 text: county; $2 date: the day; null for the newest state
SELECT id, basis, day, ages
FROM people_set
WHERE county = $1 AND superseded IS NULL
ORDER BY basis = 'resident' DESC,
         coalesce(day, '-infinity') <= coalesce($2::date, 'infinity') DESC,
         CASE WHEN coalesce(day, '-infinity') <= coalesce($2::date, 'infinity') THEN coalesce(day, '-infinity') END DESC,
         day
LIMIT 1
