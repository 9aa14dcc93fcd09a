-- The days on which each level of a county was listed.
-- $1 text: county
SELECT DISTINCT level::int AS level, day FROM snapshot WHERE county = $1 ORDER BY day, level
