-- Names a county; no row where it is named so already.
-- $1 text: code; $2 text: name; $3 boolean: made by the demo
UPDATE county SET name = $2, fiction = $3 WHERE code = $1 AND (name, fiction) IS DISTINCT FROM ($2, $3)
