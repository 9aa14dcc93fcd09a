-- How often a plan was edited.
-- $1 text: county; $2 bigint: plan
SELECT version FROM plan WHERE county = $1 AND id = $2
