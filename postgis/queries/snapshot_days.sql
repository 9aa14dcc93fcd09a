-- The days on which a level of a county was listed.
-- $1 text: county; $2 smallint: level
SELECT DISTINCT day FROM snapshot WHERE county = $1 AND level = $2 ORDER BY day
