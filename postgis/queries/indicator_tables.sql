-- The tables of indicators of a county, the newest first.
-- $1 text: county
SELECT id, since, content
FROM indicator_table
WHERE county = $1 AND superseded IS NULL
ORDER BY since DESC NULLS LAST
