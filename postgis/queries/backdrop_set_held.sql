-- The set of features of a county from a source, if there are any.
-- $1 text: county; $2 text: source
SELECT id, digest, features FROM backdrop_set WHERE county = $1 AND source = $2 AND superseded IS NULL
