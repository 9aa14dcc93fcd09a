-- Notes which change a plan became.
-- $1 bigint: plan; $2 bigint: change
UPDATE plan SET published = $2, version = version + 1, edited = clock_timestamp() WHERE id = $1 AND published IS NULL
