-- Records a table of indicators.
-- $1 county; $2 date: from which day, null: always; $3 content; $4 timestamptz: recorded; $5 author; $6 bigint: change
INSERT INTO indicator_table (county, since, content, recorded, author, change_id) VALUES ($1, $2, $3, $4, $5, $6)
