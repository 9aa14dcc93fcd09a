-- The unit that bears a code on a day.
-- $1 text: county; $2 text: code; $3 date: the day
SELECT unit, name FROM unit_version WHERE county = $1 AND code = $2 AND valid @> $3::date AND superseded IS NULL
