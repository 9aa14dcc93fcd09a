-- The changes that a plan's orders take back.
-- $1 bigint: plan
SELECT DISTINCT (taken #>> '{}')::bigint
FROM plan p, jsonb_path_query(p.orders, '$[*].changes[*] ? (@.kind == "revert").change ? (@.type() == "number")') taken
WHERE p.id = $1
