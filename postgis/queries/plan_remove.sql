-- Takes away a plan that is still a draft.
-- $1 bigint: plan
DELETE FROM plan WHERE id = $1 AND published IS NULL
